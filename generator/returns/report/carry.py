"""What people typed into the last workbook (``--carry``), found again by unit and never shifted.

A column is taken by its exact heading once blanks, line breaks and full-width forms are set aside;
a heading that is not there, or there twice, stops that column and says so. Rows are found by the hidden
key, not by their number, so sorting, filtering and hiding change nothing; where the key is gone, by name
and type. Sheets are told by their headings, so they may be renamed; of a copied sheet that says something
else the first one counts, and the difference is told. What a merged cell says counts for all its rows.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from generator.forms.definitions import wording
from generator.forms.definitions.summary import Summary
from generator.returns.reading.decisions import Decision
from generator.returns.reading.given import Source
from generator.returns.reading.text import visible
from generator.returns.reading.xlsx import Cell, SheetRow, Workbook, column_name, open_workbook
from generator.returns.report.unitkey import PARTS, ByUnit, UnitKey, comparable

DEEPEST: Final = 300
"""Rows in which headings are looked for: forty types and as many regions stand above them at most."""

LEFT: Final = "left"
"""The sheet of what matched nobody: it is read again, until its unit comes back."""

Place = tuple[str, str, str]
"""A hand column: key of the sheet, key of the column, item (empty but for 核查结果)."""


@dataclass(frozen=True)
class HandSheet:
    """A sheet with columns to write in, by the headings of its columns.

    ``hand`` are those to write in, by key; ``unit`` is that of the hidden key, ``label`` that of the
    unit's name, ``type`` that of its type, ``item`` that of the item where a row is one item's, ``where``
    that of the place where it was typed first.
    """

    key: str
    name: str
    hand: Mapping[str, str]
    unit: str
    label: str
    type: str = ""
    item: str = ""
    where: str = ""


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

    ``problems`` are about the workbook; what :meth:`left` gives matches no unit any more. ``current`` gives
    the keys of the units that there are now.
    """

    typed: list[Typed] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    current: Callable[[], Iterable[UnitKey]] = tuple
    _index: dict[Place, ByUnit[Typed]] | None = None
    _used: set[tuple[Place, UnitKey]] = field(default_factory=set)

    def text(self, sheet: str, column: str, key: UnitKey, item: str = "") -> str:
        """What was typed there, empty if nothing was."""
        if self._index is None:
            places: dict[Place, list[tuple[UnitKey, Typed]]] = {}
            for typed in self.typed:
                places.setdefault(typed.place, []).append((typed.key, typed))
            parts = PARTS if comparable((typed.key for typed in self.typed), self.current()) else PARTS[1:]
            self._index = {place: ByUnit(entries, parts) for place, entries in places.items()}
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
        _differing(carried, path, reader.typed, summary)
        carried.typed += reader.typed.values()
    return carried


def _differing(
    carried: Carried, path: Source, typed: Mapping[tuple[Place, UnitKey], Typed], summary: Summary
) -> None:
    """Say in how many places a workbook says something else than those before it."""
    before = {(earlier.place, earlier.key): earlier.text for earlier in carried.typed}
    other = [t for place, t in typed.items() if before.get(place, t.text) != t.text]
    if other:
        text = wording.say(summary.carry["overrides"], file=path.name, count=len(other), where=other[0].where)
        carried.problems.append(text)


@dataclass(frozen=True)
class _Line:
    """A row that is a unit's (or nobody's), with the cells in which something was typed."""

    number: int
    key: UnitKey
    named: UnitKey
    label: str
    item: str
    cells: Mapping[str, Cell]
    where: str = ""


class _Keys:
    """The keys of a sheet by the digest of the name in them, and the digests of the names beside them."""

    def __init__(self) -> None:
        self.by_name: dict[str, set[UnitKey]] = {}
        self.names: set[UnitKey] = set()

    def add(self, line: _Line) -> None:
        """Take in a row."""
        for part in line.key.split():
            if part.startswith("N"):
                self.by_name.setdefault(part, set()).add(line.key)
        self.names.add(line.named)

    def moved(self, line: _Line) -> bool:
        """Whether a row's key is another name's, and that of its name another row's."""
        own = self.by_name.get(line.named)
        return own is not None and line.key not in own and any(p in self.names for p in line.key.split())


