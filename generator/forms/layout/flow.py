"""Divide what a form consists of over pages, and share what a page has left over.

A form is a row of units (lines of a paragraph, rows of a table) that nothing cuts. First the number
of pages is made as small as it can be, then the pages are made as evenly full as they can be, so
that no page is nearly empty where another division avoids it; what would stay white counts more than
what rows can take. What is then still left on a page goes to the rows that may grow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

C = TypeVar("C")

MOST_SPREAD: Final = 0.6
"""Share of its height by which a row grows at most on a page where no row is meant to."""
WHITE: Final = 4.0
"""How much more what stays white counts than what rows take."""


@dataclass(slots=True)
class Unit(Generic[C]):
    """Something of ``height`` points that stays in one piece.

    ``gap`` is the white space above it unless it is the first on its page; ``follow`` keeps the next
    unit on the same page; ``opens`` begins a page. Units of one ``table`` (0: none) stand below its
    ``head``, so many points high, on every page. ``grow`` is its share of what a page has left.
    """

    content: C
    height: float
    gap: float = 0.0
    follow: bool = False
    opens: bool = False
    table: int = 0
    head: float = 0.0
    grow: float = 0.0
    spreads: bool = False
    bookmarks: list[tuple[str, int]] = field(default_factory=list)


def divide(units: Sequence[Unit[C]], first: float, other: float) -> list[Sequence[Unit[C]]]:
    """The pages: consecutive runs of units, for a first page of ``first`` and others of ``other`` points.

    Fewest pages first, then the least :func:`waste`. Ties between units that must stay together are
    given up where no division keeps them.

    Example: units of 40, 40, 40 and 40 points on pages of 130 points become two pages of two, not
    one of three and one of one.

    Raises:
        ValueError: a unit is higher than a page.

    """
    if not units:
        return []
    for keep in (True, False):
        ends = _best(units, first, other, keep=keep)
        if ends:
            starts = [0, *ends[:-1]]
            return [units[start:end] for start, end in zip(starts, ends, strict=True)]
    raise ValueError(max(unit.height for unit in units))


def _best(units: Sequence[Unit[C]], first: float, other: float, *, keep: bool) -> list[int]:
    """Where the pages end, or nothing if they cannot."""
    count = len(units)
    best: list[tuple[int, float, int] | None] = [None] * count + [(0, 0.0, count)]
    for start in range(count - 1, -1, -1):
        room = first if start == 0 else other
        for end, used in _page(units, start, room):
            after = best[end]
            if after is None or (keep and end < count and units[end - 1].follow):
                continue
            cost = (after[0] + 1, after[1] + waste(units[start:end], used, room), end)
            known = best[start]
            if known is None or cost[:2] < known[:2]:
                best[start] = cost
    ends: list[int] = []
    at = 0
    while at < count:
        step = best[at]
        if step is None:
            return []
        at = step[2]
        ends.append(at)
    return ends


def _page(units: Sequence[Unit[C]], start: int, room: float) -> Iterator[tuple[int, float]]:
    """Every end of a page that begins with unit ``start``, and the points that it uses."""
    used = 0.0
    table = 0
    for index in range(start, len(units)):
        unit = units[index]
        if index > start:
            if unit.opens:
                return
            used += unit.gap
        if unit.table and unit.table != table:
            used += unit.head
        table = unit.table
        used += unit.height
        if used > room + 1e-6:
            return
        yield index + 1, used


def waste(page: Sequence[Unit[C]], used: float, room: float) -> float:
    """How bad it is that a page of ``room`` points has only ``used``: the square of the share that is left,
    and :data:`WHITE` times that of the share which no row can take.
    """
    left = room - used
    most = sum(MOST_SPREAD * unit.height for unit in page if unit.spreads)
    white = 0.0 if any(unit.grow for unit in page) else max(left - most, 0.0)
    return (left / room) ** 2 + WHITE * (white / room) ** 2


def used_height(page: Sequence[Unit[C]]) -> float:
    """Points that the units of one page take."""
    total, table = 0.0, 0
    for index, unit in enumerate(page):
        total += (unit.gap if index else 0.0) + unit.height
        total += unit.head if unit.table and unit.table != table else 0.0
        table = unit.table
    return total


def spread(page: Sequence[Unit[C]], left: float) -> list[float]:
    """Points to add to each unit of a page that has ``left`` points left.

    Units with ``grow`` share all of it by weight; where there is none, those that spread share it
    evenly, each at most :data:`MOST_SPREAD` of its height.

    Example: with 30 points left and weights 0, 1, 2 the units get 0, 10 and 20.
    """
    weights = [unit.grow for unit in page]
    if total := sum(weights):
        return [float(int(left * weight / total)) for weight in weights]
    spreading = sum(unit.spreads for unit in page)
    share = left / spreading if spreading else 0.0
    return [float(int(min(share, MOST_SPREAD * u.height))) if u.spreads else 0.0 for u in page]
