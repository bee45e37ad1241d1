"""What people say leads to words that are in the text, to topics and to standards that exist."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.context import Context
from generator.errors import Finding, Place
from generator.load.corpus import editorial_file


def check_vocabulary(context: Context) -> Iterator[Finding]:
    """Every entry of the vocabulary points at something, and no wording stands twice."""
    corpus = context.corpus
    topics = {topic.id for topic in corpus.topics}
    standards = {standard.id for standard in corpus.standards}
    # not item_by_id: while two standards share a number, it holds only one of them
    texts = [item.text for standard in corpus.standards for item in standard.items]
    for wording in corpus.vocabulary.wordings:
        if editorial_file("topics") not in context.broken:
            yield from _unknown(wording.topics, topics, "主题", wording.place)
        if not context.verbatim_broken:
            for word in wording.means:
                if not any(word in text for text in texts):
                    yield Finding(
                        wording.place, "meaning-not-in-text", f"没有一条原文里有“{word}”", "照抄原文里的词"
                    )
    for kind in corpus.vocabulary.types:
        if not context.verbatim_broken:
            yield from _unknown(kind.standards, standards, "标准", kind.place)
    yield from _repeated((w.words, w.place) for w in corpus.vocabulary.wordings)
    yield from _repeated((t.words, t.place) for t in corpus.vocabulary.types)


def _unknown(ids: tuple[str, ...], known: set[str], what: str, place: Place) -> Iterator[Finding]:
    for one in ids:
        if one not in known:
            yield Finding(place, "wording-target", f"没有代号为 {one} 的{what}", f"改成存在的{what}的代号")


def _repeated(entries: Iterator[tuple[tuple[str, ...], Place]]) -> Iterator[Finding]:
    seen: dict[str, Place] = {}
    for words, place in entries:
        for word in words:
            first = seen.setdefault(word, place)
            if first != place:
                yield Finding(
                    place,
                    "wording-twice",
                    f"说法“{word}”在第 {first.line} 行已经有了",
                    "一个说法只写一处；有几个意思的，在那一处写几个主题",
                )
