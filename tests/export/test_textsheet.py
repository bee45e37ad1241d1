"""Sheets of texts are what XlsxWriter writes cell by cell, byte for byte."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence

import pytest
import xlsxwriter

from generator.export.textsheet import CELL, TextSheet
from generator.spreadsheets import set_up_table

Row = Sequence[str]


def workbook(tables: Sequence[Sequence[Row]], *, by_cell: bool) -> bytes:
    """Each table, headings first, on a sheet of its own: by the method under test, or by XlsxWriter's."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": dt.datetime(2026, 1, 1)})  # noqa: DTZ001 - as XlsxWriter wants it
        head, cell = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        for rows in tables:
            sheet = book.add_worksheet(None, None if by_cell else TextSheet)
            if by_cell:
                for number, row in enumerate(rows):
                    for column, text in enumerate(row):
                        sheet.write_string(number, column, text, cell if number else head)
            else:
                sheet.write_texts(rows[0], rows[1:], head, cell)
            set_up_table(sheet, len(rows[0]), 0, len(rows) - 1)
    return out.getvalue()


@pytest.mark.parametrize(
    "tables",
    [
        pytest.param(
            [[("编号", "条文"), ("1.1.1", "有\n计划"), ("1.1.2", "有\n计划")]], id="texts that recur"
        ),
        pytest.param([[("甲",), ("乙",)], [("乙",), ("丙",), ("甲",)]], id="texts that two sheets share"),
        pytest.param(
            [[("甲", "乙"), ("", " 空格 "), ("<b>&amp;", "{0}{1}"), ("_x0041_", "\x07")]], id="marks"
        ),
        pytest.param([[("一", "二")], [("一", "二"), ("三", "四")]], id="a head alone"),
        pytest.param([[tuple(f"第{n}列" for n in range(60)), tuple("x" * 60)]], id="columns beyond Z"),
        pytest.param([[("编号",), *((str(n),) for n in range(40))]], id="more rows than share a span"),
        pytest.param([[("长",), ("字" * (CELL - 1) + "𠮷",), ("𠮷" * CELL,), ("字" * CELL,)]], id="too long"),
    ],
)
def test_a_sheet_of_texts_is_what_the_library_writes_cell_by_cell(tables: Sequence[Sequence[Row]]) -> None:
    assert workbook(tables, by_cell=False) == workbook(tables, by_cell=True)
