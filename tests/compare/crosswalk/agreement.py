"""How far two independent readings of the six standards agree, and how far the settled crosswalk
departs from each: ``python -m tests.compare.crosswalk.agreement``.

What is compared is not the topics, whose names and number are a matter of taste, but what a reader
gets from them: which items of different types are said to be about the same matter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Final

import yaml

from generator.load import load_corpus
from generator.model import Corpus

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parents[2]

Pair = frozenset[str]
Quantity = tuple[str, tuple[float, ...]]
Span = tuple[str, str, int, int]


@dataclass(frozen=True)
class Reading:
    """One reading: the items of each topic, the thresholds, and where the conditions stand."""

    topics: dict[str, frozenset[str]]
    thresholds: Counter[Quantity]
    conditions: tuple[Span, ...]

    @property
    def pairs(self) -> frozenset[Pair]:
        """Pairs of items of different types that share a topic."""
        return frozenset(
            frozenset(two)
            for items in self.topics.values()
            for two in combinations(sorted(items), 2)
            if kind(two[0]) != kind(two[1])
        )


@dataclass(frozen=True)
class Overlap:
    """How many entries two readings have, and how many they have in common."""

    left: int
    right: int
    common: int

    @property
    def jaccard(self) -> float:
        """Common entries among all that either reading has."""
        return self.common / (self.left + self.right - self.common)

    @property
    def precision(self) -> float:
        """How much of the right reading the left one has too."""
        return self.common / self.right

    @property
    def recall(self) -> float:
        """How much of the left reading the right one has too."""
        return self.common / self.left

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return 2 * self.common / (self.left + self.right)

    def kappa(self, universe: int) -> float:
        """Cohen's kappa: agreement beyond chance on a yes or no for each of ``universe`` entries."""
        both_no = universe - (self.left + self.right - self.common)
        observed = (self.common + both_no) / universe
        yes = self.left * self.right
        no = (universe - self.left) * (universe - self.right)
        chance = (yes + no) / universe**2
        return (observed - chance) / (1 - chance)


def kind(item: str) -> str:
    """The type that an item belongs to."""
    return item.partition(".")[0]


def stored(name: str, texts: dict[str, str]) -> Reading:
    """One of the two readings as they were before anything was settled."""
    data = yaml.safe_load((HERE / f"annotation-{name}.yml").read_text(encoding="utf-8"))
    return Reading(
        {topic: frozenset(items) for topic, items in data["topics"].items()},
        Counter((item, _values(value)) for item, _, value, _ in data["thresholds"]),
        tuple(_span(item, what, quote, texts) for item, what, quote in data["conditions"]),
    )


def settled(corpus: Corpus, texts: dict[str, str]) -> Reading:
    """The crosswalk as it stands in ``standards/editorial``."""
    return Reading(
        {topic.id: frozenset(clause.item for clause in topic.clauses) for topic in corpus.topics},
        Counter((t.item, tuple(float(v) for v in t.value)) for t in corpus.thresholds),
        tuple(_span(c.item, c.kind, c.quote, texts) for c in corpus.conditions),
    )


def _values(value: float | list[float]) -> tuple[float, ...]:
    return tuple(float(v) for v in value) if isinstance(value, list) else (float(value),)


def _span(item: str, what: str, quote: str, texts: dict[str, str]) -> Span:
    start = texts[item].index(quote)
    return item, what, start, start + len(quote)


def overlap(left: Iterable[Hashable], right: Iterable[Hashable]) -> Overlap:
    """Common entries of two sets, or of two lists in which an entry may stand several times."""
    mine, yours = Counter(left), Counter(right)
    return Overlap(mine.total(), yours.total(), (mine & yours).total())


def overlap_of_spans(left: tuple[Span, ...], right: tuple[Span, ...]) -> Overlap:
    """Conditions agree where item and kind are the same and the quotes overlap; each counts once."""
    free = list(right)
    for one in left:
        match = next(
            (two for two in free if one[:2] == two[:2] and one[2] < two[3] and two[2] < one[3]), None
        )
        if match is not None:
            free.remove(match)
    return Overlap(len(left), len(right), len(right) - len(free))


def universe(texts: Iterable[str]) -> int:
    """The number of pairs of items of different types."""
    sizes = Counter(kind(item) for item in texts)
    return sum(a * b for a, b in combinations(sizes.values(), 2))


def report(name: str, left: Reading, right: Reading, pairs: int) -> list[str]:
    """The figures of two readings, one line each."""
    topics = overlap(left.topics.values(), right.topics.values())
    shared = overlap(left.pairs, right.pairs)
    lines = [
        f"{name}",
        _line("topics with the same items", topics),
        _line("pairs of items", shared) + f"  kappa {shared.kappa(pairs):.3f} over {pairs} pairs",
        _line("thresholds", overlap(left.thresholds.elements(), right.thresholds.elements())),
        _line("conditions", overlap_of_spans(left.conditions, right.conditions)),
    ]
    return [*lines, ""]


def _line(name: str, o: Overlap) -> str:
    figures = f"Jaccard {o.jaccard:.3f}  precision {o.precision:.3f}  recall {o.recall:.3f}  F1 {o.f1:.3f}"
    return f"  {name:27} {o.left:4} {o.right:4}  common {o.common:4}  {figures}"


def readings() -> tuple[Reading, Reading, Reading, int]:
    """Both stored readings, the settled one, and the number of pairs that could be made."""
    corpus = load_corpus(ROOT).corpus
    assert corpus is not None, "the encoding cannot be loaded"
    texts = {item.id: item.text for item in corpus.item_by_id.values()}
    return stored("a", texts), stored("b", texts), settled(corpus, texts), universe(texts)


def main() -> None:
    """Print the figures."""
    a, b, final, pairs = readings()
    lines = report("A against B", a, b, pairs)
    lines += report("A against the settled crosswalk", a, final, pairs)
    lines += report("B against the settled crosswalk", b, final, pairs)
    print("\n".join(lines).rstrip())


if __name__ == "__main__":
    main()
