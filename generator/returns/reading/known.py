"""The forms that returns are held against, in a shape that is cheap to hand to worker processes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.forms import Form, FormField, Rule
from generator.forms.definitions.digest import text_digest
from generator.forms.definitions.numbers_and_dates import read_number
from generator.model import Corpus, Threshold
from generator.returns.reading.word.printed import Printed, printed
from generator.thresholds import numeral


@dataclass(frozen=True, slots=True)
class Declared:
    """An item's threshold on a figure that the same form asks for.

    Whoever declares the item reached (``rating`` has a declared state) should have the figure too.
    """

    item: str
    rating: str
    figure: str
    operator: str
    value: tuple[float, ...]


@dataclass(frozen=True)
class KnownForm:
    """A form of the present data: its questions, its rules, and the hash of every item's text."""

    id: str
    kind: str
    standard: str
    title: str
    short: str
    version: str
    digest: str
    questions: tuple[FormField, ...]
    rules: tuple[Rule, ...]
    items: Mapping[str, str]
    declared: tuple[Declared, ...]
    printed: Printed = Printed()

    @cached_property
    def by_name(self) -> Mapping[str, FormField]:
        """The questions under their names."""
        return {q.name: q for q in self.questions}

    @cached_property
    def columns(self) -> Mapping[str, Mapping[str, FormField]]:
        """Item id -> column id -> question."""
        found: dict[str, dict[str, FormField]] = {}
        for question in self.questions:
            if question.item:
                found.setdefault(question.item, {})[question.column] = question
        return found


def share_of_one(question: FormField, answer: str) -> str:
    """The percentage that is meant where a share is written, ``0.95`` for 95; empty where none is.

    Spreadsheets keep a cell that shows 95% as 0.95.
    """
    number = read_number(answer) if question.type == "percent" else None
    if number is None or not 0 < number <= 1 or answer.rstrip().endswith(("%", "％")):
        return ""
    return numeral(round(100 * number, 6))


def known_forms(corpus: Corpus, forms: Sequence[Form], rating: str) -> dict[str, KnownForm]:
    """The forms under their ids; ``rating`` is the column in which an item is declared reached."""
    return {form.id: _known(corpus, form, rating) for form in forms}


def _known(corpus: Corpus, form: Form, rating: str) -> KnownForm:
    standard = form.standard
    return KnownForm(
        id=form.id,
        kind=form.kind,
        standard=standard.id if standard else "",
        title=form.title,
        short=form.definition.short,
        version=form.version,
        digest=form.digest,
        questions=form.fields,
        rules=tuple(
            # parameters come from YAML nodes that know their lines; a plain copy travels lighter
            Rule(r.id, r.check, r.fields, json.loads(json.dumps(r.params)), r.message, r.severity)
            for r in form.rules
        ),
        items={item.id: text_digest(item.text) for item in standard.items} if standard else {},
        declared=_declared(corpus, form, rating) if standard else (),
        printed=printed(corpus, form),
    )


def _declared(corpus: Corpus, form: Form, rating: str) -> tuple[Declared, ...]:
    figures: dict[str, str] = {}
    for rule in form.definition.rules:
        if rule.check == "threshold":
            figures.setdefault(str(rule.params.get("subject", "")), rule.fields[0])
    ratings = {q.item: q.name for q in form.fields if q.column == rating}
    thresholds: Sequence[Threshold] = [t for t in corpus.thresholds if t.item in ratings]
    return tuple(
        Declared(t.item, ratings[t.item], figures[t.subject], t.operator, t.value)
        for t in thresholds
        if t.subject in figures
    )
