"""What people say leads to words that are in the text, to topics and to standards that exist."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.context import Context
from generator.check.references import repeated, unknown, unknown_standard
from generator.errors import Finding, Place
from generator.load.corpus import editorial_file


def check_vocabulary(context: Context) -> Iterator[Finding]:
    """Every entry of the vocabulary points at something, and no wording stands twice."""
    corpus = context.corpus
    # not item_by_id: while two standards share a number, it holds only one of them
    texts = [item.text for standard in corpus.standards for item in standard.items]
    for wording in corpus.vocabulary.wordings:
        if editorial_file("topics") not in context.broken:
            yield from unknown(wording.topics, corpus.topic_by_id, "主题", wording.place, "wording-target")
        if not context.verbatim_broken:
            for word in wording.means:
                if not any(word in text for text in texts):
                    yield Finding(
                        wording.place, "meaning-not-in-text", f"没有一条原文里有“{word}”", "照抄原文里的词"
                    )
    yield from _repeated((word, w.place) for w in corpus.vocabulary.wordings for word in w.words)


def check_finder(context: Context) -> Iterator[Finding]:
    """Every kind of unit leads to standards, with words of their titles or a rule that is there."""
    corpus, finder = context.corpus, context.corpus.finder
    titles = {standard.id: standard.title for standard in corpus.standards}
    rules = {rule.id: rule for rule in finder.sources}
    for kind in finder.kinds:
        for one in kind.standards:
            yield from unknown_standard(context, one, kind.place)
            if one in titles and kind.named not in titles[one] and not context.verbatim_broken:
                message = f"“{titles[one]}”里没有“{kind.named}”"
                yield Finding(kind.place, "kind-not-in-title", message, "照抄名称里的原话")
        if len(kind.standards) == 1 and not kind.named and not kind.source:
            yield Finding(
                kind.place,
                "kind-without-reason",
                "没有写凭什么用这一个标准",
                "写上 named（名称里的原话）或者 source",
            )
        if kind.source and kind.source not in rules:
            yield Finding(kind.place, "rule-unknown", f"sources 里没有 {kind.source}", "改成那里有的代号")
    for rule in finder.sources:
        if rule.id not in {kind.source for kind in finder.kinds}:
            yield Finding(
                rule.place, "rule-unused", f"没有一种单位用到 {rule.id}", "删去，或者写进那种单位的 source"
            )
    yield from _repeated((word, kind.place) for kind in finder.kinds for word in kind.words)


def _repeated(words: Iterator[tuple[str, Place]]) -> Iterator[Finding]:
    for word, place, first in repeated(words):
        remedy = "一个说法只写一处；有几个意思的，在那一处写几个主题"
        yield Finding(place, "wording-twice", f"说法“{word}”在第 {first.line} 行已经有了", remedy)
