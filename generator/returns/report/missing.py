"""未交 (still missing): who on the roster has not handed in all of it, and who handed in unasked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.forms.definitions.wording import say
from generator.returns.judging.expected import Expected
from generator.returns.judging.identity import Unit
from generator.returns.judging.outcome import Outcome
from generator.returns.judging.suspects import alike
from generator.returns.reading.names import Names
from generator.returns.reading.roster import Roster, RosterUnit
from generator.returns.reading.setup import Setup
from generator.returns.reading.text import visible
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


def missing(roster: Roster, outcome: Outcome, setup: Setup) -> list[Missing]:
    """What is missing, in the order of the roster, then what was not expected."""
    found = outcome.expected or Expected()
    names = Names(setup.summary)
    similar = _similar(roster, outcome.units, names)
    rows = [
        Missing(unit, state)
        for unit in roster.units
        if (state := _state(unit, found, outcome, similar, setup))
    ]
    known = {*found.unit_of.values(), *(i for several in found.unclear.values() for i in several)}
    for index, other in enumerate(outcome.units):
        if index not in known:
            name = visible(other.first("name")) or setup.summary.words["no_unit"]
            row = RosterUnit(0, name, visible(other.first("code")), other.first("standard"), {})
            rows.append(Missing(row, setup.summary.missing_states["unexpected"]))
    return rows


def _state(
    unit: RosterUnit, found: Expected, outcome: Outcome, similar: Mapping[str, str], setup: Setup
) -> str:
    """What is to be said of a unit on the roster; nothing if all of it is there."""
    states, separator = setup.summary.missing_states, setup.summary.words["list"]
    refused = found.rejected.get(unit.line, [])
    files = separator.join(b.path.rpartition("/")[2] for b in refused)
    index = found.unit_of.get(unit.line)
    if index is not None:
        handed = {b.kind for b in outcome.units[index].forms.values() if b.line not in outcome.wrong_form}
        kinds = dict.fromkeys(form.kind for form in setup.forms.values())
        lacking = [setup.kinds[k] for k in kinds if k not in handed]
        if not lacking:
            return ""
        said = say(
            states["partly_rejected" if refused else "partly"], kinds=separator.join(lacking), files=files
        )
        wrong = [e for e, listed in found.wrong_form if listed is unit]
        return said + say(states["wrong_form"], form=setup.forms[wrong[0].form].title) if wrong else said
    if unit.line in found.unclear:
        paths = (b.path for i in found.unclear[unit.line] for b in outcome.units[i].members)
        return say(states["unclear"], files=separator.join(p.rpartition("/")[2] for p in paths))
    if refused:
        return say(states["rejected"], files=files)
    if unit.name in similar:
        return say(states["similar"], name=similar[unit.name])
    return states["nothing"]


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
