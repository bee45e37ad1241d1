"""A column is one thing: its key, its heading, its width and what stands in its cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

R = TypeVar("R")

Cell = str | int | float | None
Row = Sequence[Cell]


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column over records of type ``R``.

    ``key`` names the heading in forms/summary.yml (unless ``heading`` brings its own), ``width`` is
    in characters. ``hand`` columns are left for people to write in, and taken over by ``--carry``;
    ``choices`` are offered there, and nothing else is forbidden.
    """

    key: str
    width: float
    cell: Callable[[R], Cell]
    heading: str = ""
    hand: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Heading:
    """What is left of a column once its cells are made."""

    key: str
    text: str
    width: float
    hand: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One sheet: its name, its columns, and its rows, which can be gone through once."""

    key: str
    name: str
    columns: tuple[Heading, ...]
    rows: Iterator[Row]

    @property
    def headings(self) -> tuple[str, ...]:
        """The text above each column."""
        return tuple(column.text for column in self.columns)

    @property
    def widths(self) -> tuple[float, ...]:
        """The width of each column in characters."""
        return tuple(column.width for column in self.columns)


def table(
    key: str, name: str, headings: Mapping[str, str], columns: Sequence[Column[R]], records: Iterable[R]
) -> Table:
    """A sheet from its columns: headings go by key, so that their order in the YAML means nothing.

    Raises:
        KeyError: a column has no heading.

    """
    return Table(key, name, titled(headings, columns), (cells(columns, record) for record in records))


def titled(headings: Mapping[str, str], columns: Sequence[Column[R]]) -> tuple[Heading, ...]:
    """The columns with their headings found by key."""
    return tuple(Heading(c.key, c.heading or headings[c.key], c.width, c.hand, c.choices) for c in columns)


def cells(columns: Sequence[Column[R]], record: R) -> list[Cell]:
    """One row."""
    return [column.cell(record) for column in columns]
