"""The comparison of standards: pure functions from the corpus to typed findings; pages render them."""

from __future__ import annotations

from generator.compare.crosswalk import Crosswalk, Side
from generator.compare.difference import Difference, Piece, difference
from generator.compare.pairs import Change, Pair, moves, pair, pairs
from generator.compare.relation import Finding, Kind, Verdict, differ, relate

__all__ = [
    "Change",
    "Crosswalk",
    "Difference",
    "Finding",
    "Kind",
    "Pair",
    "Piece",
    "Side",
    "Verdict",
    "differ",
    "difference",
    "moves",
    "pair",
    "pairs",
    "relate",
]
