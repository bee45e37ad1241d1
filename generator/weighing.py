"""What an editor has found on weighing the words of two standards on one topic against each other."""

from __future__ import annotations

from dataclasses import dataclass

from generator.errors import Place, placed


@dataclass(frozen=True, slots=True)
class Weighing:
    """Whether two wordings of one matter demand the same: for what neither rules nor numbers can tell.

    ``left`` and ``right`` are items of two standards; what is weighed is all that the two standards say
    on the topic. ``relation`` is seen from the left: ``same`` (the words differ, the demand does not),
    ``stricter`` (all that the right one asks and more), ``looser`` (the other way round) or ``otherwise``
    (each asks something that the other does not, or asks it of others or in another way). The quotes are
    the words that were weighed; ``left_only`` and ``right_only`` are demands that only that side has.
    """

    topic: str
    left: str
    right: str
    relation: str
    left_quote: str
    right_quote: str
    reason: str
    left_only: tuple[str, ...] = ()
    right_only: tuple[str, ...] = ()
    place: Place = placed()
