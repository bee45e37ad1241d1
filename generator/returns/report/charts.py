"""统计 (statistics) as a sheet: its blocks under each other, and what is drawn of them."""

from __future__ import annotations

from typing import Final

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from generator.returns.report.cellwriting import Formats, height, write_cell
from generator.returns.report.report import Report
from generator.returns.report.statistics import Block, blocks
from generator.spreadsheets import set_up_page

WIDTHS: Final = (24, 16, 16, 44, *[9] * 20)
FIRST_COUNT: Final = 4
"""Counts start in the same column in every block, so that they stand under each other."""


def write_statistics(book: xlsxwriter.Workbook, report: Report, formats: Formats) -> None:
    """Write the sheet into ``book``."""
    summary = report.setup.summary
    sheet = book.add_worksheet(summary.sheets["statistics"].name)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, summary.words["percent_note"], formats.note)
    line = 2
    for block in blocks(report):
        sheet.write_string(line, 0, block.title, formats.heading)
        _block(sheet, line + 1, block, formats, report)
        if block.chart and block.rows:
            _chart(book, sheet, report, block, line + 1)
        line += len(block.rows) + 3 + _chart_rows(block)
    set_up_page(sheet)


def _chart_rows(block: Block) -> int:
    """Rows that the chart under a block takes."""
    if not block.chart or not block.rows:
        return 0
    return 18 if block.chart == "types" else 6 + 2 * len(block.rows)


def _column(block: Block, index: int) -> int:
    """The column of the sheet in which a column of a block stands."""
    return index if index < block.counts_from else index - block.counts_from + FIRST_COUNT


def _block(sheet: Worksheet, top: int, block: Block, formats: Formats, report: Report) -> None:
    keys = block.counts_from
    widths = [*WIDTHS[:keys], *WIDTHS[FIRST_COUNT:]]
    for offset, row in enumerate([block.headings, *block.rows]):
        sheet.set_row(top + offset, height(row, widths))
        for index, cell in enumerate(row):
            if offset == 0:
                sheet.write_string(top, _column(block, index), str(cell), formats.head)
            else:
                write_cell(sheet, top + offset, _column(block, index), cell, formats, report)
        if keys < FIRST_COUNT:
            last = (top + offset, keys - 1, top + offset, FIRST_COUNT - 1)
            sheet.merge_range(*last, str(row[keys - 1]), formats.text if offset else formats.head)


def _chart(book: xlsxwriter.Workbook, sheet: Worksheet, report: Report, block: Block, top: int) -> None:
    """Stacked bars: each type's answers by rating, or the items most often not met by number of forms."""
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    words, last = report.setup.summary, top + len(block.rows)
    types = block.chart == "types"
    for index in block.series:
        column = _column(block, index)
        state = block.columns[index].key.partition(":")[2] or "unanswered"
        colour = words.colours.get(state)  # without one, the spreadsheet program chooses
        chart.add_series(
            {
                "name": [sheet.get_name(), top, column],
                "categories": [sheet.get_name(), top + 1, block.category, last, block.category],
                "values": [sheet.get_name(), top + 1, column, last, column],
                **({"fill": {"color": colour}} if colour else {}),
                "gap": 60 if types else 40,
                **({} if types else {"data_labels": {"value": True}}),
            }
        )
    title = words.words["chart_types" if types else "chart_top"]
    chart.set_title({"name": title, "name_font": {"size": 12}})
    chart.set_y_axis({"reverse": True})
    chart.set_legend({"position": "bottom"} if types else {"none": True})
    chart.set_size({"width": 900, "height": 320 if types else 20 * _chart_rows(block) - 40})
    sheet.insert_chart(last + 2, 0, chart, {"object_position": 2})
