"""The published records as rows for people who work in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from generator.model import Corpus


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading and its width in a workbook, in characters of the default font."""

    heading: str
    width: int


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: its name, its columns, and one tuple of texts per row.

    ``fixed`` is the number of columns that stay in sight.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    fixed: int = 0

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the columns."""
        return tuple(column.heading for column in self.columns)


def standards(corpus: Corpus) -> Table:
    """Every item, one a row."""
    columns = (("附件", 8), ("标准", 26), ("部分", 18), ("序号", 6), ("编号", 8), ("条文（原文）", 90))
    rows = (
        (standard.label, standard.title, section.marker + section.title, item.marker, item.id, item.text)
        for standard in corpus.standards
        for section in standard.sections
        for item in section.items
    )
    return _table("标准原文", columns, rows)


def comparison(corpus: Corpus) -> Table:
    """Every topic, one a row, with the clauses of each standard in a column."""
    columns = [("分组", 14), ("主题", 20), ("说明（编者）", 40)]
    columns += [(f"{s.label} {s.short}", 36) for s in corpus.standards]
    groups = {g.id: g.name for g in corpus.groups}
    rows = []
    for topic in corpus.topics:
        cells = [groups[topic.group], topic.name, topic.summary]
        for standard in corpus.standards:
            clauses = [c for c in topic.clauses if corpus.standard_of_item[c.item] is standard]
            cells.append("\n".join(f"{c.item} {c.quote}" for c in clauses) or "本类无此要求")
        rows.append(tuple(cells))
    return replace(_table("主题比较", columns, rows), fixed=2)


def _table(name: str, columns: Sequence[tuple[str, int]], rows: Iterable[tuple[str, ...]]) -> Table:
    return Table(name, tuple(Column(*column) for column in columns), tuple(rows))
