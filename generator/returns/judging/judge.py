"""Which answers of a form count for the present texts, and what is doubtful about them.

Pure: the same record gives the same judgement, wherever and however often it is made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from stdnum.cn import uscc

from generator.forms import evaluate
from generator.forms.definitions.answer_code import ANSWER_CODE, code_agrees
from generator.forms.definitions.continuation import CONTINUATION, continuation_openers, continuation_pieces
from generator.forms.definitions.definition import label_of
from generator.forms.definitions.expand import item_of_field
from generator.forms.definitions.numbers_and_dates import read_date, read_number
from generator.forms.definitions.summary import Roles, Summary
from generator.forms.definitions.wording import say
from generator.returns.judging.index import Day
from generator.returns.reading.known import KnownForm, share_of_one
from generator.returns.reading.record import Doubt, Record
from generator.returns.reading.setup import Setup
from generator.returns.reading.text import visible, wrong_characters
from generator.thresholds import bound, numeral, within

QUOTED: Final = 60
"""Characters of a part of the continuation that a doubt quotes."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The answers that count, those that are set aside, and every doubt."""

    values: Mapping[str, str]
    set_aside: Mapping[str, str]
    doubts: tuple[Doubt, ...]


def judge(record: Record, form: KnownForm, setup: Setup) -> Judgement:
    """Hold an accepted record against the present form; doubts about the file itself are kept."""
    messages, roles = setup.summary.doubts, setup.summary.roles
    doubts = [d for d in record.doubts if d.scope == "read"]
    doubts += _versions(record, form, setup.summary)
    values: dict[str, str] = {}
    aside: dict[str, str] = {}
    for name, answer in record.answers.items():
        question = form.by_name.get(name)
        if name == ANSWER_CODE:
            kept = False
        elif question is None:
            kept = False
            if item := item_of_field(name):
                shown = _labels(form).get(answer, answer)
                doubts.append(_doubt(messages, "item-gone", name, field=item, value=shown))
        else:
            kept = not question.item or _same_text(record, form, question.item)
            if not kept:
                shown = label_of(question.options, answer)
                doubts.append(_doubt(messages, "text-changed", name, field=question.label, value=shown))
        (values if kept else aside)[name] = answer
    # how much a returned file takes is said by its own fields, and was doubted when it was read
    rules = [r for r in form.rules if r.check != "max-length" or record.origin == "paper"]
    found = evaluate(rules, form.questions, values)
    unasked = _unasked(record, form)
    found = [v for v in found if v.field not in unasked or v.field in values]
    doubts += [Doubt(v.rule, v.field, visible(v.message)) for v in found]
    doubts += _states(form, values, aside, setup.summary, {v.field for v in found})
    doubts += _declared(form, values, messages, roles)
    doubts += _roles(form, values, setup)
    doubts += _continuation(form, values, messages)
    if code_agrees(record.answers) is False:
        doubts.append(_doubt(messages, "answer-code", ANSWER_CODE, value=record.answers[ANSWER_CODE]))
    return Judgement(values, aside, tuple(doubts))


def _unasked(record: Record, form: KnownForm) -> frozenset[str]:
    """The fields that an official form has no place for: nobody could answer them."""
    told = {doubt.field for doubt in record.doubts if doubt.rule == "official-unasked"}
    columns = {q.column for q in form.questions if q.item and q.name in told}
    return frozenset(q.name for q in form.questions if q.name in told or (q.item and q.column in columns))


def possible_day(answer: str, roles: Roles, today: str) -> Day:
    """The day on which a form says it was filled in; zeros where it says none, or one that cannot be.

    >>> possible_day("2062年5月1日", Roles(("n",), "r", (), earliest=2016), "2026-11-25")
    (0, 0, 0)
    """
    found = read_date(answer)
    if found is None or found[0] < roles.earliest:
        return (0, 0, 0)
    year, month, day = found
    return (0, 0, 0) if today and f"{year:04}-{month or 1:02}-{day or 1:02}" > today else found


