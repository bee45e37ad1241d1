"""Arabic and Chinese numerals in running Chinese text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

_DIGITS: Final = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS: Final = {"十": 10, "百": 100, "千": 1000, "万": 10_000}

HALF_A_YEAR: Final = "半年"
MONTHS_IN_HALF_A_YEAR: Final = 6.0
"""Half a year (半年) is 6 months (月): the one quantity whose numeral does not stand for its value."""

NUMERAL: Final = re.compile(r"[0-9０-９]+(?:[.．][0-9０-９]+)?|[零〇一二三四五六七八九十百千万两半]+")
"""A maximal run of digits (half or full width, with decimals) or of Chinese numerals, 半 among them."""


def value_of(numeral: str) -> float | None:
    """The value of a numeral that :data:`NUMERAL` matched.

    ``None`` if it holds 半, which is half of something that stands outside the numeral.
    """
    plain = unicodedata.normalize("NFKC", numeral)
    if plain.replace(".", "", 1).isascii():
        return float(plain)
    if all(c in _DIGITS for c in plain):
        return float("".join(str(_DIGITS[c]) for c in plain))
    total = section = digit = 0
    for c in plain:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c == "万":
            total += (section + digit or 1) * 10_000
            section = digit = 0
        elif c in _UNITS:
            section += (digit or 1) * _UNITS[c]
            digit = 0
        else:
            return None
    return float(total + section + digit)


def chinese(number: int) -> str:
    """A number from 1 to 99 in Chinese numerals (``12`` is ``十二``), as section markers use them."""
    if not 0 < number < 100:
        raise ValueError(number)
    tens, ones = divmod(number, 10)
    digits = "零一二三四五六七八九"
    head = "" if tens == 0 else "十" if tens == 1 else digits[tens] + "十"
    return head + (digits[ones] if ones else "")


def spans(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of every numeral in ``text``."""
    return (match.span() for match in NUMERAL.finditer(text))
