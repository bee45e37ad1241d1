"""The query sets and what is measured on them. What is held out of them is only ever seen as figures.

``first`` was written before the matcher; ``second`` later, by writers who had seen neither it nor the
vocabulary nor the first; ``far`` asks for each topic in words as far from the text as they come.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import yaml

from generator.load.yaml_file import Loader

SETS: Final = {"first": "queries.yml", "second": "queries-second.yml", "far": "queries-far.yml"}
FIRST: Final = 20
"""So many hits are judged; more than a reader looks through."""

Half = Literal["tuning", "held-out"]


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody types, the items that answer it, and those that may stand first."""

    query: str
    kind: str
    items: frozenset[str]
    best: frozenset[str]


@dataclass(frozen=True, slots=True)
class Quality:
    """Means over queries.

    ``hit_1``, ``hit_5`` and ``recall`` are of the list as it is shown, the hits and then what is offered
    besides; ``precision`` is of the hits.
    """

    queries: int
    hit_1: float
    hit_5: float
    recall: float
    precision: float
    empty: int

    def __str__(self) -> str:
        return (
            f"{self.queries} queries: hit@1 {self.hit_1:.3f}, hit@5 {self.hit_5:.3f}, "
            f"recall@{FIRST} {self.recall:.3f}, precision {self.precision:.3f}, {self.empty} without a hit"
        )


def load(half: Half, of: str = "first") -> tuple[Query, ...]:
    """The queries of one half of a set; do not print those of the half that is held out."""
    text = Path(__file__).with_name(SETS[of]).read_text(encoding="utf-8")
    entries = yaml.load(text, Loader=Loader)["queries"]
    return tuple(
        Query(str(e["query"]), e["kind"], frozenset(e["items"]), frozenset(e["best"]))
        for e in entries
        if e["half"] == half
    )


Answers = list[tuple[list[str], list[str]]]
"""For each query the ids of its hits, and of what is offered besides, in the order shown."""


def measure(queries: Sequence[Query], search: Callable[[list[str]], Answers]) -> Quality:
    """Judge ``search`` by the first :data:`FIRST` items that it shows for each query."""
    answers = search([query.query for query in queries])
    judged = [
        (q, hits[:FIRST], (hits + beside)[:FIRST]) for q, (hits, beside) in zip(queries, answers, strict=True)
    ]
    count = len(judged)
    return Quality(
        queries=count,
        hit_1=sum(shown[0] in q.best for q, _, shown in judged if shown) / count,
        hit_5=sum(not q.best.isdisjoint(shown[:5]) for q, _, shown in judged) / count,
        recall=sum(len(q.items.intersection(shown)) / len(q.items) for q, _, shown in judged) / count,
        precision=sum(len(q.items.intersection(hits)) / len(hits) for q, hits, _ in judged if hits) / count,
        empty=sum(not shown for *_, shown in judged),
    )
