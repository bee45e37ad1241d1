"""The workbook: every sheet streamed row by row, so that memory does not grow with the rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from generator.returns.report import statistics
from generator.returns.report.statistics import Block
from generator.returns.report.tables import Cell, Report, Row, Table, all_tables

ROWS: Final = 1_048_576
CELL: Final = 32_767
SAFE: Final = 32_000
"""Characters of a cell that is cut, which leaves room for saying so."""

FONT: Final = {"font_name": "宋体", "font_size": 10}
LINE: Final = 13.5
"""Height of a line of text in points; Excel allows a row 409."""

COLOURS: Final = ("#2E7D32", "#F9A825", "#C62828", "#9E9E9E", "#5C6BC0", "#8D6E63")
UNANSWERED: Final = "#E0E0E0"


@dataclass(frozen=True)
class _Formats:
    title: Format
    note: Format
    head: Format
    text: Format
    number: Format
    heading: Format


def write_workbook(path: Path, report: Report) -> None:
    """Write every sheet to ``path``, which is nobody's yet."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "use_zip64": True,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        moment = dt.datetime.fromisoformat(report.corpus.catalog.date)
        book.set_properties({"title": report.setup.summary.title, "created": moment})
        formats = _formats(book)
        first, second, *rest = all_tables(report)
        _table(book, first, formats, report, head=True)
        _table(book, second, formats, report)
        _statistics(book, report, formats)
        for table in rest:
            _table(book, table, formats, report)


def _formats(book: xlsxwriter.Workbook) -> _Formats:
    base = {**FONT, "border": 1, "border_color": "#999999", "valign": "vcenter", "text_wrap": True}
    return _Formats(
        title=book.add_format(
            {**FONT, "bold": True, "font_size": 18, "align": "center", "valign": "vcenter"}
        ),
        note=book.add_format({**FONT, "num_format": "@"}),
        head=book.add_format(
            {**base, "bold": True, "bg_color": "#E8EEF4", "align": "center", "valign": "vcenter"}
        ),
        text=book.add_format({**base, "num_format": "@"}),
        number=book.add_format({**base, "num_format": "General", "align": "center"}),
        heading=book.add_format({**FONT, "bold": True, "font_size": 12}),
    )


def _table(
    book: xlsxwriter.Workbook, table: Table, formats: _Formats, report: Report, *, head: bool = False
) -> None:
    """One table; where the rows do not fit one sheet, as many as it takes."""
    rows = iter(table.rows)
    for part in count(1):
        sheet = book.add_worksheet(table.name if part == 1 else f"{table.name[:26]}（{part}）")
        top = _head(sheet, report, len(table.headings), formats) if head and part == 1 else 0
        end, done = _rows(sheet, table, rows, top, formats, report)
        _to_print(sheet, top, end, len(table.headings))
        if done:
            return


def _rows(
    sheet: Worksheet, table: Table, rows: Iterator[Row], top: int, formats: _Formats, report: Report
) -> tuple[int, bool]:
    """Write the head and as many rows as fit; the last row's number, and whether that was all."""
    for column, width in enumerate(table.widths):
        sheet.set_column(column, column, width)
    sheet.set_row(top, _height(table.headings, table.widths))
    for column, heading in enumerate(table.headings):
        sheet.write_string(top, column, heading, formats.head)
    line = top
    for row in rows:
        line += 1
        sheet.set_row(line, _height(row, table.widths))
        for column, cell in enumerate(row):
            _write(sheet, line, column, cell, formats, report)
        # the row before is in the file by now; its height is kept for pictures, and there are none here
        sheet.row_info.pop(line - 1, None)
        sheet.row_sizes.pop(line - 1, None)
        if line == ROWS - 1:
            return line, False
    return line, True


def _height(row: Row, widths: Sequence[float]) -> float:
    """Room for the tallest cell: programs other than Excel do not fit rows to wrapped text by themselves."""
    lines = max(
        (_lines(cell, width) for cell, width in zip(row, widths, strict=False) if isinstance(cell, str)),
        default=1,
    )
    return min(4 + LINE * lines, 409)


def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column; hanzi are two characters wide."""
    room = max(width - 1, 2)
    if len(text) * 2 <= room and "\n" not in text:
        return 1
    columns = (len(line) + sum(c > "\u2e7f" for c in line) for line in text[:2000].split("\n"))
    return sum(max(1, -int(-count // room)) for count in columns)


def _write(sheet: Worksheet, line: int, column: int, cell: Cell, formats: _Formats, report: Report) -> None:
    if cell is None or cell == "":
        sheet.write_blank(line, column, None, formats.text)
    elif isinstance(cell, str):
        if len(cell.encode("utf-16-le")) // 2 > CELL:
            cell = cell[: SAFE // 2] + report.setup.summary.word("cut", count=len(cell))
        sheet.write_string(line, column, cell, formats.text)
    else:
        sheet.write_number(line, column, cell, formats.number)


def _head(sheet: Worksheet, report: Report, columns: int, formats: _Formats) -> int:
    """Title, who fills it in, and where every file went; returns the row of the table's head."""
    summary, totals = report.setup.summary, report.outcome.totals
    words = summary.words
    sheet.set_row(0, 30)
    sheet.merge_range(0, 0, 0, columns - 1, summary.title, formats.title)
    blanks = "　" * 10
    line = blanks.join(words[key] for key in ("head_unit", "head_person", "head_phone", "head_date"))
    sheet.write_string(1, 0, line, formats.note)
    version = summary.word("version", version=report.corpus.catalog.version)
    sheet.write_string(2, 0, report.statement, formats.note)
    sheet.write_string(3, 0, f"{summary.word('units', **totals)}{version}", formats.note)
    return 4


