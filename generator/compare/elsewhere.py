"""For one item of a standard: which other standards ask the same, and how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.compare.crosswalk import Crosswalk
from generator.compare.kind import Kind
from generator.compare.relation import Comparison, relate_sides
from generator.model import Item, Standard, Topic


@dataclass(frozen=True, slots=True)
class Echo:
    """How another standard relates to one item: seen from the other one (*stricter*: it asks more).

    ``complete`` tells whether it says something on every topic of the item.
    """

    standard: Standard
    kind: Kind
    comparisons: tuple[Comparison, ...]
    items: tuple[Item, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The other standards that ask something of what an item asks, and those that do not."""

    echoes: tuple[Echo, ...]
    silent: tuple[Standard, ...]

    @property
    def by_kind(self) -> tuple[tuple[Kind, tuple[Echo, ...]], ...]:
        """The echoes by kind, in the order of the kinds."""
        groups = ((kind, tuple(e for e in self.echoes if e.kind is kind)) for kind in Kind)
        return tuple((kind, echoes) for kind, echoes in groups if echoes)

    def on(self, topic: Topic) -> tuple[tuple[tuple[Standard, Comparison], ...], ...]:
        """What the others say on one topic: those that relate alike together, in the order of the kinds."""
        found = [(e.standard, c) for e in self.echoes for c in e.comparisons if c.topic is topic]
        alike = {(c.kind, c.other_doers): None for _, c in found}
        ways = sorted(alike, key=lambda way: (list(Kind).index(way[0]), way[1]))
        return tuple(tuple((s, c) for s, c in found if (c.kind, c.other_doers) == way) for way in ways)


def elsewhere(crosswalk: Crosswalk) -> Mapping[str, Elsewhere]:
    """For every item by id. Only what the item itself says is compared, not its neighbours."""
    return {
        item.id: _of_item(crosswalk, standard, item)
        for standard in crosswalk.corpus.standards
        for item in standard.items
    }


def _of_item(crosswalk: Crosswalk, standard: Standard, item: Item) -> Elsewhere:
    topics = crosswalk.corpus.topics_of_item.get(item.id, ())
    own = [(topic, crosswalk.side(topic, standard).within(item.id)) for topic in topics]
    echoes, silent = [], []
    for other in crosswalk.corpus.standards:
        if other is standard:
            continue
        compared = []
        for topic, mine in own:
            one = relate_sides(crosswalk, topic, (other, crosswalk.side(topic, other)), (standard, mine))
            if one and one.left:
                compared.append(one)
        if compared:
            echoes.append(_echo(crosswalk, other, tuple(compared), len(topics)))
        else:
            silent.append(other)
    return Elsewhere(tuple(echoes), tuple(silent))


def _echo(crosswalk: Crosswalk, other: Standard, compared: tuple[Comparison, ...], topics: int) -> Echo:
    by_id = crosswalk.corpus.item_by_id
    items = {clause.item: by_id[clause.item] for c in compared for clause in c.left.clauses}
    complete = len(compared) == topics
    return Echo(
        other, _together({c.kind for c in compared}, complete), compared, tuple(items.values()), complete
    )


def _together(kinds: set[Kind], complete: bool) -> Kind:
    """One word for several topics: a verdict if none speaks against it, else what is true of all.

    Another doer on any of them speaks against everything: who only guides neither asks less nor the same.
    """
    if Kind.DOER in kinds:
        return Kind.DOER
    if Kind.STRICTER in kinds and Kind.LOOSER in kinds:
        return Kind.REWORDED
    for verdict in (Kind.STRICTER, Kind.LOOSER):
        if verdict in kinds:
            return verdict
    if Kind.REWORDED in kinds:
        return Kind.REWORDED
    return Kind.SAME if kinds == {Kind.SAME} and complete else Kind.PARTIAL
