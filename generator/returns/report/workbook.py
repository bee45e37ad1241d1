"""The workbook: every sheet streamed row by row, so that memory does not grow with the rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import IO, Final

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from generator.files import scratch
from generator.returns.report.cellwriting import Formats, formats_of, height, write_cell
from generator.returns.report.charts import write_statistics
from generator.returns.report.column import Row, Table
from generator.returns.report.report import Report
from generator.returns.report.tables import all_tables
from generator.spreadsheets import set_up_table

ROWS: Final = 1_048_576
"""Rows that a sheet can have."""


def write_workbook(target: Path | IO[bytes], report: Report) -> None:
    """Write every sheet to ``target``: a file that is nobody's yet, or one that is open."""
    if not isinstance(target, Path):
        _write_sheets(target, report, None)
        return
    with scratch(target.with_name(f"{target.name}.rows")) as rows:
        _write_sheets(str(target), report, str(rows))


def _write_sheets(target: str | IO[bytes], report: Report, rows: str | None) -> None:
    options = {
        "constant_memory": True,
        "tmpdir": rows,  # where xlsxwriter keeps its rows meanwhile; an interrupt must find it
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "use_zip64": True,
    }
    with xlsxwriter.Workbook(target, options) as book:
        moment = dt.datetime.fromisoformat(report.setup.date)
        book.set_properties({"title": report.setup.summary.title, "created": moment})
        formats = formats_of(book)
        first, second, *rest = all_tables(report)
        _table(book, first, formats, report, head=True)
        _table(book, second, formats, report)
        write_statistics(book, report, formats)
        for table in rest:
            _table(book, table, formats, report)


def _table(
    book: xlsxwriter.Workbook, table: Table, formats: Formats, report: Report, *, head: bool = False
) -> None:
    """One table; where the rows do not fit one sheet, as many as it takes."""
    rows = iter(table.rows)
    for part in count(1):
        sheet = book.add_worksheet(table.name if part == 1 else f"{table.name[:26]}（{part}）")
        top = _head(sheet, report, len(table.columns), formats) if head and part == 1 else 0
        end, done = _rows(sheet, table, rows, top, formats, report)
        set_up_table(sheet, len(table.columns), top, end)
        if done:
            return


def _rows(
    sheet: Worksheet, table: Table, rows: Iterator[Row], top: int, formats: Formats, report: Report
) -> tuple[int, bool]:
    """Write the head and as many rows as fit; the last row's number, and whether that was all."""
    widths = table.widths
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.set_row(top, height(table.headings, widths))
    for column, heading in enumerate(table.headings):
        sheet.write_string(top, column, heading, formats.head)
    line = top
    for row in rows:
        line += 1
        sheet.set_row(line, height(row, widths))
        for column, cell in enumerate(row):
            write_cell(sheet, line, column, cell, formats, report)
        # the row before is in the file by now; its height is kept for pictures, and there are none here
        sheet.row_info.pop(line - 1, None)
        sheet.row_sizes.pop(line - 1, None)
        if line == ROWS - 1:
            return line, False
    return line, True


def _head(sheet: Worksheet, report: Report, columns: int, formats: Formats) -> int:
    """Title, who fills it in, and where every file went; returns the row of the table's head."""
    summary, totals = report.setup.summary, report.outcome.totals
    words = summary.words
    sheet.set_row(0, 30)
    sheet.merge_range(0, 0, 0, columns - 1, summary.title, formats.title)
    blanks = "　" * 10
    line = blanks.join(words[key] for key in ("head_unit", "head_person", "head_phone", "head_date"))
    sheet.write_string(1, 0, line, formats.note)
    version = summary.word("version", version=report.setup.version)
    sheet.write_string(2, 0, report.statement, formats.note)
    sheet.write_string(3, 0, f"{summary.word('units', **totals)}{version}", formats.note)
    return 4
