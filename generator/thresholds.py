"""Thresholds: what they bound, which of two asks more, what keeps them, and how people write them.

The one place that knows the operators ``>=``, ``>``, ``<=``, ``<``, ``=`` and ``range`` (both ends
belong to it). Thresholds of one subject are comparable within a *family*: at least, at most, exactly,
from-to. One standard may state several (at least 3 and at most 9): each family keeps its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from importlib import resources
from typing import Any, Final

from generator.model import Subject, Threshold

FAMILIES: Final[Mapping[str, str]] = {
    ">=": "floor",
    ">": "floor",
    "<=": "ceiling",
    "<": "ceiling",
    "=": "exact",
    "range": "range",
}

_LANGUAGE: Final[Any] = json.loads((resources.files("generator") / "thresholds.json").read_text("utf-8"))
WORDS: Final[Mapping[str, str]] = _LANGUAGE["bounds"]
"""How a sentence puts each operator; a sign before a number is no word (≤6月 reads as June)."""

OPPOSITE: Final[Mapping[str, str]] = {"stricter": "looser", "looser": "stricter"}
"""What asks more seen from one side asks less seen from the other."""


class Order(StrEnum):
    """How one threshold stands to another of its subject and family.

    *incomparable*: they differ, and neither asks more (3-5 against 4-6, or no direction is stricter).
    """

    SAME = "same"
    STRICTER = "stricter"
    LOOSER = "looser"
    INCOMPARABLE = "incomparable"


def within(number: float, operator: str, value: Sequence[float]) -> bool:
    """Whether a number keeps a threshold; ``value`` is (bound,), or (low, high) for ``range``.

    Raises:
        KeyError: the operator is none of :data:`FAMILIES`.

    """
    return {
        ">=": number >= value[0],
        ">": number > value[0],
        "<=": number <= value[0],
        "<": number < value[0],
        "=": number == value[0],
        "range": value[0] <= number <= value[-1],
    }[operator]


def compare(subject: Subject, left: Threshold, right: Threshold) -> Order:
    """Which of two thresholds of ``subject`` and of one family asks more, seen from the left one."""
    mine, yours = bounds(left), bounds(right)
    if mine == yours and left.unit == right.unit:
        return Order.SAME
    if subject.stricter == "none" or left.unit != right.unit or len(mine) != len(yours):
        return Order.INCOMPARABLE
    pairs = list(zip(mine, yours, strict=True))
    more = all(a >= b for a, b in pairs)
    if not more and not all(a <= b for a, b in pairs):
        return Order.INCOMPARABLE
    return Order.STRICTER if more == (subject.stricter == "higher") else Order.LOOSER


def bounds(threshold: Threshold) -> tuple[tuple[float, int], ...]:
    """The values in an order in which > 90 comes after >= 90, and < 6 before <= 6."""
    side = {">": 1, "<": -1}.get(threshold.operator, 0)
    return tuple((value, side) for value in threshold.value)


def strictest(
    subjects: Mapping[str, Subject], thresholds: Iterable[Threshold]
) -> dict[tuple[str, str], Threshold]:
    """The binding threshold for each subject id and family, in the order in which they first occur.

    Of ``>= 3``, ``>= 5`` and ``<= 9`` of one subject, where higher is stricter, ``>= 5`` and ``<= 9``
    bind; of thresholds that cannot be compared, the first one counts.
    """
    found: dict[tuple[str, str], Threshold] = {}
    for threshold in thresholds:
        key = threshold.subject, FAMILIES[threshold.operator]
        if key not in found or compare(subjects[key[0]], threshold, found[key]) is Order.STRICTER:
            found[key] = threshold
    return found


def asking_most(subject: Subject, stated: Mapping[str, Sequence[Threshold]]) -> frozenset[Threshold]:
    """The thresholds that ask most, of those that several standards state of one subject.

    ``stated`` maps each standard's id to its thresholds. Nothing asks most in a family that one of the
    standards lacks, where all are alike, or where two cannot be compared: 90 % here, 95 % there and at
    most 80 % elsewhere have no strictest among them.
    """
    most: set[Threshold] = set()
    binding = [strictest({subject.id: subject}, thresholds) for thresholds in stated.values() if thresholds]
    for key in dict.fromkeys(key for one in binding for key in one):
        rivals = [one[key] for one in binding if key in one]
        if len(rivals) < len(binding):
            continue
        best = rivals[0]
        for rival in rivals[1:]:
            best = rival if compare(subject, rival, best) is Order.STRICTER else best
        orders = [compare(subject, best, rival) for rival in rivals]
        if set(orders) == {Order.SAME, Order.STRICTER}:
            most.update(rival for rival, order in zip(rivals, orders, strict=True) if order is Order.SAME)
    return frozenset(most)


def numeral(number: float) -> str:
    """A number as people write it, at most six decimals and no exponent: ``95``, ``0.5``, ``1766330``."""
    plain = f"{number:.6f}"
    return plain.rstrip("0").rstrip(".")


def bound(operator: str, value: Sequence[float], unit: str = "") -> str:
    """A bound in words: ``至少95%``, ``3至5年``, ``不超过6个月``; of a unit with a period, ``每年至少2次``.

    >>> bound("<=", [6], "月"), bound(">=", [2], "次/年"), bound("range", [3, 5])
    ('不超过6个月', '每年至少2次', '3至5')
    """
    measure, _, period = unit.partition("/")
    said = WORDS[operator].format(*map(numeral, value)) + _LANGUAGE["measures"].get(measure, measure)
    return _LANGUAGE["rate"].format(period=period, bound=said) if period else str(said)


def written(threshold: Threshold) -> str:
    """A threshold in words: ``至少95%``."""
    return bound(threshold.operator, threshold.value, threshold.unit)
