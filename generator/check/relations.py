"""Curated relations point at two standards' clauses on one topic and agree with each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check.context import Context
from generator.errors import Finding
from generator.load.corpus import editorial_file
from generator.model import Relation
from generator.thresholds import OPPOSITE


def check_relations(context: Context) -> Iterator[Finding]:
    """Both items are there, belong to different standards and have a clause in the topic.

    No two items are compared twice on a topic, and no two standards both ways.
    """
    topics_known = editorial_file("topics") not in context.broken
    topics = {t.id: frozenset(c.item for c in t.clauses) for t in context.corpus.topics}
    pairs: dict[tuple[str, str, str], Relation] = {}
    directions: dict[tuple[str, str, str], tuple[str, Relation]] = {}
    for entry in context.corpus.relations:
        items = topics.get(entry.topic)
        if items is None and topics_known:
            yield Finding(entry.place, "topic-unknown", f"没有主题 {entry.topic}", "改成 topics.yml 里的代号")
        standards = []
        for item_id in (entry.left, entry.right):
            item, findings = context.item(item_id, entry.place)
            yield from findings
            if item is None:
                continue
            standards.append(context.corpus.standard_of_item[item_id].id)
            if items is not None and item_id not in items:
                yield Finding(
                    entry.place,
                    "relation-clause",
                    f"{item_id} 在主题 {entry.topic} 里没有原文",
                    "改成该主题里有原文的条目",
                )
        yield from _reason(entry)
        yield from _repeated(entry, pairs)
        if len(standards) == 2:
            yield from _contradicted(entry, standards[0], standards[1], directions)


def _reason(entry: Relation) -> Iterator[Finding]:
    """A reason calls the two sides ``{left}`` and ``{right}``, which every page fills in with their names."""
    if left_over := re.search(r"\{[^{}]*\}?|\}", re.sub(r"\{(left|right)\}", "", entry.reason)):
        yield Finding(
            entry.place,
            "relation-placeholder",
            f"理由里有不认识的占位符 {left_over[0]}",
            "左边的标准写 {left}，右边的写 {right}，别的花括号删去",
        )


def _repeated(entry: Relation, pairs: dict[tuple[str, str, str], Relation]) -> Iterator[Finding]:
    low, high = sorted((entry.left, entry.right))
    first = pairs.setdefault((entry.topic, low, high), entry)
    if first is not entry:
        yield Finding(
            entry.place,
            "relation-twice",
            f"{entry.left} 与 {entry.right} 在主题 {entry.topic} 上已经比过（第 {first.place.line} 行）",
            "只留一处",
        )


def _contradicted(
    entry: Relation, left: str, right: str, directions: dict[tuple[str, str, str], tuple[str, Relation]]
) -> Iterator[Finding]:
    if left == right:
        yield Finding(
            entry.place,
            "relation-within",
            f"{entry.left} 与 {entry.right} 属于同一个标准",
            "比较的是不同的标准",
        )
        return
    ordered = left < right
    low, high = (left, right) if ordered else (right, left)
    direction = entry.relation if ordered else OPPOSITE[entry.relation]
    settled, first = directions.setdefault((entry.topic, low, high), (direction, entry))
    if settled != direction:
        yield Finding(
            entry.place,
            "relation-contradicts",
            f"与第 {first.place.line} 行相反：同一主题上，同样两个标准谁更严说法不一",
            "再读原文，只留一个方向；各有严处的不写",
        )
