"""What only one side asks: whole topics, and within a shared topic what the other side does not have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from generator.compare.crosswalk import Crosswalk, Side
from generator.compare.difference import Piece, Pieces
from generator.compare.relation import Comparison, relate
from generator.model import Clause, Standard, Topic


@dataclass(frozen=True, slots=True)
class Sole:
    """What one side alone asks on a topic; ``shared`` where the topic itself is not its alone.

    ``side`` then has its own words only, and ``whole`` the clauses that they stand in, with these marked.
    """

    topic: Topic
    side: Side
    shared: bool
    whole: tuple[tuple[Clause, Pieces], ...] = ()


def soles(comparisons: tuple[Comparison, ...]) -> tuple[tuple[Sole, ...], tuple[Sole, ...]]:
    """What the left side alone asks and what the right side alone asks, each topic at most once.

    Within a shared topic it is what an editor has quoted as asked by one side only; where nobody has
    weighed the words, nothing is claimed.
    """
    left, right = [], []
    for one in comparisons:
        if not one.right:
            left.append(Sole(one.topic, one.left, shared=False))
        elif not one.left:
            right.append(Sole(one.topic, one.right, shared=False))
        elif one.weighed:
            left += _within(one.topic, one.left, one.weighed.left_only)
            right += _within(one.topic, one.right, one.weighed.right_only)
    return tuple(left), tuple(right)


def sole_of_all(crosswalk: Crosswalk, topic: Topic, standard: Standard) -> Sole | None:
    """What a standard alone of all asks on a topic: all of it, or what none of the others there asks."""
    side = crosswalk.side(topic, standard)
    others = [s for s in crosswalk.corpus.standards if s is not standard and crosswalk.side(topic, s)]
    if not side:
        return None
    if not others:
        return Sole(topic, side, shared=False)
    against = [_only(relate(crosswalk, topic, standard, other)) for other in others]
    kept = [c for c in against[0] if all(any(_holds(o, c) for o in found) for found in against[1:])]
    return next(_within(topic, side, tuple(kept)), None)


def _only(one: Comparison | None) -> tuple[Clause, ...]:
    return one.weighed.left_only if one and one.weighed else ()


def _holds(whole: Clause, part: Clause) -> bool:
    return whole.item == part.item and part.quote in whole.quote


def _within(topic: Topic, side: Side, own: tuple[Clause, ...]) -> Iterator[Sole]:
    if own:
        quotes = {clause: [o.quote for o in own if _holds(clause, o)] for clause in side.clauses}
        whole = tuple((clause, _marked(clause.quote, found)) for clause, found in quotes.items() if found)
        yield Sole(topic, Side(own), shared=True, whole=whole)


def _marked(text: str, quotes: list[str]) -> Pieces:
    """A clause in pieces, the quotes marked.

    >>> [(piece.text, piece.changed) for piece in _marked("有书报，有桌椅", ["桌椅"])]
    [('有书报，有', False), ('桌椅', True)]
    """
    marks = [False] * len(text)
    for quote in quotes:
        start = text.index(quote)
        marks[start : start + len(quote)] = [True] * len(quote)
    pieces = []
    start = 0
    for changed, run in groupby(marks):
        end = start + sum(1 for _ in run)
        pieces.append(Piece(text[start:end], changed))
        start = end
    return tuple(pieces)
