"""Numbers without gaps, markers that agree with them, ids that are used once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.check.context import Context
from generator.check.references import repeated, unknown_standard
from generator.check.sequence import number_in, out_of_sequence
from generator.errors import Finding, Place
from generator.load.corpus import CATALOG
from generator.model import Item, Section


def check_numbering(context: Context) -> Iterator[Finding]:
    """Attachments, sections and items are numbered 1, 2, 3 …; each printed marker says the same."""
    corpus = context.corpus
    seen: dict[int, str] = {}
    for standard in corpus.standards:
        first = seen.setdefault(standard.attachment, standard.id)
        if first != standard.id:
            yield Finding(
                standard.place,
                "attachment-twice",
                f"attachment: {standard.attachment} 已由 {first} 使用",
                "每个标准的 attachment 各不相同",
            )
        # the labels of a document count from 1 in that document; ours count on over all of them
        if standard.issuance is None and number_in(standard.label) != standard.attachment:
            yield Finding(
                standard.label_place,
                "attachment-label",
                f"标签“{standard.label}”与 attachment: {standard.attachment} 不一致",
                "对照原文改正其中一个",
            )
        if not standard.item_count:
            remedy = "把各条写进 items；一条也没有的不是标准，写成文件（blocks）"
            yield Finding(standard.place, "standard-empty", "这个标准一条也没有", remedy)
        yield from _sequence(standard.sections, "部分")
        for section in standard.sections:
            yield from _sequence(section.items, "条")
    if not context.verbatim_broken:
        for number in sorted(set(range(1, len(seen) + 1)) - set(seen)):
            yield Finding(
                Place(CATALOG, 1),
                "number-gap",
                f"没有 attachment 为 {number} 的标准",
                "补上缺少的标准，或改正 attachment",
            )


def _sequence(entries: Sequence[Section | Item], noun: str) -> Iterator[Finding]:
    for index, expected in out_of_sequence([entry.number for entry in entries]):
        yield Finding(
            entries[index].place,
            "number-gap",
            f"序号应为第 {expected} {noun}，写的是 {entries[index].number}",
            "序号从 1 起连续，不重不漏",
        )
    for entry in entries:
        if number_in(entry.marker) != entry.number:
            yield Finding(
                entry.marker_place,
                "marker-number",
                f"原文序号“{entry.marker}”与 number: {entry.number} 不一致",
                "对照原文改正其中一个",
            )


def check_ids(context: Context) -> Iterator[Finding]:
    """Every id within its kind is used once; standards and documents share one space of names."""
    corpus = context.corpus
    yield from _unique("主题", [(t.id, t.place) for t in corpus.topics])
    yield from _unique("主题名称", [(t.name, t.place) for t in corpus.topics])
    yield from _unique("分组", [(g.id, g.place) for g in corpus.groups])
    yield from _unique("对象", [(s.id, s.place) for s in corpus.subjects])
    yield from _unique("说明", [(r.id, r.place) for r in corpus.remarks])
    names = [(s.short, s.place) for s in corpus.standards]
    yield from _unique("简称", names)
    for document in corpus.documents:
        for block in document.blocks:
            if block.standard:
                yield from unknown_standard(context, block.standard, block.text_place)
    for remark in corpus.remarks:
        for one in remark.standards:
            yield from unknown_standard(context, one, remark.place)


def _unique(noun: str, entries: list[tuple[str, Place]]) -> Iterator[Finding]:
    for name, place, first in repeated(entries):
        message = f"{noun} {name} 用了两次（第一次在 {first}）"
        yield Finding(place, "id-twice", message, "每个代号和名称只用一次")
