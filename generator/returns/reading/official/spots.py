"""Where the answers of an official form stand in what a document shows: by the labels of its cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from generator.returns.reading.official.known import OfficialCell
from generator.returns.reading.official.lines import as_line, lines_of
from generator.returns.reading.text import folded
from generator.returns.reading.word.claims import label
from generator.returns.reading.word.shown import Cell, Row, View

BEGINNING: Final = 200
"""Characters of a cell in which its label is looked for."""


@dataclass(slots=True)
class Spot:
    """A cell with a label (``mark``): the ``table`` it stands in, and the cell that is answered, if any."""

    table: int
    mark: Cell
    answer: Cell | None


class Grid:
    """The rows of a document, and its ``lines`` outside of tables, for finding places by their words."""

    def __init__(self, view: View) -> None:
        self.lines = [as_line(line) for _, line in view.paragraphs if line.text.strip()]
        self.nesting = {id(row.within) for row in view.rows if row.within is not None}
        self._words: dict[str, list[tuple[Row, int, Row | None]]] = {}
        self._simple: list[tuple[Row, int, Row | None]] = []
        self._starts: list[str] = []
        below: dict[int, Row] = {}
        for row in reversed(view.rows):
            under = below.get(row.table)
            below[row.table] = row
            for number, cell in reversed(list(enumerate(row.cells))):
                if id(cell) not in self.nesting and cell.text.strip():
                    self._simple.append((row, number, under))
                    if words := label(cell):
                        self._words.setdefault(words, []).append((row, number, under))
        self._simple.reverse()
        for found in self._words.values():
            found.reverse()

    def spots(self, wanted: OfficialCell) -> list[Spot]:
        """The cells with the label of ``wanted``, in the order of the document."""
        words = folded(wanted.label)
        if wanted.where == "inside":
            return [Spot(row.table, row.cells[n], row.cells[n]) for row, n in self._beginning(words)]
        found = [
            Spot(
                row.table,
                row.cells[n],
                _under(row.cells[n], under) if wanted.where == "below" else _next(row, n),
            )
            for row, n, under in self._words.get(words, ())
        ]
        # a label that stands where the one before is answered is that answer
        kept: list[Spot] = []
        for spot in found:
            if all(spot.mark is not one.answer for one in kept):
                kept.append(spot)
        return kept

    def _beginning(self, words: str) -> Iterator[tuple[Row, int]]:
        """The cells whose text begins with these words."""
        if not self._starts:
            self._starts = [folded(row.cells[n].text[:BEGINNING]) for row, n, _ in self._simple]
        for (row, number, _), start in zip(self._simple, self._starts, strict=True):
            if start.startswith(words):
                yield row, number


def _next(row: Row, number: int) -> Cell | None:
    return row.cells[number + 1] if number + 1 < len(row.cells) else None


def _under(cell: Cell, row: Row | None) -> Cell | None:
    """The cell of the row below that stands under the beginning of ``cell``."""
    cells = () if row is None else row.cells
    return next((c for c in cells if c.column <= cell.column < c.column + c.span), None)


def located(grid: Grid, cells: Sequence[OfficialCell]) -> Mapping[int, list[Cell]]:
    """The answered cells of each official cell by its position in ``cells``; several where a label is copied.

    A label that stands there more often than in the blank is that of an answer which happens to be the same
    words (a contact person called 联系人), or cannot be told: with the label a row was copied, too.
    """
    all_spots = [[] if cell.where == "line" else grid.spots(cell) for cell in cells]
    sure = {
        id(spots[0].answer)
        for cell, spots in zip(cells, all_spots, strict=True)
        if len(spots) == cell.total == 1 and spots[0].answer is not None and cell.where != "inside"
    }
    found: dict[int, list[Cell]] = {}
    for number, (cell, several) in enumerate(zip(cells, all_spots, strict=True)):
        if cell.where == "line":
            if lines := lines_of(grid.lines, cell):
                found[number] = lines
            continue
        spots = several
        if len(spots) > cell.total:
            spots = [spot for spot in spots if id(spot.mark) not in sure]
        if len(spots) == cell.total:
            spots = spots[cell.ordinal - 1 : cell.ordinal]
        elif cell.total > 1:
            spots = []
        if answers := [spot.answer for spot in spots if spot.answer is not None]:
            found[number] = answers
    return found
