"""How often: every word for it is accounted for, and no frequency claims what its words do not say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check.context import Context
from generator.check.editorial import spans_of_quotes
from generator.check.references import unknown_topic
from generator.doing import Frequency, Period
from generator.errors import Finding
from generator.load.corpus import editorial_file


def check_frequencies(context: Context) -> Iterator[Finding]:
    """References of frequencies hold; the words of the period are in the quote.

    A frequency with a subject has a threshold of that subject in the same item, which counts it; and the
    quotes of frequencies hold every word of every period that the items have.
    """
    corpus = context.corpus
    if editorial_file("thresholds") in context.broken:
        return
    periods = {period.id: period for period in corpus.periods}
    counted = {(t.item, t.topic, t.subject) for t in corpus.thresholds}
    for one in corpus.frequencies:
        yield from unknown_topic(context, one.topic, one.place)
        if one.subject and (one.item, one.topic, one.subject) not in counted:
            yield Finding(
                one.place,
                "frequency-uncounted",
                f"{one.item} 没有对象为 {one.subject} 的数量要求",
                "原文写了次数的，先写成数量要求；没有写的，删去 subject",
            )
        period = periods.get(one.period)
        if period is None:
            yield Finding(
                one.place, "period-unknown", f"没有写法 {one.period}", "改成 periods 里的代号，或在那里补上"
            )
        else:
            yield from _said(one, period)
    used = {one.period for one in corpus.frequencies}
    for period in corpus.periods:
        if period.id not in used:
            yield Finding(period.place, "period-unused", f"没有一处用到写法 {period.id}", "删去它")
    yield from _unaccounted(context)


def _said(one: Frequency, period: Period) -> Iterator[Finding]:
    for word in period.words:
        if word not in one.quote:
            yield Finding(
                one.place,
                "period-not-in-quote",
                f"引文“{one.quote}”里没有“{word}”",
                "引文要带上写明多久一次的字，或改成另一种写法",
            )


def _unaccounted(context: Context) -> Iterator[Finding]:
    """A word for how often that no frequency quotes."""
    corpus = context.corpus
    words = [word for period in corpus.periods for word in period.words]
    if not words:
        return
    pattern = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
    texts = {item.id: item.text for item in corpus.item_by_id.values()}
    spans = spans_of_quotes(((one.item, one.quote) for one in corpus.frequencies), texts)
    for item in corpus.item_by_id.values():
        if context.in_doubt(item.id):
            continue
        for found in pattern.finditer(item.text):
            if not any(
                start <= found.start() and found.end() <= end for start, end in spans.get(item.id, ())
            ):
                yield Finding(
                    item.text_place,
                    "frequency-unaccounted",
                    f"{item.id} 里的“{found[0]}”没有写进多久一次",
                    f"在 {editorial_file('thresholds')} 的 frequencies 里补上",
                )
