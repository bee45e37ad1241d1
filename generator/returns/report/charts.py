"""统计 (statistics) as a sheet: its blocks under each other, and what is drawn of them."""

from __future__ import annotations

from collections.abc import Sequence
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

SHORT: Final = 8
"""Rows of a table that leave room for its chart on the same printed page."""

MOST_ROWS: Final = 48
"""Rows of a printed page, at the width to which the sheet is shrunk."""


def write_statistics(book: xlsxwriter.Workbook, report: Report, formats: Formats) -> None:
    """Write the sheet into ``book``."""
    summary = report.setup.summary
    sheet = book.add_worksheet(summary.sheets["statistics"].name)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, summary.words["percent_note"], formats.note)
    line = 2
    breaks: list[int] = []
    last = line
    for block in blocks(report):
        if line > 2:
            breaks.append(line)
        sheet.write_string(line, 0, block.title, formats.heading)
        last = line + 1
        write_block(sheet, line + 1, block, WIDTHS, FIRST_COUNT, formats, report)
        line += len(block.rows) + 3
        if block.chart and block.rows:
            # a chart stands on the page of a short table, and on one of its own under a long one
            if len(block.rows) > SHORT:
                breaks.append(line - 1)
            _chart(book, sheet, report, block, line - len(block.rows) - 2)
            line += _chart_rows(block)
    set_up_page(sheet)
    sheet.set_h_pagebreaks(breaks)
    # the last block runs over many pages; its headings are repeated on those that follow them
    sheet.repeat_rows(last)


def _chart_rows(block: Block) -> int:
    """Rows that the chart under a block takes, so that it fits one printed page."""
    return min(MOST_ROWS, 8 + 2 * len(block.rows))


def _column(block: Block, index: int, first: int) -> int:
    """The column of the sheet in which a column of a block stands."""
    return index if index < block.counts_from else index - block.counts_from + first


def write_block(
    sheet: Worksheet, top: int, block: Block, widths: Sequence[float], first: int, formats: Formats,
    report: Report,
) -> None:  # fmt: skip
    """Write a block from row ``top`` on; its counts start in the column ``first`` of the sheet."""
    keys = block.counts_from
    own = [*widths[: keys - 1], sum(widths[keys - 1 : first]), *widths[first:]]
    for offset, row in enumerate([block.headings, *block.rows]):
        sheet.set_row(top + offset, height(row, own))
        for index, cell in enumerate(row):
            if offset == 0:
                sheet.write_string(top, _column(block, index, first), str(cell), formats.head)
            else:
                write_cell(sheet, top + offset, _column(block, index, first), cell, formats, report)
        if keys < first:
            last = (top + offset, keys - 1, top + offset, first - 1)
            sheet.merge_range(*last, str(row[keys - 1]), formats.text if offset else formats.head)


def _chart(book: xlsxwriter.Workbook, sheet: Worksheet, report: Report, block: Block, top: int) -> None:
    """Bars: the share of each rating by type, or the items most often not met by number of forms."""
    types = block.chart == "types"
    chart = book.add_chart({"type": "bar", "subtype": "percent_stacked" if types else "stacked"})
    words, last = report.setup.summary, top + len(block.rows)
    for index in block.series:
        column = _column(block, index, FIRST_COUNT)
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
    chart.set_x_axis({"num_format": "0%"} if types else {"major_unit": 1, "num_format": "0"})
    chart.set_size({"width": 1100, "height": 20 * _chart_rows(block) - 40})
    sheet.insert_chart(last + 2, 0, chart, {"object_position": 2})
