"""The corpus grouped for comparing: for each topic and standard, everything the standard says on it.

Grouping passes once over clauses, thresholds and curated relations, so it grows as they do, and not
with the number of pairs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from generator.compare.folding import bare, fold_clause
from generator.compare.kind import Kind
from generator.compare.tokens import Cut, cutter, terms
from generator.compare.weighed import Entries, Weighed, Words, index, weigh
from generator.model import Clause, Condition, Corpus, Standard, Threshold, Topic


@dataclass(frozen=True)
class Side:
    """What one standard says on one topic; without clauses it says nothing (本类无此要求)."""

    clauses: tuple[Clause, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    conditions: tuple[Condition, ...] = ()
    folded: tuple[str, ...] = ()
    """The clauses as they are compared, in their order."""

    def __bool__(self) -> bool:
        return bool(self.clauses)

    @cached_property
    def words(self) -> Words:
        """The folded clauses in an order that does not depend on where they stand."""
        return tuple(sorted(self.folded))

    @cached_property
    def bare(self) -> Words:
        """The same without marks and particles, which alone never make another demand."""
        return tuple(sorted(map(bare, self.folded)))

    @cached_property
    def quotes(self) -> tuple[str, ...]:
        """The words of the clauses."""
        return tuple(clause.quote for clause in self.clauses)

    @cached_property
    def doers(self) -> tuple[str, ...]:
        """Who does what is asked, by id, each once; last and empty what the text gives to no other body."""
        found = dict.fromkeys(clause.by.doer if clause.by else "" for clause in self.clauses)
        return tuple(sorted(found, key=lambda doer: not doer))

    def within(self, item: str) -> Side:
        """Only what one item contributes."""
        kept = [(c, f) for c, f in zip(self.clauses, self.folded, strict=True) if c.item == item]
        return Side(
            tuple(c for c, _ in kept),
            tuple(t for t in self.thresholds if t.item == item),
            tuple(c for c in self.conditions if c.item == item),
            tuple(f for _, f in kept),
        )


NOTHING = Side()


@dataclass(frozen=True, slots=True)
class Judgement:
    """An editor's judgement on two items, seen from the left one (*stricter* or *looser*).

    ``reason`` has the placeholders ``{left}`` and ``{right}`` as the editor meant them; ``turned`` if
    the sides are changed over here.
    """

    left: str
    right: str
    relation: Kind
    reason: str
    turned: bool

    def because(self, left: str, right: str) -> str:
        """The reason with the names of the two sides, as they stand here."""
        first, second = (right, left) if self.turned else (left, right)
        return self.reason.format(left=first, right=second)


@dataclass(slots=True)
class _Gathered:
    clauses: list[Clause] = field(default_factory=list)
    thresholds: list[Threshold] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)

    def side(self) -> Side:
        return Side(
            tuple(self.clauses),
            tuple(self.thresholds),
            tuple(self.conditions),
            tuple(fold_clause(clause.quote) for clause in self.clauses),
        )


class Crosswalk:
    """A corpus with what each standard says on each topic."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self._sides = _sides(corpus)
        positions: dict[str, list[int]] = {standard.id: [] for standard in corpus.standards}
        for number, topic in enumerate(corpus.topics):
            for standard in {corpus.standard_of_item[clause.item].id for clause in topic.clauses}:
                positions[standard].append(number)
        self._positions = positions
        self._judgements = _judgements(corpus)

    def side(self, topic: Topic, standard: Standard) -> Side:
        """What ``standard`` says on ``topic``."""
        return self._sides.get((topic.id, standard.id), NOTHING)

    def topics_of(self, *standards: Standard) -> Iterator[Topic]:
        """The topics that any of ``standards`` says something on, in the order of the topics."""
        numbers = {number for standard in standards for number in self._positions[standard.id]}
        return (self.corpus.topics[number] for number in sorted(numbers))

    def judgements(self, topic: Topic, left: Standard, right: Standard) -> tuple[Judgement, ...]:
        """What an editor has decided on two standards, seen from the left one."""
        return tuple(self._judgements.get((topic.id, left.id, right.id), ()))

    def weighed(self, topic: Topic, left: Side, right: Side) -> Weighed | None:
        """What an editor has found on weighing two sides of a topic, seen from the left one."""
        return weigh(self._weighings, topic.id, left.clauses, right.clauses, (left.words, right.words))

    @cached_property
    def _weighings(self) -> Entries:
        return index(self.corpus, lambda topic, standard: self._sides.get((topic, standard), NOTHING).words)

    @cached_property
    def cut(self) -> Cut:
        """Cuts a text into pieces that keep this corpus's terms whole."""
        return cutter(terms(self.corpus))


def _sides(corpus: Corpus) -> dict[tuple[str, str], Side]:
    gathered: dict[tuple[str, str], _Gathered] = {}
    for topic in corpus.topics:
        for clause in topic.clauses:
            key = (topic.id, corpus.standard_of_item[clause.item].id)
            here = gathered.setdefault(key, _Gathered())
            here.clauses.append(clause)
            for condition in corpus.conditions_of_item.get(clause.item, ()):
                if _touch(corpus.item_by_id[clause.item].text, clause.quote, condition.quote) and (
                    condition not in here.conditions
                ):
                    here.conditions.append(condition)
    for threshold in corpus.thresholds:
        key = (threshold.topic, corpus.standard_of_item[threshold.item].id)
        gathered.setdefault(key, _Gathered()).thresholds.append(threshold)
    return {key: here.side() for key, here in gathered.items()}


def _judgements(corpus: Corpus) -> dict[tuple[str, str, str], list[Judgement]]:
    found: dict[tuple[str, str, str], list[Judgement]] = {}
    for entry in corpus.relations:
        left, right = (corpus.standard_of_item[item].id for item in (entry.left, entry.right))
        kind = Kind(entry.relation)
        given = Judgement(entry.left, entry.right, kind, entry.reason, turned=False)
        turned = Judgement(entry.right, entry.left, kind.mirrored, entry.reason, turned=True)
        found.setdefault((entry.topic, left, right), []).append(given)
        found.setdefault((entry.topic, right, left), []).append(turned)
    return found


def _touch(text: str, quote: str, other: str) -> bool:
    """Whether two quotes of one text overlap in it."""
    start, begin = text.find(quote), text.find(other)
    return start < begin + len(other) and begin < start + len(quote)
