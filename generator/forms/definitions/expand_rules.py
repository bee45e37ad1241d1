"""The rules of a concrete form, from those of its definition: fields chosen, thresholds put in.

A rule for each item (``na-needs-reason``) becomes one for every item of the standard
(``na-needs-reason-1-1-6``); a threshold gets the bound that this standard states (at least 95).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.forms.definitions.definition import FormDefinition, RuleDefinition
from generator.forms.definitions.rules import Question, Rule
from generator.model import Standard, Threshold
from generator.thresholds import bound


def expand_rules(
    definition: FormDefinition,
    standard: Standard | None,
    fields: Sequence[Question],
    limits: Mapping[str, Mapping[str, Sequence[Threshold]]],
) -> tuple[Rule, ...]:
    """The rules of one concrete form.

    A threshold that no standard states makes no rule; where a standard states two of one subject (at
    least 3, at most 9), the second one makes a rule of its own, whose id ends in ``-2``.
    """
    return tuple(rule for entry in definition.rules for rule in _rules(entry, standard, fields, limits))


def _each_item(entry: RuleDefinition, fields: Sequence[Question]) -> Iterator[Rule]:
    by_item: dict[str, dict[str, str]] = {}
    for field in fields:
        if field.item:
            by_item.setdefault(field.item, {})[field.column] = field.name
    for item, names in by_item.items():
        rule_id = f"{entry.id}-{item.replace('.', '-')}"
        message = entry.message.replace("{item}", item)
        chosen = tuple(names[column] for column in entry.fields)
        yield Rule(rule_id, entry.check, chosen, entry.params, message, entry.severity)


def _rules(
    entry: RuleDefinition,
    standard: Standard | None,
    fields: Sequence[Question],
    limits: Mapping[str, Mapping[str, Sequence[Threshold]]],
) -> Iterator[Rule]:
    if entry.each_item:
        return _each_item(entry, fields)
    if entry.check == "threshold":
        return _thresholds(entry, standard, limits.get(str(entry.params["subject"]), {}))
    return _one(entry, standard, fields)


def _thresholds(
    entry: RuleDefinition, standard: Standard | None, stated: Mapping[str, Sequence[Threshold]]
) -> Iterator[Rule]:
    """A rule for the first threshold of every standard, one for the second of those that have two, …"""
    if standard is not None:
        stated = {standard.id: stated.get(standard.id, ())}
    params = {key: value for key, value in entry.params.items() if key != "subject"}
    for number in range(max(map(len, stated.values()), default=0)):
        limits: dict[str, object] = {
            slug: _limit(binding[number]) for slug, binding in stated.items() if number < len(binding)
        }
        given = {"limit": limits[standard.id]} if standard is not None else {"limits": limits}
        rule_id = f"{entry.id}-{number + 1}" if number else entry.id
        yield Rule(rule_id, entry.check, entry.fields, params | given, entry.message, entry.severity)


def _limit(threshold: Threshold) -> dict[str, object]:
    words = bound(threshold.operator, threshold.value)
    return {"operator": threshold.operator, "value": list(threshold.value), "words": words}


def _one(entry: RuleDefinition, standard: Standard | None, fields: Sequence[Question]) -> Iterator[Rule]:
    chosen = entry.fields or tuple(f.name for f in fields if _selected(f, entry.select))
    params = dict(entry.params)
    if params.get("equals") == "item-count" and standard is not None:
        params["equals"] = standard.item_count
    if entry.check == "count":
        column = params.pop("column")
        chosen += tuple(f.name for f in fields if f.column == column)
    if chosen:
        yield Rule(entry.id, entry.check, chosen, params, entry.message, entry.severity)


def _selected(field: Question, select: Mapping[str, str | bool]) -> bool:
    if "required" in select:
        return field.required
    if "limited" in select:
        return field.max_length > 0
    return field.type == select["type"]
