"""How cells and pages of the workbook look: formats, heights of rows, print set-up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from generator.returns.report.column import Cell, Row
from generator.returns.report.report import Report

CELL: Final = 32_767
SAFE: Final = 32_000
"""Characters of a cell that is cut, which leaves room for saying so."""

FONT: Final = {"font_name": "宋体", "font_size": 10}
LINE: Final = 14.0
"""Height of a line of text in points; Excel allows a row 409."""

COUNTED: Final = 2000
"""Characters of a text whose lines are counted: more than the tallest row holds."""


@dataclass(frozen=True)
class Formats:
    """How cells look."""

    title: Format
    note: Format
    head: Format
    text: Format
    number: Format
    heading: Format
    hand: Format


def formats_of(book: xlsxwriter.Workbook) -> Formats:
    """The formats of a workbook."""
    base = {**FONT, "border": 1, "border_color": "#999999", "valign": "vcenter", "text_wrap": True}
    return Formats(
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
        hand=book.add_format({**base, "bold": True, "bg_color": "#FFF4D6", "align": "center"}),
    )


def height(row: Row, widths: Sequence[float]) -> float:
    """Room for the tallest cell: programs other than Excel do not fit rows to wrapped text by themselves."""
    lines = 1
    for cell, width in zip(row, widths, strict=False):
        # most cells are short: hanzi are two characters wide, so half of the width holds any text
        if isinstance(cell, str) and (len(cell) * 2 >= width or "\n" in cell):
            lines = max(lines, _lines(cell[:COUNTED], width))
    return min(4 + LINE * lines, 409)


@lru_cache(maxsize=1024)
def _lines(text: str, width: float) -> int:
    """How many lines a text takes in a column; the texts of items, which every unit repeats, once."""
    room = max(width - 1, 2)
    columns = (len(line) + sum(map(_WIDE, line)) for line in text.split("\n"))
    return sum(max(1, -int(-count // room)) for count in columns)


_WIDE: Final = "\u2e7f".__lt__
"""Whether a character is two columns wide."""


def write_cell(
    sheet: Worksheet, line: int, column: int, cell: Cell, formats: Formats, report: Report
) -> None:
    """A text as text, whatever it looks like; a number as a number; nothing as an empty cell."""
    if cell is None or cell == "":
        sheet.write_blank(line, column, None, formats.text)
    elif isinstance(cell, str):
        # a character takes one unit or two, so only a long text has to be counted
        if len(cell) > CELL // 2 and len(cell.encode("utf-16-le")) // 2 > CELL:
            cell = cell[: SAFE // 2] + report.setup.summary.word("cut", count=len(cell))
        sheet.write_string(line, column, cell, formats.text)
    else:
        sheet.write_number(line, column, cell, formats.number)
