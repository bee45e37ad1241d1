"""One PDF a unit (``--units``): its results, the list of its evidence, and the sheet for the check on site.

What a person writes into the printed 核查记录表 (record of the check) goes back into the column 核查结果
of 逐条自评, and the next run compares.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.forms.definitions.wording import say
from generator.returns.reading.intake import Labels
from generator.returns.reading.record import Json
from generator.returns.report.filename import file_name, unused_name
from generator.returns.report.items import Line, lines_of
from generator.returns.report.printed import Printed, PrintedColumn
from generator.returns.report.problems import Problem, problems_of
from generator.returns.report.rate import rate
from generator.returns.report.report import Listed, Report, section_title


@dataclass(frozen=True)
class _Unit:
    """A unit, the items of its checklist, and what is to be looked at."""

    listed: Listed
    name: str
    lines: Sequence[Line]
    problems: Sequence[Problem]


def unit_files(report: Report) -> Iterator[tuple[str, bytes]]:
    """File name and PDF of every unit that handed in something that counts."""
    names = Labels()
    problems: dict[int, list[Problem]] = defaultdict(list)
    for problem in problems_of(report):
        problems[problem.line].append(problem)
    for index, unit, entries in report.units():
        listed = report.of_unit[index]
        name = report.called(listed)
        checklists = [entry for entry in entries if entry["standard"]]
        lines = [line for entry in checklists[:1] for line in lines_of(report, index, entry)]
        own = [problem for indexed in unit.forms.values() for problem in problems[indexed.line]]
        whole = say(report.setup.summary.units["file"], unit=file_name(name))
        pages = _pages(report, _Unit(listed, name, lines, own), entries)
        yield unused_name(whole, names), pages


def _pages(report: Report, unit: _Unit, entries: Sequence[Json]) -> bytes:
    words = report.setup.summary.units
    title = say(words["title"], unit=unit.name)
    page = Printed(title, say(words["foot"], unit=unit.name))
    page.heading(title, 15)
    for line in _head(report, unit, entries):
        page.line(line)
    if unit.lines:
        _results(report, unit, page)
    _problems(report, unit, page)
    page.box(words["opinion"], 90)
    if unit.lines:
        _evidence(report, unit, page)
        _record(report, unit, page)
    return page.save()


def _head(report: Report, unit: _Unit, entries: Sequence[Json]) -> Iterator[str]:
    """What the unit is, whom to call, which forms are in order."""
    summary, listed = report.setup.summary, unit.listed
    standard = next((str(e["standard"]) for e in entries if e["standard"]), listed.due.unit.standard)
    marks = summary.words["list"].join(
        f"{report.kind(kind)}{summary.mark_words[mark]}" for kind, mark in listed.due.marks.items()
    )
    contact, phone = (report.fact(listed, name) for name in (summary.roles.contact, summary.roles.phone))
    if report.campaign.name:
        yield report.campaign.words["campaign"]
    yield say(summary.units["head"], standard=report.short(standard), contact=contact, phone=phone)
    yield say(summary.units["forms"], marks=marks)


def _results(report: Report, unit: _Unit, page: Printed) -> None:
    """By section, then every item that is not reached, with its text and what the unit says of it."""
    words, roles = report.setup.summary.units, report.setup.summary.roles
    page.heading(words["results"])
    labels = [
        words["asked"],
        *(label for _, label in report.states),
        report.setup.summary.words["unanswered"],
    ]
    columns = [PrintedColumn(words["section"], 34)]
    columns += [PrintedColumn(label, 10, centred=True) for label in labels]
    columns.append(PrintedColumn(words["rate"], 12, centred=True))
    standard = unit.lines[0].standard
    rows = [
        _counted(report, section_title(s), [x for x in unit.lines if x.section is s])
        for s in standard.sections
    ]
    rows.append(_counted(report, report.setup.summary.sheets["overview"].words["total"], unit.lines))
    page.table(columns, rows)
    reached = {label for state, label in report.states if state in (*roles.reached, *roles.reason)}
    given = {label for _, label in report.states}
    unanswered = [line.item.id for line in unit.lines if line.answer(roles.rating) not in given]
    if unanswered:
        page.line(say(words["open"], items=report.setup.summary.words["list"].join(unanswered)))
    open_ = [line for line in unit.lines if line.answer(roles.rating) in given - reached]
    if open_:
        page.heading(say(words["unmet"], count=len(open_)))
        heads = [(words["item"], 8), (words["rating"], 11), (words["text"], 35), (words["facts"], 46)]
        rows = [[x.item.id, x.answer(roles.rating), x.item.text, x.answer(roles.facts)] for x in open_]
        page.table([PrintedColumn(text, share) for text, share in heads], rows)


def _counted(report: Report, name: str, lines: Sequence[Line]) -> list[str]:
    roles = report.setup.summary.roles
    of = {label: state for state, label in report.states}
    states = Counter(of.get(line.answer(roles.rating), "") for line in lines)
    counts = [states[state] for state, _ in report.states]
    reached = rate(states, len(lines), roles)
    shown = "" if reached is None else f"{reached:.0f}%"
    return [name, str(len(lines)), *map(str, counts), str(len(lines) - sum(counts)), shown]


def _problems(report: Report, unit: _Unit, page: Printed) -> None:
    words, labels = report.setup.summary.units, report.setup.summary.severity.labels
    page.heading(words["problems"])
    if not unit.problems:
        page.line(words["none"])
        return
    heads = [(words["severity"], 9), (words["form"], 10), (words["problem"], 81)]
    order = list(labels)
    ranked = sorted(unit.problems, key=lambda p: order.index(p.severity))
    rows = [[labels[p.severity], p.form, p.message] for p in ranked]
    page.table([PrintedColumn(text, share) for text, share in heads], rows)


def _evidence(report: Report, unit: _Unit, page: Printed) -> None:
    """佐证材料目录: every piece that the unit names, one a line, to be ticked off."""
    summary = report.setup.summary
    words = summary.units
    pieces = [
        (line.item.id, *_kept(piece, words["kept"]))
        for line in unit.lines
        for piece in re.split(words["pieces"], line.answer(summary.roles.evidence))
        if piece.strip()
    ]
    page.new_page()
    page.heading(say(words["evidence"], unit=unit.name), 14)
    if not pieces:
        page.line(words["none"])
        return
    columns = [
        PrintedColumn(words["number"], 7, centred=True),
        PrintedColumn(words["item"], 9, centred=True),
        PrintedColumn(words["piece"], 46),
        PrintedColumn(words["place"], 28),
        PrintedColumn(words["checked"], 10, centred=True),
    ]
    page.table(columns, [[str(n), *piece, words["tick"]] for n, piece in enumerate(pieces, 1)])


def _kept(piece: str, pattern: str) -> tuple[str, str]:
    """What the piece is, and where it is kept, if the unit says so; ``pattern`` has the group ``place``.

    >>> _kept("会议记录，存工会办公室", "[，,]存(?:于|放在)?(?P<place>.+)$")
    ('会议记录', '工会办公室')
    """
    match = re.search(pattern, piece.strip())
    return (piece.strip()[: match.start()], match["place"]) if match else (piece.strip(), "")


def _record(report: Report, unit: _Unit, page: Printed) -> None:
    """核查记录表: every item with what the unit says, and room for what is found on site."""
    words, roles = report.setup.summary.units, report.setup.summary.roles
    page.new_page()
    page.heading(say(words["record"], unit=unit.name), 14)
    page.line(words["record_note"])
    columns = [
        PrintedColumn(words["item"], 8, centred=True),
        PrintedColumn(words["text"], 30),
        PrintedColumn(words["rating"], 10, centred=True),
        PrintedColumn(words["facts"], 36),
        PrintedColumn(words["verified"], 16),
    ]
    rows = [[x.item.id, x.item.text, x.answer(roles.rating), x.answer(roles.facts), ""] for x in unit.lines]
    page.table(columns, rows)
    page.box(words["signed"], 40)
