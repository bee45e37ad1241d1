"""The key under which a row of the workbook is found again, whatever people did to the rows.

It is written into a hidden last column, and may be matched by any of its parts::

    K1f8e… C91410000123456789X N5a3b0c9d D77ab12cd
    key of prefill, code, digest of name and type, digest of what was answered

Rows are one unit where the parts that both have say so: the key of ``prefill``, else the code, else the
name and type; of several rows with one name and type only those with the same answers.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, Generic, TypeVar

PARTS: Final = "KCND"
"""Key, code, name, digest of the answers: the order in which they are believed."""

V = TypeVar("V")

UnitKey = str


def unit_key(key: str, code: str, name: str, standard: str, content: str) -> UnitKey:
    """The key of a unit; empty parts are left out. ``name`` and ``code`` are in their normal forms.

    >>> unit_key("", "91410000123456789X", "甲村", "villages", "")
    'C91410000123456789X N06197b22'
    """
    parts = [f"K{key}" if key else "", f"C{code}" if code else ""]
    parts.append(f"N{_short(f'{name}|{standard}')}" if name else "")
    parts.append(f"D{_short(content)}" if content else "")
    return " ".join(part for part in parts if part)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]


def comparable(one: Iterable[UnitKey], other: Iterable[UnitKey]) -> bool:
    """Whether the keys of ``prefill`` in two sets of keys come from one way of telling units.

    A roster that gets a column of codes, or of regions, gives all of its units other keys; what was kept
    under the old ones is then found by code or name. Where only some differ, they are other units.
    """
    mine, theirs = ({p for key in keys for p in key.split() if p[0] == PARTS[0]} for keys in (one, other))
    return not mine or not theirs or 2 * len(mine & theirs) >= min(len(mine), len(theirs))


class ByUnit(Generic[V]):
    """Values by unit, found again by any part of the key that tells units apart."""

    def __init__(self, entries: Iterable[tuple[UnitKey, V]], parts: str = PARTS) -> None:
        """Keep the values; the last of several under one key counts. ``parts`` are those that count."""
        self._values: dict[UnitKey, V] = dict(entries)
        self._parts = parts
        self._by_part: dict[str, list[UnitKey]] = defaultdict(list)
        for key in self._values:
            for part in key.split():
                self._by_part[part].append(key)

    def find(self, key: UnitKey) -> tuple[UnitKey, V] | None:
        """The entry that belongs to ``key``, and the key it stands under; ``None`` if that is open."""
        # the digest of a file, under which decisions stand, is one part, and none of these
        told = [part for part in key.split() if part[0] in self._parts or part[0] not in PARTS]
        for part in sorted(told, key=lambda p: PARTS.find(p[0])):
            found = [other for other in self._by_part.get(part, ()) if not self._contradict(key, other)]
            if len(found) == 1:
                return found[0], self._values[found[0]]
        return None

    def _contradict(self, one: UnitKey, two: UnitKey) -> bool:
        """Whether the strongest part that both have differs."""
        mine = {part[0]: part for part in one.split()}
        theirs = {part[0]: part for part in two.split()}
        strong = (letter for letter in PARTS[:2] if letter in self._parts)
        shared = next((letter for letter in strong if letter in mine and letter in theirs), None)
        return shared is not None and mine[shared] != theirs[shared]

    @property
    def keys(self) -> Mapping[UnitKey, V]:
        """Every key with its value."""
        return self._values
