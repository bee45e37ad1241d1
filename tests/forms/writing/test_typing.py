"""Typed and pasted in PDFium: the value is right, and every character is seen."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from generator.forms.definitions.expand import Form
from tests.forms.pdf_objects import centre, fields, opened, widgets
from tests.forms.typist import Typist, ink, picture

NAME = "郑州市总工会〔2026〕95％①龚䶮垚"
WORDS = "工会名称依法建立组织健全职工入会"


def rect_of(data: bytes, name: str) -> tuple[float, float, float, float]:
    with opened(data) as pdf:
        left, lower, right, upper = (float(v) for v in widgets(fields(pdf)[name])[0].Rect)
    return left, lower, right, upper


def middle(rect: tuple[float, float, float, float]) -> tuple[float, float]:
    return (rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2


@pytest.mark.parametrize("way", ["type", "paste"])
def test_chinese_is_stored_and_seen(blanks: Mapping[str, bytes], checklist: Form, way: str) -> None:
    blank = blanks[checklist.id]
    rect = rect_of(blank, "union-name")
    typist = Typist(blank)
    typist.click(0, *middle(rect))
    getattr(typist, way)(0, WORDS)
    saved = typist.save()
    with opened(saved) as pdf:
        assert str(fields(pdf)["union-name"].V) == WORDS
    shown = picture(saved, 0)
    seen = [
        ink(shown, rect[0] + 1 + 9 * n, rect[3] - 13, rect[0] + 10 + 9 * n, rect[3] - 1)
        for n in range(len(WORDS))
    ]
    assert min(seen) > 0.03, seen
    assert len(set(seen)) > 3, "the same box for every character"


@pytest.mark.parametrize("way", ["type", "paste"])
def test_the_unit_is_typed_once_and_stands_on_every_page(
    blanks: Mapping[str, bytes], checklist: Form, way: str
) -> None:
    blank = blanks[checklist.id]
    """Only the first page is ever loaded: the others show what is stored."""
    typist = Typist(blank)
    typist.click(0, *middle(rect_of(blank, "unit-name")))
    getattr(typist, way)(0, NAME)
    saved = typist.save()
    with opened(saved) as pdf:
        assert str(fields(pdf)["unit-name"].V) == NAME
        rects = [[float(v) for v in w.Rect] for w in widgets(fields(pdf)["unit-name"])]
    for number, (left, lower, right, upper) in enumerate(rects):
        assert ink(picture(saved, number), left + 1, lower + 2, right - 1, upper - 2) > 0.01, number


def test_long_text_wraps_in_its_box(blanks: Mapping[str, bytes], checklist: Form) -> None:
    blank = blanks[checklist.id]
    rect = rect_of(blank, "item-1-1-1-facts")
    typist = Typist(blank)
    typist.click(0, *middle(rect))
    typist.type(0, WORDS * 6)
    saved = typist.save()
    with opened(saved) as pdf:
        assert str(fields(pdf)["item-1-1-1-facts"].V) == WORDS * 6
    shown = picture(saved, 0)
    height = 8 * 1.31  # points of type, line pitch of PDFium
    rows = [
        ink(shown, rect[0] + 1, rect[3] - (n + 1) * height, rect[2] - 1, rect[3] - n * height)
        for n in range(3)
    ]
    assert min(rows) > 0.03


def test_marks_are_set_moved_and_taken_back(blanks: Mapping[str, bytes], checklist: Form) -> None:
    blank = blanks[checklist.id]
    with opened(blank) as pdf:
        found = fields(pdf)
        boxes = [centre(w) for w in widgets(found["item-1-1-1-rating"])]

    def after(*places: tuple[float, float]) -> tuple[str, list[str], bytes]:
        typist = Typist(blank)
        for place in places:
            typist.click(0, *place)
        saved = typist.save()
        with opened(saved) as pdf:
            field = fields(pdf)["item-1-1-1-rating"]
            return str(field.V), [str(w.AS) for w in widgets(field)], saved

    assert after(boxes[2])[:2] == ("/unmet", ["/Off", "/Off", "/unmet", "/Off"])
    assert after(boxes[2], boxes[0])[:2] == ("/met", ["/met", "/Off", "/Off", "/Off"])
    assert after(boxes[2], boxes[2])[:2] == ("/Off", ["/Off"] * 4)
    assert after(boxes[2], boxes[0], boxes[0])[:2] == ("/Off", ["/Off"] * 4)
    shown = picture(after(boxes[2])[2], 0)
    inked = [ink(shown, x - 3.5, y - 3.5, x + 3.5, y + 3.5) > 0.08 for x, y in boxes]
    assert inked == [False, False, True, False]


def test_more_than_the_limit_is_not_taken(blanks: Mapping[str, bytes], checklist: Form) -> None:
    blank = blanks[checklist.id]
    typist = Typist(blank)
    typist.click(0, *middle(rect_of(blank, "employees")))
    typist.type(0, "1234567890123")
    with opened(typist.save()) as pdf:
        assert str(fields(pdf)["employees"].V) == "123456789"


@pytest.mark.parametrize("character", list("龘喆昇䶮㑇☑✔√㎡Ⅷ①％〔é"))
def test_rare_characters_and_signs_are_seen(
    blanks: Mapping[str, bytes], checklist: Form, character: str
) -> None:
    """Hanzi come from the system's fonts, signs from the field font: together nothing is invisible."""
    blank = blanks[checklist.id]
    rect = rect_of(blank, "union-name")
    typist = Typist(blank)
    typist.click(0, *middle(rect))
    typist.type(0, character)
    saved = typist.save()
    with opened(saved) as pdf:
        assert str(fields(pdf)["union-name"].V) == character
    assert ink(picture(saved, 0), rect[0] + 1, rect[3] - 13, rect[0] + 11, rect[3] - 1) > 0.02


@pytest.mark.parametrize("character", ["㐀", "😀", "𬱖"])
def test_what_pdfium_cannot_draw_is_still_stored(
    blanks: Mapping[str, bytes], checklist: Form, character: str
) -> None:
    """Hanzi of extension A that the field font lacks, emoji, and all that is outside the BMP."""
    blank = blanks[checklist.id]
    typist = Typist(blank)
    typist.click(0, *middle(rect_of(blank, "union-name")))
    typist.type(0, character)
    with opened(typist.save()) as pdf:
        assert str(fields(pdf)["union-name"].V) == character
