"""The one builder: what a field's type and metadata say about the key that it is read from."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest

from generator.errors import Place, placed
from generator.load.build import build
from generator.load.yaml_file import YamlMapping, read


@dataclass(frozen=True, slots=True)
class Leaf:
    name: str
    size: float = 1.5
    place: Place = placed()
    size_place: Place = placed("size")


@dataclass(frozen=True, slots=True)
class Tree:
    leaf: Leaf
    kind: Literal["oak", "fir"]
    leaves: tuple[Leaf, ...] = ()
    names: tuple[str, ...] = ()
    chosen: Mapping[str, str | bool] = field(default_factory=dict, metadata={"at": ("names",)})
    depth: int = field(default=0, metadata={"at": ("root", "depth")})
    whole: Mapping[str, object] = field(default_factory=dict, metadata={"at": ()})
    texts: Mapping[str, str] = field(default_factory=dict, metadata={"at": ("root",)})
    rest: Mapping[str, str] = field(default_factory=dict, metadata={"rest": True})
    fir: Leaf | None = field(default=None, metadata={"at": ("leaf",), "when": ("kind", "fir")})


def tree(folder: Path, more: str = "") -> Tree:
    path = folder / "tree.yml"
    path.write_text(f"kind: oak\nleaf:\n  name: a\n  size: 2\n{more}", encoding="utf-8")
    data, findings = read(path, "tree.yml")
    assert findings == []
    assert isinstance(data, YamlMapping)
    return build(Tree, data, "tree.yml")


def test_an_absent_key_leaves_the_default(tmp_path: Path) -> None:
    built = tree(tmp_path)
    assert (built.leaves, built.depth, built.fir) == ((), 0, None)


def test_a_mapping_becomes_a_dataclass_and_a_list_a_tuple_of_them(tmp_path: Path) -> None:
    built = tree(tmp_path, "leaves:\n  - {name: b}\n  - {name: c, size: 3}\n")
    assert built.leaf == Leaf("a", 2)
    assert built.leaves == (Leaf("b"), Leaf("c", 3))


def test_a_lone_value_is_a_tuple_of_one(tmp_path: Path) -> None:
    assert tree(tmp_path, "names: x\n").names == ("x",)


def test_of_two_fields_that_read_one_key_the_one_whose_shape_fits_is_set(tmp_path: Path) -> None:
    listed, mapped = tree(tmp_path, "names: [x, y]\n"), tree(tmp_path, "names: {required: true}\n")
    assert (listed.names, listed.chosen) == (("x", "y"), {})
    assert (mapped.names, mapped.chosen) == ((), {"required": True})


def test_a_way_of_keys_leads_to_a_value_further_down(tmp_path: Path) -> None:
    assert tree(tmp_path, "root: {depth: 7}\n").depth == 7


def test_a_mapping_of_texts_takes_only_the_texts(tmp_path: Path) -> None:
    assert tree(tmp_path, "root: {depth: 7, soil: loam}\n").texts == {"soil": "loam"}


def test_the_rest_is_the_texts_that_no_other_field_takes(tmp_path: Path) -> None:
    assert tree(tmp_path, 'bark: "rough"\nnames: [x]\n').rest == {"bark": "rough"}


def test_the_empty_way_is_the_mapping_itself(tmp_path: Path) -> None:
    assert tree(tmp_path).whole == {"kind": "oak", "leaf": {"name": "a", "size": 2}}


@pytest.mark.parametrize(("kind", "expected"), [("oak", None), ("fir", Leaf("a", 2))])
def test_a_condition_decides_whether_a_field_is_set(tmp_path: Path, kind: str, expected: Leaf | None) -> None:
    path = tmp_path / "tree.yml"
    path.write_text(f"kind: {kind}\nleaf: {{name: a, size: 2}}\n", encoding="utf-8")
    data, _ = read(path, "tree.yml")
    assert isinstance(data, YamlMapping)
    assert build(Tree, data, "tree.yml").fir == expected


def test_places_are_the_line_of_the_entity_and_of_a_key(tmp_path: Path) -> None:
    leaf = tree(tmp_path).leaf
    assert leaf.place == Place("tree.yml", 3)
    assert leaf.size_place == Place("tree.yml", 4)


def test_a_place_takes_no_part_in_comparisons() -> None:
    assert Leaf("a", place=Place("x", 1)) == Leaf("a", place=Place("y", 2))


def test_what_is_built_can_be_handed_to_another_process(tmp_path: Path) -> None:
    built = tree(tmp_path, "names: [x]\n")
    assert pickle.loads(pickle.dumps(built)) == built
