"""Who does what a clause asks, where it is not the body that the standard is for; and how often.

*指导基层工会建立* is not *建立*. A clause is marked only where its own words name another body as the one
that does what is asked; without a mark, the text gives the doing to no one else.

How often is told by words (按月, 定期) and stays words: a frequency has no count that the text does not give.
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


@dataclass(frozen=True, slots=True)
class Period:
    """A way to say how often (按月; 年初、年中、年终): ``words`` are those that a text says it with.

    ``explanation`` tells what they leave open; empty where they leave nothing open.
    """

    id: str
    name: str
    words: tuple[str, ...]
    explanation: str = ""
    place: Place = placed()


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often an item asks something of a topic: the id of a :class:`Period`, and the words.

    ``subject`` is set where a threshold of that subject counts how often within the period (每年两次以上).
    """

    item: str
    topic: str
    period: str
    quote: str
    subject: str = ""
    place: Place = placed("quote")
