"""The published schemas: valid, closed, described, and what the real files are held against."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import jsonschema_rs
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.forms.definitions.rules import CHECKS
from generator.load import shapes
from generator.load.corpus import EDITORIAL_LAYERS
from generator.load.yaml_file import YamlMapping, YamlSequence, YamlValue, read

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
NAMES: Final = sorted(
    path.name.removesuffix(".schema.json")
    for path in (Path(__file__).resolve().parents[2] / "generator/schema").glob("*.schema.json")
)

Schema = dict[str, Any]


def schema(name: str) -> Schema:
    found: Schema = json.loads(shapes.schema_text(name))
    return found


def parts(part: Schema, path: str = "") -> Iterator[tuple[str, Schema]]:
    """Every subschema that says what may be there, with the way to it (``if`` and ``not`` only ask)."""
    yield path, part
    for key in ("properties", "$defs", "patternProperties"):
        for name, child in part.get(key, {}).items():
            yield from parts(child, f"{path}/{key}/{name}")
    for key in ("oneOf", "anyOf", "allOf"):
        for n, child in enumerate(part.get(key, ())):
            yield from parts(child, f"{path}/{key}/{n}")
    for key in ("items", "then", "else", "additionalProperties"):
        if isinstance(child := part.get(key), dict):
            yield from parts(child, f"{path}/{key}")


def files(root: Path) -> Iterator[tuple[Path, str]]:
    """Every YAML file of the encoding with the name of its schema."""
    standards = root / "standards"
    yield standards / "catalog.yml", "catalog"
    yield standards / "releases.yml", "releases"
    for layer in EDITORIAL_LAYERS:
        yield standards / f"editorial/{layer}.yml", layer
    for path in sorted((standards / "verbatim").glob("*.yml")):
        yield path, "document" if "\nblocks:" in path.read_text(encoding="utf-8") else "standard"


def test_there_is_a_schema_for_every_kind_of_file(root: Path) -> None:
    assert {name for _, name in files(root)} <= set(NAMES)


def references(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        yield from ([part["$ref"]] if isinstance(part.get("$ref"), str) else [])
        for child in part.values():
            yield from references(child)
    elif isinstance(part, list):
        for child in part:
            yield from references(child)


def test_every_reference_leads_to_a_definition_and_every_definition_is_referred_to() -> None:
    used, defined = set(), set()
    for name in NAMES:
        defined |= {f"{name}.schema.json#/$defs/{key}" for key in schema(name).get("$defs", {})}
        used |= {
            reference if reference[0] != "#" else f"{name}.schema.json{reference}"
            for reference in references(schema(name))
        }
    assert used == defined


def test_the_shared_schemas_say_nothing_of_a_file() -> None:
    for name in shapes.SHARED:
        assert schema(name).keys() == {"$schema", "$id", "title", "description", "$defs"}


@pytest.mark.parametrize(
    "path", sorted((shapes.SCHEMAS / "published").glob("*.json")), ids=lambda path: path.name
)
def test_a_published_schema_refers_to_nothing_outside_itself(path: Path) -> None:
    assert all(reference[0] == "#" for reference in references(json.loads(path.read_text("utf-8"))))


@pytest.mark.parametrize("content", ["", "# 甲\n", "~\n", "null\n", "---\n", "--- ~\n...\n"])
def test_a_file_that_holds_nothing_is_a_finding_and_not_an_absent_layer(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.yml").write_text(content, encoding="utf-8")
    data, findings = shapes.read(tmp_path, "a.yml", "notes")
    assert data is None
    assert [str(finding) for finding in findings] == ["a.yml:1: 文件是空的（补上内容，或删去这个文件）"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without pipes that have a name")
def test_a_pipe_is_a_finding_and_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.yml")
    _, findings = shapes.read(tmp_path, "a.yml", "notes")
    assert [(f.code, f.message) for f in findings] == [("file-unreadable", "读不到文件：不是普通文件")]


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_valid_in_the_dialect_that_it_names(name: str) -> None:
    found = schema(name)
    assert found["$schema"] == DIALECT
    assert found["$id"] == f"{name}.schema.json"
    jsonschema_rs.meta.validate(found)
    shapes.validator(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_allows_no_key_that_it_does_not_name(name: str) -> None:
    for path, part in parts(schema(name)):
        if part.get("type") == "object" or "properties" in part:
            closed = part.get("additionalProperties", part.get("unevaluatedProperties"))
            # an object of free keys says what their values are; everything else is closed
            assert closed is False or isinstance(closed, dict), f"{path} is open"


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_describes_every_property(name: str) -> None:
    for path, part in parts(schema(name)):
        for key, child in part.get("properties", {}).items():
            assert child.get("description") or child.keys() & {"$ref", "const"}, (
                f"{path}/{key} has no description"
            )
    assert schema(name)["title"]
    assert schema(name)["description"]


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_requires_only_what_it_names(name: str) -> None:
    for path, part in parts(schema(name)):
        if "properties" in part and not isinstance(part.get("additionalProperties"), dict):
            assert set(part.get("required", ())) <= set(part["properties"]), path


def test_the_real_files_validate_as_another_reader_sees_them(root: Path) -> None:
    for path, name in files(root):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        errors = [fault.message for fault in shapes.validator(name).faults(data)]
        assert errors == [], f"{path}: {errors}"


def test_the_real_files_name_their_schema_for_editors(root: Path) -> None:
    for path, name in files(root):
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        reference = first.removeprefix("# yaml-language-server: $schema=")
        assert (path.parent / reference).resolve() == root / f"generator/schema/{name}.schema.json", path


# --- translation --------------------------------------------------------------------------------


def sample(root: Path, file: str) -> YamlMapping:
    data, findings = read(root / file, file)
    assert findings == []
    assert isinstance(data, YamlMapping)
    return data


VALUES: Final = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)


def with_lines(value: Any, line: int) -> YamlValue:  # noqa: ANN401 - as open as JSON
    if isinstance(value, dict):
        mapping = YamlMapping(line)
        for key, inner in value.items():
            mapping[key] = with_lines(inner, line)
            mapping.lines[key] = line
        return mapping
    if isinstance(value, list):
        sequence = YamlSequence(line)
        for inner in value:
            sequence.append(with_lines(inner, line))
            sequence.lines.append(line)
        return sequence
    return value  # type: ignore[no-any-return]


@settings(deadline=None, max_examples=200)
@given(name=st.sampled_from(NAMES), value=VALUES)
def test_any_data_at_all_is_answered_with_findings(name: str, value: object) -> None:
    for finding in shapes.validate(with_lines(value, 7), name, "file.yml"):
        assert finding.code.startswith("shape")
        assert finding.place.line in {1, 7}
        assert finding.message
        assert finding.remedy


@settings(deadline=None, max_examples=150)
@given(data=st.data(), value=VALUES)
def test_a_value_put_anywhere_in_a_real_file_is_reported_there_or_fits(
    data: st.DataObject, value: object
) -> None:
    file, name = data.draw(st.sampled_from(SPOILT))
    whole = sample(Path(__file__).resolve().parents[2], file)
    here: YamlMapping | YamlSequence = whole
    while True:
        step: Any = data.draw(
            st.sampled_from(list(here) if isinstance(here, dict) else list(range(len(here))))
        )
        inner = here[step]
        if not isinstance(inner, YamlMapping | YamlSequence) or not inner or data.draw(st.booleans()):
            break
        here = inner
    line = here.lines[step]
    here[step] = with_lines(value, line)
    for finding in shapes.validate(whole, name, file):
        assert finding.place.line == line, finding


SPOILT: Final = (
    ("standards/catalog.yml", "catalog"),
    ("standards/verbatim/villages.yml", "standard"),
    ("standards/verbatim/letter-2016.yml", "document"),
    ("standards/editorial/finder.yml", "finder"),
    ("standards/editorial/thresholds.yml", "thresholds"),
)


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ([], 1),
        (["a"], 2),
        (["a", 0], 3),
        (["a", 1, "x"], 5),
        (["a", 1, "missing"], 4),
        (["a", 9], 2),
        (["?"], 1),
    ],
)
def test_the_line_of_a_path_is_that_of_the_deepest_step_that_exists(
    path: list[str | int], line: int, tmp_path: Path
) -> None:
    (tmp_path / "f.yml").write_text("b: 1\na:\n  - x\n  - y: 1\n    x: 2\n", encoding="utf-8")
    data, _ = read(tmp_path / "f.yml", "f.yml")
    assert shapes.line_of(data, path) == line


def test_the_schemas_know_the_checks_that_the_rules_know() -> None:
    published = json.loads((shapes.SCHEMAS / "published/forms.schema.json").read_text(encoding="utf-8"))
    rule = published["properties"]["forms"]["items"]["properties"]["rules"]["items"]["properties"]
    assert set(schema("form")["$defs"]["check"]["enum"]) == set(CHECKS) == set(rule["check"]["enum"])
