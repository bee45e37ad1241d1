"""What the pages of a PDF show where the tree of fields says something else, and what is drawn over them."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from tests.returns.conftest import UNIT, Make, Read, rules
from tests.returns.reading.pdf_edits import ANSWERS, RATING, Edit, edited, halves, note

# --- the page and the tree -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "names", [(), ("unit-name",), (RATING, "phone"), ("item-6-1-1-facts", "item-6-1-2-rating", "filled-by")]
)
def test_what_the_pages_show_counts_where_the_tree_holds_blank_copies(
    make: Make, read: Read, names: tuple[str, ...]
) -> None:
    entry = read(edited(make(answers=ANSWERS), halves(*names)))
    assert entry["status"] == "accepted"
    assert entry["values"] == UNIT | ANSWERS
    assert "page-fields" in rules(entry)


@pytest.mark.parametrize("kept", [0, 6, 20])
def test_fields_that_only_the_pages_show_are_read(make: Make, read: Read, kept: int) -> None:
    """The tree may be as incomplete as it likes, or not be there."""

    def cut(pdf: pikepdf.Pdf, _: dict[str, pikepdf.Object]) -> None:
        if kept:
            pdf.Root.AcroForm.Fields = Array(list(pdf.Root.AcroForm.Fields)[:kept])
        else:
            del pdf.Root.AcroForm

    entry = read(edited(make(answers=ANSWERS), cut))
    assert entry["values"] == UNIT | ANSWERS
    assert "page-fields" in rules(entry)


def test_a_page_that_says_something_else_than_the_tree_is_believed_and_doubted(
    make: Make, read: Read
) -> None:
    def old_copy(pdf: pikepdf.Pdf, fields: dict[str, pikepdf.Object]) -> None:
        halves("phone")(pdf, fields)
        copy = next(f for f in pdf.Root.AcroForm.Fields if str(f.T) == "phone")
        copy.V = String("9999")

    entry = read(edited(make(answers=ANSWERS), old_copy))
    assert entry["values"]["phone"] == "0371"
    assert {"page-fields", "field-twice"} <= set(rules(entry))


def test_answers_on_a_page_that_was_taken_out_are_kept_and_doubted(make: Make, read: Read) -> None:
    def without_first(pdf: pikepdf.Pdf, _: dict[str, pikepdf.Object]) -> None:
        del pdf.pages[0]

    entry = read(edited(make(answers=ANSWERS), without_first))
    assert entry["values"] == UNIT | ANSWERS
    assert "off-page" in rules(entry)


@pytest.mark.parametrize(
    ("before", "behind"), [("form1.", ""), ("merge_1.", ""), ("", "+1"), ("doc[0].", "[0]"), ("3_", "")]
)
def test_one_addition_to_every_name_is_taken_off_and_told(
    make: Make, read: Read, before: str, behind: str
) -> None:
    def rename(_: pikepdf.Pdf, fields: dict[str, pikepdf.Object]) -> None:
        for name, field in fields.items():
            field.T = String(before + name + behind)

    entry = read(edited(make(answers=ANSWERS), rename))
    assert entry["values"] == UNIT | ANSWERS
    assert any(d["rule"] == "affix" and before + behind in d["message"] for d in entry["doubts"])


def test_a_parent_over_every_field_is_taken_off(make: Make, read: Read) -> None:
    def nest(pdf: pikepdf.Pdf, fields: dict[str, pikepdf.Object]) -> None:
        root = pdf.make_indirect(Dictionary(T=String("form1"), Kids=Array(list(fields.values()))))
        for field in fields.values():
            field.Parent = root
        pdf.Root.AcroForm.Fields = Array([root])

    entry = read(edited(make(answers=ANSWERS), nest))
    assert entry["values"] == UNIT | ANSWERS
    assert "affix" in rules(entry)


# --- what is drawn over the fields -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("subtype", "words", "told"),
    [
        ("FreeText", "职工320人", "第 2 页的文字框“职工320人”"),
        ("Ink", "", "第 2 页的手写笔迹"),
        ("Stamp", "同意", "第 2 页的图章“同意”"),
        ("Text", "请核对", "第 2 页的便签“请核对”"),
        ("Moon", "x", "第 2 页的批注“x”"),
    ],
)
def test_what_is_drawn_over_a_form_is_told_and_is_no_answer(
    make: Make, read: Read, subtype: str, words: str, told: str
) -> None:
    entry = read(edited(make(), note(subtype, words)))
    assert entry["values"] == UNIT
    assert [told in d["message"] for d in entry["doubts"] if d["rule"] == "notes"] == [True]


@pytest.mark.parametrize("edit", [note("Link"), note("Popup", "x"), note("FreeText", "x", F=2)])
def test_links_and_what_is_hidden_are_not_told(make: Make, read: Read, edit: Edit) -> None:
    assert "notes" not in rules(read(edited(make(), edit)))


def test_a_form_answered_in_annotations_gets_its_own_sentence(
    blank: Callable[[str], bytes], read: Read
) -> None:
    entry = read(edited(blank("checklist-villages"), note("FreeText", "张村")))
    assert (entry["status"], entry["reason"]) == ("rejected", "only-notes")
    assert "文字框“张村”" in entry["message"]
    assert "填在栏里" in entry["message"]


@pytest.mark.parametrize("signed", [True, False])
def test_a_signature_is_told_once_and_an_empty_one_not_at_all(make: Make, read: Read, signed: bool) -> None:
    def sign(pdf: pikepdf.Pdf, _: dict[str, pikepdf.Object]) -> None:
        field = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=String("签名1"), Rect=Array([0, 0, 9, 9])
        )
        if signed:
            field.V = Dictionary(Type=Name.Sig, Contents=String(b"x" * 99))
        added = pdf.make_indirect(field)
        pdf.Root.AcroForm.Fields.append(added)
        pdf.pages[0].obj.Annots.append(added)

    entry = read(edited(make(), sign))
    assert entry["values"] == UNIT
    assert [d["rule"] for d in entry["doubts"] if d["scope"] == "read"] == (["signed"] if signed else [])
