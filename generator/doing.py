"""Who does what a clause asks, where it is not the body that the standard is for.

*指导基层工会建立* is not *建立*. A clause is marked only where its own words name another body as the one
that does what is asked; without a mark, the text gives the doing to no one else.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.errors import Place, placed


@dataclass(frozen=True, slots=True)
class Doer:
    """One way in which another body does what is asked (指导基层工会做); ``id`` is its key in the clauses."""

    id: str
    name: str
    explanation: str
    place: Place = placed()


@dataclass(frozen=True, slots=True)
class DoneBy:
    """Who does what a clause asks: the id of a :class:`Doer`, and the words of the clause that show it."""

    doer: str
    quote: str
    place: Place = placed("quote")
    doer_place: Place = placed("doer")
