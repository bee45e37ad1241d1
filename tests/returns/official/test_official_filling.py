"""Answers go into the cells of an official document, and not a byte of it changes besides."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import docx
import pytest
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from generator.forms import FillError
from generator.forms.definitions.word_names import IDENTITY_NAMESPACE, OFFICIAL
from generator.forms.word.packing import unpacked
from generator.returns.official.filling import Document
from generator.returns.official.issued import Issued
from generator.returns.reading.official.blanks import Blank, blanks, entered
from generator.returns.reading.setup import Setup
from tests.returns.official import documents
from tests.returns.official.conftest import filler

MAIN = "word/document.xml"
CELL = re.compile(rb"<w:tc>.*?</w:tc>", re.DOTALL)
ADDED = {"customXml/item2.xml", "customXml/itemProps2.xml", "customXml/_rels/item2.xml.rels"}
LISTS = {"[Content_Types].xml", "word/_rels/document.xml.rels"}

ANSWERS = {
    "unit-name": "甲县第一建筑公司",
    "legal-person": "no",
    "employees": "120",
    "term-to": "2029年3月",
    "deeds": "一 & <二>\n三",
}


@pytest.fixture
def document(issued: Issued, setup: Setup) -> Document:
    """The blank, ready to be filled."""
    return filler(issued, setup)


def test_every_part_but_the_text_of_answered_cells_keeps_its_bytes(
    issued: Issued, document: Document
) -> None:
    before, after = unpacked(issued.blank), unpacked(document.fill(ANSWERS).data)
    assert after.keys() - before.keys() == ADDED
    assert {name for name in before if before[name] != after[name]} == {*LISTS, MAIN}
    assert list(after)[: len(before)] == list(before)
    old, new = CELL.split(before[MAIN]), CELL.split(after[MAIN])
    assert old == new
    cells = zip(CELL.findall(before[MAIN]), CELL.findall(after[MAIN]), strict=True)
    changed = [(one, other) for one, other in cells if one != other]
    assert len(changed) == len(ANSWERS)
    for one, other in changed:
        assert one.count(b"<w:tcPr>") == other.count(b"<w:tcPr>")
        assert re.findall(rb"<w:tcPr>.*?</w:tcPr>", one) == re.findall(rb"<w:tcPr>.*?</w:tcPr>", other)


def test_the_lists_of_parts_get_a_line_each_and_lose_none(issued: Issued, document: Document) -> None:
    before, after = unpacked(issued.blank), unpacked(document.fill(ANSWERS).data)
    for name in LISTS:
        old, new = ET.fromstring(before[name]), ET.fromstring(after[name])
        assert [ET.tostring(x) for x in new][: len(old)] == [ET.tostring(x) for x in old]
        assert len(new) == len(old) + 1


def test_nothing_filled_in_is_the_document_as_it_was_issued(issued: Issued, document: Document) -> None:
    assert unpacked(document.fill({}).data)[MAIN] == unpacked(issued.blank)[MAIN]


def test_the_same_answers_give_the_same_bytes(document: Document) -> None:
    assert document.fill(ANSWERS).data == document.fill(ANSWERS).data


def test_python_docx_opens_it_and_shows_answers_in_their_places(document: Document) -> None:
    answers = {
        **ANSWERS,
        "members": "98",
        "chair-kind": "part-time",
        "type": "villages",
        "report-unit": "总工会",
    }
    table = docx.Document(io.BytesIO(document.fill(answers).data)).tables[0]
    shown = [cell.text for row in table.rows for cell in row.cells]
    assert "甲县第一建筑公司" in shown
    assert "有□　无☑" in shown
    assert "职工120　人，其中会员98　　人" in shown
    assert "专职（　）兼职（√）" in shown
    assert "一 & <二>\n三" in shown
    assert "填报单位（盖章）：总工会" in shown
    assert any("☑村社区（在方框里打√）" in text for text in shown)


def test_an_answer_is_set_as_its_cell_is(document: Document) -> None:
    table = docx.Document(io.BytesIO(document.fill({"deeds": "事迹", "contact": "张三"}).data)).tables[0]
    runs = {cell.text: cell.paragraphs[0] for row in table.rows for cell in row.cells}
    assert runs["事迹"].runs[-1].font.size == Pt(9)
    assert runs["张三"].alignment == WD_ALIGN_PARAGRAPH.CENTER


def test_the_key_of_the_unit_and_the_digest_of_the_blank_are_carried(
    issued: Issued, document: Document
) -> None:
    part = ET.fromstring(unpacked(document.fill({"form-unit": "abc"}).data)["customXml/item2.xml"])
    said = {entry.get("name"): entry.text for entry in part.iter(f"{{{IDENTITY_NAMESPACE}}}entry")}
    assert said["form-unit"] == "abc"
    assert said["form-id"] == "application"
    assert said[OFFICIAL] == issued.official.digest


@pytest.mark.parametrize(
    ("name", "value"),
    [("address", "某街"), ("legal-person", "maybe"), ("unit-name", "甲\x01"), ("no-such-field", "甲")],
)
def test_what_has_no_place_is_an_error_and_nothing_is_left_out(
    name: str, value: str, document: Document
) -> None:
    with pytest.raises(FillError) as raised:
        document.fill({name: value})
    assert raised.value.field == name


def test_a_box_to_click_is_ticked_as_its_program_ticks_it(setup: Setup, issued: Issued) -> None:
    w14 = "http://schemas.microsoft.com/office/word/2010/wordml"

    def clickable(document: Docx) -> None:
        paragraph = document.tables[0].rows[4].cells[1].paragraphs[0]
        paragraph.runs[0].text = ""
        for label in ("有", "无"):
            box = (
                f'<w:sdt xmlns:w="{paragraph._p.nsmap["w"]}" xmlns:w14="{w14}"><w:sdtPr><w14:checkbox>'
                '<w14:checked w14:val="0"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>☐</w:t></w:r>'
                f"</w:sdtContent></w:sdt>"
            )
            paragraph._p.append(docx.oxml.parse_xml(box))
            paragraph.add_run(label)

    blank = documents.application(clickable)
    form = setup.forms["application"]
    cells = tuple(
        replace(cell, printed="☐有☐无") if cell.label == "法人资格" else cell
        for cell in issued.official.cells
    )
    filled = Document(blank, replace(issued.official, cells=cells), form, setup.limits)
    main = unpacked(filled.fill({"legal-person": "no"}).data)[MAIN]
    assert re.findall(rb'w14:checked w14:val="(\d)"', main) == [b"0", b"1"]
    assert "☐".encode() in main
    assert "☑".encode() in main


BLANKS = [
    ("", 1, ["甲"]),
    ("人", 1, ["120"]),
    ("　　　％", 1, ["85.5"]),
    ("约　　人", 1, ["3"]),
    ("职工　　人，会员　　人", 2, ["1", ""]),
    ("共____人，其中女____人。", 2, ["", "7"]),
    ("　　年　　月　　日", 1, ["2026年5月1日"]),
    ("自　年　月至　年　月", 2, ["2024年3月", "2029年3月"]),
    ("电话：", 1, ["0371-1"]),
]


@pytest.mark.parametrize(("printed", "count", "answers"), BLANKS)
def test_what_is_put_into_blanks_is_read_from_them(printed: str, count: int, answers: list[str]) -> None:
    places = blanks(printed, count)
    assert places is not None
    text, at = "", 0
    for place, answer in zip(places, answers, strict=True):
        text += printed[at : place.start] + (answer or printed[place.start : place.end])
        at = place.end
    text += printed[at:]
    assert entered(text, printed, places) == answers
    assert entered(printed, printed, places) == [""] * count
    assert entered(text.replace("人", " 人 "), printed, places) == answers


def test_a_date_is_read_without_the_blanks_that_are_printed_for_it() -> None:
    printed = "自　年　月至　年　月"
    places = blanks(printed, 2)
    assert places is not None
    assert entered(" 自 2024 年 3　月至　年　月 ", printed, places) == ["2024年3月", ""]
    assert entered("自二〇二四年三月至换届", printed, places) == ["二〇二四年三月", "换届"]


def test_blanks_whose_words_were_typed_over_hold_no_answer() -> None:
    printed = "职工　　人，会员　　人"
    assert entered("职工120名会员98名", printed, [Blank(2, 4), Blank(8, 10)]) is None
    assert entered("职工1人，会员2人，会员3人", printed, [Blank(2, 4), Blank(8, 10)]) is None
