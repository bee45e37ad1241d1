"""统计 (statistics): how the ratings spread over types, sections and items.

An unanswered item is no bad one: it has a column of its own, and stays in every denominator.
The rate of what is reached has a denominator of its own (:mod:`generator.returns.report.rate`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.model import Item, Section, Standard
from generator.returns.report.column import Cell, Column, Heading, Row, cells, titled
from generator.returns.report.rate import applicable, rate
from generator.returns.report.report import Report, section_title

UNANSWERED = ""
ASIDE = "?"


@dataclass(frozen=True)
class Line:
    """Some items of a standard: forms that answered, items asked, number of answers by state."""

    standard: Standard | None
    section: Section | None
    item: Item | None
    forms: int
    asked: int
    states: Counter[str]


@dataclass(frozen=True)
class Block:
    """One table of the sheet. Its first ``counts_from`` columns say what is counted.

    ``chart`` is what is drawn under it: every rating of a type, or the missed ones of an item;
    ``series`` are the columns that it shows, and ``category`` is the column that names its bars.
    """

    title: str
    columns: tuple[Heading, ...]
    rows: tuple[Row, ...]
    counts_from: int
    chart: Literal["", "types", "top"] = ""
    category: int = 0
    series: tuple[int, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        """The text above each column."""
        return tuple(column.text for column in self.columns)


def blocks(report: Report) -> list[Block]:
    """By type, by section, the items most often not met, by item; only types with forms."""
    sheet = report.setup.summary.sheets["statistics"]
    asked = [s for s in report.setup.standards if report.outcome.counts.forms[s.id]]
    states = [state for state, _ in report.states]
    by_item = list(_by_item(report, asked))
    missed = [s for s in states if s in report.setup.summary.roles.missed]
    return [
        _block(report, sheet.words["by_standard"], ("standard",), _by_standard(report, asked), "types"),
        _block(report, sheet.words["by_section"], ("standard", "section"), _by_section(report, asked)),
        _block(
            report,
            report.setup.summary.word("top", count=report.setup.summary.top),
            ("standard", "section", "item", "text"),
            _worst(by_item, missed, report.setup.summary.top),
            "top",
        ),
        _block(report, sheet.words["by_item"], ("standard", "section", "item", "text"), by_item),
    ]


def _block(
    report: Report,
    title: str,
    keys: Sequence[str],
    lines: Iterable[Line],
    chart: Literal["", "types", "top"] = "",
) -> Block:
    columns = [c for c in _keys(report.setup.summary.words["whole"]) if c.key in keys] + _counts(report)
    missed = report.setup.summary.roles.missed
    drawn = [*(s for s, _ in report.states if chart == "types" or s in missed)]
    drawn += [UNANSWERED] if chart == "types" else []
    found = [c.key for c in columns]
    return Block(
        title,
        titled(report.setup.summary.sheets["statistics"].headings, columns),
        tuple(cells(columns, line) for line in lines),
        len(keys),
        chart,
        found.index("item") if chart == "top" else 0,
        tuple(found.index(_count_key(state)) for state in drawn) if chart else (),
    )


def _keys(total: str) -> list[Column[Line]]:
    return [
        Column("standard", 24, lambda line: line.standard.short if line.standard else total),
        Column("section", 16, lambda line: section_title(line.section) if line.section else ""),
        Column("item", 16, lambda line: line.item.id if line.item else ""),
        Column("text", 44, lambda line: line.item.text if line.item else ""),
    ]


def _count_key(state: str) -> str:
    return f"count:{state}"


def _counts(report: Report) -> list[Column[Line]]:
    """Forms, items asked, count of each state, unanswered, set aside; the rate and its denominator,
    per cent of those asked.
    """
    words, roles = report.setup.summary, report.setup.summary.roles

    def rated(line: Line) -> Cell:
        found = rate(line.states, line.asked, roles)
        return None if found is None else round(found, 1)

    return [
        Column("forms", 9, lambda line: line.forms),
        Column("asked", 9, lambda line: line.asked),
        *(_counted(state, label) for state, label in report.states),
        _counted(UNANSWERED, words.words["unanswered"]),
        _counted(ASIDE, words.words["again"]),
        Column("applicable", 9, lambda line: applicable(line.states, line.asked, roles)),
        Column("rate", 9, rated),
        *(_shared(state, words.word("percent", label=label)) for state, label in report.states),
    ]


def _counted(state: str, heading: str) -> Column[Line]:
    def cell(line: Line) -> Cell:
        return line.states[state]

    return Column(_count_key(state), 9, cell, heading)


def _shared(state: str, heading: str) -> Column[Line]:
    def cell(line: Line) -> Cell:
        return round(100 * line.states[state] / line.asked, 1) if line.asked else 0.0

    return Column(f"percent:{state}", 9, cell, heading)


def _line(
    report: Report, standard: Standard, section: Section | None, item: Item | None, items: Iterable[Item]
) -> Line:
    forms = report.outcome.counts.forms[standard.id]
    total: Counter[str] = Counter()
    asked = 0
    for one in items:
        asked += forms
        total.update(report.outcome.counts.of(one.id))
    return Line(standard, section, item, forms, asked, total)


def _by_standard(report: Report, asked: list[Standard]) -> list[Line]:
    """Every type, then all of them together."""
    lines = [_line(report, s, None, None, s.items) for s in asked]
    if len(lines) > 1:
        states: Counter[str] = sum((line.states for line in lines), Counter())
        forms, items = (sum(numbers) for numbers in zip(*((x.forms, x.asked) for x in lines), strict=True))
        lines.append(Line(None, None, None, forms, items, states))
    return lines


def _by_section(report: Report, asked: list[Standard]) -> Iterator[Line]:
    return (_line(report, s, section, None, section.items) for s in asked for section in s.sections)


def _by_item(report: Report, asked: list[Standard]) -> Iterator[Line]:
    return (
        _line(report, s, section, item, [item])
        for s in asked
        for section in s.sections
        for item in section.items
    )


def _worst(lines: list[Line], missed: Sequence[str], top: int) -> list[Line]:
    """The items with most answers of a missed state, the larger share first; none where nobody gave one."""

    def count(line: Line) -> int:
        return sum(line.states[state] for state in missed)

    worst = [line for line in lines if count(line)]
    return sorted(worst, key=lambda line: (-count(line), -count(line) / (line.asked or 1)))[:top]
