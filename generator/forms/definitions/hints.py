"""Thresholds and conditions of the corpus in the words of a form definition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.forms.definitions.definition import Column, FormDefinition
from generator.model import Corpus, Threshold
from generator.thresholds import numeral, strictest

Limits = Mapping[str, Mapping[str, Sequence[Threshold]]]
"""Subject id -> standard id -> what binds: the strictest threshold of each family."""


def limits(corpus: Corpus) -> Limits:
    """What each standard asks of each subject (see :func:`generator.thresholds.strictest`)."""
    stated: dict[str, list[Threshold]] = {}
    for threshold in corpus.thresholds:
        standard = corpus.standard_of_item.get(threshold.item)
        # a threshold of nothing known has a finding of its own
        if standard is not None and threshold.subject in corpus.subject_by_id:
            stated.setdefault(standard.id, []).append(threshold)
    found: dict[str, dict[str, list[Threshold]]] = {}
    for standard_id, thresholds in stated.items():
        for (subject, _), binding in strictest(corpus.subject_by_id, thresholds).items():
            found.setdefault(subject, {}).setdefault(standard_id, []).append(binding)
    return found


def field_hint(corpus: Corpus, definition: FormDefinition, subject: str) -> str:
    """What the standards ask of ``subject``, standards of one requirement together; empty if nothing."""
    words = definition.words
    groups: dict[tuple[str, str, str], list[str]] = {}
    of_subject = limits(corpus).get(subject, {})
    for standard in corpus.standards:
        for threshold in of_subject.get(standard.id, ()):
            key = (definition.operators[threshold.operator], value_text(threshold, words), threshold.unit)
            groups.setdefault(key, []).append(standard.short)
    if not groups:
        return ""
    entries = [
        words["hint"].format(
            labels=words["label_separator"].join(labels), operator=operator, value=value, unit=unit
        )
        for (operator, value, unit), labels in groups.items()
    ]
    return words["hints"].format(entries=words["separator"].join(entries))


def item_hints(corpus: Corpus, definition: FormDefinition, item_id: str) -> tuple[str, ...]:
    """The lines under an item's text: its thresholds, and conditions of the kinds that the form words."""
    words = definition.words
    lines: list[str] = []
    thresholds = [
        words["threshold"].format(
            subject=corpus.subject_by_id[t.subject].name if t.subject in corpus.subject_by_id else "",
            operator=definition.operators[t.operator],
            value=value_text(t, words),
            unit=t.unit,
        )
        for t in corpus.thresholds_of_item.get(item_id, ())
    ]
    if thresholds:
        lines.append(words["thresholds"].format(entries=words["separator"].join(thresholds)))
    conditions: dict[str, list[str]] = {}
    for condition in corpus.conditions_of_item.get(item_id, ()):
        conditions.setdefault(f"conditions_{condition.kind}", []).append(condition.quote)
    lines += [
        words[kind].format(entries=words["separator"].join(quotes))
        for kind, quotes in conditions.items()
        if kind in words
    ]
    return tuple(lines)


def item_prompts(corpus: Corpus, column: Column, item_id: str) -> tuple[str, ...]:
    """What a column asks to be written down besides for this item: the counts behind its rates."""
    subjects = {t.subject for t in corpus.thresholds_of_item.get(item_id, ())}
    return tuple(prompt.text for prompt in column.prompts if prompt.subject in subjects)


def value_text(threshold: Threshold, words: Mapping[str, str]) -> str:
    """The number, or the two ends of a range, as text."""
    numbers = [numeral(value) for value in threshold.value]
    if len(numbers) == 1:
        return numbers[0]
    return words["range"].format(low=numbers[0], high=numbers[1])
