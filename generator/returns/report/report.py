"""Everything that the sheets are made from."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

from generator.forms import FormField
from generator.forms.definitions.definition import label_of
from generator.forms.definitions.summary import SheetColumn
from generator.model import Section, Standard
from generator.returns.judging.identity import Unit
from generator.returns.judging.outcome import Outcome
from generator.returns.judging.store import Store
from generator.returns.reading.decisions import Decision
from generator.returns.reading.intake import SEPARATOR
from generator.returns.reading.record import Json
from generator.returns.reading.roster import Roster, RosterUnit
from generator.returns.reading.setup import Setup
from generator.returns.reading.text import visible
from generator.returns.report.campaign import NO_CAMPAIGN, Campaign
from generator.returns.report.carry import Carried
from generator.returns.report.due import Due, dues
from generator.returns.report.filename import told_apart
from generator.returns.report.unitkey import UnitKey, unit_key


@dataclass(frozen=True)
class Listed:
    """A unit in the list of all: what became of it, and the key of its rows."""

    due: Due
    key: UnitKey

    @property
    def expected(self) -> bool:
        """Whether it stands on the roster."""
        return self.due.expected


@dataclass(frozen=True)
class Report:
    """What was put together, and how to speak of it.

    ``roster`` says who is expected, ``campaign`` what for, ``carried`` what people typed into the last
    workbook, ``earlier`` is the result to compare with, ``decided`` what people decided of suspects.
    """

    setup: Setup
    store: Store
    outcome: Outcome
    roster: Roster | None = None
    campaign: Campaign = NO_CAMPAIGN
    carried: Carried = field(default_factory=Carried)
    earlier: Report | None = None
    decided: Collection[Decision] = ()

    @cached_property
    def states(self) -> list[tuple[str, str]]:
        """The ratings as (state, label), in the order of the first checklist."""
        rating = self.setup.summary.roles.rating
        for form in self.setup.forms.values():
            for question in form.questions:
                if question.column == rating:
                    return [(o.state, o.label) for o in question.options]
        return []

    @property
    def statement(self) -> str:
        """Where every file went, as a sum; what was keyed in from paper is no file, and stands beside."""
        totals, words = self.outcome.totals, self.setup.summary
        paper = sum(b.origin == "paper" for b in self.store.index if b.status == "accepted")
        files = totals | {"accepted": totals["accepted"] - paper, "found": totals["found"] - paper}
        return words.word("total", **files) + (words.word("total_paper", paper=paper) if paper else "")

    @cached_property
    def standards(self) -> Mapping[str, Standard]:
        """The standards under their ids."""
        return {s.id: s for s in self.setup.standards}

    @cached_property
    def filled_columns(self) -> list[SheetColumn]:
        """The columns of 汇总表 (the summary)."""
        return self.known(self.setup.summary.columns)

    def known(self, columns: Sequence[SheetColumn]) -> list[SheetColumn]:
        """The columns without those of fields that no form has."""
        asked = {q.name for form in self.setup.forms.values() for q in form.questions}
        return [c for c in columns if not c.fields or asked.intersection(c.fields)]

    def short(self, standard: str) -> str:
        """The short name of a standard; a slug that is none of ours as it came."""
        known = self.standards.get(standard)
        return known.short if known else visible(standard)

    @cached_property
    def _questions(self) -> Mapping[str, FormField]:
        forms = reversed(list(self.setup.forms.values()))
        return {question.name: question for form in forms for question in form.questions}

    def label(self, field: str) -> str:
        """What a field is called on the first form that has it."""
        known = self._questions.get(field)
        return known.label if known else field

    def shown(self, field: str, answer: str) -> str:
        """An answer to a field as people read it: the label of a state, or the text made visible."""
        known = self._questions.get(field)
        options = known.options if known else ()
        return visible(label_of(options, answer))

    def kind(self, kind: str) -> str:
        """What a kind of form is called."""
        return self.setup.kinds.get(kind, kind)

    @cached_property
    def filled(self) -> Sequence[int]:
        """Indices of the units in whose forms something is answered, as listed, source by source."""
        units = self.outcome.units
        found = [i for i, unit in enumerate(units) if any(not b.blank for b in unit.forms.values())]
        listed = (line.values.get("source", "") for line in (self.roster.units if self.roster else ()))
        order = {source: number for number, source in enumerate(dict.fromkeys(listed))}
        places = {entry.due.found: number for number, entry in enumerate(self.listed)}

        def place(index: int) -> tuple[int, str, int]:
            source = units[index].first("source")
            return order.get(source, len(order)), source, places.get(index, len(places))

        return sorted(found, key=place)

    def units(self) -> Iterator[tuple[int, Unit, list[Json]]]:
        """Every such unit by its index, with the entries of its forms, one unit in memory at a time."""
        return ((index, self.outcome.units[index], self.entries(index)) for index in self.filled)

    def entries(self, index: int) -> list[Json]:
        """The entries of a unit's forms in use in which something is answered, the preferred kind first."""
        prefer = self.setup.summary.roles.prefer
        used = [b for b in self.outcome.units[index].forms.values() if not b.blank]
        used.sort(key=lambda b: (prefer.index(b.kind) if b.kind in prefer else 9, b.path))
        return [self.store.entry(indexed) for indexed in used]

    @cached_property
    def kinds(self) -> Sequence[str]:
        """The kinds of form that are due: those of the campaign, else all."""
        every = dict.fromkeys(form.kind for form in self.setup.forms.values())
        wanted = self.campaign.due(self.setup.kinds)
        return [kind for kind in every if not wanted or kind in wanted]

    @cached_property
    def listed(self) -> Sequence[Listed]:
        """The lines of the roster in its order, then the units that nobody expected."""
        found = dues(self.roster, self.outcome, self.setup, self.kinds, self.setup.summary.words["no_unit"])
        return [Listed(due, self._key(due)) for due in found]

    @cached_property
    def keys(self) -> Mapping[int, UnitKey]:
        """Index of a unit -> the key of its rows."""
        return {entry.due.found: entry.key for entry in self.listed if entry.due.found is not None}

    @cached_property
    def of_unit(self) -> Mapping[int, Listed]:
        """Index of a unit -> its line in the list."""
        return {entry.due.found: entry for entry in self.listed if entry.due.found is not None}

    @cached_property
    def _facts(self) -> Mapping[int, Mapping[str, str]]:
        """Index of a unit -> what it answered to the questions that lists of units need."""
        roles = self.setup.summary.roles
        wanted = (roles.contact, roles.phone)
        found: dict[int, dict[str, str]] = {}
        for index, _, entries in self.units():
            answers = found.setdefault(index, {})
            for name in wanted:
                answers[name] = next((v for e in entries if (v := values_of(e).get(name, ""))), "")
        return found

    def fact(self, listed: Listed, name: str) -> str:
        """What the roster says of a unit, else what the unit answered itself."""
        answered = self._facts.get(listed.due.found, {}).get(name, "") if listed.due.found is not None else ""
        return visible(listed.due.unit.values.get(name, "") or answered)

    def _key(self, due: Due) -> UnitKey:
        """The line of the roster says who it is; what it leaves open is told by the forms."""
        unit = self.outcome.units[due.found] if due.found is not None else None
        as_compared = self.setup.names.code
        code = as_compared(due.unit.code) or (as_compared(unit.first("code")) if unit else "")
        content = " ".join(sorted(b.content for b in unit.forms.values())) if unit else ""
        key = due.unit.key or (unit.first("key") if unit else "")
        return unit_key(key, code, self.setup.names.name(due.unit.name), due.unit.standard, content)

    @cached_property
    def _folder(self) -> str:
        """The folder that every file stands in, which no sheet has to repeat."""
        own = [b.path.partition(SEPARATOR)[0] for b in self.store.index]
        parents = [path.rpartition("/")[0] for path in own]
        try:
            return f"{posixpath.commonpath(parents)}/" if all(parents) else ""
        except ValueError:
            return ""

    def path(self, path: str) -> str:
        """A path without the folder that all files share."""
        return path.removeprefix(self._folder)

    @cached_property
    def _called(self) -> Mapping[int, str]:
        names = [visible(entry.due.unit.name) for entry in self.listed]
        told = told_apart(names, [place_of(entry.due.unit, self.setup) for entry in self.listed])
        told = told_apart(told, [self.short(entry.due.unit.standard) for entry in self.listed])
        return {id(entry): name for entry, name in zip(self.listed, told, strict=True)}

    def called(self, listed: Listed) -> str:
        """The name of a unit for people outside: where two have one name, with its town, or else its type."""
        return self._called[id(listed)]

    def unit_name(self, unit: Unit) -> str:
        """The name of a unit for people."""
        return visible(unit.first("name")) or self.setup.summary.words["no_unit"]


def place_of(unit: RosterUnit, setup: Setup) -> str:
    """The town, the system or the region that the roster names, or the workbook that its line is from."""
    keys = ("group", setup.summary.roles.region, "source")
    return visible(next((unit.values[key] for key in keys if unit.values.get(key)), ""))


def values_of(entry: Json) -> Mapping[str, str]:
    """The answers of an entry that count, by field name."""
    return cast("Mapping[str, str]", entry["values"])


def set_aside(entry: Json) -> Mapping[str, str]:
    """The answers of an entry that do not count, by field name."""
    return cast("Mapping[str, str]", entry.get("set_aside") or {})


def section_title(section: Section) -> str:
    """The printed marker and title of a section."""
    return f"{section.marker}{section.title}"