def _roles(form: KnownForm, values: Mapping[str, str], setup: Setup) -> Iterator[Doubt]:
    """What is doubtful about the answers by which returns are told apart."""
    messages, roles = setup.summary.doubts, setup.summary.roles
    when = values.get(roles.date, "")
    if read_date(when) is not None and not possible_day(when, roles, setup.today)[0]:
        label = form.by_name[roles.date].label
        yield _doubt(messages, "impossible-date", roles.date, label=label, value=when)
    for question in form.questions:
        answer = values.get(question.name, "")
        if meant := share_of_one(question, answer):
            yield _doubt(
                messages, "share-of-one", question.name, label=question.label, value=answer, expected=meant
            )
    code = setup.names.written_code(values.get(roles.code, ""))
    if code and roles.code_check == "uscc" and not uscc.is_valid(code):
        yield _doubt(messages, "code-checksum", roles.code, value=code)


def _continuation(form: KnownForm, values: Mapping[str, str], messages: Mapping[str, str]) -> Iterator[Doubt]:
    """Parts of the continuation (附页) that do not say which item or field they go on from."""
    labels = {q.name: q.label for q in form.questions if not q.item}
    for piece in continuation_pieces(values.get(CONTINUATION, ""), continuation_openers(form.items, labels)):
        if not piece.key:
            yield _doubt(messages, "continuation-unclear", CONTINUATION, value=piece.text[:QUOTED])


def _doubt(messages: Mapping[str, str], code: str, name: str, **data: str) -> Doubt:
    shown = {key: visible(value) for key, value in data.items()}
    return Doubt(code, name, say(messages[code], **shown))


def _labels(form: KnownForm) -> dict[str, str]:
    """State -> label over all questions: a question that is gone had the same options."""
    return {option.state: option.label for q in form.questions if q.item for option in q.options}


def _same_text(record: Record, form: KnownForm, item: str) -> bool:
    return record.digest == form.digest or record.items.get(item) == form.items.get(item)


def _versions(record: Record, form: KnownForm, summary: Summary) -> Iterator[Doubt]:
    if record.digest == form.digest:
        return
    messages = summary.doubts
    yield _doubt(messages, "older-version", "", value=record.version, expected=form.version)
    new = [item for item in form.items if item not in record.items]
    if new and record.items:
        yield _doubt(messages, "item-new", "", value=summary.words["list"].join(new))


def _states(
    form: KnownForm,
    values: dict[str, str],
    aside: dict[str, str],
    summary: Summary,
    reported: set[str],
) -> Iterator[Doubt]:
    """A state that the question does not have was entered by nobody: it does not count."""
    for name in list(values):
        question, answer = form.by_name[name], values[name]
        if question.options:
            if all(answer != o.state for o in question.options):
                aside[name] = values.pop(name)
                if name not in reported:
                    yield _doubt(summary.doubts, "unknown-state", name, label=question.label, value=answer)
        else:
            wrong = wrong_characters(answer)
            if wrong:
                codes = summary.words["list"].join(wrong)
                yield _doubt(summary.doubts, "characters", name, label=question.label, value=codes)


def _declared(
    form: KnownForm, values: Mapping[str, str], messages: Mapping[str, str], roles: Roles
) -> Iterator[Doubt]:
    """Declared reached, but the unit's own figure misses the item's threshold."""
    for entry in form.declared:
        answer = values.get(entry.rating, "")
        number = read_number(values.get(entry.figure, ""))
        if answer not in roles.reached or number is None or within(number, entry.operator, entry.value):
            continue
        yield _doubt(
            messages,
            "declared-missed",
            entry.rating,
            field=entry.item,
            value=label_of(form.by_name[entry.rating].options, answer),
            figure=f"{form.by_name[entry.figure].label} {numeral(number)}",
            expected=bound(entry.operator, entry.value),
        )
