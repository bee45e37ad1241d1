"""Two standards side by side, and the way from one to the other: each topic in exactly one class."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, permutations
from typing import Final

from generator.compare.crosswalk import Crosswalk
from generator.compare.kind import Change, Kind
from generator.compare.relation import Comparison, relate
from generator.compare.sole import Sole, soles
from generator.model import Corpus, Standard

EVERY_TWO_UP_TO: Final = 12
"""Standards; up to so many, every two have a page and rows of their own (66 pairs, 132 ways).

Their number grows with the square: 40 standards would drown in 780 pairs and 1,560 ways. Beyond it,
any two are compared on demand (:mod:`generator.pages.on_demand`).
"""


def comparable(corpus: Corpus) -> bool:
    """Whether there are two standards at all, and topics by which to compare them."""
    return len(corpus.standards) > 1 and bool(corpus.topics)


def every_two(corpus: Corpus) -> bool:
    """Whether they can be compared, and are no more than can have a page for every two."""
    return comparable(corpus) and len(corpus.standards) <= EVERY_TWO_UP_TO


DIFFERENT: Final = (Kind.STRICTER, Kind.LOOSER, Kind.DOER, Kind.PARTIAL, Kind.REWORDED)


@dataclass(frozen=True)
class Pair:
    """Two standards, with a comparison for every topic that either says something on."""

    left: Standard
    right: Standard
    comparisons: tuple[Comparison, ...]

    @cached_property
    def only_left(self) -> tuple[Comparison, ...]:
        """What the left one alone asks."""
        return self._where(lambda f: f.kind is Kind.ONLY_LEFT)

    @cached_property
    def only_right(self) -> tuple[Comparison, ...]:
        """What the right one alone asks."""
        return self._where(lambda f: f.kind is Kind.ONLY_RIGHT)

    @cached_property
    def alone_left(self) -> tuple[Sole, ...]:
        """What the left one alone asks: its own topics, and its own demands within shared ones."""
        return self._soles[0]

    @cached_property
    def alone_right(self) -> tuple[Sole, ...]:
        """The same of the right one."""
        return self._soles[1]

    @cached_property
    def _soles(self) -> tuple[tuple[Sole, ...], tuple[Sole, ...]]:
        return soles(self.comparisons)

    @cached_property
    def different(self) -> tuple[Comparison, ...]:
        """What both ask, but not in the same words; decided ones first."""
        return tuple(f for kind in DIFFERENT for f in self.comparisons if f.kind is kind)

    @cached_property
    def same(self) -> tuple[Comparison, ...]:
        """What both ask in the same words."""
        return self._where(lambda f: f.kind is Kind.SAME)

    @cached_property
    def changes(self) -> tuple[tuple[Change, tuple[Comparison, ...]], ...]:
        """The comparisons by what changes on the way from left to right, every kind of change listed."""
        found: dict[Change, list[Comparison]] = {change: [] for change in Change}
        for one in self.comparisons:
            found[one.change].append(one)
        return tuple((change, tuple(comparisons)) for change, comparisons in found.items())

    def count(self, *kinds: Kind) -> int:
        """Number of topics of these kinds."""
        return sum(one.kind in kinds for one in self.comparisons)

    def _where(self, wanted: Callable[[Comparison], bool]) -> tuple[Comparison, ...]:
        return tuple(one for one in self.comparisons if wanted(one))


def pair(crosswalk: Crosswalk, left: Standard, right: Standard) -> Pair:
    """Compare two standards; linear in what the two say."""
    compared = (relate(crosswalk, topic, left, right) for topic in crosswalk.topics_of(left, right))
    return Pair(left, right, tuple(one for one in compared if one))


def pairs(crosswalk: Crosswalk) -> Iterator[Pair]:
    """Every two standards, once, in the order of the corpus."""
    return (pair(crosswalk, left, right) for left, right in combinations(crosswalk.corpus.standards, 2))


def moves(crosswalk: Crosswalk) -> Iterator[Pair]:
    """Every way from one standard (left) to another (right)."""
    return (pair(crosswalk, left, right) for left, right in permutations(crosswalk.corpus.standards, 2))
