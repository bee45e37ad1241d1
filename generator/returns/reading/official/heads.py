"""Headings of the table of items that stretch over several rows, as one row.

自评 stands over 达标, 基本达标, 未达标 and 不适用, with 编号 merged downwards beside it: no single row has
all headings, and the row below the last of them has a cell for each.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from generator.returns.reading.official.known import Official
from generator.returns.reading.text import folded
from generator.returns.reading.word.claims import label
from generator.returns.reading.word.shown import Cell, Row, View


def headings_of(official: Official) -> list[str]:
    """The headings that are looked for; none where nothing is answered item by item."""
    return [official.number, *(column.heading for column in official.columns)] if official.columns else []


def with_heads(view: View, printed: Sequence[str]) -> View:
    """The view in which headings over several rows are one; the same view if there are none."""
    headings = frozenset(map(folded, printed))
    rows: list[Row] = []
    for row in view.rows:
        above = rows[-1] if rows and rows[-1].table == row.table else None
        joined = None if above is None else _joined(above, row, headings)
        if joined is None:
            rows.append(row)
        else:
            rows[-1] = joined
    return view if len(rows) == len(view.rows) else replace(view, rows=rows)


def _joined(upper: Row, lower: Row, headings: Collection[str]) -> Row | None:
    """Two rows as one, if it shows more of the headings than either, and more than half of them."""
    alone = max(_shown(upper.cells, headings), _shown(lower.cells, headings))
    if not alone or len(lower.cells) < len(upper.cells):
        return None
    cells = [_heading(_over(upper, cell), cell, headings) for cell in lower.cells]
    together = _shown(cells, headings)
    if together <= alone or together * 2 <= len(headings):
        return None
    return replace(lower, cells=cells)


def _shown(cells: Sequence[Cell], headings: Collection[str]) -> int:
    """How many of the headings stand there once."""
    words = [label(cell) for cell in cells]
    return sum(words.count(heading) == 1 for heading in headings)


def _over(upper: Row, cell: Cell) -> Cell | None:
    """The cell of the row above that stands over the beginning of ``cell``."""
    return next((c for c in upper.cells if c.column <= cell.column < c.column + c.span), None)


def _heading(over: Cell | None, cell: Cell, headings: Collection[str]) -> Cell:
    """A cell of the lower row with its whole heading: that above where it has none itself.

    Where 达标 stands below 自评 and below 核查, the mapping says 自评达标, and both are read together.
    """
    if over is None:
        return cell
    if not label(cell):
        return replace(cell, pieces=list(over.pieces), label=None)
    if label(over) + label(cell) in headings:
        return replace(cell, pieces=[*over.pieces, *cell.pieces], label=None)
    return cell
