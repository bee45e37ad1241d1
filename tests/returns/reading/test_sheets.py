"""Workbooks by two libraries: the compiled one of the desk, and the one in Python that a browser can run."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime, time
from pathlib import Path

import pytest
import xlsxwriter

from generator.errors import UsageError
from generator.returns.reading import sheets, spreadsheet
from generator.returns.reading.given import Given
from generator.returns.reading.roster import read_roster
from generator.returns.reading.setup import Setup

FORMATS = (
    "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss", "hh:mm:ss", "[h]:mm:ss", "0.0%", 'yyyy"年"m"月"d"日"', "General",
    "m/d", "@", "#,##0.00", "0.00E+00", "[$-804]yyyy/m/d;@", "上午/下午h:mm", "0000000000",
)  # fmt: skip
NUMBERS = (46162, 46162.5, 0.25, 1.75, 0, 1, 59, 60, 61, 2.00001, -1, 1e6)
LONG = (37165500001, 9.1410100000000001e17)  # no days: no calendar reaches so far
TEXTS = ("甲", " 乙 ", "", "0010", '="1"', "'x", "_x000D_", "a_x0041_b", "两\n行", "TRUE", "1E5", "𠮷")

Read = Callable[[bytes], Iterator[sheets.Sheet]]


def book(write: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as made:
        write(made)
    return out.getvalue()


def all_kinds(made: xlsxwriter.Workbook) -> None:
    made.add_worksheet("空")
    sheet = made.add_worksheet("表")
    for column, text in enumerate(TEXTS):
        sheet.write_string(1, column, text)
    for column, code in enumerate(FORMATS):
        for row, number in enumerate(NUMBERS):
            sheet.write_number(3 + row, column, number, made.add_format({"num_format": code}))
    for column, number in enumerate(LONG):
        sheet.write_number(19, column, number)
    day = made.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_datetime(20, 0, datetime(2026, 5, 20), day)  # noqa: DTZ001
    sheet.write_datetime(20, 1, datetime(2026, 5, 20, 13, 5, 6), day)  # noqa: DTZ001
    sheet.write_datetime(20, 2, time(8, 30), made.add_format({"num_format": "h:mm"}))
    for column, result in enumerate((2, "a", "#DIV/0!", "#N/A", "", True)):
        sheet.write_formula(21, column, "=A1", None, result)
    sheet.write_boolean(21, 8, True)
    sheet.write_rich_string(22, 0, "a", made.add_format({"bold": True}), "b", "c")
    sheet.merge_range(23, 1, 25, 2, "合")
    sheet.write_url(26, 0, "https://a.example/", None, "链")
    sheet.write(40, 3, "x")
    sheet.write_blank(60, 20, None, day)


def typed(sheet: sheets.Sheet) -> list[list[str]]:
    """The cells as text, without what is empty below and beside."""
    rows = [[spreadsheet._cell(cell) for cell in row] for row in sheet.rows]
    rows = [list(row) for row in rows]
    for row in rows:
        while row and not row[-1]:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


def test_every_kind_of_cell_is_the_same_by_both() -> None:
    raw = book(all_kinds)
    (one,), (other,) = sheets.compiled(raw), sheets.in_python(raw)
    assert one.name == other.name == "表"
    assert typed(one) == typed(other)
    assert list(one.merged) == list(other.merged) == [((23, 1), (25, 2))]
    assert len(typed(one)) == 41


def roster(made: xlsxwriter.Workbook) -> None:
    sheet = made.add_worksheet("说明")
    sheet.write(0, 0, "某某县基层工会名册")
    for column, heading in enumerate(
        ("单位名称（必填）", "类别", "乡镇", "职工数", "填表日期", "统一社会信用代码")
    ):
        sheet.write(2, column, heading)
    day = made.add_format({"num_format": "yyyy-mm-dd"})
    for row, (name, people, code) in enumerate(
        (("甲村", 320, "81410100MC1234567X"), ("乙村", 41.0, 914101001234567890), ("丙村", 1e6, "")), 3
    ):
        sheet.write(row, 0, name)
        sheet.write(row, 1, "villages")
        sheet.write(row, 3, people)
        sheet.write(row, 4, 46162, day)
        sheet.write(row, 5, code)
    sheet.merge_range(3, 2, 5, 2, "白沙镇")
    sheet.write(6, 0, "合计")


def test_a_roster_is_the_same_by_both(setup: Setup, monkeypatch: pytest.MonkeyPatch) -> None:
    given = Given("名册.xlsx", book(roster))
    desk = read_roster(given, setup)
    monkeypatch.setattr(sheets, "seen_sheets", sheets.in_python)
    assert read_roster(given, setup) == desk
    assert [unit.values["group"] for unit in desk.units] == ["白沙镇"] * 3


@pytest.mark.parametrize("read", [sheets.seen_sheets, sheets.compiled, sheets.in_python])
@pytest.mark.parametrize("raw", [b"PK\x03\x04", b"", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_workbook_is_none(read: Read, raw: bytes) -> None:
    with pytest.raises(sheets.NoWorkbook):
        list(read(raw))


@pytest.mark.parametrize("read", [sheets.compiled, sheets.in_python])
def test_an_empty_workbook_has_no_sheet_that_holds_anything(read: Read) -> None:
    assert not list(read(book(lambda made: made.add_worksheet())))


@pytest.mark.parametrize("read", [sheets.compiled, sheets.in_python])
def test_hidden_sheets_are_not_read(read: Read) -> None:
    def write(made: xlsxwriter.Workbook) -> None:
        for name, hide in (("字典", "hide"), ("更深", "very_hidden"), ("名册", "")):
            sheet = made.add_worksheet(name)
            sheet.write(0, 0, name)
            if hide:
                getattr(sheet, hide)()
        made.worksheets()[2].activate()

    assert [sheet.name for sheet in read(book(write))] == ["名册"]


def test_a_cell_far_away_does_not_fill_the_memory() -> None:
    def write(made: xlsxwriter.Workbook) -> None:
        sheet = made.add_worksheet()
        sheet.write(0, 0, "x")
        sheet.write(1_048_575, 16_383, "y")

    with pytest.raises(sheets.TooLarge):
        list(sheets.seen_sheets(book(write)))


def changed(raw: bytes, part: str, content: bytes) -> bytes:
    """The workbook with other content in one part."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, content if name == part else source.read(name))
    return out.getvalue()


def test_entities_are_not_looked_at() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "' + b"x" * 100 + b'">]><sst>&b;</sst>'
    with pytest.raises(sheets.NoWorkbook):
        list(sheets.seen_sheets(changed(book(roster), "xl/sharedStrings.xml", bomb)))


def test_a_workbook_that_unpacks_to_too_much_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "UNPACKED", 100_000)
    with pytest.raises(sheets.TooLarge):
        list(sheets.seen_sheets(changed(book(roster), "xl/worksheets/sheet1.xml", b" " * 200_000)))


def test_the_advice_is_the_same_for_a_workbook_that_no_library_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "seen_sheets", sheets.in_python)
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04")
    with pytest.raises(UsageError, match="另存为"):
        spreadsheet.read_table(tmp_path / "a.xlsx")
