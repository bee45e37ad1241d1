"""The pages of the comparison; everything is computed in :mod:`generator.compare`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Final, Protocol

from generator import addresses
from generator.compare import Change, Crosswalk, Difference, comparable, differ, every_two, moves, pairs
from generator.compare.answers import answers
from generator.compare.overview import Numbers, Row, alone, conditionals, numbers, rows
from generator.compare.recurring import recurring
from generator.compare.relation import Comparison, relate
from generator.export.labels import labels
from generator.model import Corpus, Threshold, Topic, TopicGroup


class Render(Protocol):
    """Fills one template of this package."""

    def __call__(self, template: str, /, **values: object) -> str:
        """The Markdown of a page."""


def comparison_pages(crosswalk: Crosswalk, render: Render) -> dict[str, str]:
    """Every page of the comparison by its path below ``docs/``."""
    found: dict[str, str] = {}
    for folder, template, values in _pages(crosswalk):
        index = folder in (addresses.COMPARISON, addresses.TOPICS)
        path = f"{folder}index.md" if index else addresses.source(folder)
        if path in found:
            raise ValueError(f"two pages of the comparison at {path}")
        depth = folder.count("/")
        found[path] = render(template, up="../" * depth, here=folder, crosswalk=crosswalk, **values)
    return found


def _pages(crosswalk: Crosswalk) -> Iterator[tuple[str, str, dict[str, object]]]:
    corpus = crosswalk.corpus
    table = list(rows(crosswalk))
    figures = list(numbers(crosswalk))
    shared: dict[str, object] = {
        "groups": _by_group(corpus, table),
        "strictest": _strictest(figures),
        "differ": _Differences(crosswalk),
        "answers": answers,
        "old_answer": labels().uses,
        "weights": lambda topic: _weights(crosswalk, topic),
    }
    yield addresses.COMPARISON, "compare.md.j2", shared
    often = list(recurring(crosswalk))
    yield addresses.NUMBERS, "numbers.md.j2", shared | {"numbers": figures, "recurring": often}
    if comparable(corpus):
        yield addresses.ALONE, "only.md.j2", shared | {"alone": alone(crosswalk)}
    else:
        yield addresses.ALONE, "single.md.j2", shared
    yield addresses.CONDITIONS, "if.md.j2", shared | {"conditionals": conditionals(crosswalk)}
    yield addresses.ITEMS, "items.md.j2", shared
    yield addresses.TOPICS, "topics.md.j2", shared
    for row in table:
        values = {"row": row, "relations": dict(_relations(crosswalk, row)) if every_two(corpus) else {}}
        yield addresses.topic_url(row.topic), "topic.md.j2", shared | values
    yield from _two(crosswalk, shared)


def _two(crosswalk: Crosswalk, shared: dict[str, object]) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Two standards side by side, and the ways: a page each, or one on which any two can be chosen.

    The pages that lead there are always made, so that a navigation that names them holds.
    """
    if not every_two(crosswalk.corpus):
        template = "two.md.j2" if comparable(crosswalk.corpus) else "single.md.j2"
        yield addresses.PAIRS, template, shared
        yield addresses.MOVING, template, shared
        return
    both = {(p.left.id, p.right.id): p for p in pairs(crosswalk)}
    ways = {(p.left.id, p.right.id): p for p in moves(crosswalk)}
    yield addresses.PAIRS, "pairs.md.j2", shared | {"pairs": both}
    changes = {ids: dict(way.changes) for ids, way in ways.items()}
    yield addresses.MOVING, "moving.md.j2", shared | {"changes": changes}
    for pair in both.values():
        yield addresses.pair_page(pair.left, pair.right), "pair.md.j2", shared | {"pair": pair}
    for pair in ways.values():
        yield addresses.move_page(pair.left, pair.right), "move.md.j2", shared | {"pair": pair}


_WEIGHTS: Final = {
    Change.STRICTER: "s",
    Change.LOOSER: "l",
    Change.OTHERWISE: "o",
    Change.WORDING: "w",
    Change.SAME: "e",
}


def _weights(crosswalk: Crosswalk, topic: Topic) -> str:
    """A letter for every two standards in their order, for the table; ``-`` where it has nothing to say."""
    letters = []
    for left, right in combinations(crosswalk.corpus.standards, 2):
        one = relate(crosswalk, topic, left, right)
        unknown = one and one.change is Change.OTHERWISE and not (one.weighed or one.other_doers)
        letters.append("-" if one is None or unknown else _WEIGHTS.get(one.change, "-"))
    return "".join(letters)


class _Differences:
    """The fine difference of two standards on a topic; a way and its way back share one."""

    def __init__(self, crosswalk: Crosswalk) -> None:
        self._crosswalk = crosswalk
        self._known: dict[tuple[str, str, str], Difference] = {}

    def __call__(self, one: Comparison) -> Difference:
        # an item tells its standard
        key = (one.topic.id, one.left.clauses[0].item, one.right.clauses[0].item)
        if key not in self._known:
            found = differ(self._crosswalk, one)
            self._known |= {key: found, (key[0], key[2], key[1]): found.mirrored}
        return self._known[key]


def _by_group(corpus: Corpus, table: list[Row]) -> list[tuple[TopicGroup, list[Row]]]:
    members: dict[str, list[Row]] = {group.id: [] for group in corpus.groups}
    for row in table:
        members[row.topic.group].append(row)
    return [(group, members[group.id]) for group in corpus.groups if members[group.id]]


def _strictest(figures: list[Numbers]) -> frozenset[Threshold]:
    """The thresholds that ask most of all that can be compared with them."""
    return frozenset(
        threshold for line in figures for figure in line.figures for threshold in figure.strictest
    )


def _relations(crosswalk: Crosswalk, row: Row) -> Iterator[tuple[tuple[str, str], Comparison]]:
    """The ones on a topic for every two standards that ask it, both ways round."""
    asking = [cell.standard for cell in row.asked]
    for left, right in combinations(asking, 2):
        for a, b in ((left, right), (right, left)):
            one = relate(crosswalk, row.topic, a, b)
            assert one is not None
            yield (a.id, b.id), one
