"""The comparison over all standards at once: the matrix, numbers, what one asks alone, conditions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from generator.compare.crosswalk import NOTHING, Crosswalk, Side
from generator.compare.folding import fold_clause
from generator.compare.recurring import periods_of
from generator.compare.sole import Sole, sole_of_all
from generator.doing import Frequency, Period
from generator.model import Clause, Condition, Item, Standard, Subject, Threshold, Topic
from generator.thresholds import asking_most


@dataclass(frozen=True, slots=True)
class Cell:
    """What one standard says on one topic.

    ``twin`` is the first standard that says the same, if there is an earlier one.
    """

    standard: Standard
    side: Side
    twin: Standard | None


@dataclass(frozen=True, slots=True)
class Row:
    """One topic over all standards, in their order."""

    topic: Topic
    cells: tuple[Cell, ...]

    @property
    def asked(self) -> tuple[Cell, ...]:
        """The cells that say something."""
        return tuple(cell for cell in self.cells if cell.side)

    @property
    def wordings(self) -> int:
        """Number of different wordings."""
        return sum(cell.twin is None for cell in self.asked)

    @property
    def uniform(self) -> bool:
        """Whether every standard asks this, in the same words."""
        return len(self.asked) == len(self.cells) and self.wordings == 1


def rows(crosswalk: Crosswalk) -> Iterator[Row]:
    """Every topic over all standards."""
    return (row(crosswalk, topic) for topic in crosswalk.corpus.topics)


def row(crosswalk: Crosswalk, topic: Topic) -> Row:
    """One topic over all standards."""
    first: dict[tuple[str, ...], Standard] = {}
    cells = []
    for standard in crosswalk.corpus.standards:
        side = crosswalk.side(topic, standard)
        cells.append(Cell(standard, side, first.get(side.words) if side else None))
        if side:
            first.setdefault(side.words, standard)
    return Row(topic, tuple(cells))


@dataclass(frozen=True, slots=True)
class Figure:
    """What one standard says on a subject of thresholds.

    Without ``thresholds`` but with a ``side``, it speaks of the matter and gives no such number.
    ``strictest`` are those of its thresholds that ask most of all standards'.
    """

    standard: Standard
    thresholds: tuple[Threshold, ...]
    side: Side
    strictest: frozenset[Threshold]


@dataclass(frozen=True, slots=True)
class Numbers:
    """One subject of thresholds over all standards; ``topics`` are those that it belongs to.

    ``periods`` are those that the thresholds count within, where they do (每年两次以上).
    """

    subject: Subject
    topics: tuple[Topic, ...]
    figures: tuple[Figure, ...]
    periods: tuple[Period, ...]


def numbers(crosswalk: Crosswalk) -> Iterator[Numbers]:
    """Every subject of thresholds over all standards."""
    corpus = crosswalk.corpus
    found: dict[str, list[Threshold]] = {subject.id: [] for subject in corpus.subjects}
    own: dict[tuple[str, str], list[Threshold]] = defaultdict(list)
    for threshold in corpus.thresholds:
        found[threshold.subject].append(threshold)
        own[corpus.standard_of_item[threshold.item].id, threshold.subject].append(threshold)
    counted: dict[str, list[Frequency]] = defaultdict(list)
    for frequency in corpus.frequencies:
        counted[frequency.subject].append(frequency)
    for subject in corpus.subjects:
        stated = found[subject.id]
        belongs = tuple({t.topic: corpus.topic_by_id[t.topic] for t in stated}.values())
        by_standard = {standard.id: tuple(own[standard.id, subject.id]) for standard in corpus.standards}
        most = asking_most(subject, by_standard)
        figures = []
        for standard in corpus.standards:
            mine = by_standard[standard.id]
            sides = (crosswalk.side(topic, standard) for topic in belongs)
            side = next((side for side in sides if side), NOTHING)
            figures.append(Figure(standard, mine, side, most.intersection(mine)))
        yield Numbers(subject, belongs, tuple(figures), periods_of(crosswalk.corpus, counted[subject.id]))


@dataclass(frozen=True, slots=True)
class Alone:
    """What sets one standard apart from all the others."""

    standard: Standard
    only: tuple[Sole, ...]
    """What it asks and no other does: its own topics, and its own demands within shared ones."""
    lacking: tuple[Topic, ...]
    """What every other one asks and it does not."""


def alone(crosswalk: Crosswalk) -> tuple[Alone, ...]:
    """For each standard, what it alone asks and what it alone does not ask."""
    corpus = crosswalk.corpus
    only: dict[str, list[Sole]] = {s.id: [] for s in corpus.standards}
    lacking: dict[str, list[Topic]] = {s.id: [] for s in corpus.standards}
    for topic in corpus.topics:
        silent = [s.id for s in corpus.standards if not crosswalk.side(topic, s)]
        for standard in corpus.standards:
            if found := sole_of_all(crosswalk, topic, standard):
                only[standard.id].append(found)
        if len(silent) == 1:
            lacking[silent[0]].append(topic)
    return tuple(Alone(s, tuple(only[s.id]), tuple(lacking[s.id])) for s in corpus.standards)


@dataclass(frozen=True, slots=True)
class Bound:
    """A place where a condition stands: the clauses that it belongs to, with their topics.

    ``clauses`` is empty where no clause holds the condition's words; the item's text then stands in.
    """

    standard: Standard
    item: Item
    condition: Condition
    clauses: tuple[tuple[Topic, Clause], ...]


@dataclass(frozen=True, slots=True)
class Conditional:
    """One condition, as often as it is set."""

    kind: str
    words: str
    bounds: tuple[Bound, ...]


def conditionals(crosswalk: Crosswalk) -> dict[str, tuple[Conditional, ...]]:
    """The conditions by kind (in the order of the corpus), those of many standards first."""
    corpus = crosswalk.corpus
    clauses: dict[str, list[tuple[Topic, Clause]]] = {}
    for topic in corpus.topics:
        for clause in topic.clauses:
            clauses.setdefault(clause.item, []).append((topic, clause))
    found: dict[tuple[str, str], list[Bound]] = {}
    for condition in corpus.conditions:
        item = corpus.item_by_id[condition.item]
        held = tuple((t, c) for t, c in clauses.get(item.id, ()) if condition.quote in c.quote)
        bound = Bound(corpus.standard_of_item[item.id], item, condition, held)
        found.setdefault((condition.kind, fold_clause(condition.quote)), []).append(bound)
    by_kind: dict[str, list[Conditional]] = {}
    for (kind, _), bounds in found.items():
        by_kind.setdefault(kind, []).append(Conditional(kind, bounds[0].condition.quote, tuple(bounds)))
    return {
        kind: tuple(sorted(entries, key=lambda entry: -len(entry.bounds)))
        for kind, entries in by_kind.items()
    }
