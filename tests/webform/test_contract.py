"""The blank is its own sidecar: what scripts in the browser count on stands in every published form."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Mapping

import pikepdf
import pytest
from pikepdf import Dictionary, Name, Stream

from generator import forms as public
from generator.forms import Form
from generator.forms.definitions.expand import HIDDEN
from tests.webform.answers import full
from tests.webform.engine import OpenForm

FORMS = (
    *("checklist-state-sector", "checklist-non-public", "checklist-public-organs"),
    *("checklist-federations", "checklist-townships", "checklist-villages", "application"),
)


@pytest.mark.parametrize("state", ["blank", "prefilled", "filled"])
@pytest.mark.parametrize("name", FORMS)
def test_every_file_of_ours_keeps_the_contract(
    name: str, state: str, blanks: Mapping[str, bytes], forms: Mapping[str, Form]
) -> None:
    values = {
        "blank": {},
        "prefilled": {"unit-name": "甲村", "form-unit": "a1"},
        "filled": full(forms[name], 3),
    }
    data = public.fill(blanks[name], values[state]).data if values[state] else blanks[name]
    classic_table(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        one_appearance_for_each_field(pdf)
        whole_field_font(pdf)
        for field in pdf.Root.AcroForm.Fields:
            assert field.objgen[0]
            assert all(kid.objgen[0] for kid in field.get("/Kids", []))
        names = {str(field.T) for field in pdf.Root.AcroForm.Fields}
        assert names >= {*HIDDEN, "answer-code", "continuation"}


def test_the_forms_are_all_of_them(forms: Mapping[str, Form]) -> None:
    assert set(FORMS) == set(forms)


def classic_table(data: bytes) -> None:
    """One table, no streams in its place, and no objects within streams."""
    assert data.startswith(b"%PDF-1.7")
    last = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*\Z", data)
    assert last
    assert data[int(last[1]) :].startswith(b"xref")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert "/XRefStm" not in pdf.trailer
        types = {str(o.get("/Type")) for o in pdf.objects if isinstance(o, Stream)}
        assert not types & {"/ObjStm", "/XRef"}


def one_appearance_for_each_field(pdf: pikepdf.Pdf) -> None:
    """Each text widget has one, an object of its own; no two fields share one."""
    owner: dict[int, str] = {}
    for field in pdf.Root.AcroForm.Fields:
        if Name.Tx != field.FT or str(field.T) in HIDDEN:
            continue
        for widget in field.get("/Kids", [field]):
            assert isinstance(widget.AP.N, Stream)
            number = widget.AP.N.objgen[0]
            assert number
            assert owner.setdefault(number, str(field.T)) == str(field.T)


def whole_field_font(pdf: pikepdf.Pdf) -> None:
    """TrueType under one Flate filter, CID = GID, with a format 12 ``cmap``."""
    fonts = pdf.Root.AcroForm.DR.Font
    assert set(fonts.keys()) == {"/FormSans"}
    descendant = fonts.FormSans.DescendantFonts[0]
    assert descendant.CIDToGIDMap == Name.Identity
    file = descendant.FontDescriptor.FontFile2
    assert file.Filter == Name.FlateDecode
    assert "/DecodeParms" not in file
    data = file.read_bytes()
    count = struct.unpack_from(">H", data, 4)[0]
    tables = {
        data[at : at + 4]: struct.unpack_from(">I", data, at + 8)[0] for at in range(12, 12 + 16 * count, 16)
    }
    cmap = tables[b"cmap"]
    formats = [
        struct.unpack_from(">H", data, cmap + struct.unpack_from(">I", data, cmap + 8 + 8 * i)[0])[0]
        for i in range(struct.unpack_from(">H", data, cmap + 2)[0])
    ]
    assert 12 in formats


def test_a_break_of_the_contract_is_seen(blank_village: bytes) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(blank_village)) as pdf:
        first, second = [f for f in pdf.Root.AcroForm.Fields if str(f.T).endswith("-facts")][:2]
        first.AP = Dictionary(N=second.AP.N)
        with pytest.raises(AssertionError):
            one_appearance_for_each_field(pdf)
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    with pytest.raises(AssertionError):
        classic_table(out.getvalue())


def test_the_engine_takes_them_as_they_are(open_blanks: Mapping[str, OpenForm]) -> None:
    for form in open_blanks.values():
        assert form.writable
        assert set(form.values) <= {"form-id", "form-standard", "form-version", "form-digest", "form-items"}


def test_a_stream_that_two_fields_show_is_not_written_into(
    blank_village: bytes, open_blanks: Mapping[str, OpenForm]
) -> None:
    """A program that keeps equal objects once makes the blank appearances of all fields one."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(blank_village)) as pdf:
        first, second = [f for f in pdf.Root.AcroForm.Fields if str(f.T).endswith("-facts")][:2]
        first.AP = second.AP
        names = str(first.T), str(second.T)
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    form = open_blanks["checklist-villages"].engine.open(out.getvalue())
    assert form.writable
    filled = form.fill({names[0]: "只有这一栏"}).data
    with pikepdf.open(io.BytesIO(filled)) as pdf:
        found = {str(f.T): f for f in pdf.Root.AcroForm.Fields}
        assert b"Tj" in found[names[0]].AP.N.read_bytes()
        assert b"Tj" not in found[names[1]].AP.N.read_bytes()
        assert not pdf.get_warnings()
