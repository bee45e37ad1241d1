"""What a spreadsheet is made of, before it is CSV or XLSX."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading and its width in a workbook, in characters of the default font."""

    heading: str
    width: int


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: its name, its columns, and one tuple of texts per row.

    ``fixed`` is the number of columns that stay in sight.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    fixed: int = 0

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the columns."""
        return tuple(column.heading for column in self.columns)
