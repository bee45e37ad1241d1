"""The kinds of relation that two sides may stand in, and of what changes on the way from one to the other."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from generator.thresholds import OPPOSITE


class Kind(StrEnum):
    """How the left side relates to the right side."""

    SAME = "same"
    REWORDED = "reworded"
    PARTIAL = "partial"
    DOER = "doer"
    STRICTER = "stricter"
    LOOSER = "looser"
    ONLY_LEFT = "only-left"
    ONLY_RIGHT = "only-right"

    @property
    def mirrored(self) -> Kind:
        """How the right side relates to the left side."""
        return _MIRRORED.get(self, self)


class Change(StrEnum):
    """What becomes of a topic when an organisation goes from one standard to another.

    In the order in which it is told: what must be done comes first, what falls away last.
    """

    NEW = "new"
    STRICTER = "stricter"
    OTHERWISE = "otherwise"
    WORDING = "wording"
    SAME = "same"
    LOOSER = "looser"
    GONE = "gone"


_MIRRORED: Final = {
    **{Kind(one): Kind(other) for one, other in OPPOSITE.items()},
    Kind.ONLY_LEFT: Kind.ONLY_RIGHT,
    Kind.ONLY_RIGHT: Kind.ONLY_LEFT,
}
