"""统计: how the ratings spread over types, sections and items. An unanswered item is no bad one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.model import Item, Section, Standard
from generator.returns.report.tables import Report, Row


@dataclass(frozen=True)
class Block:
    """One table of the sheet; ``keys`` is the number of columns before the counts."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    keys: int


def blocks(report: Report) -> list[Block]:
    """By type, by section, the items most often not met, by item; only types with forms."""
    sheet = report.setup.summary.sheets["statistics"]
    words, top = report.setup.summary, report.setup.summary.top
    head = sheet.headings
    counts = _count_headings(report)
    standard, section = head["standard"], head["section"]
    asked = [s for s in report.corpus.standards if report.outcome.counts.forms[s.id]]
    per_item = (standard, section, head["item"], head["text"])
    rows = list(_by_item(report, asked))
    return [
        Block(sheet.words["by_standard"], (standard, *counts), tuple(_by_standard(report, asked)), 1),
        Block(sheet.words["by_section"], (standard, section, *counts), tuple(_by_section(report, asked)), 2),
        Block(words.word("top", count=top), (*per_item, *counts), tuple(_worst(report, rows)), 4),
        Block(sheet.words["by_item"], (*per_item, *counts), tuple(rows), 4),
    ]


def _count_headings(report: Report) -> tuple[str, ...]:
    words = report.setup.summary
    head = words.sheets["statistics"].headings
    labels = [label for _, label in report.states]
    return (
        head["forms"],
        head["asked"],
        *labels,
        words.words["unanswered"],
        words.words["again"],
        *(words.word("percent", label=label) for label in labels),
    )


def _numbers(report: Report, standard: Standard, items: Iterable[Item]) -> list[int | float]:
    """Forms, items asked, count of each state, unanswered, set aside; then per cent of those asked."""
    forms = report.outcome.counts.forms[standard.id]
    total: Counter[str] = Counter()
    asked = 0
    for item in items:
        asked += forms
        total.update(report.outcome.counts.of(item.id))
    states = [state for state, _ in report.states]
    counts = [total[state] for state in states]
    shares = [round(100 * count / asked, 1) if asked else 0.0 for count in counts]
    return [forms, asked, *counts, total[""], total["?"], *shares]


def _by_standard(report: Report, asked: list[Standard]) -> Iterator[Row]:
    return ([s.short, *_numbers(report, s, s.items)] for s in asked)


def _by_section(report: Report, asked: list[Standard]) -> Iterator[Row]:
    return (
        [s.short, _title(section), *_numbers(report, s, section.items)]
        for s in asked
        for section in s.sections
    )


def _by_item(report: Report, asked: list[Standard]) -> Iterator[Row]:
    return (
        [s.short, _title(section), item.id, item.text, *_numbers(report, s, [item])]
        for s in asked
        for section in s.sections
        for item in section.items
    )


def _title(section: Section) -> str:
    return f"{section.marker}{section.title}"


def _worst(report: Report, rows: list[Row]) -> list[Row]:
    """The items with most answers of a missed state; none where nobody gave one."""
    missed = report.setup.summary.roles.missed
    places = [6 + index for index, (state, _) in enumerate(report.states) if state in missed]

    def count(row: Row) -> int:
        return sum(int(row[place] or 0) for place in places)

    worst = [row for row in rows if count(row)]
    return sorted(worst, key=lambda row: (-count(row), -count(row) / int(row[4] or 1)))[
        : report.setup.summary.top
    ]
