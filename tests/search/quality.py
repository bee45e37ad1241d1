"""The query sets and what is measured on them. What is held out of them is only ever seen as figures.

``first`` was written before the matcher; ``second`` later, by writers who had seen neither it nor the
vocabulary nor the first; ``third`` by a writer who had seen only the texts, after everything was tuned: of
these the halves that are held out are here. What the matcher was tuned to stands in
``standards/editorial/questions.yml``, which it also reads, and in ``queries-tuning.yml``: it is measured
in folds, each with an index that has not the questions of that fold.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

from generator.load.yaml_file import Loader
from generator.model import Corpus

HELD_OUT: Final = {"first": "queries.yml", "second": "queries-second.yml", "third": "queries-third.yml"}
FIRST: Final = 20
"""So many hits are judged; more than a reader looks through."""
LONG: Final = 9
"""Queries of so many characters are questions, as a rule."""
FOLDS: Final = 5


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody types, the items that answer it (none: nothing does), and those that may stand first."""

    query: str
    items: frozenset[str]
    best: frozenset[str]


@dataclass(frozen=True, slots=True)
class Quality:
    """Means over queries.

    ``hit_1``, ``hit_5`` and ``recall`` are of the list as it is shown, the hits and then what is offered
    besides; ``precision`` is of the hits, of the queries that have any.
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


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer as it is shown: its kind, the ids of its hits in their order, and what is offered besides."""

    kind: str
    hits: list[str]
    beside: list[str]


Search = Callable[[list[str]], list[Shown]]


def held_out(of: str) -> tuple[Query, ...]:
    """The queries of one set that are held out; do not print them."""
    entries = _entries(HELD_OUT[of])["queries"]
    return tuple(Query(str(e["query"]), frozenset(e["items"]), frozenset(e["best"])) for e in entries)


def nothing() -> tuple[str, ...]:
    """Queries for tuning that no standard answers."""
    return tuple(str(query) for query in _entries("nothing.yml")["queries"])


def tuning(corpus: Corpus) -> tuple[Query, ...]:
    """What the matcher was tuned to: the questions that it reads, and the others."""
    read = [Query(q.ask, frozenset(q.items), frozenset(q.best)) for q in corpus.questions]
    entries = _entries("queries-tuning.yml")["questions"]
    others = [
        Query(str(e["ask"]), frozenset(e["items"]), frozenset(e.get("first", e["items"]))) for e in entries
    ]
    return (*read, *others)


def folds(corpus: Corpus) -> Iterator[tuple[Corpus, tuple[Query, ...]]]:
    """The tuning queries in parts, each with the corpus without their questions."""
    queries = tuning(corpus)
    for fold in range(FOLDS):
        part = queries[fold::FOLDS]
        asked = {query.query for query in part}
        rest = tuple(question for question in corpus.questions if question.ask not in asked)
        yield dataclasses.replace(corpus, questions=rest), part


def measure(judged: Sequence[tuple[Query, Shown]]) -> Quality:
    """Judge answers by the first :data:`FIRST` items that they show."""
    rows = [(q, one.hits[:FIRST], (one.hits + one.beside)[:FIRST]) for q, one in judged]
    count = len(rows)
    precise = [len(q.items.intersection(hits)) / len(hits) for q, hits, _ in rows if hits]
    return Quality(
        queries=count,
        hit_1=sum(shown[0] in q.best for q, _, shown in rows if shown) / count,
        hit_5=sum(not q.best.isdisjoint(shown[:5]) for q, _, shown in rows) / count,
        recall=sum(len(q.items.intersection(shown)) / len(q.items) for q, _, shown in rows) / count,
        precision=sum(precise) / len(precise) if precise else 0,
        empty=sum(not shown for *_, shown in rows),
    )


def answered(queries: Sequence[Query], search: Search) -> list[tuple[Query, Shown]]:
    """The queries that have an answer, each with what is shown for it."""
    asked = [query for query in queries if query.items]
    return list(zip(asked, search([query.query for query in asked]), strict=True))


def misled(queries: Sequence[str], search: Search) -> int:
    """How many queries that nothing answers are shown an open card, and not told that there is no rule."""
    return sum(bool(one.hits) and one.kind != "unregulated" for one in search(list(queries)))


def _entries(name: str) -> dict[str, list[dict[str, list[str]]]]:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    entries: dict[str, list[dict[str, list[str]]]] = yaml.load(text, Loader=Loader)
    return entries
