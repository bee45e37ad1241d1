"""Cells as places of answers: what is claimed for which field, and how cells are compared with labels."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final

from generator.returns.reading.text import folded
from generator.returns.reading.word.shown import Cell

LABEL: Final = 120
"""Characters of the longest label; what is longer is none."""
_NUMBER: Final = re.compile(r"\W*(\d+(?:\.\d+)+)\W*", re.ASCII)
_BLANK: Final = re.compile(r"\s+")


@dataclass(slots=True)
class Places:
    """``cells`` of each field: none where its place is gone, several where it stands there more than once.

    ``guessed`` are items whose row was told by something else than its number, ``strays`` cells of
    these tables that hold words and are nobody's place, ``texts`` what is printed as the text of each item,
    ``heads`` the number of headings of the items' table, ``moved`` whether rows of grids changed places.
    """

    cells: dict[str, list[Cell]] = field(default_factory=dict)
    guessed: list[str] = field(default_factory=list)
    strays: list[Cell] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    heads: int = 0
    moved: bool = False

    def claim(self, name: str, cell: Cell) -> None:
        """A cell in which a field is answered."""
        several = self.cells.setdefault(name, [])
        if cell not in several:
            several.append(cell)


def label(cell: Cell) -> str:
    """The words of a cell, for comparing with labels; nothing if they are too many for one."""
    if cell.label is None:
        text = cell.text
        cell.label = folded(text) if len(text) <= LABEL else ""
    return cell.label


def item_number(cell: Cell | None) -> str:
    """The number of an item in a cell, in whatever width it is written.

    ``６．１．２`` and ``6.1.2 `` are 6.1.2.
    """
    if cell is None:
        return ""
    text = _BLANK.sub("", unicodedata.normalize("NFKC", cell.text)) if len(cell.text) <= LABEL else ""
    match = _NUMBER.fullmatch(text.replace("。", "."))
    return match[1] if match else ""
