"""What the search knows of the language, whatever the standards are about: data files beside this module."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import cache
from importlib.resources import files


def folds(characters: AbstractSet[str]) -> list[str]:
    """Pairs of characters; the first is read as the second.

    Of the radicals, which PDF programs put for characters, only those of ``characters`` are of use.
    """
    radicals = [pair for line in _lines("radicals.txt") for pair in line.split()]
    return [*_lines("folds.txt"), *(pair for pair in radicals if pair[1] in characters)]


def interrogatives() -> list[str]:
    """Words that make a question: 怎么, 多少, 是不是."""
    return [word for line in _lines("interrogatives.txt") for word in line.split()]


def asked() -> list[str]:
    """Words of questions, which say nothing about the matter; not those that are two others in a row."""
    words = dict.fromkeys(
        [*interrogatives(), *(word for line in _lines("asked.txt") for word in line.split())]
    )
    return [w for w in words if not any(w[:i] in words and w[i:] in words for i in range(2, len(w) - 1))]


@cache
def measures() -> frozenset[str]:
    """Words for how much, which say nothing of what."""
    return frozenset(word for line in _lines("measures.txt") for word in line.split())


def sounds(characters: AbstractSet[str]) -> list[str]:
    """Groups of ``characters`` that sound alike, each after the syllable that it is.

    Those in none of the groups sound like themselves. A character that the text has not is found as a slip
    by what stands around it, whatever it sounds like.
    """
    groups = [
        (syllable, "".join(c for c in group if c in characters))
        for syllable, group in (line.split() for line in _lines("sounds.txt"))
    ]
    return [syllable + group for syllable, group in groups if group]


@cache
def _lines(name: str) -> tuple[str, ...]:
    text = (files("generator.search") / "data" / name).read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))
