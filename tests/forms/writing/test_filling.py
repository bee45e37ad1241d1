"""Filled by program: by our own filler and by pypdf. Values are right, and so is what is drawn."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace

import pikepdf
import pypdf
import pytest

from generator import forms as public
from generator.forms.definitions.answer_code import answer_code
from generator.forms.definitions.definition import (
    Block,
    CellDefinition,
    FieldDefinition,
    FormDefinition,
    GridRow,
    Option,
)
from generator.forms.definitions.expand import HIDDEN, Form
from generator.forms.definitions.filled import FillError
from generator.forms.layout.face import face
from generator.model import Corpus
from tests.forms.pdf_objects import centre, drawn, fields, opened, widgets
from tests.forms.typist import Typist, ink, picture

NAME = "郑州市总工会〔2026〕"
PARAGRAPH = (
    "本单位工会依法按期换届，2026年1月至12月召开会员代表大会2次，职工入会率达98.5％，"
    "落实“双亮”制度；①公布联系方式。"
)
STRINGS = [NAME, "９５％", "①②③", "龚䶮垚", "𬱖𬟁", "Zhengzhou No. 1", PARAGRAPH]


def test_each_kind_of_field_holds_value_and_glyphs(blanks: Mapping[str, bytes], checklist: Form) -> None:
    values = {
        "unit-name": NAME,
        "fill-date": "2026年5月20日",
        "item-1-1-1-facts": PARAGRAPH,
        "item-1-1-1-rating": "na",
    }
    filled = public.fill(blanks[checklist.id], values)
    assert filled.missing == {}
    assert filled.overflowing == {}
    with opened(filled.data) as pdf:
        found = fields(pdf)
        for name in ("unit-name", "fill-date", "item-1-1-1-facts"):
            assert str(found[name].V) == values[name]
            for widget in widgets(found[name]):
                assert "".join(drawn(widget)) == values[name]
        assert found["item-1-1-1-rating"].V == "/na"
        assert [str(w.AS) for w in widgets(found["item-1-1-1-rating"])] == ["/Off", "/Off", "/Off", "/na"]
        assert found["item-1-1-2-rating"].V == "/Off"


@pytest.mark.parametrize("text", STRINGS)
def test_what_is_drawn_is_what_was_given(blanks: Mapping[str, bytes], text: str) -> None:
    filled = public.fill(blanks["application"], {"deeds": text})
    with opened(filled.data) as pdf:
        assert "".join(drawn(fields(pdf)["deeds"])) == text
        assert str(fields(pdf)["deeds"].V) == text
    assert filled.missing == {}


def test_every_promised_character_is_drawn(blanks: Mapping[str, bytes]) -> None:
    characters = "".join(
        chr(point) for point in sorted(face("sans").glyphs) if point > 0x20 and point != 0xA0
    )
    filled = public.fill(blanks["application"], {"deeds": characters})
    assert filled.missing == {}
    assert list(filled.overflowing) == ["deeds"]
    with opened(filled.data) as pdf:
        assert "".join(drawn(fields(pdf)["deeds"])) == characters


def test_the_drawing_is_seen(blanks: Mapping[str, bytes]) -> None:
    """Every character of a line leaves ink where it should stand."""
    blank = blanks["application"]
    text = "郑州市总工会申报龚垚"
    with opened(blank) as pdf:
        rect = [float(v) for v in fields(pdf)["address"].Rect]
    middle = (rect[1] + rect[3]) / 2
    shown = picture(public.fill(blank, {"address": text}).data, 0)
    for index in range(len(text)):
        left = rect[0] + 2 + 9 * index
        assert ink(shown, left, rect[3] - 13, left + 9, rect[3] - 1) > 0.05
    assert ink(picture(blank, 0), rect[0] + 2, middle - 6, rect[2] - 2, middle + 6) == 0


def test_the_tick_is_seen(blanks: Mapping[str, bytes], checklist: Form) -> None:
    blank = blanks[checklist.id]
    with opened(blank) as pdf:
        boxes = [[float(v) for v in w.Rect] for w in widgets(fields(pdf)["item-1-1-1-rating"])]
    shown = picture(public.fill(blank, {"item-1-1-1-rating": "basic"}).data, 0)
    inked = [ink(shown, x + 2, y + 2, right - 2, top - 2) > 0.08 for x, y, right, top in boxes]
    assert inked == [False, True, False, False]


def test_characters_outside_the_font_are_reported_and_kept_in_the_value(blanks: Mapping[str, bytes]) -> None:
    filled = public.fill(blanks["application"], {"contact": "王㐀😀㐀", "honours": "好"})
    assert filled.missing == {"contact": "㐀😀"}
    with opened(filled.data) as pdf:
        assert str(fields(pdf)["contact"].V) == "王㐀😀㐀"


def test_text_that_does_not_fit_is_reported(blanks: Mapping[str, bytes]) -> None:
    filled = public.fill(blanks["application"], {"contact": "长" * 30, "honours": "长" * 5000, "phone": "1"})
    assert set(filled.overflowing) == {"contact", "honours"}
    with opened(blanks["application"]) as pdf:
        left, _, right, _ = (float(v) for v in fields(pdf)["contact"].Rect)
    assert filled.overflowing["contact"] == 30 - int((right - left - 4) // 7), "at 7 points, the smallest"


def complete(form: Form) -> dict[str, str]:
    """An answer to every required question."""
    dates = {"date": "2026年5月20日", "integer": "12", "percent": "95"}
    return {
        f.name: f.options[0].state if f.options else dates.get(f.type, "某某村工会")
        for f in form.fields
        if f.required
    }


def test_a_complete_form_bears_the_code_of_its_answers_on_every_page(
    blanks: Mapping[str, bytes], forms: tuple[Form, ...]
) -> None:
    for form in forms:
        values = complete(form)
        filled = public.fill(blanks[form.id], values)
        assert filled.code == answer_code(values) != ""
        with opened(filled.data) as pdf:
            code = fields(pdf)["answer-code"]
            assert str(code.V) == filled.code
            assert int(code.Ff) & 1, "nobody types it"
            assert len(widgets(code)) == len(pdf.pages)
            assert all(drawn(widget) == [filled.code] for widget in widgets(code))


def test_the_code_is_empty_until_every_required_question_is_answered(
    blanks: Mapping[str, bytes], checklist: Form
) -> None:
    values = complete(checklist)
    for name in ("unit-name", "item-1-1-1-rating"):
        assert public.fill(blanks[checklist.id], {**values, name: ""}).code == ""


def test_a_code_follows_later_answers_and_goes_with_a_missing_one(
    blanks: Mapping[str, bytes], checklist: Form
) -> None:
    values = complete(checklist)
    first = public.fill(blanks[checklist.id], values)
    second = public.fill(first.data, {"item-1-1-1-facts": "会议三次"})
    assert second.code == answer_code({**values, "item-1-1-1-facts": "会议三次"}) != first.code
    third = public.fill(second.data, {"unit-name": ""})
    assert third.code == ""
    with opened(third.data) as pdf:
        assert "/V" not in fields(pdf)["answer-code"]


def test_two_thousand_characters_fit_into_the_deeds(blanks: Mapping[str, bytes]) -> None:
    text = (PARAGRAPH * 40)[:1994]
    text = "\n".join(text[n : n + 332] for n in range(0, 1994, 332))
    assert len(text) == 2000
    assert public.fill(blanks["application"], {"deeds": text}).overflowing == {}


def test_line_ends_become_carriage_returns_and_lines(blanks: Mapping[str, bytes]) -> None:
    filled = public.fill(blanks["application"], {"deeds": "一\r\n二\n三\r四"})
    with opened(filled.data) as pdf:
        assert str(fields(pdf)["deeds"].V) == "一\r二\r三\r四"
        assert drawn(fields(pdf)["deeds"]) == ["一", "二", "三", "四"]


def test_an_answer_can_be_cleared(blanks: Mapping[str, bytes], checklist: Form) -> None:
    once = public.fill(blanks[checklist.id], {"item-1-1-1-rating": "met", "unit-name": NAME}).data
    again = public.fill(once, {"item-1-1-1-rating": "", "unit-name": ""}).data
    with opened(again) as pdf:
        found = fields(pdf)
        assert found["item-1-1-1-rating"].V == "/Off"
        assert {str(w.AS) for w in widgets(found["item-1-1-1-rating"])} == {"/Off"}
        assert "/V" not in found["unit-name"]
        assert "".join(drawn(widgets(found["unit-name"])[0])) == ""


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("nobody", "x"),
        ("item-1-1-1-rating", "perfect"),
        ("item-1-1-1-rating", "Off"),
        ("form-digest", "0" * 64),
    ],
)
def test_what_cannot_be_filled_is_refused(
    blanks: Mapping[str, bytes], checklist: Form, field: str, value: str
) -> None:
    with pytest.raises(FillError) as caught:
        public.fill(blanks[checklist.id], {field: value})
    assert caught.value.field == field


def test_filling_is_reproducible_and_leaves_the_rest_alone(
    blanks: Mapping[str, bytes], checklist: Form
) -> None:
    blank = blanks[checklist.id]
    values = {"unit-name": NAME, "item-1-1-1-rating": "met"}
    assert public.fill(blank, values).data == public.fill(blank, values).data
    with opened(public.fill(blank, values).data) as pdf:
        found = fields(pdf)
        assert {name: str(found[name].V) for name in HIDDEN} == dict(checklist.hidden)
        assert "/NeedAppearances" not in pdf.Root.AcroForm
        assert bool(pdf.Root.MarkInfo.Marked)


def test_pypdf_fills_it_right(blanks: Mapping[str, bytes], checklist: Form) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(blanks[checklist.id]))
    values = {"union-name": NAME + "龚䶮①％", "item-1-1-1-rating": "/basic", "unit-name": NAME}
    writer.update_page_form_field_values(None, values, auto_regenerate=False)
    buffer = io.BytesIO()
    writer.write(buffer)
    with pikepdf.open(buffer) as pdf:
        found = fields(pdf)
        assert str(found["union-name"].V) == NAME + "龚䶮①％"
        assert "".join(drawn(found["union-name"])) == NAME + "龚䶮①％"
        for widget in widgets(found["unit-name"]):
            assert "".join(drawn(widget)) == NAME
        assert found["item-1-1-1-rating"].V == "/basic"
        assert [str(w.AS) for w in widgets(found["item-1-1-1-rating"])] == ["/Off", "/basic", "/Off", "/Off"]


@pytest.fixture(scope="module")
def other_kinds(corpus: Corpus, definitions: tuple[FormDefinition, ...]) -> bytes:
    """A form with the kinds of field that the real ones do not use: a list to choose from, a check box."""
    base = next(d for d in definitions if d.kind == "application")
    fields = (
        FieldDefinition(
            "nature", "choice", "性质", options=(Option("public", "公有"), Option("other", "其他"))
        ),
        FieldDefinition("agreed", "checkbox", "同意", options=(Option("yes", "同意"),)),
    )
    cells = (CellDefinition(field="nature"), CellDefinition(field="agreed"))
    grid = Block("grid", columns=(1, 1), rows=(GridRow(cells),))
    definition = replace(base, fields=(*base.fields, *fields), body=(base.body[0], grid), rules=())
    return public.render(corpus, public.expand(corpus, (definition,))[0])


def test_a_list_and_a_check_box_can_be_filled(other_kinds: bytes) -> None:
    filled = public.fill(other_kinds, {"nature": "other", "agreed": "yes"})
    with opened(filled.data) as pdf:
        found = fields(pdf)
        assert str(found["nature"].V) == "other"
        assert drawn(found["nature"]) == ["其他"]
        assert [str(w.AS) for w in widgets(found["agreed"])] == ["/yes"]
    with pytest.raises(FillError):
        public.fill(other_kinds, {"nature": "none"})


def test_a_check_box_is_set_and_taken_back_by_clicking(other_kinds: bytes) -> None:
    with opened(other_kinds) as pdf:
        place = centre(widgets(fields(pdf)["agreed"])[0])
    for clicks, state in ((1, "/yes"), (2, "/Off")):
        typist = Typist(other_kinds)
        for _ in range(clicks):
            typist.click(0, *place)
        with opened(typist.save()) as pdf:
            assert str(fields(pdf)["agreed"].V) == state


def test_a_file_without_a_form_cannot_be_filled() -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    buffer = io.BytesIO()
    writer.write(buffer)
    with pytest.raises(FillError):
        public.fill(buffer.getvalue(), {"unit-name": NAME})
