"""What people typed into the last workbook (``--carry``), found again by unit and never shifted.

A column is taken by its exact heading once blanks, line breaks and full-width forms are set aside;
a heading that is not there, or there twice, stops that column and says so. Rows are found by the hidden
key, not by their number, so sorting, filtering and hiding change nothing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.forms.definitions import wording
from generator.forms.definitions.summary import Summary
from generator.returns.reading.decisions import Decision
from generator.returns.reading.text import visible
from generator.returns.reading.xlsx import SheetRow, Workbook, column_name, open_workbook
from generator.returns.report.unitkey import ByUnit, UnitKey

Place = tuple[str, str, str]
"""A hand column: key of the sheet, key of the column, item (empty but for 核查结果)."""


@dataclass(frozen=True)
class HandSheet:
    """A sheet with columns to write in: headings by key, the heading of the hidden key, of the item."""

    key: str
    name: str
    hand: Mapping[str, str]
    unit: str
    label: str
    item: str = ""


@dataclass(frozen=True)
class Typed:
    """One thing that was typed: where it stood, for whom, what."""

    place: Place
    key: UnitKey
    label: str
    text: str
    where: str
    row: int


@dataclass
class Carried:
    """Everything that was typed, and what a person has to know about it.

    ``problems`` are about the workbook; what :meth:`left` gives matches no unit any more.
    """

    typed: list[Typed] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    _index: dict[Place, ByUnit[Typed]] | None = None
    _used: set[tuple[Place, UnitKey]] = field(default_factory=set)

    def text(self, sheet: str, column: str, key: UnitKey, item: str = "") -> str:
        """What was typed there, empty if nothing was."""
        if self._index is None:
            places: dict[Place, list[tuple[UnitKey, Typed]]] = {}
            for typed in self.typed:
                places.setdefault(typed.place, []).append((typed.key, typed))
            self._index = {place: ByUnit(entries) for place, entries in places.items()}
        place = (sheet, column, item)
        found = self._index[place].find(key) if place in self._index else None
        if found is None:
            return ""
        self._used.add((place, found[0]))
        return found[1].text

    def decisions(self) -> list[Decision]:
        """What was decided of suspects, as a decision file says it."""
        return [
            (typed.row, typed.key, typed.place[2], typed.text)
            for typed in self.typed
            if typed.place[0] == "suspects"
        ]

    def left(self) -> list[Typed]:
        """What was asked for by no row of the new workbook; meaningful once all rows are made."""
        return [typed for typed in self.typed if (typed.place, typed.key) not in self._used]


def normal(heading: str) -> str:
    """A heading as it is compared: one form of each character, no blanks, no line breaks."""
    return "".join(unicodedata.normalize("NFKC", heading).split())


def read_carried(paths: Sequence[Path], sheets: Sequence[HandSheet], summary: Summary) -> Carried:
    """What people typed into the workbooks at ``paths``; where two say something, the later one counts.

    Raises:
        UsageError: a file is no workbook.

    """
    carried = Carried()
    for path in paths:
        with open_workbook(path) as book:
            found = False
            for name in book.sheets:
                for sheet in sheets:
                    if normal(name) == normal(sheet.name) or normal(name).startswith(
                        normal(f"{sheet.name}（")
                    ):
                        found = True
                        _read_sheet(book, name, sheet, carried, summary)
            if not found:
                carried.problems.append(wording.say(summary.carry["no-sheet"], file=path.name))
    return carried


def _read_sheet(book: Workbook, name: str, sheet: HandSheet, carried: Carried, summary: Summary) -> None:
    columns: dict[str, int] = {}
    hidden = 0

    def say(key: str, **data: object) -> None:
        carried.problems.append(wording.say(summary.carry[key], file=book.path.name, sheet=name, **data))

    for row in book.rows(name):
        if not columns:
            columns = _head(row, sheet, say)
            continue
        key = row.text(columns["unit"]) if "unit" in columns else ""
        if not key:
            continue
        item = row.text(columns["item"]) if "item" in columns else ""
        hidden += row.hidden
        for column in sheet.hand:
            cell = row.cells.get(columns.get(column, -1))
            if cell is None or not cell.text.strip():
                continue
            where = f"{name}!{column_name(columns[column])}{row.number}"
            if cell.lost:
                say("lost", where=where)
                continue
            place = (sheet.key, column, item)
            label = visible(row.text(columns["label"])) if "label" in columns else ""
            carried.typed.append(Typed(place, key, label, cell.text.strip(), where, row.number))
    if not columns:
        say("no-heading", heading=sheet.unit)
    if hidden:
        say("hidden", count=hidden)


def _head(row: SheetRow, sheet: HandSheet, say: Callable[..., None]) -> dict[str, int]:
    """Where each wanted heading stands, if this row is that of the headings."""
    places: dict[str, list[int]] = {}
    for column, cell in row.cells.items():
        places.setdefault(normal(cell.text), []).append(column)
    if normal(sheet.unit) not in places:
        return {}
    wanted = {"unit": sheet.unit, "label": sheet.label, **({"item": sheet.item} if sheet.item else {})}
    found: dict[str, int] = {}
    for key, heading in {**wanted, **sheet.hand}.items():
        there = places.get(normal(heading), [])
        if len(there) == 1:
            found[key] = there[0]
        elif key != "label":
            say("twice" if there else "no-heading", heading=heading.replace("\n", ""))
    return found
