"""The workbook: every sheet streamed row by row, so that memory does not grow with the rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import IO, Final

import xlsxwriter
from xlsxwriter.exceptions import XlsxFileError
from xlsxwriter.worksheet import Worksheet

from generator.files import scratch
from generator.returns.report.carrier import write_carrier
from generator.returns.report.cellwriting import Formats, formats_of, height, write_cell
from generator.returns.report.charts import write_block, write_statistics
from generator.returns.report.column import Row, Table
from generator.returns.report.overview import overview
from generator.returns.report.report import Report
from generator.returns.report.tables import all_tables
from generator.spreadsheets import set_up_table

ROWS: Final = 1_048_576
"""Rows that a sheet can have."""

WIDE: Final = 200
"""Characters beyond which a sheet is printed on A3, where it can still be read."""

A3: Final = 8

HIDDEN: Final = frozenset({"key", "place"})
"""Columns that are the program's: whose a row is."""


def write_workbook(target: Path | IO[bytes], report: Report) -> None:
    """Write every sheet to ``target``: a file that is nobody's yet, or one that is open.

    Raises :class:`OSError` if it cannot be written, of a full disk for instance.
    """
    if not isinstance(target, Path):
        _write_sheets(target, report, None)
        return
    with scratch(target.with_name(f"{target.name}.rows")) as rows:
        try:
            _write_sheets(str(target), report, str(rows))
        except XlsxFileError as error:  # how xlsxwriter wraps what the system said
            raise next((e for e in error.args if isinstance(e, OSError)), OSError(str(error))) from error


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
        book.set_properties({"title": title(report), "created": moment})
        formats = formats_of(book)
        for table in all_tables(report):
            if table.key == "left" and not report.carried.left():
                continue  # all that was typed has found its row
            _table(book, table, formats, report)
            if table.key == "items":
                write_statistics(book, report, formats)
        write_carrier(book, report)


def title(report: Report) -> str:
    """What the summary is called: as the campaign is, else as forms/summary.yml says."""
    return report.campaign.words["campaign"] or report.setup.summary.title


def _table(book: xlsxwriter.Workbook, table: Table, formats: Formats, report: Report) -> None:
    """One table; where the rows do not fit one sheet, as many as it takes."""
    rows = iter(table.rows)
    for part in count(1):
        sheet = book.add_worksheet(table.name if part == 1 else f"{table.name[:26]}（{part}）")
        top = _head(sheet, table, report, formats) if part == 1 else 0
        end, done = _rows(sheet, table, rows, top, formats, report)
        for column, heading in enumerate(table.columns):
            if heading.choices and end > top:
                offered = {"validate": "list", "source": list(heading.choices), "error_type": "information"}
                sheet.data_validation(top + 1, column, end, column, offered)
        if done and table.key == "recommended":
            line = report.setup.summary.sheets["recommended"].words["signature"]
            sheet.set_row(end + 2, 30)
            sheet.write_string(end + 2, 0, line, formats.note)
        _to_print(sheet, table, top, end)
        if done:
            return


def _rows(
    sheet: Worksheet, table: Table, rows: Iterator[Row], top: int, formats: Formats, report: Report
) -> tuple[int, bool]:
    """Write the head and as many rows as fit; the last row's number, and whether that was all."""
    widths = table.widths
    for column, heading in enumerate(table.columns):
        sheet.set_column(column, column, heading.width, None, {"hidden": heading.key in HIDDEN})
    sheet.set_row(top, height(table.headings, widths))
    for column, heading in enumerate(table.columns):
        sheet.write_string(top, column, heading.text, formats.hand if heading.hand else formats.head)
    line = top
    for row in rows:
        line += 1
        sheet.set_row(line, height(row[:-1] if table.columns[-1].key == "key" else row, widths))
        for column, cell in enumerate(row):
            write_cell(sheet, line, column, cell, formats, report)
        # the row before is in the file by now; its height is kept for pictures, and there are none here
        sheet.row_info.pop(line - 1, None)
        sheet.row_sizes.pop(line - 1, None)
        if line == ROWS - 1:
            return line, False
    return line, True


def _head(sheet: Worksheet, table: Table, report: Report, formats: Formats) -> int:
    """What stands above a table; returns the row of its headings."""
    if table.key not in ("overview", "summary", "recommended"):
        return 0
    words, shown = report.setup.summary.words, len(table.columns) - 1
    sheet.set_row(0, 30)
    whole = report.setup.summary.sheets["summary"].name
    # a campaign's name says no kind of sheet, and the title of 汇总表 (the summary) is of no other sheet
    name = f"{title(report).removesuffix(whole)}{table.name}"
    sheet.merge_range(0, 0, 0, shown - 1, name, formats.title)
    if table.key == "overview":
        return _counts(sheet, report, formats)
    told = report.campaign.words
    heads = [words["head_unit"] + told["issuer"], words["head_person"] + told["contact"]]
    line = ("　" * 10).join([*heads, words["head_phone"] + told["phone"], words["head_date"]])
    sheet.write_string(1, 0, line, formats.note)
    if table.key == "recommended":
        return 2
    for number, text in enumerate(_totals(report), 2):
        sheet.write_string(number, 0, text, formats.note)
    return 4


def _totals(report: Report) -> tuple[str, str]:
    """Where every file went; how many units and forms count, of which version of the data."""
    summary = report.setup.summary
    version = summary.word("version", version=report.setup.version)
    return report.statement, f"{summary.word('units', **report.outcome.totals)}{version}"


def _counts(sheet: Worksheet, report: Report, formats: Formats) -> int:
    """Where every file went, and how far each type and region has come; the row after that."""
    words = report.setup.summary.sheets["overview"].words
    for number, text in enumerate((*_totals(report), words["note"]), 1):
        sheet.write_string(number, 0, text, formats.note)
    line = 5
    for block in overview(report):
        sheet.write_string(line, 0, block.title, formats.heading)
        write_block(sheet, line + 1, block, (6, 30, *[14] * 8), 2, formats, report)
        line += len(block.rows) + 3
    sheet.write_string(line, 0, words["units"], formats.heading)
    return line + 1


def _to_print(sheet: Worksheet, table: Table, top: int, end: int) -> None:
    set_up_table(sheet, len(table.columns), top, end)
    if table.key == "overview":
        # the counts stand above, and would take half of the screen with them
        sheet.freeze_panes(0, 0)
    if sum(column.width for column in table.columns if column.key not in HIDDEN) > WIDE:
        sheet.set_paper(A3)
