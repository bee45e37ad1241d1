"""应报 (what is due): for every unit of the roster, what became of each kind of form.

An example: 甲村 is on the roster, its checklist was accepted, its application form was cut off. Its marks
are ``{"checklist": "used", "application": "refused"}``, and its state is ``back``: to be done again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from generator.returns.judging.expected import Expected
from generator.returns.judging.identity import Unit
from generator.returns.judging.index import IndexEntry
from generator.returns.judging.outcome import Outcome
from generator.returns.reading.roster import Roster, RosterUnit
from generator.returns.reading.setup import Setup
from generator.returns.reading.text import folded

Mark = Literal["used", "blank", "wrong", "refused", "unclear", "absent"]
"""It counts; nothing is filled in; it is of another type than the roster says; it was refused; forms of
this name came, and nobody knows whose they are; it never came."""

State = Literal["complete", "back", "partly", "nothing"]
"""All in order; something has to be done again; some of it lacks; nothing came at all."""

BACK: Final[frozenset[Mark]] = frozenset({"blank", "wrong", "refused"})


@dataclass(frozen=True)
class Due:
    """One unit that forms are due from: its line, the index of the unit found for it, a mark by kind.

    ``refused`` are the files that bear its name and were not accepted, ``unclear`` the indices of units
    of which one may be it. ``expected`` is whether it stands on the roster.
    """

    unit: RosterUnit
    found: int | None
    marks: Mapping[str, Mark]
    refused: tuple[IndexEntry, ...] = ()
    unclear: tuple[int, ...] = ()
    expected: bool = True

    @property
    def state(self) -> State:
        """What is to be said of the unit as a whole."""
        marks = set(self.marks.values())
        if marks <= {"used"}:
            return "complete"
        if marks & BACK:
            return "back"
        return "partly" if "used" in marks else "nothing"


def dues(
    roster: Roster | None, outcome: Outcome, setup: Setup, kinds: Sequence[str], no_name: str
) -> Iterator[Due]:
    """The lines of the roster in its order, then the units that nobody expected.

    ``kinds`` are the kinds of form that are due; ``no_name`` is what a unit without a name is called.
    """
    found = outcome.expected or Expected()
    for line in roster.units if roster else ():
        index = found.unit_of.get(line.line)
        refused = tuple(found.rejected.get(line.line, ()))
        unclear = tuple(found.unclear.get(line.line, ()))
        unit = outcome.units[index] if index is not None else None
        marks = _marks(unit, refused, outcome, setup, kinds, "unclear" if unclear else "absent")
        yield Due(line, index, marks, refused, unclear)
    known = set(found.unit_of.values())
    for index, unit in enumerate(outcome.units):
        if index not in known:
            name = unit.first("name") or no_name
            line = RosterUnit(0, name, unit.first("code"), standard_of(unit), {})
            yield Due(line, index, _marks(unit, (), outcome, setup, kinds, "absent"), expected=False)


def _marks(
    unit: Unit | None, refused: Sequence[IndexEntry], outcome: Outcome, setup: Setup,
    kinds: Sequence[str], otherwise: Mark,
) -> dict[str, Mark]:  # fmt: skip
    handed = list(unit.forms.values()) if unit is not None else []
    # of two checklists the one of the right type counts
    forms = {b.kind: b for b in sorted(handed, key=lambda b: b.line not in outcome.wrong_form)}
    again = {_kind(entry, setup) for entry in refused}
    marks: dict[str, Mark] = {}
    for kind in kinds:
        entry = forms.get(kind)
        if entry is None:
            marks[kind] = "refused" if again & {kind, ""} else otherwise
        elif entry.blank:
            marks[kind] = "blank"
        else:
            marks[kind] = "wrong" if entry.line in outcome.wrong_form else "used"
    return marks


def _kind(entry: IndexEntry, setup: Setup) -> str:
    """The kind of form that a file's own name tells, empty if it tells none."""
    name = folded(entry.path.rpartition("/")[2])
    return next((kind for kind, word in setup.kinds.items() if folded(word) in name), "")


def standard_of(unit: Unit) -> str:
    """The type that the unit applies as, else that of its checklist."""
    forms = sorted(unit.forms.values(), key=lambda b: b.kind == "checklist")
    return next((b.standard for b in forms if b.standard), "")
