"""问题 (problems): what a person should look at, the gravest first, unit by unit.

What is open in a form is one row, not one for each question, and what only follows from that (sums)
is left out; forms that a newer one replaced are left out too. The JSON result has every single doubt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.forms.definitions.wording import say
from generator.returns.judging.index import IndexEntry
from generator.returns.reading.known import KnownForm
from generator.returns.reading.record import Doubt, Json
from generator.returns.report.column import Column, Table, table
from generator.returns.report.report import Report
from generator.returns.report.result import doubts_of, finished

SHOWN = 8
"""How many open questions a row names."""
MOST = 100
"""Rows of one kind for one form, more than it has items: a file can have thousands of fields of its own."""


@dataclass(frozen=True)
class Problem:
    """One thing to look at: how grave (a key of ``severity.labels``), whose, where, what."""

    severity: str
    line: int
    unit: str
    form: str
    place: str
    message: str
    rule: str
    path: str


def problems_of(report: Report) -> list[Problem]:
    """Every problem of the forms in use, by severity and by unit, as units are listed."""
    order = {key: number for number, key in enumerate(report.setup.summary.severity.labels)}
    found = [
        problem
        for indexed, entry in finished(report.store, report.outcome)
        if indexed.status == "accepted" and (indexed.line in report.outcome.used or not indexed.answered)
        for problem in _of_form(report, indexed, entry)
    ]
    place = {
        indexed.line: position
        for position, listed in enumerate(report.listed)
        if listed.due.found is not None
        for indexed in report.outcome.units[listed.due.found].members
    }
    last = len(report.listed)
    return sorted(found, key=lambda p: (order[p.severity], place.get(p.line, last), p.path))


def problems(report: Report, found: Sequence[Problem]) -> Table:
    """One row for each problem that was ``found``."""
    summary = report.setup.summary
    sheet = summary.sheets["doubts"]
    columns = [
        Column[Problem]("severity", 9, lambda p: summary.severity.labels[p.severity]),
        Column[Problem]("unit", 26, lambda p: p.unit),
        Column[Problem]("form", 10, lambda p: p.form),
        Column[Problem]("place", 24, lambda p: p.place),
        Column[Problem]("message", 60, lambda p: p.message),
        Column[Problem]("rule", 18, lambda p: p.rule),
        Column[Problem]("path", 34, lambda p: report.path(p.path)),
    ]
    return table("doubts", sheet.name, sheet.headings, columns, found)


def _of_form(report: Report, indexed: IndexEntry, entry: Json) -> Iterator[Problem]:
    severity, form = report.setup.summary.severity, report.setup.forms[indexed.form]
    checks = {rule.id: rule.check for rule in form.rules}
    doubts = doubts_of(entry)
    empty = indexed.blank or not indexed.answered
    open_ = [d for d in doubts if checks.get(d.rule) in severity.unanswered]
    follow = severity.unanswered + (severity.follows if open_ else ())
    unit, kind = str(entry["unit"] or ""), report.kind(form.kind)

    def problem(grade: str, place: str, message: str, rule: str) -> Problem:
        return Problem(grade, indexed.line, unit, kind, place, message, rule, indexed.path)

    if open_ and not empty:
        check = checks[open_[0].rule]
        message = _open(report, form, open_)
        yield problem(
            severity.of(open_[0].rule, check), report.setup.summary.words["unanswered"], message, check
        )
    alike: dict[str, list[Doubt]] = {}
    for doubt in doubts:
        check = checks.get(doubt.rule, "")
        if check not in follow and not (empty and check):
            alike.setdefault(doubt.rule, []).append(doubt)
    for rule, several in alike.items():
        grade = severity.of(rule, checks.get(rule, ""))
        shown = several if len(several) <= MOST else several[: MOST - 1]
        for doubt in shown:
            yield problem(grade, _label(form, doubt), doubt.message, rule)
        rest = several[len(shown) :]
        if rest:
            words = report.setup.summary.words
            yield problem(grade, words["and_more"], _named(report, form, rest, words["alike"]), rule)


def _label(form: KnownForm, doubt: Doubt) -> str:
    question = form.by_name.get(doubt.field)
    return question.label if question else doubt.field


def _open(report: Report, form: KnownForm, doubts: Sequence[Doubt]) -> str:
    """``未填 12 处：单位名称、6.1.1 自评……``: what is open, as one sentence."""
    return _named(report, form, doubts, report.setup.summary.words["open"])


def _named(report: Report, form: KnownForm, doubts: Sequence[Doubt], sentence: str) -> str:
    """Several doubts as one sentence, which says how many there are and where the first of them."""
    words = report.setup.summary.words
    labels = [_label(form, doubt) for doubt in doubts]
    more = words["and_more"] if len(labels) > SHOWN else ""
    return say(sentence, count=len(labels), labels=words["list"].join(labels[:SHOWN]) + more)
