"""The numbers of printed markers, and where a run of numbers departs from 1, 2, 3 …"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator import numerals


def out_of_sequence(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """(index, number expected there) for each departure, and for no consequence of one.

    After a gap the count goes on from the number that is there if the next one agrees; a single
    wrong number in a run that is otherwise right is one departure, not two.
    """
    found: list[tuple[int, int]] = []
    shift = 1
    for index, number in enumerate(numbers):
        if number == index + shift:
            continue
        found.append((index, index + shift))
        if index + 1 == len(numbers) or numbers[index + 1] == number + 1:
            shift = number - index
    return found


def number_in(marker: str) -> float | None:
    """The number that a printed marker or label shows (``一、``, ``12．``, ``附件3``)."""
    match = re.search(numerals.NUMERAL, marker.rstrip(".．、"))
    return numerals.value_of(match[0]) if match else None
