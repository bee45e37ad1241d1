"""Everything that the sheets are made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from generator.forms import FormField
from generator.forms.definitions.summary import SheetColumn
from generator.model import Section, Standard
from generator.returns.judging.identity import Unit
from generator.returns.judging.outcome import Outcome
from generator.returns.judging.store import Store
from generator.returns.reading.record import Json
from generator.returns.reading.setup import Setup
from generator.returns.reading.text import visible
from generator.returns.report.missing import Missing


@dataclass(frozen=True)
class Report:
    """What was put together, and how to speak of it. ``missing`` is 未交, if there is a roster."""

    setup: Setup
    store: Store
    outcome: Outcome
    missing: Sequence[Missing] | None = None

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
        """Where every file went, as a sum."""
        return self.setup.summary.word("total", **self.outcome.totals)

    @cached_property
    def standards(self) -> Mapping[str, Standard]:
        """The standards under their ids."""
        return {s.id: s for s in self.setup.standards}

    @cached_property
    def filled_columns(self) -> list[SheetColumn]:
        """The columns of 汇总表 (the summary); those of fields that no form has are left out."""
        known = {q.name for form in self.setup.forms.values() for q in form.questions}
        return [c for c in self.setup.summary.columns if not c.fields or known.intersection(c.fields)]

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
        return visible(next((o.label for o in options if o.state == answer), answer))

    def kind(self, kind: str) -> str:
        """What a kind of form is called."""
        return self.setup.kinds.get(kind, kind)

    def units(self) -> Iterator[tuple[Unit, list[Json]]]:
        """Every unit with the entries of its forms in use, the preferred kind of form first."""
        prefer = self.setup.summary.roles.prefer
        for unit in self.outcome.units:
            used = sorted(
                unit.forms.values(), key=lambda b: (prefer.index(b.kind) if b.kind in prefer else 9, b.path)
            )
            yield unit, [self.store.entry(brief) for brief in used]

    def unit_name(self, unit: Unit) -> str:
        """The name of a unit for people."""
        return visible(unit.first("name")) or self.setup.summary.words["no_unit"]


def values_of(entry: Json) -> Mapping[str, str]:
    """The answers of an entry that count, by field name."""
    return cast("Mapping[str, str]", entry["values"])


def set_aside(entry: Json) -> Mapping[str, str]:
    """The answers of an entry that do not count, by field name."""
    return cast("Mapping[str, str]", entry.get("set_aside") or {})


def section_title(section: Section) -> str:
    """The printed marker and title of a section."""
    return f"{section.marker}{section.title}"
