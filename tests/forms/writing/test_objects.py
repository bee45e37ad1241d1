"""PDF objects from plain values: what stands in the file is what was meant."""

from __future__ import annotations

import io

import pypdf
import pytest
from pypdf.generic import PdfObject

from generator.forms.writing.objects import Value, add, deflated, dictionary, stream, text, value


def written(made: PdfObject) -> str:
    out = io.BytesIO()
    made.write_to_stream(out)
    return out.getvalue().decode("ascii")


@pytest.mark.parametrize(
    ("plain", "spelled"),
    [
        ("/Off", "/Off"),
        ("/a b#", "/a#20b#23"),
        (True, "true"),
        (4, "4"),
        (20.0, "20"),
        (10.126, "10.13"),
        (-0.5, "-0.5"),
        ([0, 1.5, "/S"], "[ 0 1.5 /S ]"),
        ({"W": 0, "S": "/S"}, "<<\n/W 0\n/S /S\n>>"),
        (text("unit-name"), "<756e69742d6e616d65>"),
        (text("工会"), "<feff5de54f1a>"),
        (text("𬱖"), "<feffd873dc56>"),
        (text(""), "<>"),
    ],
)
def test_a_plain_value_is_written_as_pdf_has_it(plain: Value, spelled: str) -> None:
    assert written(value(plain)) == spelled


def test_a_deflated_stream_is_not_deflated_once_more() -> None:
    pdf = pypdf.PdfWriter()
    add(pdf, deflated(b"already", {"Length1": 7}))
    add(pdf, stream(b"as it is", {}))
    out = io.BytesIO()
    pdf.write(out)
    assert b"/Filter /FlateDecode" in out.getvalue()
    assert b"stream\nalready\nendstream" in out.getvalue()
    assert b"stream\nas it is\nendstream" in out.getvalue()


def test_an_indirect_object_is_written_once_however_often_it_is_used() -> None:
    pdf = pypdf.PdfWriter()
    shared = add(pdf, dictionary({"Marker": "/Once"}))
    add(pdf, dictionary({"One": shared, "Other": [shared, shared]}))
    out = io.BytesIO()
    pdf.write(out)
    assert out.getvalue().count(b"/Once") == 1
