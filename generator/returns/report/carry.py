"""What people typed into the last workbook (``--carry``), found again by unit and never shifted.

A column is taken by its exact heading once blanks, line breaks and full-width forms are set aside;
a heading that is not there, or there twice, stops that column and says so. Rows are found by the hidden
key, not by their number, so sorting, filtering and hiding change nothing; where the key is gone, by name
and type. Sheets are told by their headings, so they may be renamed; of a copied sheet that says something
else the first one counts, and the difference is told.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from generator.forms.definitions import wording
from generator.forms.definitions.summary import Summary
from generator.returns.reading.decisions import Decision
from generator.returns.reading.given import Source
from generator.returns.reading.text import visible
from generator.returns.reading.xlsx import SheetRow, Workbook, column_name, open_workbook
from generator.returns.report.unitkey import ByUnit, UnitKey

DEEPEST: Final = 300
"""Rows in which headings are looked for: forty types and as many regions stand above them at most."""

Place = tuple[str, str, str]
"""A hand column: key of the sheet, key of the column, item (empty but for 核查结果)."""


@dataclass(frozen=True)
class HandSheet:
    """A sheet with columns to write in, by the headings of its columns.

    ``hand`` are those to write in, by key; ``unit`` is that of the hidden key, ``label`` that of the
    unit's name, ``type`` that of its type, ``item`` that of the item where a row is one item's.
    """

    key: str
    name: str
    hand: Mapping[str, str]
    unit: str
    label: str
    type: str = ""
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


def read_carried(
    paths: Sequence[Source],
    sheets: Sequence[HandSheet],
    summary: Summary,
    named: Callable[[str, str], UnitKey],
) -> Carried:
    """What people typed into the workbooks at ``paths``; where two workbooks differ, the later one counts.

    ``named`` makes the key of a unit of its name and type, for rows whose own key is gone.

    Raises:
        UsageError: a file is no workbook.

    """
    carried = Carried()
    for path in paths:
        with open_workbook(path) as book:
            reader = _Reader(book, summary, named)
            found = sum(reader.read(name, sheets) for name in book.sheets)
            if not found:
                reader.say("no-sheet")
        carried.problems += reader.problems
        carried.typed += reader.typed.values()
    return carried


class _Reader:
    """One workbook, sheet by sheet."""

    def __init__(self, book: Workbook, summary: Summary, named: Callable[[str, str], UnitKey]) -> None:
        self.book = book
        self.typed: dict[tuple[Place, UnitKey], Typed] = {}
        self.problems: list[str] = []
        self._summary = summary
        self._named = named
        self._name = ""

    def say(self, key: str, **data: object) -> None:
        text = wording.say(self._summary.carry[key], file=self.book.path.name, sheet=self._name, **data)
        self.problems.append(text)

    def read(self, name: str, sheets: Sequence[HandSheet]) -> bool:
        """Read a sheet if it is one with columns to write in, whatever it is called now."""
        self._name = name
        sheet: HandSheet | None = None
        columns: dict[str, int] = {}
        hidden = 0
        for row in self.book.rows(name):
            if sheet is None:
                if row.number > DEEPEST:
                    break
                sheet = self._recognised(row, name, sheets)
                columns = self._head(row, sheet) if sheet else {}
            elif self._row(row, sheet, columns):
                hidden += row.hidden
        if hidden:
            self.say("hidden", count=hidden)
        return sheet is not None

    def _recognised(self, row: SheetRow, name: str, sheets: Sequence[HandSheet]) -> HandSheet | None:
        """The sheet whose headings stand in a row; of several the one that is called so."""
        there = {normal(cell.text) for cell in row.cells.values()}
        fitting = [
            sheet
            for sheet in sheets
            if normal(sheet.label) in there
            and (normal(sheet.unit) in there or normal(sheet.type) in there)
            and there & {normal(heading) for heading in sheet.hand.values()}
            and (not sheet.item or normal(sheet.item) in there)
        ]
        called = [sheet for sheet in fitting if normal(name).split("(")[0] == normal(sheet.name)]
        return next(iter(called or fitting), None)

    def _head(self, row: SheetRow, sheet: HandSheet) -> dict[str, int]:
        """Where each heading stands; one that is not there, or twice, stops its column and is told."""
        places: dict[str, list[int]] = {}
        for column, cell in row.cells.items():
            places.setdefault(normal(cell.text), []).append(column)
        own = {"unit": sheet.unit, "label": sheet.label, "type": sheet.type, "item": sheet.item}
        found: dict[str, int] = {}
        for key, heading in {**own, **sheet.hand}.items():
            there = places.get(normal(heading), []) if heading else []
            if len(there) == 1:
                found[key] = there[0]
            elif key in sheet.hand or (key == "unit" and there):
                self.say("twice" if there else "no-heading", heading=heading.replace("\n", ""))
        return found

    def _row(self, row: SheetRow, sheet: HandSheet, columns: Mapping[str, int]) -> bool:
        """Take what was typed in a row; whether the row is a unit's."""
        label, type_ = (row.text(columns[key]) if key in columns else "" for key in ("label", "type"))
        key = row.text(columns["unit"]) if "unit" in columns else ""
        key = key.strip() or (self._named(label, type_) if label else "")
        item = row.text(columns["item"]) if "item" in columns else ""
        for column in sheet.hand:
            cell = row.cells.get(columns.get(column, -1))
            if cell is None or not cell.text.strip():
                continue
            where = f"{self._name}!{column_name(columns[column])}{row.number}"
            if cell.lost:
                self.say("lost", where=where)
            elif not key:
                self.say("nobody", where=where, text=visible(cell.text.strip()))
            else:
                text = cell.text.strip()
                typed = Typed((sheet.key, column, item), key, visible(label), text, where, row.number)
                first = self.typed.setdefault((typed.place, key), typed)
                if first.text != typed.text:
                    self.say("differs", where=where, other=first.where)
        return bool(key)
