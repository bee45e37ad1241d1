"""Names for files that are called after units: such as every system takes, and no two alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from generator.returns.reading.intake import Labels
from generator.returns.reading.text import folded, visible

_FORBIDDEN: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f]|[. ]+$|^ +|⟦U\+[0-9A-F]+⟧')
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
LONGEST: Final = 60


def unused_name(name: str, names: Labels) -> str:
    """The name of a file such that it is new even where capitals do not count.

    >>> names = Labels()
    >>> unused_name("A.pdf", names), unused_name("a.pdf", names)
    ('A.pdf', 'a (2).pdf')
    """
    stem, dot, suffix = name.rpartition(".")
    found = names.unique(stem.casefold())
    return stem + found[len(stem.casefold()) :] + dot + suffix


def told_apart(names: Sequence[str], marks: Sequence[str]) -> list[str]:
    """The names, those that are there more than once with their mark (a place, say), where marks differ.

    >>> told_apart(["张村", "李村", "张村"], ["白沙镇", "白沙镇", "青山镇"])
    ['张村（白沙镇）', '李村', '张村（青山镇）']
    >>> told_apart(["张村", "张村"], ["白沙镇", "白沙镇"])
    ['张村', '张村']
    """
    of: dict[str, set[str]] = {}
    for name, mark in zip(names, marks, strict=True):
        of.setdefault(folded(name), set()).add(mark)
    return [
        f"{name}（{mark}）" if mark and len(of[folded(name)]) > 1 else name
        for name, mark in zip(names, marks, strict=True)
    ]


def file_name(name: str) -> str:
    """``name`` such that every system takes it as the name of a file."""
    safe = _FORBIDDEN.sub("_", visible(name))[:LONGEST].rstrip(". ") or "_"
    return f"_{safe}" if _RESERVED.fullmatch(safe) else safe
