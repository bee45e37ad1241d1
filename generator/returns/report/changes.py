"""变化 (changes): what is new, changed, still missing, or no longer reached since an earlier result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.forms.definitions.wording import say
from generator.returns.judging.outcome import differences
from generator.returns.reading.record import Json
from generator.returns.report.column import Column, Table, table
from generator.returns.report.report import Report
from generator.returns.report.summary import ratings
from generator.returns.report.unitkey import PARTS, ByUnit, comparable

What = Literal["new", "changed", "lost", "gone", "missing"]


@dataclass(frozen=True)
class Change:
    """One change of one unit; ``form`` is the kind of form, ``what`` a key of ``changes`` in the words."""

    what: What
    unit: str
    form: str
    detail: str


def changes(report: Report, earlier: Report) -> Table:
    """One row for each change, those that need somebody first."""
    words = report.setup.summary.changes
    sheet = report.setup.summary.sheets["changes"]
    order = list(words)
    columns = [
        Column[Change]("what", 14, lambda c: words[c.what]),
        Column[Change]("unit", 30, lambda c: c.unit),
        Column[Change]("form", 10, lambda c: c.form),
        Column[Change]("detail", 80, lambda c: c.detail),
    ]
    found = sorted(_changes(report, earlier), key=lambda c: order.index(c.what))
    return table("changes", sheet.name, sheet.headings, columns, found)


def _changes(report: Report, earlier: Report) -> Iterator[Change]:
    parts = PARTS if comparable(earlier.keys.values(), report.keys.values()) else PARTS[1:]
    before = ByUnit(((earlier.keys[index], entries) for index, _, entries in earlier.units()), parts)
    seen: set[str] = set()
    for index, unit, entries in report.units():
        name = report.unit_name(unit)
        known = before.find(report.keys[index])
        old = {str(e["form"]): e for e in known[1]} if known else {}
        if known:
            seen.add(known[0])
        for entry in entries:
            yield from _of_form(report, name, old.get(str(entry["form"])), entry)
    for index, unit, _ in earlier.units():
        if earlier.keys[index] not in seen:
            yield Change("gone", earlier.unit_name(unit), "", "")
    for listed in report.listed:
        if listed.expected and listed.due.state != "complete":
            lacking = [report.kind(kind) for kind, mark in listed.due.marks.items() if mark != "used"]
            yield Change(
                "missing", listed.due.unit.name, report.setup.summary.words["list"].join(lacking), ""
            )


def _of_form(report: Report, name: str, old: Json | None, new: Json) -> Iterator[Change]:
    summary = report.setup.summary
    kind = report.kind(report.setup.forms[str(new["form"])].kind)
    if old is None:
        yield Change("new", name, kind, "")
        return
    lost = _lost(report, old, new)
    if lost:
        yield Change("lost", name, kind, summary.words["list"].join(lost))
    detail = differences(old, new, report.setup)
    if detail:
        yield Change("changed", name, kind, detail)


def _lost(report: Report, old: Json, new: Json) -> Sequence[str]:
    """Items that were reached and are no longer, with both ratings."""
    reached, labels = report.setup.summary.roles.reached, dict(report.states)
    before = dict(ratings(report, old)) if old["standard"] else {}
    words = report.setup.summary.words
    labels[""] = words["unanswered"]
    return [
        f"{item} {say(words['from_to'], old=labels.get(before[item], ''), new=labels.get(answer, ''))}"
        for item, answer in (ratings(report, new) if new["standard"] else ())
        if before.get(item) in reached and answer not in reached
    ]
