"""The reader itself: it sees what is there, and nothing else passes for it."""

from __future__ import annotations

import io

import pikepdf
import pytest

from tests.forms.engines import mupdf, pdfium, poppler, programs, reader
from tests.forms.engines.blanks import places
from tests.forms.engines.conftest import Render, box
from tests.forms.engines.reader import Reader, Reading

FIELD = "continuation"
ENGINES: dict[str, Render] = {e.NAME: e.render for e in (pdfium, poppler, mupdf)}

CONFUSED = [
    ("己已巳", "已巳己"),
    ("未末", "末未"),
    ("日曰", "曰日"),
    ("土士", "士土"),
    ("千干", "干千"),
    ("戊戌戍", "戌戍戊"),
    ("大太", "太大"),
    ("人入", "入人"),
    ("①⑩", "⑩①"),
    ("〔〕", "［］"),
    ("，。", "。，"),
    ("郑州", "洲郑"),
    ("䶮垚", "龚堯"),
]


def read(data: bytes, text: str, engine: str = "PDFium") -> Reading:
    place = next(p for p in places(data) if p.name == FIELD)
    picture = ENGINES[engine](data, [place.page])[0]
    return Reader(picture, box(place), place.size).read(text, sources=(reader.SANS, *reader.system_faces()))


@pytest.mark.parametrize("engine", ENGINES)
def test_look_alikes_are_told_apart(application: bytes, engine: str) -> None:
    drawn = "、".join(right for right, _ in CONFUSED)
    filled = programs.own_fill(application, {FIELD: drawn}, {})
    assert read(filled, drawn, engine).wrong == ""
    reading = read(filled, "、".join(wrong for _, wrong in CONFUSED), engine)
    assert {glyph.character for glyph in reading.glyphs if glyph.verdict == "right"} == {"、"}


def test_an_empty_field_is_seen_as_blank(application: bytes) -> None:
    assert read(application, "郑州市总工会").verdicts == {"blank"}


def test_a_character_that_is_left_out_is_noticed(application: bytes) -> None:
    filled = programs.own_fill(application, {FIELD: "郑州总工会"}, {})
    assert not read(filled, "郑州市总工会").right


def test_boxes_for_missing_characters_are_seen_as_boxes(application: bytes) -> None:
    filled = programs.own_fill(application, {FIELD: "龘龘"}, {})
    assert read(filled, "龘龘").verdicts == {"box"}


def test_a_removed_appearance_is_noticed(application: bytes) -> None:
    filled = programs.own_fill(application, {FIELD: "郑州市总工会"}, {})
    with pikepdf.open(io.BytesIO(filled)) as pdf:
        next(f for f in pdf.Root.AcroForm.Fields if str(f.T) == FIELD).AP.N.write(b"")
        buffer = io.BytesIO()
        pdf.save(buffer)
    assert read(buffer.getvalue(), "郑州市总工会").verdicts == {"blank"}


@pytest.mark.parametrize("engine", ENGINES)
def test_a_wrong_map_from_codes_to_glyphs_is_noticed(application: bytes, engine: str) -> None:
    filled = programs.own_fill(application, {FIELD: "郑州市总工会"}, {})

    with pikepdf.open(io.BytesIO(filled)) as pdf:
        field = next(f for f in pdf.Root.AcroForm.Fields if str(f.T) == FIELD)
        font = field.AP.N.Resources.Font[next(iter(field.AP.N.Resources.Font.keys()))]
        glyphs = b"".join((code + 1).to_bytes(2, "big") for code in range(9000))
        font.DescendantFonts[0].CIDToGIDMap = pdf.make_indirect(pikepdf.Stream(pdf, glyphs))
        buffer = io.BytesIO()
        pdf.save(buffer)
    reading = read(buffer.getvalue(), "郑州市总工会", engine)
    assert "right" not in reading.verdicts
