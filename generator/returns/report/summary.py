"""汇总表 (the summary): one row for each unit, its columns as forms/summary.yml lists them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from generator.forms.definitions.rules import read_number
from generator.forms.definitions.summary import SheetColumn
from generator.returns.judging.identity import Unit
from generator.returns.judging.outcome import shown
from generator.returns.reading.record import Json
from generator.returns.report.column import Cell, Column, Table, table
from generator.returns.report.report import Report, values_of


@dataclass(frozen=True)
class Line:
    """A unit with its place in the sheet and the entries of its forms in use."""

    number: int
    unit: Unit
    entries: Sequence[Json]


def summary(report: Report) -> Table:
    """One row for each unit."""
    lines = (Line(number, unit, entries) for number, (unit, entries) in enumerate(report.units(), 1))
    columns = [
        Column[Line](c.shows, c.width, partial(CELLS[c.shows], report, c), c.heading, hand=c.shows == "pen")
        for c in report.filled_columns
    ]
    return table("summary", report.setup.summary.sheets["summary"].name, {}, columns, lines)


def _number(_report: Report, _column: SheetColumn, line: Line) -> Cell:
    return line.number


def _field(report: Report, column: SheetColumn, line: Line) -> Cell:
    return first(report, column.fields, line.entries)


def _number_field(report: Report, column: SheetColumn, line: Line) -> Cell:
    text = first(report, column.fields, line.entries)
    value = read_number(text)
    return text if value is None else int(value) if value.is_integer() else value


def first(report: Report, names: Sequence[str], entries: Sequence[Json]) -> str:
    """The first answer to any of the fields, as people read it."""
    for name in names:
        for entry in entries:
            answer = values_of(entry).get(name, "")
            if answer:
                return shown(report.setup.forms[str(entry["form"])], name, answer)
    return ""


def _standard(report: Report, _column: SheetColumn, line: Line) -> Cell:
    return report.short(standard_of(line.unit))


def standard_of(unit: Unit) -> str:
    """The type that the unit applies as, else that of its checklist."""
    forms = sorted(unit.forms.values(), key=lambda b: b.kind == "checklist")
    return next((b.standard for b in forms if b.standard), "")


def _state_count(report: Report, column: SheetColumn, line: Line) -> Cell:
    return _count(report, line.entries, column.state)


def _unanswered(report: Report, _column: SheetColumn, line: Line) -> Cell:
    return _count(report, line.entries, "")


def _count(report: Report, entries: Sequence[Json], state: str) -> Cell:
    """How many items have a state; nothing where the unit has no checklist."""
    checklists = [e for e in entries if e["standard"]]
    if not checklists:
        return None
    return sum(1 for entry in checklists for _, answer in ratings(report, entry) if answer == state)


def ratings(report: Report, entry: Json) -> Iterator[tuple[str, str]]:
    """Every item of a checklist with its rating, empty where there is none."""
    rating = report.setup.summary.roles.rating
    values = values_of(entry)
    for item, columns in report.setup.forms[str(entry["form"])].columns.items():
        if rating in columns:
            yield item, values.get(columns[rating].name, "")


def _remarks(report: Report, _column: SheetColumn, line: Line) -> Cell:
    words, unit = report.setup.summary, line.unit
    kinds = {b.kind for b in unit.forms.values()}
    wanted = dict.fromkeys(form.kind for form in report.setup.forms.values())
    parts = [words.word("remarks_form", kind=report.kind(k)) for k in wanted if k not in kinds]
    found = report.outcome.found_doubts
    count = sum(b.doubts + len(found.get(b.line, ())) for b in unit.members)
    if count:
        parts.append(words.word("remarks_doubts", count=count))
    if any(entry["origin"] == "paper" for entry in line.entries):
        parts.append(words.words["remarks_paper"])
    return words.words["separator"].join(parts)


def _pen(_report: Report, _column: SheetColumn, _line: Line) -> Cell:
    return ""


CELLS: Final[Mapping[str, Callable[[Report, SheetColumn, Line], Cell]]] = {
    "number": _number,
    "field": _field,
    "number-field": _number_field,
    "standard": _standard,
    "state-count": _state_count,
    "unanswered-count": _unanswered,
    "remarks": _remarks,
    "pen": _pen,
}
"""What a column of 汇总表 shows, by the word that forms/summary.yml uses for it."""
