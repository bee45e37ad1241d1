"""Whose a file seems to be that could not be read: what its own name tells, with a roster or without."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from generator.returns.judging.expected import longest_within
from generator.returns.reading.intake import SEPARATOR
from generator.returns.reading.names import LONGEST, Names
from generator.returns.reading.text import folded, visible

_SUFFIX: Final = re.compile(r"(?:\.[A-Za-z0-9]{1,5})+$")
_APART: Final = re.compile(r"[\W_]+|(?:\d{1,4}[年月日])+|(?<!第)(?<!\d)\d{2,}")
_HANZI: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
SHORTEST: Final = 2
"""Hanzi that a piece of a file's name must have to be taken for the name of a unit."""


class Senders:
    """Names of units in names of files.

    ``known`` are the names of the roster and of the forms that were accepted; ``fillers`` are words that
    say what a file is, not whose.
    """

    def __init__(self, known: Iterable[str], names: Names, fillers: Iterable[str]) -> None:
        self._names = names
        self._known = {names.name(name): visible(name) for name in known if names.name(name)}
        words = sorted({word for word in fillers if word}, key=len, reverse=True)
        self._fillers = re.compile("|".join(map(re.escape, words)) if words else r"(?!)")

    def of(self, path: str) -> str:
        """The unit that a file seems to come from; empty if its name tells none.

        The longest known name that stands in the name counts, else the longest piece that is left when
        suffix, numbers and fillers are away. In an archive, the archive's name counts where the
        member's says nothing. Folders do not count: one may hold what many units sent.

        Example: ``收件/05_和平村工会自评表.rar`` is 和平村 if that is known, else 和平村工会;
        ``收件/和平村/新建文件夹(2).rar`` is nobody's.
        """
        parts = [part.rpartition("/")[2][-LONGEST:] for part in reversed(path.split(SEPARATOR))]
        for find in (self._found, self._guessed):
            for part in parts:
                if name := find(part):
                    return name
        return ""

    def _found(self, name: str) -> str:
        return self._known.get(longest_within(folded(name), self._known, self._names), "")

    def _guessed(self, name: str) -> str:
        stem = _SUFFIX.sub("", name)
        pieces = (self._fillers.sub("", piece) for piece in _APART.split(stem))
        kept = [p for p in pieces if len(_HANZI.findall(p)) >= SHORTEST]
        return visible(max(kept, key=len, default=""))
