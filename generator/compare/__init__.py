"""The comparison of standards: pure functions from the corpus to typed comparisons; pages render them."""

from __future__ import annotations

from generator.compare.crosswalk import Crosswalk, Side
from generator.compare.difference import Difference, Piece, difference
from generator.compare.kind import Change, Kind
from generator.compare.pairs import Pair, comparable, every_two, moves, pair, pairs
from generator.compare.relation import Comparison, Verdict, differ, relate
from generator.compare.sole import Sole

__all__ = [
    "Change",
    "Comparison",
    "Crosswalk",
    "Difference",
    "Kind",
    "Pair",
    "Piece",
    "Side",
    "Sole",
    "Verdict",
    "comparable",
    "differ",
    "difference",
    "every_two",
    "moves",
    "pair",
    "pairs",
    "relate",
]
