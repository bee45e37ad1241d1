"""Forms of version 1.0.0, which are in people's hands: radio buttons, and no field for a unit's key."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from tests.forms.engines import pdfium
from tests.returns.conftest import UNIT, Make, Read

RADIO, PUSH, REQUIRED = 1 << 15, 1 << 16, 2


def as_first_released(blank: bytes) -> bytes:
    """The choices turned back into radio buttons with a button to reset each, ``form-unit`` away."""
    with pikepdf.open(io.BytesIO(blank)) as pdf:
        form = pdf.Root.AcroForm
        kept = []
        for field in form.Fields:
            if str(field.T) == "form-unit":
                page = field.P
                page.Annots = Array([a for a in page.Annots if a.objgen != field.objgen])
                continue
            kept.append(field)
            if Name.Btn == field.FT and "/Kids" in field:
                field.Ff = int(field.get("/Ff", 0)) | RADIO
                kept.append(_reset_button(pdf, field))
        form.Fields = Array(kept)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def _reset_button(pdf: pikepdf.Pdf, field: pikepdf.Object) -> pikepdf.Object:
    page = field.Kids[0].P
    _, lower, right, upper = (float(v) for v in field.Kids[0].Rect)
    button = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Btn,
            Ff=PUSH,
            T=String(f"{field.T}-clear"),
            TU=String(f"{field.TU}：清除所选"),
            Rect=Array([right + 2, lower, right + 22, upper]),
            P=page,
            AP=Dictionary(N=pikepdf.Stream(pdf, b"", Subtype=Name.Form, BBox=Array([0, 0, 20, 11]))),
            A=Dictionary(S=Name.ResetForm, Fields=Array([field.T])),
        )
    )
    page.Annots.append(button)
    return button


@pytest.fixture(scope="module")
def first_release(blank: Callable[[str], bytes]) -> bytes:
    return as_first_released(blank("checklist-villages"))


def test_it_is_what_it_says(first_release: bytes) -> None:
    with pikepdf.open(io.BytesIO(first_release)) as pdf:
        found = {str(f.T): f for f in pdf.Root.AcroForm.Fields}
        assert int(found["item-6-1-1-rating"].Ff) == RADIO | REQUIRED
        assert "form-unit" not in found


def test_answers_are_read_the_same_from_both_constructions(
    first_release: bytes, blank: Callable[[str], bytes], read: Read
) -> None:
    states = {"item-6-1-1-rating": "met", "item-6-1-2-rating": "na"}
    texts = UNIT | {"item-6-1-2-facts": "尚未成立"}
    old, new = (pdfium.fill(data, texts, states) for data in (first_release, blank("checklist-villages")))
    assert old != new
    one, other = read(old), read(new)
    assert one["status"] == other["status"] == "accepted"
    assert one["values"] == other["values"]
    assert one["values"]["item-6-1-1-rating"] == "met"
    assert one["doubts"] == other["doubts"]


def test_an_untouched_one_and_one_taken_back_have_no_answer(first_release: bytes, read: Read) -> None:
    assert read(first_release)["values"] == {}
    with pdfium.session(first_release) as opened:
        opened.click("item-6-1-1-rating", "met")
        opened.click("item-6-1-1-rating-clear")
        saved = opened.save()
    assert "item-6-1-1-rating" not in read(saved)["values"]


def test_the_lost_field_is_no_loss_but_any_other_is(first_release: bytes, make: Make, read: Read) -> None:
    assert read(first_release)["status"] == "accepted"
    with pikepdf.open(io.BytesIO(make())) as pdf:
        form = pdf.Root.AcroForm
        gone = [f for f in form.Fields if str(f.T) == "form-version"]
        form.Fields = Array([f for f in form.Fields if str(f.T) != "form-version"])
        page = gone[0].P
        page.Annots = Array([a for a in page.Annots if a.objgen != gone[0].objgen])
        out = io.BytesIO()
        pdf.save(out)
    assert read(out.getvalue())["reason"] == "fields-removed"


LONG = {"item-6-1-2-facts": "会" * 400, "self-conclusion": "达到\n" * 150, "item-6-1-1-evidence": "材" * 500}


def taking(data: bytes, length: int | None, *, older: bool) -> bytes:
    """The form with the answers of ``LONG`` as its fields would hold them if they took ``length``."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for entry in pdf.Root.AcroForm.Fields:
            name = str(entry.T)
            if older and name == "form-digest":
                entry.V = String("0" * 64)
            if name in LONG:
                entry.V = String(LONG[name])
                del entry.MaxLen
                if length is not None:
                    entry.MaxLen = length
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("length", "older", "doubted"),
    [
        (500, True, set()),
        (500, False, set()),
        (None, True, set()),
        (None, False, set(LONG)),
        (450, True, {"item-6-1-1-evidence"}),
        (10, False, set(LONG)),
    ],
)
def test_the_length_that_a_file_takes_is_its_own(
    make: Make, read: Read, length: int | None, older: bool, doubted: set[str]
) -> None:
    entry = read(taking(make(), length, older=older))
    found = [d for d in entry["doubts"] if d["rule"] in ("over-length", "max-length")]
    assert {d["field"] for d in found} == doubted
    assert all((entry["values"] | entry["set_aside"])[name] == LONG[name] for name in LONG)
    if length == 450:
        assert "500 个字，这份表只能填 450 个" in found[0]["message"]
