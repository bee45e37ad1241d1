"""Placeholders are declared beside the texts, and the schemas that editors show say the same."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from generator.check.placeholders import check_placeholders, patterns
from generator.forms.definitions.definition import OF_FORM, FormDefinition
from generator.forms.definitions.load import load_forms
from generator.load.shapes import schema_text


@pytest.fixture(scope="module")
def definitions(root: Path) -> tuple[FormDefinition, ...]:
    found, findings = load_forms(root)
    assert findings == []
    return found


def test_every_kind_of_text_with_placeholders_is_looked_at(definitions: tuple[FormDefinition, ...]) -> None:
    for definition in definitions:
        texts = {p.text for p in patterns(definition, OF_FORM, definition.place)}
        assert texts >= {
            definition.name,
            *definition.running.head,
            *definition.running.foot,
            definition.running.picture,
            definition.words["range"],
            definition.rules[0].message,
            *(cell.text for block in definition.body for row in block.rows for cell in row.cells),
            *(c.field.label for c in definition.columns if c.field is not None),
        }


@pytest.mark.parametrize("kind", ["application", "checklist"])
def test_the_schemas_name_the_placeholders_of_each_word(kind: str) -> None:
    words = json.loads(schema_text(kind))["properties"]["words"]["properties"]
    described = {
        word: frozenset(re.findall(r"\{(\w+)\}", part.get("description", ""))) for word, part in words.items()
    }
    declared = FormDefinition.__dataclass_fields__["words"].metadata["placeholders"]
    assert {word: names for word, names in described.items() if names} == {
        word: names for word, names in declared.items() if word in words
    }


def test_the_message_of_a_single_check_cannot_name_an_item(definitions: tuple[FormDefinition, ...]) -> None:
    for definition in definitions:
        for place, known in {(p.place, p.known) for p in patterns(definition, OF_FORM, definition.place)}:
            rule = next((r for r in definition.rules if r.place == place), None)
            if rule is not None:
                assert ("item" in known) == rule.each_item


def test_the_real_definitions_use_what_is_filled_in(definitions: tuple[FormDefinition, ...]) -> None:
    assert [finding for d in definitions for finding in check_placeholders(d)] == []
