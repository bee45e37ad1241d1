"""What the search knows of the language, whatever the standards are about: data files beside this module."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import cache
from importlib.resources import files
from typing import Final

OTHERS: Final = 2
"""So many characters that the text has not go with those of the same sound that it has."""


def folds() -> list[str]:
    """Pairs of characters; the first is read as the second."""
    return list(_lines("folds.txt"))


def asked() -> list[str]:
    """Words of questions, which say nothing about the matter; not those that are two others in a row."""
    words = dict.fromkeys(word for line in _lines("asked.txt") for word in line.split())
    return [w for w in words if not any(w[:i] in words and w[i:] in words for i in range(2, len(w) - 1))]


def sounds(characters: AbstractSet[str]) -> list[str]:
    """Groups of characters that sound alike, each with at least one of ``characters``.

    Characters that are in none of the groups have no common homophone; they sound like themselves.
    """
    groups = []
    for line in _lines("sounds.txt"):
        alike = line.split()[1]
        wanted = [c for c in alike if c in characters]
        if wanted:
            others = [c for c in alike if c not in characters]
            groups.append("".join(wanted + others[:OTHERS]))
    return [group for group in groups if len(group) > 1]


@cache
def _lines(name: str) -> tuple[str, ...]:
    text = (files("generator.search") / "data" / name).read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))
