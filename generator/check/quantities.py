"""Numbers: every numeral of every item is accounted for, and no value contradicts its quote."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator import numerals
from generator.check.context import Context
from generator.check.editorial import spans_of_quotes
from generator.check.references import unknown_topic
from generator.errors import Finding, Place
from generator.load.corpus import editorial_file
from generator.model import Threshold


def check_thresholds(context: Context) -> Iterator[Finding]:
    """References of thresholds hold; value, operator, unit and quote agree with each other."""
    corpus = context.corpus
    for threshold in corpus.thresholds:
        place = threshold.place
        subject = corpus.subject_by_id.get(threshold.subject)
        if subject is None:
            yield Finding(
                place,
                "subject-unknown",
                f"没有对象 {threshold.subject}",
                "改成 subjects 里的代号，或在那里补上",
            )
        elif subject.unit != threshold.unit:
            yield Finding(
                place,
                "unit-differs",
                f"单位 {threshold.unit} 与对象 {subject.id} 的单位 {subject.unit} 不同",
                "换算成同一单位，否则无法比较",
            )
        yield from unknown_topic(context, threshold.topic, place)
        yield from _value(threshold, place)


def _value(threshold: Threshold, place: Place) -> Iterator[Finding]:
    is_range = threshold.operator == "range"
    if is_range != (len(threshold.value) == 2):
        yield Finding(
            place,
            "value-operator",
            f"关系 {threshold.operator} 与值的个数不合",
            "range 写成 [下限, 上限]，其他关系只写一个数",
        )
    elif is_range and threshold.value[0] > threshold.value[1]:
        yield Finding(place, "value-order", "下限大于上限", "写成 [下限, 上限]")
    stated = _values_in(threshold.quote)
    for value in threshold.value:
        if value not in stated:
            yield Finding(
                place,
                "value-not-in-quote",
                f"值 {value:g} 与引文“{threshold.quote}”不合",
                "值要与引文里的数字一致（半年作 6 月）",
            )


def _values_in(quote: str) -> set[float]:
    found = {numerals.value_of(quote[start:end]) for start, end in numerals.spans(quote)}
    if numerals.HALF_A_YEAR in quote:
        found.add(numerals.MONTHS_IN_HALF_A_YEAR)
    return {value for value in found if value is not None}


def check_numerals(context: Context) -> Iterator[Finding]:
    """Every numeral in an item lies in a threshold's quote or is explained as none."""
    corpus = context.corpus
    layers = ("thresholds", "not-thresholds")
    if any(editorial_file(layer) in context.broken for layer in layers):
        return
    texts = {item.id: item.text for item in corpus.item_by_id.values()}
    quotes = [(t.item, t.quote) for t in corpus.thresholds]
    quotes += [(n.item, n.quote) for n in corpus.not_thresholds]
    spans = spans_of_quotes(iter(quotes), texts)
    phrases = {p.phrase: p for p in corpus.phrases}
    pattern = re.compile("|".join(map(re.escape, sorted(phrases, key=len, reverse=True))) or r"(?!)")
    used: set[str] = set()
    for item in corpus.item_by_id.values():
        if context.in_doubt(item.id):
            used.update(match[0] for match in pattern.finditer(item.text))
            continue
        accounted = list(spans.get(item.id, ()))
        for match in pattern.finditer(item.text):
            used.add(match[0])
            accounted.append(match.span())
        for start, end in numerals.spans(item.text):
            if not any(a <= start and end <= b for a, b in accounted):
                around = item.text[max(start - 6, 0) : end + 6]
                yield Finding(
                    item.text_place,
                    "numeral-unaccounted",
                    f"{item.id} 里的数字“{item.text[start:end]}”（…{around}…）没有交代",
                    f"在 {editorial_file('thresholds')} 里写成数量要求，"
                    f"或在 {editorial_file('not-thresholds')} 里说明理由",
                )
    for phrase, entry in phrases.items():
        if phrase not in used and not context.verbatim_broken:
            yield Finding(entry.place, "phrase-unused", f"词语“{phrase}”不出现在任何条目里", "删去它")
