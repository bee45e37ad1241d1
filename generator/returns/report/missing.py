"""未交 (still missing): who on the roster has not handed in all of it, and who handed in unasked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.forms.definitions.wording import say
from generator.returns.judging.identity import Unit, alike
from generator.returns.judging.outcome import Outcome
from generator.returns.judging.store import Store
from generator.returns.reading.names import Names
from generator.returns.reading.roster import Roster, RosterUnit
from generator.returns.reading.setup import Setup
from generator.returns.reading.text import folded, visible
from generator.returns.report.column import Column, Table, table


@dataclass(frozen=True)
class Missing:
    """A unit, on the roster or not, and what is to be said of it."""

    unit: RosterUnit
    state: str


def missing_table(found: Sequence[Missing], setup: Setup) -> Table:
    """One row for each unit of which something is to be said."""
    sheet = setup.summary.sheets["missing"]

    def title(entry: Missing) -> str:
        forms = (f for f in setup.forms.values() if f.standard == entry.unit.standard and f.standard)
        return next((form.title for form in forms), "")

    columns = [
        Column[Missing]("unit", 34, lambda m: visible(m.unit.name)),
        Column[Missing]("standard", 18, title),
        Column[Missing]("code", 22, lambda m: visible(m.unit.code)),
        Column[Missing]("state", 40, lambda m: m.state),
        Column[Missing]("line", 10, lambda m: m.unit.line or None),
    ]
    return table("missing", sheet.name, sheet.headings, columns, found)


def missing(roster: Roster, store: Store, outcome: Outcome, setup: Setup) -> list[Missing]:
    """What is missing, in the order of the roster, then what was not expected."""
    names = Names(setup.summary)
    states = setup.summary.missing_states
    found = _Found(outcome.units, names)
    similar = _similar(roster, outcome.units, names)
    rejected = [folded(b.path) for b in store.ordered() if b.status == "rejected"]
    kinds = dict.fromkeys(form.kind for form in setup.forms.values())
    rows: list[Missing] = []
    matched: set[int] = set()
    for unit in roster.units:
        index = found.of(unit)
        if index is not None:
            matched.add(index)
            handed = {b.kind for b in outcome.units[index].forms.values()}
            lacking = [setup.kinds[k] for k in kinds if k not in handed]
            if lacking:
                kinds_lacking = setup.summary.words["list"].join(lacking)
                rows.append(Missing(unit, say(states["partly"], kinds=kinds_lacking)))
        elif any(names.name(unit.name) in path for path in rejected):
            rows.append(Missing(unit, states["rejected"]))
        elif unit.name in similar:
            rows.append(Missing(unit, say(states["similar"], name=similar[unit.name])))
        else:
            rows.append(Missing(unit, states["nothing"]))
    for index, other in enumerate(outcome.units):
        if index not in matched:
            name = visible(other.first("name")) or setup.summary.words["no_unit"]
            row = RosterUnit(0, name, visible(other.first("code")), other.first("standard"), {})
            rows.append(Missing(row, states["unexpected"]))
    return rows


class _Found:
    """Units by code, by name and type, and by name."""

    def __init__(self, units: list[Unit], names: Names) -> None:
        self._names = names
        self._by_key: dict[tuple[str, ...], set[int]] = {}
        for index, unit in enumerate(units):
            for indexed in unit.members:
                name, code = names.name(indexed.name), names.code(indexed.code)
                keys: list[tuple[str, ...]] = [("code", code)] if code else []
                keys += [("name", name), ("typed", name, indexed.standard)] if name else []
                for key in keys:
                    self._by_key.setdefault(key, set()).add(index)

    def of(self, unit: RosterUnit) -> int | None:
        name, code = self._names.name(unit.name), self._names.code(unit.code)
        keys: list[tuple[str, ...]] = [("code", code)] if code else []
        keys += [("typed", name, unit.standard)] if unit.standard else []
        for key in [*keys, ("name", name)]:
            found = self._by_key.get(key, set())
            if len(found) == 1:
                return next(iter(found))
        return None


def _similar(roster: Roster, units: list[Unit], names: Names) -> Mapping[str, str]:
    """Name on the roster -> name of a unit that it may be."""
    listed = {names.name(u.name): u.name for u in roster.units}
    handed = {names.name(b.name): b.name for unit in units for b in unit.members if b.name}
    found: dict[str, str] = {}
    for first, second, _ in alike([*listed, *handed], names):
        for one, other in ((first, second), (second, first)):
            if one in listed and one not in handed and other in handed:
                found.setdefault(listed[one], visible(handed[other]))
    return found
