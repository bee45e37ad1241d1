"""Curated relations point at two standards' clauses on one topic and agree with each other."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.context import Context
from generator.check.references import of_one_standard, unknown_side, unknown_topic, without_clause
from generator.errors import Finding
from generator.model import Relation
from generator.thresholds import OPPOSITE


def check_relations(context: Context) -> Iterator[Finding]:
    """Both items are there, belong to different standards and have a clause in the topic.

    No two items are compared twice on a topic, and no two standards both ways.
    """
    pairs: dict[tuple[str, str, str], Relation] = {}
    directions: dict[tuple[str, str, str], tuple[str, Relation]] = {}
    for entry in context.corpus.relations:
        topic = context.corpus.topic_by_id.get(entry.topic)
        yield from unknown_topic(context, entry.topic, entry.place)
        standards = []
        for item_id in (entry.left, entry.right):
            item, findings = context.item(item_id, entry.place)
            yield from findings
            if item is None:
                continue
            standards.append(context.corpus.standard_of_item[item_id].id)
            if topic is not None:
                yield from without_clause(topic, item_id, entry.place, "relation-clause")
        yield from unknown_side(entry.reason, entry.place, "relation-placeholder")
        yield from _repeated(entry, pairs)
        if len(standards) == 2:
            yield from _contradicted(entry, standards[0], standards[1], directions)


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
        yield of_one_standard(entry.left, entry.right, entry.place, "relation-within")
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
