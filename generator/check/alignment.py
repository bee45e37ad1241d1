"""Two accounts of one text, side by side: where they agree, and where they agree again after a slip."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

ROUNDS: Final = ((12, 4_000), (96, 32_000), (768, 256_000))
"""(units, characters) ahead within which a place is sought where both sides agree again, nearest
first: so that a slip costs what lies around it, however long the text is."""

BEGINNING: Final = 4
"""How many units after an unreadable stretch must agree in a row to tell where it ends."""


@dataclass(frozen=True, slots=True)
class Step:
    """``units[first:last]`` for ``text[start:end]``: one unit that ``agrees``, or what does not."""

    first: int
    last: int
    start: int
    end: int
    agrees: bool


class Aligner:
    """Walks along a text and the units that it should be made of; a unit of ``None`` is unreadable.

    An example. The text is 甲乙丙丁戊己庚, and should be made of 甲乙, 丙亥 and 己庚:

    >>> for step in Aligner("甲乙丙丁戊己庚", ["甲乙", "丙亥", "己庚"]).steps():
    ...     print(step)
    Step(first=0, last=1, start=0, end=2, agrees=True)
    Step(first=1, last=2, start=2, end=5, agrees=False)
    Step(first=2, last=3, start=5, end=7, agrees=True)

    1. 甲乙 stands at 0, where the text is: they agree, and the walk goes on at 2.
    2. 丙亥 does not stand at 2. Ahead of it 丙亥 is nowhere, 己庚 at 5. To go on there passes over three
       characters of the text (丙丁戊) and one unit of two (丙亥): the cost is the difference, 1. No other
       place is cheaper, so 丙亥 is held to be what the encoding has for 丙丁戊.
    3. 己庚 stands at 5: they agree again.

    Of places that cost the same, the one that passes over fewer units is taken, so that text which the
    units lack is not blamed on a unit that is there. A unit of ``None`` may stand for any stretch: its end
    is where several of the units behind it stand in a row, since a single short one may stand anywhere.
    """

    def __init__(self, text: str, units: Sequence[str | None]) -> None:
        self._text = text
        self._units = units
        self._position = 0
        self._index = 0

    def steps(self) -> Iterator[Step]:
        """All of the units in order; what the text has behind the last of them is not in any step."""
        while self._index < len(self._units):
            unit = self._units[self._index]
            if unit is not None and self._text.startswith(unit, self._position):
                yield self._step(self._index + 1, self._position + len(unit), agrees=True)
            else:
                yield self._step(*self._where_they_agree_again(), agrees=False)

    def _step(self, index: int, position: int, *, agrees: bool) -> Step:
        step = Step(self._index, index, self._position, position, agrees)
        self._index, self._position = index, position
        return step

    def _where_they_agree_again(self) -> tuple[int, int]:
        """(index of the unit, position in the text) to go on from; the ends where there is none."""
        ahead = self._units[self._index : self._index + ROUNDS[-1][0]]
        readable = [unit for unit in takewhile(lambda unit: unit is not None, ahead) if unit is not None]
        for count, reach in ROUNDS:
            best = self._nearest(readable[:count], self._position + reach)
            if best is not None and best[0] <= reach // 2:
                return best[1:]
            if best is None and len(readable) < min(count, len(ahead)):
                return self._behind_unreadable(self._index + len(readable))
        best = self._nearest(readable, len(self._text))
        return best[1:] if best is not None else (len(self._units), len(self._text))

    def _nearest(self, units: Sequence[str], end: int) -> tuple[int, int, int] | None:
        """(cost, index, position) of the cheapest place before ``end`` where one of the units stands."""
        best: tuple[int, int, int] | None = None
        passed = 0
        for skipped, unit in enumerate(units):
            found = self._text.find(unit, self._position, end)
            if found >= 0:
                cost = abs(found - self._position - passed)
                if best is None or cost < best[0]:
                    best = cost, self._index + skipped, found
            passed += len(unit)
        return best

    def _behind_unreadable(self, unreadable: int) -> tuple[int, int]:
        """Where what follows an unreadable unit begins: several units in a row, or else a single one."""
        following = self._units[unreadable + 1 : unreadable + 1 + ROUNDS[0][0]]
        for length in (BEGINNING, 1):
            for n in range(len(following)):
                run = [unit for unit in following[n : n + length] if unit is not None]
                found = self._text.find("".join(run), self._position) if len(run) == length else -1
                if found >= 0:
                    return unreadable + 1 + n, found
        if None in following:
            return self._behind_unreadable(unreadable + 1 + following.index(None))
        return len(self._units), len(self._text)
