"""What answers given under one standard are still good for under another, item by item of the new one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from generator.compare.kind import Change
from generator.compare.pairs import Pair
from generator.model import Item


class Use(StrEnum):
    """What an old answer is good for, from the most to nothing."""

    KEEP = "keep"
    EXTEND = "extend"
    CONSULT = "consult"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Answer:
    """An item of the new standard, the items of the old one on the same matters, and their use."""

    item: Item
    old: tuple[str, ...]
    use: Use


def answers(way: Pair) -> Iterator[Answer]:
    """For every item of the right standard, in its order.

    An item is on several matters, and the answer is one: it can be kept only where no matter of the item
    asks more or otherwise than before, and has something to be added to where some matter is new.
    """
    changes: dict[str, set[Change]] = {}
    old: dict[str, dict[str, None]] = {}
    for one in way.comparisons:
        for clause in one.right.clauses:
            changes.setdefault(clause.item, set()).add(one.change)
            old.setdefault(clause.item, {}).update(dict.fromkeys(c.item for c in one.left.clauses))
    for item in way.right.items:
        found = old.get(item.id, {})
        yield Answer(item, tuple(found), _use(changes.get(item.id, set())) if found else Use.NONE)


def _use(changes: set[Change]) -> Use:
    if Change.OTHERWISE in changes:
        return Use.CONSULT
    return Use.EXTEND if changes & {Change.STRICTER, Change.NEW} else Use.KEEP
