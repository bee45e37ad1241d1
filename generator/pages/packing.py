"""A form of ``forms.json`` written short for a page: what repeats for every item stands once.

The page of a long form would weigh half as much again by the names of its fields alone. ``unpacked`` in
webform/page_scripts/form.js is the way back; a test holds the two together over every form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any, Final

from generator.forms import Form, describe
from generator.forms.definitions.expand import item_field_name, item_of_field

ITEMS: Final = "*"
"""Stands for the fields of all items; followed by columns (``*facts+evidence``) for theirs only."""

Record = dict[str, Any]


def packed(form: Form) -> Record:
    """The record of a form, with ``items`` (ids) and ``columns``: fields with ``{item}`` for the item's id.

    ``{dashed}`` is the id as names of fields have it.

    Among the ``fields`` the items' stand as :data:`ITEMS`; in ``fields`` of rules so do runs of them. A rule
    of each item stands once, with ``each`` and columns for fields.
    """
    record: Record = dict(describe(form))
    items = list(dict.fromkeys(field.item for field in form.fields if field.item))
    columns = list(dict.fromkeys(field.column for field in form.fields if field.item))
    fields: list[Record] = record["fields"]
    own = [{**_general(f, f["item"]), "item": ""} for f in fields if items and f["item"] == items[0]]
    short: list[Record | str] = [f for f in fields if not f["item"]]
    if items:
        short.insert(next(n for n, f in enumerate(fields) if f["item"]), ITEMS)
    rules = list(_rules(record["rules"], items, columns))
    return {**record, "items": items, "columns": own, "fields": short, "rules": rules}


def _rules(rules: Sequence[Record], items: Sequence[str], columns: Sequence[str]) -> Iterator[Record]:
    runs = list(_runs(items, columns))
    written: list[Record] = []
    for rule in rules:
        of = {item_of_field(name) for name in rule["fields"]}
        item = of.pop() if len(of) == 1 else ""
        if item and item in items and len(items) > 1:
            own = {item_field_name(item, column): column for column in columns}
            names = [own[name] for name in rule["fields"]]
            short = {**_general(rule, item), "fields": names, "each": 1}
            if short not in written:
                written.append(short)
                yield short
        else:
            yield {**rule, "fields": list(_shortened(rule["fields"], runs))}


def _runs(items: Sequence[str], columns: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """The fields of all items in every stretch of ``columns``, and the word that stands for them.

    >>> [word for word, _ in _runs(["1.1.1"], ["rating", "facts"])]
    ['*rating', '*rating+facts', '*facts']
    """
    for start, end in combinations(range(len(columns) + 1), 2):
        of = columns[start:end]
        if items:
            yield ITEMS + "+".join(of), [item_field_name(item, column) for item in items for column in of]


def _shortened(names: Sequence[str], runs: Sequence[tuple[str, Sequence[str]]]) -> Iterator[str]:
    """``names`` with each run in them as its word, the longest where several begin."""
    whole = {run[0]: (word, run) for word, run in runs if _stands(names, run)}
    at = 0
    while at < len(names):
        word, run = whole.get(names[at], (names[at], [names[at]]))
        yield word
        at += len(run)


def _stands(names: Sequence[str], run: Sequence[str]) -> bool:
    if run[0] not in names:
        return False
    start = names.index(run[0])
    return list(names[start : start + len(run)]) == list(run)


def _general(record: Mapping[str, Any], item: str) -> Record:
    """A record with its texts for any item."""
    stem, dashed = item_field_name(item, ""), item.replace(".", "-")
    return {
        key: value.replace(stem, "").replace(item, "{item}").replace(dashed, "{dashed}")
        if isinstance(value, str)
        else value
        for key, value in record.items()
    }
