"""What the search knows of the language, whatever the standards are about: data files beside this module."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import cache
from importlib.resources import files


def folds() -> list[str]:
    """Pairs of characters; the first is read as the second."""
    return list(_lines("folds.txt"))


def asked() -> list[str]:
    """Words of questions, which say nothing about the matter; not those that are two others in a row."""
    words = dict.fromkeys(word for line in _lines("asked.txt") for word in line.split())
    return [w for w in words if not any(w[:i] in words and w[i:] in words for i in range(2, len(w) - 1))]


def sounds(characters: AbstractSet[str]) -> list[str]:
    """Groups of ``characters`` that sound alike; those in none of the groups sound like themselves.

    A character that the text has not is found as a slip by what stands around it, whatever it sounds like.
    """
    groups = ["".join(c for c in line.split()[1] if c in characters) for line in _lines("sounds.txt")]
    return [group for group in groups if len(group) > 1]


@cache
def _lines(name: str) -> tuple[str, ...]:
    text = (files("generator.search") / "data" / name).read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))
