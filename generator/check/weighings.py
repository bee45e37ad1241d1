"""Weighed wordings quote both sides exactly, and say nothing that numbers or curated relations deny."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from generator.check.context import Context
from generator.check.references import of_one_standard, unknown_side, unknown_topic, without_clause
from generator.compare import Comparison, Crosswalk, Kind, relate
from generator.compare.weighed import Weight, Words
from generator.errors import Finding
from generator.model import Standard, Topic
from generator.weighing import Weighing

_AGREES: Final = {Kind.STRICTER: Weight.STRICTER, Kind.LOOSER: Weight.LOOSER}

_MAY_HAVE: Final = {
    Weight.SAME: (False, False),
    Weight.STRICTER: (True, False),
    Weight.LOOSER: (False, True),
    Weight.OTHERWISE: (True, True),
}
"""Whether the left side and the right side may have something that the other does not ask."""


def check_weighings(context: Context) -> Iterator[Finding]:
    """Items and quotes are there, no wording is weighed twice or in vain, no verdict is denied elsewhere."""
    weighed: dict[tuple[str, frozenset[Words]], Weighing] = {}
    for entry in context.corpus.weighings:
        yield from unknown_side(entry.reason, entry.place, "weighing-placeholder")
        yield from unknown_topic(context, entry.topic, entry.place)
        topic = context.corpus.topic_by_id.get(entry.topic)
        if topic is None:
            continue
        standards = []
        for item_id, quote in ((entry.left, entry.left_quote), (entry.right, entry.right_quote)):
            item, findings = context.item(item_id, entry.place)
            yield from findings
            if item is None:
                continue
            standards.append(context.corpus.standard_of_item[item_id])
            lacking = list(without_clause(topic, item_id, entry.place, "weighing-clause"))
            yield from lacking
            if not lacking and (times := item.text.count(quote)) != 1:
                yield _quote(entry, item_id, quote, times)
        if len(standards) == 2:
            yield from _sides(entry, context.crosswalk, topic, standards[0], standards[1], weighed)


def _sides(
    entry: Weighing,
    crosswalk: Crosswalk,
    topic: Topic,
    left: Standard,
    right: Standard,
    weighed: dict[tuple[str, frozenset[Words]], Weighing],
) -> Iterator[Finding]:
    if left is right:
        yield of_one_standard(entry.left, entry.right, entry.place, "weighing-within")
        return
    one = relate(crosswalk, topic, left, right)
    if one is None or not one.left or not one.right:
        return
    first = weighed.setdefault((topic.id, frozenset((one.left.words, one.right.words))), entry)
    if first is not entry:
        yield Finding(
            entry.place,
            "weighing-twice",
            f"主题 {topic.id} 上这样两段文字已经判断过（第 {first.place.line} 行）",
            "只留一处；文字相同的标准按同一处算",
        )
        return
    if one.kind is Kind.SAME or one.wording:
        message = f"{entry.left} 与 {entry.right} 在主题 {topic.id} 上至多差标点和虚词，规则已经能断定"
        yield Finding(entry.place, "weighing-needless", message, "删去这一处")
    yield from _only(entry, one)
    yield from _denied(entry, one)


def _only(entry: Weighing, one: Comparison) -> Iterator[Finding]:
    """What only one side asks stands once in a clause of that side, and agrees with the verdict."""
    may = _MAY_HAVE[Weight(entry.relation)]
    both = ((entry.left_only, one.left.quotes, may[0]), (entry.right_only, one.right.quotes, may[1]))
    for quotes, clauses, allowed in both:
        for quote in quotes:
            times = sum(clause.count(quote) for clause in dict.fromkeys(clauses))
            if times == 0:
                yield _quote(entry, entry.topic, quote, times)
        if quotes and not allowed:
            yield Finding(
                entry.place,
                "weighing-only",
                f"判断是 {entry.relation}，却写着一边独有的“{quotes[0]}”",
                "要求更少或相同的一边没有独有的要求；两边各有独有的写 otherwise",
            )


def _denied(entry: Weighing, one: Comparison) -> Iterator[Finding]:
    """Nothing is weighed against a curated relation, numbers that point one way, or other doers.

    Beside numbers *otherwise* may stand: 90% of others' members is less than 95% of one's own, and else.
    """
    verdict = Weight(entry.relation)
    allowed = {_AGREES[one.kind]} if one.kind in _AGREES else set() if one.other_doers else set(Weight)
    if not one.judgements or one.other_doers:
        allowed |= {Weight.OTHERWISE}
    if any(v.kind is not Kind.SAME for v in one.verdicts):
        allowed -= {Weight.SAME}
    if verdict not in allowed:
        yield Finding(
            entry.place,
            "weighing-denied",
            f"判断是 {entry.relation}，与 {one.topic.id} 上可比的数、relations.yml 或谁做（by）不一致",
            "再读原文，改掉其中一处",
        )


def _quote(entry: Weighing, where: str, quote: str, times: int) -> Finding:
    said = "不出现" if times == 0 else f"出现 {times} 次"
    return Finding(
        entry.place, "weighing-quote", f"引文“{quote}”在 {where} 的原文里{said}", "照抄原文，只出现一次"
    )
