"""未交 (still missing): who on the roster has not handed in all of it, and who handed in unasked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.forms.definitions.wording import say
from generator.returns.judging.index import IndexEntry
from generator.returns.judging.suspects import alike
from generator.returns.reading.roster import RosterUnit
from generator.returns.reading.text import visible
from generator.returns.report.column import Column, Table, table
from generator.returns.report.due import Due
from generator.returns.report.report import Report


@dataclass(frozen=True)
class Missing:
    """A unit, on the roster or not, and what is to be said of it."""

    unit: RosterUnit
    state: str


def missing_table(report: Report) -> Table:
    """One row for each unit of which something is to be said."""
    sheet = report.setup.summary.sheets["missing"]
    columns = [
        Column[Missing]("unit", 34, lambda m: visible(m.unit.name)),
        Column[Missing]("standard", 22, lambda m: report.short(m.unit.standard)),
        Column[Missing]("code", 22, lambda m: visible(m.unit.code)),
        Column[Missing]("state", 40, lambda m: m.state),
        Column[Missing]("line", 10, lambda m: m.unit.line or None),
    ]
    return table("missing", sheet.name, sheet.headings, columns, missing(report))


def missing(report: Report) -> list[Missing]:
    """What is missing, in the order of the roster, then what was not expected."""
    states = report.setup.summary.missing_states
    similar, renamed = _similar(report), _renamed(report)
    unclear = {index for listed in report.listed for index in listed.due.unclear}
    found: list[Missing] = []
    for listed in report.listed:
        due = listed.due
        if not listed.expected:
            if due.found not in unclear:
                found.append(Missing(due.unit, states["unexpected"]))
        elif due.state == "nothing" and not due.unclear and due.unit.line in renamed:
            found.append(Missing(due.unit, say(states["renamed"], name=renamed[due.unit.line])))
        elif due.state == "nothing" and not due.unclear and due.unit.name in similar:
            found.append(Missing(due.unit, say(states["similar"], name=similar[due.unit.name])))
        elif set(due.marks.values()) == {"absent"}:
            found.append(Missing(due.unit, states["nothing"]))
        elif set(due.marks.values()) == {"refused"}:
            found.append(Missing(due.unit, say(states["rejected"], files=_names(report, due.refused))))
        elif set(due.marks.values()) == {"unclear"}:
            same = [b for index in due.unclear for b in report.outcome.units[index].members]
            found.append(Missing(due.unit, say(states["unclear"], files=_names(report, same))))
        elif due.state != "complete":
            found.append(Missing(due.unit, report.setup.summary.words["separator"].join(_parts(report, due))))
    return found


def _names(report: Report, files: Iterable[IndexEntry]) -> str:
    return report.setup.summary.words["list"].join(b.path.rpartition("/")[2] for b in files)


def _parts(report: Report, due: Due) -> Iterator[str]:
    """What is to be said of the forms of a unit that are not in order, by what is wrong with them."""
    states, files = report.setup.summary.missing_states, _names(report, due.refused)
    for mark, state in (("refused", "back"), ("blank", "blank"), ("wrong", "wrong"), ("absent", "partly")):
        kinds = [report.kind(kind) for kind, found in due.marks.items() if found == mark]
        if kinds:
            yield say(states[state], kinds=report.setup.summary.words["list"].join(kinds), files=files)


def _renamed(report: Report) -> Mapping[int, str]:
    """Line of the roster -> name of a unit that handed in under its key or code, but is called otherwise."""
    code = report.setup.names.code
    taken = {entry.due.found for entry in report.listed if entry.expected}
    handed: dict[str, str] = {}
    for index, unit in enumerate(report.outcome.units):
        for entry in unit.members if index not in taken else ():
            for told in filter(None, (entry.key, code(entry.code))):
                handed.setdefault(told, visible(entry.name))
    lines = [entry.due.unit for entry in report.listed if entry.expected and entry.due.found is None]
    found = {line.line: handed.get(line.key) or handed.get(code(line.code), "") for line in lines}
    return {line: name for line, name in found.items() if name}


def _similar(report: Report) -> Mapping[str, str]:
    """Name on the roster -> name of a unit that it may be."""
    names = report.setup.names
    taken = {entry.due.found for entry in report.listed if entry.expected}
    lacking = [e.due.unit.name for e in report.listed if e.expected and e.due.found is None]
    listed = {names.name(name): name for name in lacking}
    handed = {
        names.name(b.name): b.name
        for index, unit in enumerate(report.outcome.units)
        if index not in taken
        for b in unit.members
        if b.name
    }
    found = {listed[name]: visible(handed[name]) for name in listed if name in handed}
    for first, second, _ in alike([*listed, *handed], names):
        for one, other in ((first, second), (second, first)):
            if one in listed and other in handed:
                found.setdefault(listed[one], visible(handed[other]))
    return found
