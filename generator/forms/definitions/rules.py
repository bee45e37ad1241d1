"""Rules (填写要求, "how to fill in"): the declarative checks of a filled form, and their evaluation.

A rule is ``{id, check, fields, params, message, severity}``; ``check`` comes from a closed list.
An unanswered field never breaks a rule, except ``required`` and ``required-when``. ``message`` has
the placeholders ``{label}``, ``{value}`` and ``{expected}``. What each check means:

=============== ==================================================================================
required        every field is answered
options         the answer is one of the field's states
max-length      not more characters than the field's ``max_length`` (line ends not counted)
integer         a whole number, not negative
percent         a number from 0 to 100, with or without a percent sign
date            a year, or year and month, or year, month and day, that exist
pattern         the whole answer matches ``params.pattern``
required-when   the first field is answered where the second has one of ``params.states``
at-most         the first number is not greater than the second
ratio           the first, in per cent, is second / third, within ``params.tolerance`` points
threshold       the first number is within ``params.limits[state of the second field]``, or within
                ``params.limit`` where there is no second field; a limit is ``{operator, value,
                words}``, the last for the message (至少95)
sum             the numbers add up to the last field, or to ``params.equals`` (within 1e-9)
count           the first is how many of the other fields have the state ``params.state``
order           the first date is not after the second
=============== ==================================================================================

Numbers and dates are read as people write them (:mod:`~generator.forms.definitions.numbers_and_dates`). Which
rules a form has, :mod:`~generator.forms.definitions.expand_rules` says.

Other languages apply the same rules: ``generator/webform/scripts/rules.js`` finds the same, word for word.
Hence numbers are shown as plain decimals, added in their order, and a pattern is one that both languages
understand alike (:mod:`generator.check.patterns`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Final, NamedTuple, Protocol

from generator.forms.definitions.definition import Option
from generator.forms.definitions.numbers_and_dates import read_date, read_number
from generator.thresholds import bound, numeral, within


class Question(Protocol):
    """What a rule has to know of a field."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def label(self) -> str: ...  # noqa: D102
    @property
    def type(self) -> str: ...  # noqa: D102
    @property
    def required(self) -> bool: ...  # noqa: D102
    @property
    def item(self) -> str: ...  # noqa: D102
    @property
    def column(self) -> str: ...  # noqa: D102
    @property
    def max_length(self) -> int: ...  # noqa: D102
    @property
    def options(self) -> tuple[Option, ...]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Rule:
    """One concrete check over named fields."""

    id: str
    check: str
    fields: tuple[str, ...]
    params: Mapping[str, object]
    message: str
    severity: str

    def describe(self) -> dict[str, object]:
        """The rule as ``forms.json`` publishes it."""
        return {
            "id": self.id,
            "check": self.check,
            "fields": list(self.fields),
            "params": dict(self.params),
            "message": self.message,
            "severity": self.severity,
        }


class Violation(NamedTuple):
    """A rule that does not hold: its id, the field to look at, and the message filled in."""

    rule: str
    field: str
    message: str


def evaluate(rules: Sequence[Rule], fields: Sequence[Question], values: Mapping[str, str]) -> list[Violation]:
    """Hold ``values`` (field name -> text or state; unanswered ones left out or empty) against the rules.

    Raises:
        KeyError: a rule's check is not in the vocabulary.

    """
    answers = _Answers({f.name: f for f in fields}, values)
    return [
        Violation(rule.id, name, _message(rule, answers, name, value, expected))
        for rule in rules
        for name, value, expected in CHECKS[rule.check].evaluate(rule, answers)
    ]


def _message(rule: Rule, answers: _Answers, name: str, value: str, expected: str) -> str:
    question = answers.questions.get(name)
    filled = {"label": question.label if question else name, "value": value, "expected": expected}
    return re.sub(r"\{(label|value|expected)\}", lambda m: filled[m.group(1)], rule.message)


class _Answers:
    def __init__(self, questions: Mapping[str, Question], values: Mapping[str, str]) -> None:
        self.questions = questions
        self._values = values

    def text(self, name: str) -> str:
        return self._values.get(name, "").strip()

    def number(self, name: str) -> float | None:
        return read_number(self.text(name))

    def numbers(self, names: Sequence[str]) -> list[float] | None:
        """All numbers, or ``None`` unless every one is answered with a number."""
        found = [self.number(name) for name in names]
        known = [number for number in found if number is not None]
        return known if len(known) == len(found) else None


Found = Iterator[tuple[str, str, str]]
"""Field, value shown, value expected."""


def _required(rule: Rule, answers: _Answers) -> Found:
    return ((name, "", "") for name in rule.fields if not answers.text(name))


def _options(rule: Rule, answers: _Answers) -> Found:
    for name in rule.fields:
        question, value = answers.questions.get(name), answers.text(name)
        if value and question and value not in {o.state for o in question.options}:
            yield name, value, ""


