"""What of an answer is not seen in a returned file, from the file's own boxes and appearances."""

from __future__ import annotations

from collections.abc import Mapping

import pikepdf
import pytest

from generator import forms as public
from generator.forms.definitions.expand import Form
from generator.forms.layout.room import TextBox
from generator.forms.writing.appearance import size_of, text_appearance, unseen
from generator.forms.writing.flags import MULTILINE
from tests.forms.pdf_objects import fields, opened, widgets
from tests.forms.typist import Typist

FIELD = "item-1-1-1-facts"


def box_of(field: pikepdf.Object) -> TextBox:
    left, lower, right, upper = (float(v) for v in widgets(field)[0].Rect)
    multiline = bool(int(field.get("/Ff", 0)) & MULTILINE)
    return TextBox(right - left, upper - lower, size_of(str(field.DA)), multiline)


def not_seen(data: bytes, name: str = FIELD) -> int:
    with opened(data) as pdf:
        field = fields(pdf)[name]
        content = widgets(field)[0].AP.N.read_bytes()
        return unseen(str(field.V), box_of(field), content)


def room(data: bytes) -> int:
    with opened(data) as pdf:
        return int(fields(pdf)[FIELD].MaxLen)


def typed(blank: bytes, text: str) -> bytes:
    with opened(blank) as pdf:
        left, lower, right, upper = (float(v) for v in widgets(fields(pdf)[FIELD])[0].Rect)
    typist = Typist(blank)
    typist.click(0, (left + right) / 2, (lower + upper) / 2)
    typist.type(0, text)
    return typist.save()


def test_what_a_viewer_lets_one_type_is_seen(blanks: Mapping[str, bytes], checklist: Form) -> None:
    blank = blanks[checklist.id]
    assert not_seen(typed(blank, "工" * (room(blank) + 50))) == 0


def test_line_breaks_of_ones_own_may_burst_the_box(blanks: Mapping[str, bytes], checklist: Form) -> None:
    blank = blanks[checklist.id]
    assert 0 < not_seen(typed(blank, "工\r" * 40)) < 40


def test_our_filler_shrinks_and_all_is_seen(blanks: Mapping[str, bytes], checklist: Form) -> None:
    blank = blanks[checklist.id]
    text = "工" * (room(blank) + 40)
    filled = public.fill(blank, {FIELD: text})
    assert filled.overflowing == {}
    assert not_seen(filled.data) == 0


def test_our_filler_and_the_reader_count_alike(blanks: Mapping[str, bytes], checklist: Form) -> None:
    filled = public.fill(blanks[checklist.id], {FIELD: "工" * 700, "phone": "0371-65900000 " * 4})
    assert filled.overflowing == {name: not_seen(filled.data, name) for name in (FIELD, "phone")}
    assert min(filled.overflowing.values()) > 0


@pytest.mark.parametrize("content", [b"", b"/Tx BMC q BT /F 9 Tf ET Q EMC"])
def test_without_a_size_that_of_the_box_counts(content: bytes) -> None:
    box = TextBox(94, 22, 9)
    assert unseen("工" * 10, box, content) == 0
    assert unseen("工" * 12, box, content) == 2


def test_the_size_is_that_at_which_the_text_stands() -> None:
    box = TextBox(94, 22, 9)
    assert unseen("工" * 12, box, text_appearance("工" * 12, box).content) == 0
    assert unseen("工" * 12, box, b"BT /F 4.5 Tf ET") == 0
    assert unseen("工" * 12, TextBox(94, 22, 0), b"") == 0, "left to the viewer"
