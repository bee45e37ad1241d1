"""一览 (overview): how far the campaign has come, by type, by region and by source, and unit by unit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from generator.forms.definitions.wording import say
from generator.returns.reading.text import visible
from generator.returns.report.column import Cell, Column, Table, cells, table, titled
from generator.returns.report.report import Listed, Report
from generator.returns.report.statistics import Block


@dataclass(frozen=True)
class Line:
    """Some units counted: how many are due, are complete, have to do it again, are open, lack a part."""

    name: str
    due: int
    complete: int
    back: int
    partly: int
    nothing: int

    @property
    def open(self) -> int:
        """未报: nothing came, or not all of it."""
        return self.partly + self.nothing


def overview(report: Report) -> list[Block]:
    """The counts: by type, by region where the roster has any, by source where workbooks were merged."""
    words = report.setup.summary.sheets["overview"].words
    groups = [_block(report, "standard", words["by_standard"], lambda e: _standard(report, e))]
    if any(_group(entry) for entry in report.listed):
        groups.append(_block(report, "group", words["by_group"], _group))
    if len({_source(report, entry) for entry in report.listed}) > 1:
        groups.append(_block(report, "source", words["by_source"], lambda e: _source(report, e)))
    return groups


def _block(report: Report, key: str, title: str, of: Callable[[Listed], str]) -> Block:
    sheet = report.setup.summary.sheets["overview"]
    groups: dict[str, list[Listed]] = {}
    for entry in report.listed:
        groups.setdefault(of(entry), []).append(entry)
    order = {s.short: number for number, s in enumerate(report.setup.standards)} if key == "standard" else {}
    names = sorted(groups, key=lambda name: (not name, order.get(name, len(order))))
    if report.roster is not None and key != "source":
        # who is not on the roster is due in no type and no region
        names = [name for name in names if any(entry.expected for entry in groups[name])]
    pattern = "{name}" if key != "source" else sheet.words["subtotal"]
    known = report.roster is not None
    lines = [
        _line(say(pattern, name=n or sheet.words["no_group"]), groups[n], due_known=known) for n in names
    ]
    lines.append(_line(sheet.words["total"], report.listed, due_known=known))
    columns = [
        Column[Line](key, 24, lambda line: line.name),
        Column[Line]("due", 9, lambda line: line.due),
        Column[Line]("complete", 9, lambda line: line.complete),
        Column[Line]("back", 9, lambda line: line.back),
        Column[Line]("open", 9, lambda line: line.open),
        Column[Line]("partly", 9, lambda line: line.partly),
    ]
    if report.roster is None:
        # without a roster nobody knows who is due, and who has not reported
        columns = [c for c in columns if c.key not in ("due", "open")]
    rows = tuple(cells(columns, line) for line in lines)
    return Block(title, titled(sheet.headings, columns), rows, 1)


def _line(name: str, entries: Iterable[Listed], *, due_known: bool) -> Line:
    entries = list(entries)
    due = [entry for entry in entries if entry.expected or not due_known]
    states = [entry.due.state for entry in due]
    return Line(
        name,
        sum(entry.expected for entry in entries),
        states.count("complete"),
        states.count("back"),
        states.count("partly"),
        states.count("nothing"),
    )


def _standard(report: Report, entry: Listed) -> str:
    return report.short(entry.due.unit.standard)


def _group(entry: Listed) -> str:
    return visible(entry.due.unit.values.get("group", ""))


def _source(report: Report, entry: Listed) -> str:
    if entry.due.found is None:
        return entry.due.unit.values.get("source", "")
    unit = report.outcome.units[entry.due.found]
    return unit.first("source") or entry.due.unit.values.get("source", "")


def every_unit(report: Report) -> Table:
    """The roster in its order with a mark for each form, then who handed in unasked."""
    summary = report.setup.summary
    sheet, roles = summary.sheets["overview"], summary.roles
    numbers = {id(entry): number for number, entry in enumerate(report.listed, 1)}
    marks = [_marked(kind, report) for kind in report.kinds]

    def stamped(entry: Listed) -> Cell:
        return report.carried.text("overview", "stamped", entry.key)

    columns = [
        Column[Listed]("number", 6, lambda e: numbers[id(e)]),
        Column[Listed]("unit", 30, lambda e: visible(e.due.unit.name)),
        Column[Listed]("standard", 18, lambda e: _standard(report, e)),
        Column[Listed]("group", 14, _group),
        *marks,
        Column[Listed]("state", 12, lambda e: _state(report, e)),
        Column[Listed]("contact", 10, lambda e: report.fact(e, roles.contact)),
        Column[Listed]("phone", 15, lambda e: report.fact(e, roles.phone)),
        Column[Listed]("stamped", 9, stamped, hand=True, choices=summary.stamped),
        Column[Listed]("key", 12, lambda e: e.key),
    ]
    return table("overview", sheet.name, sheet.headings, columns, report.listed)


def _marked(kind: str, report: Report) -> Column[Listed]:
    marks: Mapping[str, str] = report.setup.summary.marks

    def cell(entry: Listed) -> Cell:
        return marks[entry.due.marks[kind]]

    return Column(f"kind:{kind}", 9, cell, report.kind(kind))


def _state(report: Report, entry: Listed) -> str:
    words = report.setup.summary.overview_states
    return words[entry.due.state] if entry.expected or report.roster is None else words["unexpected"]
