"""The editorial layers point at what is there and quote it exactly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.check.context import Context
from generator.check.quoting import shortened
from generator.check.references import repeated
from generator.errors import Finding, Place
from generator.load.corpus import editorial_file
from generator.model import Document, Standard


def check_quotes(context: Context) -> Iterator[Finding]:
    """Every reference leads to an item, and every quote occurs in it exactly once."""
    for item_id, quote, place in _quotes(context):
        item, findings = context.item(item_id, place)
        yield from findings
        if item is not None:
            yield from _quote(quote, item.text, item_id, place)


def _quotes(context: Context) -> Iterator[tuple[str, str, Place]]:
    corpus = context.corpus
    for topic in corpus.topics:
        yield from ((c.item, c.quote, c.place) for c in topic.clauses)
    yield from ((t.item, t.quote, t.place) for t in corpus.thresholds)
    yield from ((n.item, n.quote, n.place) for n in corpus.not_thresholds)
    yield from ((f.item, f.quote, f.place) for f in corpus.frequencies)
    yield from ((c.item, c.quote, c.place) for c in corpus.conditions)


def _quote(quote: str, text: str, where: str, place: Place) -> Iterator[Finding]:
    times = text.count(quote)
    if times == 0:
        yield Finding(
            place, "quote-not-found", f"引文“{shortened(quote)}”不在 {where} 里", "从该条原文里照抄一段"
        )
    elif times > 1:
        yield Finding(
            place,
            "quote-ambiguous",
            f"引文“{shortened(quote)}”在 {where} 里出现 {times} 次",
            "把引文加长，直到只出现一次",
        )


def check_notes(context: Context) -> Iterator[Finding]:
    """A note's target is an item, a document or a standard (its titles), and its quote is in it."""
    corpus = context.corpus
    texts: dict[str, str] = {item.id: item.text for item in corpus.item_by_id.values()}
    texts |= {d.id: _document_text(d) for d in corpus.documents}
    texts |= {s.id: _headings(s) for s in corpus.standards}
    for note in corpus.notes:
        if note.target in texts and not context.in_doubt(note.target):
            yield from _quote(note.quote, texts[note.target], note.target, note.place)
        elif not context.verbatim_broken and not context.in_doubt(note.target):
            yield Finding(
                note.place,
                "note-target",
                f"没有编号或代号为 {note.target} 的条目、标准或文件",
                "改成存在的编号或代号",
            )


def _document_text(document: Document) -> str:
    return "\n".join(block.marker + block.text for block in document.blocks)


def _headings(standard: Standard) -> str:
    headings = [standard.label, standard.title]
    headings += [section.marker + section.title for section in standard.sections]
    return "\n".join(headings)


def check_topics(context: Context) -> Iterator[Finding]:
    """Topics belong to groups, share no alias, and leave no item out."""
    corpus = context.corpus
    if editorial_file("topics") in context.broken:
        return
    groups = {g.id for g in corpus.groups}
    aliases: dict[str, str] = {}
    for topic in corpus.topics:
        if topic.group not in groups:
            yield Finding(
                topic.place,
                "group-unknown",
                f"主题 {topic.id} 的分组 {topic.group} 不存在",
                "改成 groups 里的代号，或在那里补上",
            )
        for alias in topic.aliases:
            owner = aliases.setdefault(alias, topic.id)
            if owner != topic.id:
                yield Finding(
                    topic.place,
                    "alias-shared",
                    f"说法“{alias}”同时属于主题 {owner} 和 {topic.id}",
                    "一个说法只归一个主题",
                )
        for _, place, first in repeated(((c.item, c.quote), c.place) for c in topic.clauses):
            yield Finding(place, "clause-twice", f"同一处原文在第 {first.line} 行已经引过", "删去一处")
    for item in corpus.item_by_id.values():
        if corpus.topics and item.id not in corpus.topics_of_item and not context.in_doubt(item.id):
            yield Finding(
                item.place,
                "item-in-no-topic",
                f"{item.id} 不属于任何主题",
                f"在 {editorial_file('topics')} 里给它归入至少一个主题",
            )


def spans_of_quotes(
    quotes: Iterator[tuple[str, str]], texts: Mapping[str, str]
) -> dict[str, list[tuple[int, int]]]:
    """For each item the (start, end) of the quotes that are found in it."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for item_id, quote in quotes:
        start = texts.get(item_id, "").find(quote)
        if start >= 0:
            spans.setdefault(item_id, []).append((start, start + len(quote)))
    return spans