def _max_length(rule: Rule, answers: _Answers) -> Found:
    for name in rule.fields:
        question = answers.questions.get(name)
        length = len(re.sub(r"[\r\n]", "", answers.text(name)))
        if question and 0 < question.max_length < length:
            yield name, str(length), str(question.max_length)


def _integer(rule: Rule, answers: _Answers) -> Found:
    for name in rule.fields:
        text = answers.text(name)
        number = read_number(text)
        if text and (number is None or not number.is_integer() or text.rstrip().endswith(("%", "％"))):
            yield name, text, ""


def _percent(rule: Rule, answers: _Answers) -> Found:
    for name in rule.fields:
        text = answers.text(name)
        number = read_number(text)
        if text and (number is None or number > 100):
            yield name, text, ""


def _date(rule: Rule, answers: _Answers) -> Found:
    return (
        (name, answers.text(name), "")
        for name in rule.fields
        if answers.text(name) and read_date(answers.text(name)) is None
    )


def _pattern(rule: Rule, answers: _Answers) -> Found:
    pattern = re.compile(str(rule.params["pattern"]), re.ASCII | re.DOTALL)
    return (
        (name, answers.text(name), "")
        for name in rule.fields
        if answers.text(name) and not pattern.fullmatch(answers.text(name))
    )


def _required_when(rule: Rule, answers: _Answers) -> Found:
    target, condition = rule.fields
    states = rule.params["states"]
    if isinstance(states, Sequence) and answers.text(condition) in states and not answers.text(target):
        yield target, "", ""


def _at_most(rule: Rule, answers: _Answers) -> Found:
    numbers = answers.numbers(rule.fields)
    if numbers and numbers[0] > numbers[1]:
        yield rule.fields[0], numeral(numbers[0]), numeral(numbers[1])


def _ratio(rule: Rule, answers: _Answers) -> Found:
    numbers = answers.numbers(rule.fields)
    if not numbers or not numbers[2]:
        return
    rate, part, whole = numbers
    expected = 100 * part / whole
    tolerance = rule.params.get("tolerance", 0)
    if isinstance(tolerance, int | float) and abs(rate - expected) > tolerance + 1e-9:
        yield rule.fields[0], numeral(rate), f"{expected:.1f}"


def _threshold(rule: Rule, answers: _Answers) -> Found:
    name, *by = rule.fields
    limits = rule.params.get("limits")
    limit = rule.params.get("limit")
    if by and isinstance(limits, Mapping):
        limit = limits.get(answers.text(by[0]))
    number = answers.number(name)
    if number is None or not isinstance(limit, Mapping):
        return
    operator, value = str(limit["operator"]), [float(v) for v in limit["value"]]
    if not within(number, operator, value):
        yield name, numeral(number), bound(operator, value)


def _sum(rule: Rule, answers: _Answers) -> Found:
    equals = rule.params.get("equals")
    parts = rule.fields if equals is not None else rule.fields[:-1]
    numbers = answers.numbers(parts)
    total = float(str(equals)) if equals is not None else answers.number(rule.fields[-1])
    if not numbers or total is None:
        return
    added = reduce(add, numbers, 0.0)  # not ``sum``, which adds otherwise from Python 3.12 on
    if abs(added - total) > 1e-9:
        yield rule.fields[0 if equals is not None else -1], numeral(added), numeral(total)


def _count(rule: Rule, answers: _Answers) -> Found:
    total, *counted = rule.fields
    number = answers.number(total)
    expected = sum(answers.text(name) == rule.params["state"] for name in counted)
    if number is not None and number != expected:
        yield total, numeral(number), str(expected)


def _order(rule: Rule, answers: _Answers) -> Found:
    first, second = rule.fields
    earlier, later = read_date(answers.text(first)), read_date(answers.text(second))
    if earlier and later:
        known = min(sum(part > 0 for part in earlier), sum(part > 0 for part in later))
        if earlier[:known] > later[:known]:
            yield first, answers.text(first), answers.text(second)


class CheckKind(NamedTuple):
    """A word of the vocabulary: how it is evaluated, and what a rule with it must have.

    ``fields`` is how many fields it names, where that is fixed; ``params`` are those it cannot do without.
    """

    evaluate: Callable[[Rule, _Answers], Found]
    fields: int | None = None
    params: tuple[str, ...] = ()


CHECKS: Final[Mapping[str, CheckKind]] = {
    "required": CheckKind(_required),
    "options": CheckKind(_options),
    "max-length": CheckKind(_max_length),
    "integer": CheckKind(_integer),
    "percent": CheckKind(_percent),
    "date": CheckKind(_date),
    "pattern": CheckKind(_pattern, params=("pattern",)),
    "required-when": CheckKind(_required_when, fields=2, params=("states",)),
    "at-most": CheckKind(_at_most, fields=2),
    "ratio": CheckKind(_ratio, fields=3),
    "threshold": CheckKind(_threshold, params=("subject",)),
    "sum": CheckKind(_sum),
    "count": CheckKind(_count, fields=1, params=("column", "state")),
    "order": CheckKind(_order, fields=2),
}
"""The closed vocabulary of checks."""
