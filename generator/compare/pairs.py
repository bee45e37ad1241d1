"""Two standards side by side, and the way from one to the other: each topic in exactly one class."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, permutations
from typing import Final

from generator.compare.crosswalk import Crosswalk
from generator.compare.relation import Finding, Kind, relate
from generator.model import Standard


class Change(StrEnum):
    """What becomes of a topic when an organisation goes from one standard to another."""

    NEW = "new"
    STRICTER = "stricter"
    REWORDED = "reworded"
    LOOSER = "looser"
    SAME = "same"
    GONE = "gone"


_CHANGES: Final = {
    Kind.ONLY_RIGHT: Change.NEW,
    Kind.LOOSER: Change.STRICTER,
    Kind.PARTIAL: Change.REWORDED,
    Kind.REWORDED: Change.REWORDED,
    Kind.STRICTER: Change.LOOSER,
    Kind.SAME: Change.SAME,
    Kind.ONLY_LEFT: Change.GONE,
}

DIFFERENT: Final = (Kind.STRICTER, Kind.LOOSER, Kind.PARTIAL, Kind.REWORDED)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two standards, with a finding for every topic that either says something on."""

    left: Standard
    right: Standard
    findings: tuple[Finding, ...]

    @property
    def only_left(self) -> tuple[Finding, ...]:
        """What the left one alone asks."""
        return self._where(lambda f: f.kind is Kind.ONLY_LEFT)

    @property
    def only_right(self) -> tuple[Finding, ...]:
        """What the right one alone asks."""
        return self._where(lambda f: f.kind is Kind.ONLY_RIGHT)

    @property
    def different(self) -> tuple[Finding, ...]:
        """What both ask, but not in the same words; decided ones first."""
        return tuple(f for kind in DIFFERENT for f in self.findings if f.kind is kind)

    @property
    def same(self) -> tuple[Finding, ...]:
        """What both ask in the same words."""
        return self._where(lambda f: f.kind is Kind.SAME)

    @property
    def changes(self) -> tuple[tuple[Change, tuple[Finding, ...]], ...]:
        """The findings by what changes on the way from left to right, every kind of change listed."""
        found: dict[Change, list[Finding]] = {change: [] for change in Change}
        for finding in self.findings:
            found[_CHANGES[finding.kind]].append(finding)
        return tuple((change, tuple(findings)) for change, findings in found.items())

    def count(self, *kinds: Kind) -> int:
        """Number of topics of these kinds."""
        return sum(finding.kind in kinds for finding in self.findings)

    def _where(self, wanted: Callable[[Finding], bool]) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if wanted(finding))


def pair(crosswalk: Crosswalk, left: Standard, right: Standard) -> Pair:
    """Compare two standards; linear in what the two say."""
    findings = (relate(crosswalk, topic, left, right) for topic in crosswalk.topics_of(left, right))
    return Pair(left, right, tuple(finding for finding in findings if finding))


def pairs(crosswalk: Crosswalk) -> Iterator[Pair]:
    """Every two standards, once, in the order of the corpus."""
    return (pair(crosswalk, left, right) for left, right in combinations(crosswalk.corpus.standards, 2))


def moves(crosswalk: Crosswalk) -> Iterator[Pair]:
    """Every way from one standard (left) to another (right)."""
    return (pair(crosswalk, left, right) for left, right in permutations(crosswalk.corpus.standards, 2))
