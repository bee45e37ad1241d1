"""回复 (replies): for each unit one text with all that it has to mend, for each region one with its units.

The same as a sheet, for mail merge. Nothing is sent; units of which nothing is to be said get no text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.forms.definitions.wording import say
from generator.returns.reading.intake import Labels
from generator.returns.reading.text import visible
from generator.returns.report.column import Column, Table, table
from generator.returns.report.filename import file_name, unused_name
from generator.returns.report.problems import Problem, problems_of
from generator.returns.report.report import Listed, Report


@dataclass(frozen=True)
class Reply:
    """One text: to which unit (or region), its region, who to reach there, and what to say."""

    unit: str
    group: str
    contact: str
    phone: str
    text: str


def replies(report: Report, problems: Sequence[Problem]) -> list[Reply]:
    """A text for every unit that has something to hand in or to mend, in the order of the list."""
    of_form: dict[int, list[Problem]] = defaultdict(list)
    for problem in problems:
        of_form[problem.line].append(problem)
    found = []
    for listed in report.listed:
        points = list(_points(report, listed, of_form))
        if points:
            text = _text(report, report.called(listed), points)
            found.append(_reply(report, listed, text))
    return found


def by_group(report: Report) -> list[Reply]:
    """A text for every region of the roster: how many are due, and who has still to do what."""
    words = report.setup.summary.replies
    groups: dict[str, list[Listed]] = defaultdict(list)
    for listed in report.listed:
        group = visible(listed.due.unit.values.get("group", ""))
        if listed.expected and group:
            groups[group].append(listed)
    found = []
    for group, members in groups.items():
        open_ = [listed for listed in members if listed.due.state != "complete"]
        lines = [
            say(
                words["group_line"],
                number=number,
                unit=visible(listed.due.unit.name),
                state=_lacking(report, listed),
                contact=report.fact(listed, report.setup.summary.roles.contact) or words["unknown"],
                phone=report.fact(listed, report.setup.summary.roles.phone) or words["unknown"],
            )
            for number, listed in enumerate(open_, 1)
        ]
        head = say(
            words["group"], unit=group, due=len(members), complete=len(members) - len(open_), open=len(open_)
        )
        body = [*lines] if lines else [words["group_done"]]
        found.append(Reply(group, group, "", "", "\n".join([head, *body, *_foot(report)])))
    return found


def replies_table(report: Report, problems: Sequence[Problem]) -> Table:
    """The replies as a sheet, one row a unit."""
    sheet = report.setup.summary.sheets["replies"]
    columns = [
        Column[Reply]("unit", 28, lambda r: r.unit),
        Column[Reply]("group", 14, lambda r: r.group),
        Column[Reply]("contact", 10, lambda r: r.contact),
        Column[Reply]("phone", 15, lambda r: r.phone),
        Column[Reply]("text", 90, lambda r: r.text),
    ]
    return table("replies", sheet.name, sheet.headings, columns, replies(report, problems))


def _reply(report: Report, listed: Listed, text: str) -> Reply:
    roles = report.setup.summary.roles
    return Reply(
        report.called(listed),
        visible(listed.due.unit.values.get("group", "")),
        report.fact(listed, roles.contact),
        report.fact(listed, roles.phone),
        text,
    )


def _points(report: Report, listed: Listed, problems: dict[int, list[Problem]]) -> Iterator[str]:
    """Everything that this unit has to do: files again, forms that lack, answers to mend."""
    words, due = report.setup.summary.replies, listed.due
    for indexed in due.refused:
        yield str(report.store.entry(indexed)["message"] or "")
    lacking = [report.kind(kind) for kind, mark in due.marks.items() if mark == "absent"]
    if lacking and listed.expected:
        kinds = report.setup.summary.words["list"].join(lacking)
        yield say(words["nothing" if due.state == "nothing" else "lacking"], kinds=kinds)
    if due.found is None:
        return
    for indexed in report.outcome.units[due.found].forms.values():
        for problem in problems.get(indexed.line, ()):
            if problem.severity in report.setup.summary.severity.reply:
                yield say(words["problem"], form=problem.form, message=problem.message)


def _lacking(report: Report, listed: Listed) -> str:
    words = report.setup.summary
    parts = [
        say(words.replies["mark"], form=report.kind(kind), mark=words.mark_words[mark])
        for kind, mark in listed.due.marks.items()
        if mark != "used"
    ]
    return words.words["list"].join(parts)


def _text(report: Report, unit: str, points: Sequence[str]) -> str:
    words = report.setup.summary.replies
    head = say(words["head"], unit=unit, count=len(points), **report.campaign.words)
    body = [say(words["point"], number=number, text=text) for number, text in enumerate(points, 1)]
    return "\n".join([head, *body, *_foot(report)])


def _foot(report: Report) -> Iterator[str]:
    """Until when, to whom, from whom: as far as the campaign file says it."""
    words, campaign = report.setup.summary.replies, report.campaign.words
    for key in ("deadline", "copies", "email", "contact", "issuer"):
        if campaign[key]:
            yield say(words[f"foot_{key}"], **campaign)


def reply_files(report: Report) -> Iterator[tuple[str, str]]:
    """File name and text of every reply, the units first; names are safe on every system."""
    words, names = report.setup.summary.replies, Labels()
    units = replies(report, problems_of(report))
    for pattern, found in (("file", units), ("group_file", by_group(report))):
        for reply in found:
            yield unused_name(say(words[pattern], unit=file_name(reply.unit)), names), reply.text
