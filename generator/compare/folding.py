"""Text normalised for comparison only: spellings and forms that make no difference fall together.

What counts as "no difference" is data (``language.json``): spelling variants (帐户 / 账户), full-width
forms, the punctuation of numbers, white space, and the mark at the end of a clause. Nothing else is
folded: another word is another word (干部配备 / 条件配备), and so is another mark inside a clause.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache
from importlib import resources
from typing import Final, TypedDict, cast


class Language(TypedDict):
    """The shape of ``language.json``."""

    same: dict[str, str]
    dashes: str
    units: list[str]
    numerals: str
    percent: str
    half: str
    bounds: list[str]
    joins: str
    pauses: str
    silent: str
    islands: list[str]


LANGUAGE: Final = cast(
    "Language",
    json.loads((resources.files("generator.compare") / "language.json").read_text(encoding="utf-8")),
)

_SPACE: Final = re.compile(r"\s+")
_THOUSANDS: Final = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_RANGE: Final = re.compile(rf"(?<=[\d%])[{re.escape(LANGUAGE['dashes'])}]+(?=\d)")
_SILENT: Final = re.compile(rf"(?<!\d)[{LANGUAGE['silent']}]|[{LANGUAGE['silent']}](?!\d)")
_PHRASES: Final = re.compile(f"[{re.escape(LANGUAGE['pauses'])}]+")


class _Widths(dict[int, str]):
    """The usual form of each character by its code point, asked once; its own where that is longer.

    >>> "（Ａ）…".translate(_Widths())
    '(A)…'
    """

    def __missing__(self, code: int) -> str:
        usual = unicodedata.normalize("NFKC", chr(code))
        self[code] = found = usual if len(usual) == 1 else chr(code)
        return found


_USUAL_WIDTH: Final = _Widths()


@lru_cache(maxsize=65536)
def even(text: str) -> str:
    """The text with widths and spellings evened out, character for character (as long as before)."""
    plain = text.translate(_USUAL_WIDTH)
    for variant, usual in LANGUAGE["same"].items():
        if len(variant) == len(usual):
            plain = plain.replace(variant, usual)
    return plain


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """A piece of text as it is compared, keeping the mark at its end."""
    folded = unicodedata.normalize("NFKC", _SPACE.sub("", text))
    folded = _RANGE.sub("-", _THOUSANDS.sub("", folded))
    for variant, usual in LANGUAGE["same"].items():
        folded = folded.replace(variant, usual)
    return folded


def fold_clause(text: str) -> str:
    """A whole clause as it is compared: folded, without the mark at its end."""
    return fold(text).rstrip(LANGUAGE["pauses"])


def bare(folded: str) -> str:
    """A folded clause without marks and particles, which alone never make another demand.

    A mark between two digits is part of the number; brackets stay: they may hold a choice.

    >>> bare("年初有计划，年中有检查") == bare("年初有计划、年中有检查")
    True
    >>> bare("2.5%的会费")
    '2.5%会费'
    """
    return _SILENT.sub("", folded)


def phrases(folded: str) -> tuple[str, ...]:
    """The phrases of a folded clause: what stands between its commas, stops and enumeration marks."""
    return tuple(piece for piece in _PHRASES.split(folded) if piece)
