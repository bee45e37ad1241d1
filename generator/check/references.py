"""What several layers have in common: they name topics, clauses of topics, ids, and what stands only once."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterable, Iterator
from typing import Final, TypeVar

from generator.check.context import Context
from generator.errors import Finding, Place
from generator.load.corpus import editorial_file
from generator.model import Topic

Name = TypeVar("Name", bound=Hashable)

_SIDE: Final = re.compile(r"\{(left|right)\}")
_BRACE: Final = re.compile(r"\{[^{}]*\}?|\}")


def repeated(entries: Iterable[tuple[Name, Place]]) -> Iterator[tuple[Name, Place, Place]]:
    """What stands more than once: its name, where it stands again, and where it stood first.

    >>> here, there = Place("a.yml", 1), Place("a.yml", 5)
    >>> [name for name, again, first in repeated([("a", here), ("b", here), ("a", there)])]
    ['a']
    """
    seen: dict[Name, Place] = {}
    for name, place in entries:
        first = seen.setdefault(name, place)
        if first != place:
            yield name, place, first


def unknown(
    ids: Iterable[str], known: Collection[str], what: str, place: Place, code: str
) -> Iterator[Finding]:
    """The ids that nothing ``known`` has; ``what`` they are to name."""
    for one in ids:
        if one not in known:
            yield Finding(place, code, f"没有代号为 {one} 的{what}", f"改成存在的{what}的代号，或先补上它")


def unknown_standard(context: Context, standard: str, place: Place) -> Iterator[Finding]:
    """That there is no such standard, unless one could not be loaded."""
    if not context.verbatim_broken and all(standard != one.id for one in context.corpus.standards):
        remedy = "改成 catalog.yml 的 sequence 里的标准代号"
        yield Finding(place, "standard-unknown", f"没有代号为 {standard} 的标准", remedy)


def unknown_topic(context: Context, topic: str, place: Place) -> Iterator[Finding]:
    """That there is no such topic, unless the file of topics could not be loaded."""
    if topic not in context.corpus.topic_by_id and editorial_file("topics") not in context.broken:
        yield Finding(place, "topic-unknown", f"没有主题 {topic}", "改成 topics.yml 里的代号，或在那里补上")


def without_clause(topic: Topic, item_id: str, place: Place, code: str) -> Iterator[Finding]:
    """That the item has no clause in the topic."""
    if all(clause.item != item_id for clause in topic.clauses):
        message = f"{item_id} 在主题 {topic.id} 里没有原文"
        yield Finding(place, code, message, "改成该主题里有原文的条目")


def of_one_standard(left: str, right: str, place: Place, code: str) -> Finding:
    """That two items that are compared stand in the same standard."""
    return Finding(place, code, f"{left} 与 {right} 属于同一个标准", "比较的是不同的标准")


def unknown_side(reason: str, place: Place, code: str) -> Iterator[Finding]:
    """A reason calls the two sides ``{left}`` and ``{right}``, which every page fills in with their names."""
    if left_over := _BRACE.search(_SIDE.sub("", reason)):
        remedy = "左边的标准写 {left}，右边的写 {right}，别的花括号删去"
        yield Finding(place, code, f"理由里有不认识的占位符 {left_over[0]}", remedy)
