"""A field shows all that it lets one write: random text of exactly ``/MaxLen`` characters, seen whole.

By pixels: in one field of each shape every character is read (and must be itself), and in every field
of every form that our filler wrote every character leaves ink where it stands.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import pytest

from generator import forms as public
from generator.forms.definitions.expand import Form
from generator.forms.layout.face import face
from generator.forms.layout.form import lay_out
from generator.forms.layout.geometry import Box, Layout, Widget
from generator.forms.layout.room import PAD, TextBox, fitted
from generator.model import Corpus
from tests.forms.conftest import SITE
from tests.forms.engines import mupdf, pdfium, pdfjs, poppler
from tests.forms.engines.blanks import values
from tests.forms.engines.conftest import Bench
from tests.forms.engines.picture import SCALE, Picture
from tests.forms.engines.reader import Reader

READ: Final = ("application", "checklist-villages")
VIEWERS: Final = ("PDFium typed", "PDFium pasted", pdfjs.NAME)
HANZI: Final = (
    "工会组织职工依法建立主席委员选举民主管理维护权益集体合同工资协商劳动保护培训经费审查服务困难帮扶"
    "年月日规范建设会员代表大会报告女职工安全卫生文化活动阵地公开监督调解法律援助创新竞赛技能"
)
MARKS: Final = "，。；、：）”"
LETTERS: Final = "abcdefghknopqrsuvxyz0123456789"
"""Without those of which the reader cannot tell one from the other at this size (i, l, j …)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A text field and what is written into it."""

    widget: Widget
    page: int
    page_height: float
    text: str

    @property
    def name(self) -> str:
        return self.widget.field.name

    @property
    def shape(self) -> tuple[float, float, float]:
        box = self.widget.box
        return round(box.width), round(box.height), self.widget.size

    @property
    def pixels(self) -> tuple[int, int, int, int]:
        return _pixels(self.widget.box, self.page_height)


def _pixels(box: Box, page_height: float) -> tuple[int, int, int, int]:
    return (
        round(box.x * SCALE),
        round((page_height - box.top) * SCALE),
        round(box.right * SCALE),
        round((page_height - box.y) * SCALE),
    )


def running_text(name: str, length: int, *, latin: bool) -> str:
    """So many characters of Chinese with single marks, or of letters and digits; always the same."""
    chance = random.Random(name)
    if latin:
        return "".join(chance.choices(LETTERS, k=length))
    out = ""
    while len(out) < length:
        out += chance.choice(HANZI)
        if chance.random() < 0.12 and len(out) < length:
            out += chance.choice(MARKS)
    return out


def asked(layout: Layout) -> list[Asked]:
    """Every field for text, once, with text of exactly the permitted length."""
    found: dict[str, Asked] = {}
    for number, page in enumerate(layout.pages):
        for widget in (w for cell in page.cells for w in cell.widgets):
            field = widget.field
            if widget.state or field.read_only or field.name in found:
                continue
            assert widget.max_length >= field.max_length > 0, field.name
            length = 4 if field.type == "percent" else widget.max_length
            if field.type in ("integer", "percent"):
                text = "1234567890"[:length]
            else:
                text = running_text(field.name, length, latin=field.latin)
            found[field.name] = Asked(widget, number, page.height, text)
    return list(found.values())


def one_of_each_shape(fields: Sequence[Asked]) -> list[Asked]:
    return list({field.shape: field for field in fields}.values())


@pytest.fixture(scope="session")
def layouts(corpus: Corpus, forms: tuple[Form, ...]) -> Mapping[str, Layout]:
    return {form.id: lay_out(corpus, form, site_url=SITE) for form in forms}


@pytest.fixture(scope="session")
def typed(
    bench: Bench, blanks: Mapping[str, bytes], layouts: Mapping[str, Layout]
) -> Callable[[str, str], bytes]:
    """A form filled to the brim by a filler: once, for all engines that look at it."""

    @cache
    def fill(form: str, filler: str) -> bytes:
        texts = {field.name: field.text for field in one_of_each_shape(asked(layouts[form]))}
        return bench.filler(filler)(blanks[form], texts, {})

    return fill


def unread(bench: Bench, data: bytes, engine: str, fields: Sequence[Asked]) -> dict[str, str]:
    """What is not seen as itself, by field."""
    pages = sorted({field.page for field in fields})
    pictures = dict(zip(pages, bench.engine(engine)(data, pages), strict=True))
    wrong = {}
    for field in fields:
        reader = Reader(pictures[field.page], field.pixels, field.widget.size)
        wrong[field.name] = reader.read(field.text, sources=bench.sources).wrong
    return {name: text for name, text in wrong.items() if text}


@pytest.mark.parametrize("engine", [pdfium.NAME, poppler.NAME, pdfjs.NAME, mupdf.NAME])
@pytest.mark.parametrize("form", READ)
def test_what_our_filler_wrote_is_read_whole(
    bench: Bench, blanks: Mapping[str, bytes], layouts: Mapping[str, Layout], form: str, engine: str
) -> None:
    fields = one_of_each_shape(asked(layouts[form]))
    filled = public.fill(blanks[form], {field.name: field.text for field in fields})
    assert filled.overflowing == {}
    assert unread(bench, filled.data, engine, fields) == {}


@pytest.mark.parametrize("engine", [pdfium.NAME, poppler.NAME, pdfjs.NAME])
@pytest.mark.parametrize("filler", VIEWERS)
@pytest.mark.parametrize("form", READ)
def test_what_was_typed_is_read_whole(
    bench: Bench,
    typed: Callable[[str, str], bytes],
    layouts: Mapping[str, Layout],
    form: str,
    filler: str,
    engine: str,
) -> None:
    fields = one_of_each_shape(asked(layouts[form]))
    texts = {field.name: field.text for field in fields}
    filled = typed(form, filler)
    stored = values(filled)
    assert {name: stored[name] for name in texts} == texts
    assert unread(bench, filled, engine, fields) == {}


def test_every_field_that_our_filler_filled_to_the_brim_is_seen_whole(
    blanks: Mapping[str, bytes], layouts: Mapping[str, Layout]
) -> None:
    for form, layout in layouts.items():
        fields = asked(layout)
        filled = public.fill(blanks[form], {field.name: field.text for field in fields})
        assert filled.overflowing == {}, form
        pages = range(len(layout.pages))
        pictures = pdfium.render(filled.data, pages)
        for field in fields:
            assert _unseen(field, pictures[field.page]) == "", f"{form} {field.name}"


def _unseen(field: Asked, picture: Picture) -> str:
    """The characters that leave no ink where they stand, or reach over the edge of the box."""
    widget, font = field.widget, face("sans")
    box, size = widget.box, widget.size
    lines = fitted(field.text, TextBox(box.width, box.height, size, widget.multiline)).lines
    top = box.top - PAD if widget.multiline else box.y + box.height / 2 + 0.55 * size
    lost = ""
    for number, line in enumerate(lines):
        x = box.x + PAD
        if widget.align != "left":
            x += (box.width - 2 * PAD - font.width(line, size)) / (2 if widget.align == "center" else 1)
        upper = top - number * font.line_height * size
        for character in line:
            width = font.width(character, size)
            place = Box(x, upper - font.line_height * size, width, font.line_height * size)
            left, high, right, low = _pixels(place, field.page_height)
            inside = place.y >= box.y - 0.5 and place.right <= box.right + 0.1
            if not inside or not (picture[high:low, left:right] < 160).any():
                lost += character
            x += width
    return lost
