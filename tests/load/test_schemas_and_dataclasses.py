"""What the schemas allow is what the dataclasses read: nothing more, nothing less, nothing missing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any, Final, Literal, NamedTuple, get_args, get_origin, get_type_hints

import pytest

from generator import doing, law, model, remarks, weighing, wording
from generator.check.releases import Release
from generator.errors import Place
from generator.forms.definitions.definition import FormDefinition
from generator.forms.definitions.summary import Summary
from generator.load.shapes import schema_text

Node = dict[str, Any]

KINDS: Final = {
    "catalog": (model.Catalog, ()),
    "standard": (model.Standard, ()),
    "document": (model.Document, ()),
    "topics: groups": (model.TopicGroup, ("groups",)),
    "topics: doers": (doing.Doer, ("doers",)),
    "topics": (model.Topic, ("topics",)),
    "thresholds: periods": (doing.Period, ("periods",)),
    "thresholds: frequencies": (doing.Frequency, ("frequencies",)),
    "thresholds: subjects": (model.Subject, ("subjects",)),
    "thresholds": (model.Threshold, ("thresholds",)),
    "not-thresholds: phrases": (model.Phrase, ("phrases",)),
    "not-thresholds": (model.NotThreshold, ("entries",)),
    "conditions": (model.Condition, ("conditions",)),
    "notes": (model.Note, ("notes",)),
    "remarks": (remarks.Remark, ("remarks",)),
    "relations": (model.Relation, ("relations",)),
    "weighings": (weighing.Weighing, ("weighings",)),
    "finder": (wording.Finder, ()),
    "vocabulary": (wording.Vocabulary, ()),
    "questions": (wording.Question, ("questions",)),
    "unregulated": (wording.Unregulated, ()),
    "laws: evidence": (law.Evidence, ("evidence",)),
    "laws": (law.Law, ("laws",)),
    "laws: unread": (law.Unread, ("unread",)),
    "articles: foremost": (law.Foremost, ("foremost",)),
    "articles": (law.Provision, ("articles",)),
    "releases": (Release, ("releases",)),
    "application": (FormDefinition, ()),
    "checklist": (FormDefinition, ()),
    "summary": (Summary, ()),
}
"""The class that each schema is for, and the way to the list of its entries."""

COMPOSED: Final = {(model.Item, "id"), (model.Standard, "apart")}
"""Fields that no file spells out."""
UNREAD: Final = {(Summary, "kind")}
"""Keys that only say what the file is."""


class Reading(NamedTuple):
    """How one field of a class, or one key of a schema, fares on the other side.

    ``words`` are the values of a closed list that the schema allows for the field.
    """

    cls: type
    name: str
    found: bool
    wrong: str = ""
    words: frozenset[str] = frozenset()


def resolved(node: Node, here: str) -> tuple[Node, str]:
    """The subschema that a reference leads to, and the schema that it stands in."""
    while "$ref" in node:
        file, _, pointer = node["$ref"].partition("#/$defs/")
        here = file.removesuffix(".schema.json") or here
        node = json.loads(schema_text(here))["$defs"][pointer]
    return node, here


def properties(node: Node, here: str) -> dict[str, tuple[Node, str]]:
    """What a mapping may hold, whichever of its alternatives it is."""
    found = {key: (part, here) for key, part in node.get("properties", {}).items()}
    for branch in node.get("allOf", ()):
        then, there = resolved(branch.get("then", {}), here)
        found |= {key: value for key, value in properties(then, there).items() if key not in found}
    return found


def way(one: Field[object]) -> tuple[str, ...]:
    return tuple(one.metadata.get("at", (one.name,)))


def inner(hint: object) -> type | None:
    """The dataclass in a type, if there is one: in a tuple, a mapping, an optional."""
    if isinstance(hint, type) and is_dataclass(hint):
        return hint
    return next((found for argument in get_args(hint) if (found := inner(argument)) is not None), None)


def readings(cls: type, node: Node, here: str) -> Iterator[Reading]:
    """Every field of ``cls`` and of the classes in it, and every key that none of them reads."""
    hints, known = get_type_hints(cls), properties(node, here)
    read: set[str] = set()
    for one in fields(cls):
        at, hint = way(one), hints[one.name]
        if hint is Place or (cls, one.name) in COMPOSED or "rest" in one.metadata:
            continue
        nested = inner(hint)
        if at:
            read.add(at[0])
            yield from _field(cls, one, hint, (node, here))
        elif nested is not None:  # built from the same mapping
            read |= {way(part)[0] for part in fields(nested) if way(part)}
    if not any("rest" in one.metadata for one in fields(cls)):
        for key in known.keys() - read:
            if (cls, key) not in UNREAD:
                yield Reading(cls, key, found=True, wrong="no field reads this key")


def _field(cls: type, one: Field[object], hint: object, where: tuple[Node, str]) -> Iterator[Reading]:
    needed = one.default is MISSING and one.default_factory is MISSING
    part, there = where
    for key in way(one):
        part, there = resolved(part, there)
        if key not in properties(part, there):
            yield Reading(cls, one.name, found=False, wrong="no key for this field" if needed else "")
            return
        if needed and key not in part.get("required", ()):
            yield Reading(cls, one.name, found=True, wrong=f"{key} is needed and not required")
        part, there = properties(part, there)[key]
    part, there = resolved(part, there)
    words = frozenset(part.get("enum", [part["const"]] if "const" in part else ()))
    yield Reading(cls, one.name, found=True, words=words)
    nested = inner(hint)
    if nested is None:
        return
    if get_origin(hint) is tuple:
        part, there = resolved(part["items"], there)
    for child in part["properties"].values() if get_origin(hint) is Mapping else (part,):
        yield from readings(nested, *resolved(child, there))


def of_kind(kind: str) -> Iterator[Reading]:
    cls, to_entries = KINDS[kind]
    here = kind.partition(":")[0]
    node = json.loads(schema_text(here))
    for key in to_entries:
        node, here = resolved(node["properties"][key], here)
        node, here = resolved(node["items"], here)
    return readings(cls, node, here)


@pytest.mark.parametrize("kind", KINDS)
def test_a_class_reads_every_key_of_its_schema_and_needs_only_what_that_requires(kind: str) -> None:
    assert [reading for reading in of_kind(kind) if reading.wrong] == []


def test_every_field_that_may_be_absent_is_allowed_by_some_schema() -> None:
    every = [reading for kind in KINDS for reading in of_kind(kind)]
    found = {(reading.cls, reading.name) for reading in every if reading.found}
    assert {(reading.cls, reading.name) for reading in every} - found == set()


def test_a_closed_list_of_words_is_the_same_in_the_schemas_and_in_the_program() -> None:
    allowed: dict[tuple[type, str], set[str]] = {}
    for reading in (reading for kind in KINDS for reading in of_kind(kind)):
        allowed.setdefault((reading.cls, reading.name), set()).update(reading.words)
    literals = {
        (cls, name): {word for word in get_args(hint) if word}
        for cls, name in allowed
        if get_origin(hint := get_type_hints(cls).get(name)) is Literal
    }
    assert len(literals) >= 8
    assert {key: allowed[key] for key in literals} == literals