class _Reader:
    """One workbook, sheet by sheet."""

    def __init__(self, book: Workbook, summary: Summary, named: Callable[[str, str], UnitKey]) -> None:
        self.book = book
        self.typed: dict[tuple[Place, UnitKey], Typed] = {}
        self.problems: list[str] = []
        self._summary = summary
        self._ours = {normal(sheet.name) for sheet in summary.sheets.values()}
        self._named = named
        self._name = ""

    def say(self, key: str, **data: object) -> None:
        text = wording.say(self._summary.carry[key], file=self.book.path.name, sheet=self._name, **data)
        self.problems.append(text)

    def read(self, name: str, sheets: Sequence[HandSheet]) -> bool:
        """Read a sheet if it is one with columns to write in, whatever it is called now."""
        self._name = name
        called = normal(name).split("(")[0]
        if called in self._ours - {normal(sheet.name) for sheet in sheets}:
            # a list of what stands elsewhere, though some of its headings are the same
            return False
        sheet: HandSheet | None = None
        columns: dict[str, int] = {}
        merged: dict[int, list[tuple[int, int]]] = {}
        above: dict[int, tuple[int, Cell]] = {}
        lines: list[_Line] = []
        keys = _Keys()
        hidden = 0
        for row in self.book.rows(name):
            if sheet is None:
                if row.number > DEEPEST:
                    break
                sheet = self._recognised(row, name, sheets)
                if sheet is not None:
                    columns, merged = self._head(row, sheet), _by_first_row(self.book, name)
                continue
            for bottom, column in merged.get(row.number, ()):
                if column in row.cells:
                    above[column] = bottom, row.cells[column]
            line = self._line(_filled(row, above), sheet, columns)
            keys.add(line)
            hidden += row.hidden and bool(line.key)
            if line.cells:
                lines.append(line)
        if sheet is not None:
            self._take(self._told(lines, keys), sheet, columns)
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
        own = {key: getattr(sheet, key) for key in ("unit", "label", "type", "item", "where")}
        found: dict[str, int] = {}
        for key, heading in {**own, **sheet.hand}.items():
            there = places.get(normal(heading), []) if heading else []
            if len(there) == 1:
                found[key] = there[0]
            elif key in sheet.hand or (key == "unit" and there):
                self.say("twice" if there else "no-heading", heading=heading.replace("\n", ""))
        return found

    def _line(self, row: SheetRow, sheet: HandSheet, columns: Mapping[str, int]) -> _Line:
        """What a row says; blanks and what was typed for nobody are left for :meth:`_take`."""
        label, type_, key, item = (
            row.text(columns[part]).strip() if part in columns else ""
            for part in ("label", "type", "unit", "item")
        )
        cells = {c: row.cells[columns[c]] for c in sheet.hand if columns.get(c) in row.cells}
        typed = {column: cell for column, cell in cells.items() if cell.text.strip()}
        where = row.text(columns["where"]) if "where" in columns else ""
        return _Line(row.number, key, self._named(label, type_) if label else "", label, item, typed, where)

    def _told(self, lines: Sequence[_Line], keys: _Keys) -> Iterator[_Line]:
        """The lines, each under its unit; where the keys were left behind by a sort, under its name.

        Sorting only the columns that are seen moves names away from their hidden keys: the key of one row
        is then that of a name in another, and the other way round. A name that was merely edited is nobody
        else's, and its row keeps its key.
        """
        moved = {line.number for line in lines if keys.moved(line)}
        if moved:
            self.say("moved", count=len(moved))
        for line in lines:
            if line.number in moved:
                same = keys.by_name[line.named]
                yield replace(line, key=next(iter(same)) if len(same) == 1 else line.named)
            else:
                yield line

    def _take(self, lines: Iterable[_Line], sheet: HandSheet, columns: Mapping[str, int]) -> None:
        """Keep what was typed, under its unit; what is nobody's under the place where it stood."""
        for line in lines:
            for column, cell in line.cells.items():
                where = f"{self._name}!{column_name(columns[column])}{line.number}"
                text, key = cell.text.strip(), line.key or line.named
                place: Place = (sheet.key, column, line.item)
                if cell.lost:
                    self.say("lost", where=where)
                    continue
                if sheet.key == LEFT:
                    sheet_key, column_key, item = (*line.item.split("/", 2), "", "", "")[:3]
                    place, where = (sheet_key, column_key, item), line.where or where
                elif not key:
                    self.say("nobody", where=where, text=visible(text))
                    key = f"?{self.book.path.name}!{where}"
                typed = Typed(place, key, visible(line.label), text, where, line.number)
                first = self.typed.setdefault((typed.place, key), typed)
                if first.text != typed.text:
                    self.say("differs", where=where, other=first.where)


def _by_first_row(book: Workbook, sheet: str) -> dict[int, list[tuple[int, int]]]:
    """First row of merged cells -> (last row, column) of each."""
    found: dict[int, list[tuple[int, int]]] = {}
    for top, bottom, column in book.merged(sheet):
        found.setdefault(top, []).append((bottom, column))
    return found


def _filled(row: SheetRow, above: Mapping[int, tuple[int, Cell]]) -> SheetRow:
    """A row with what merged cells say that begin above it: they say it for all their rows."""
    said = {column: cell for column, (bottom, cell) in above.items() if row.number <= bottom}
    return replace(row, cells={**said, **row.cells}) if said else row
