"""The query set and what is measured on it. The held-out half is only ever seen as figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import yaml

QUERIES: Final = Path(__file__).with_name("queries.yml")
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
    """Means over queries. ``precision`` counts what is shown among the first hits."""

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


def load(half: Half) -> tuple[Query, ...]:
    """The queries of one half; do not print those of the half that is held out."""
    entries = yaml.safe_load(QUERIES.read_text(encoding="utf-8"))["queries"]
    return tuple(
        Query(str(e["query"]), e["kind"], frozenset(e["items"]), frozenset(e["best"]))
        for e in entries
        if e["half"] == half
    )


def measure(queries: Sequence[Query], search: Callable[[list[str]], list[list[str]]]) -> Quality:
    """Judge ``search``, which gives for each query the ids of its hits in the order shown."""
    answers = [ids[:FIRST] for ids in search([query.query for query in queries])]
    judged = list(zip(queries, answers, strict=True))
    count = len(judged)
    return Quality(
        queries=count,
        hit_1=sum(ids[0] in q.best for q, ids in judged if ids) / count,
        hit_5=sum(not q.best.isdisjoint(ids[:5]) for q, ids in judged) / count,
        recall=sum(len(q.items.intersection(ids)) / len(q.items) for q, ids in judged) / count,
        precision=sum(len(q.items.intersection(ids)) / len(ids) for q, ids in judged if ids) / count,
        empty=sum(not ids for _, ids in judged),
    )