def _to_print(sheet: Worksheet, top: int, end: int, columns: int) -> None:
    sheet.freeze_panes(top + 1, 0)
    sheet.autofilter(top, 0, max(end, top + 1), columns - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    sheet.set_footer("&C&P / &N")


# --- 统计 -----------------------------------------------------------------------------------------


def _statistics(book: xlsxwriter.Workbook, report: Report, formats: _Formats) -> None:
    summary = report.setup.summary
    sheet = book.add_worksheet(summary.sheets["statistics"].name)
    for column, width in enumerate(STATISTICS_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, summary.words["percent_note"], formats.note)
    line = 2
    blocks = statistics.blocks(report)
    placed: dict[int, int] = {}
    charts = _chart_rows(blocks)
    for index, block in enumerate(blocks):
        sheet.write_string(line, 0, block.title, formats.heading)
        _block(sheet, line + 1, block, formats, report)
        placed[index] = line + 1
        line += len(block.rows) + 3 + charts.get(index, 0)
    if blocks[0].rows:
        _chart_types(book, sheet, report, blocks[0], placed[0])
    if blocks[2].rows:
        _chart_top(book, sheet, report, blocks[2], placed[2])
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    sheet.set_footer("&C&P / &N")


STATISTICS_WIDTHS: Final = (24, 16, 16, 44, *[9] * 20)
FIRST_COUNT: Final = 4
"""Counts start in the same column in every block, so that they stand under each other."""


def _chart_rows(blocks: list[Block]) -> dict[int, int]:
    """Rows that the charts under the first and the third block take."""
    return {0: 18 if blocks[0].rows else 0, 2: _top_height(blocks[2]) if blocks[2].rows else 0}


def _top_height(block: Block) -> int:
    return 6 + 2 * len(block.rows)


def _block(sheet: Worksheet, top: int, block: Block, formats: _Formats, report: Report) -> None:
    widths = [*STATISTICS_WIDTHS[: block.keys], *STATISTICS_WIDTHS[FIRST_COUNT:]]
    for offset, row in enumerate([block.headings, *block.rows]):
        sheet.set_row(top + offset, _height(row, widths))
        for index, cell in enumerate(row):
            column = index if index < block.keys else index - block.keys + FIRST_COUNT
            if offset == 0:
                sheet.write_string(top, column, str(cell), formats.head)
            else:
                _write(sheet, top + offset, column, cell, formats, report)
        if block.keys < FIRST_COUNT:
            last = (top + offset, block.keys - 1, top + offset, FIRST_COUNT - 1)
            sheet.merge_range(*last, str(row[block.keys - 1]), formats.text if offset else formats.head)


def _chart_types(book: xlsxwriter.Workbook, sheet: Worksheet, report: Report, block: Block, top: int) -> None:
    """Stacked bars: each type's answers by rating, and what was left open."""
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    last = top + len(block.rows)
    states = len(report.states)
    for index in range(states + 1):
        column = FIRST_COUNT + 2 + index
        colour = UNANSWERED if index == states else COLOURS[index % len(COLOURS)]
        chart.add_series(
            {
                "name": [sheet.get_name(), top, column],
                "categories": [sheet.get_name(), top + 1, 0, last, 0],
                "values": [sheet.get_name(), top + 1, column, last, column],
                "fill": {"color": colour},
                "gap": 60,
            }
        )
    chart.set_title({"name": report.setup.summary.words["chart_types"], "name_font": {"size": 12}})
    chart.set_y_axis({"reverse": True})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 900, "height": 320})
    sheet.insert_chart(last + 2, 0, chart, {"object_position": 2})


def _chart_top(book: xlsxwriter.Workbook, sheet: Worksheet, report: Report, block: Block, top: int) -> None:
    """Bars: the items most often not met, by how many forms say so."""
    missed = report.setup.summary.roles.missed
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    last = top + len(block.rows)
    for index, (state, _) in enumerate(report.states):
        if state in missed:
            column = FIRST_COUNT + 2 + index
            chart.add_series(
                {
                    "name": [sheet.get_name(), top, column],
                    "categories": [sheet.get_name(), top + 1, 2, last, 2],
                    "values": [sheet.get_name(), top + 1, column, last, column],
                    "fill": {"color": COLOURS[index % len(COLOURS)]},
                    "gap": 40,
                    "data_labels": {"value": True},
                }
            )
    chart.set_title({"name": report.setup.summary.words["chart_top"], "name_font": {"size": 12}})
    chart.set_y_axis({"reverse": True})
    chart.set_legend({"none": True})
    chart.set_size({"width": 900, "height": 20 * _top_height(block) - 40})
    sheet.insert_chart(last + 2, 0, chart, {"object_position": 2})
