"""What the reader doubts has words: every code that the program gives stands in the schema of summary.yml.

Without the words a return would be refused as one that the program fails on.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.load.shapes import schema_text

RETURNS = Path("generator/returns")


def required() -> set[str]:
    return set(json.loads(schema_text("summary"))["properties"]["doubts"]["required"])


def nodes(root: Path) -> Iterator[tuple[str, ast.AST]]:
    for path in sorted((root / RETURNS).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            yield path.name, node


def codes(node: ast.AST) -> Iterator[str]:
    """The code that a node gives a doubt, if it makes one or asks for its words."""
    given: list[ast.expr] = []
    if isinstance(node, ast.Call):
        name = ast.unparse(node.func).rpartition(".")[2]
        given = node.args[: {"Doubt": 1, "Observation": 1, "_doubt": 2}.get(name, 0)]
    elif isinstance(node, ast.Subscript) and ast.unparse(node.value).endswith(("doubts", "messages")):
        given = [node.slice]
    for one in given:
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one.value


def test_every_doubt_that_the_program_gives_has_words(root: Path) -> None:
    given = {(code, file) for file, node in nodes(root) for code in codes(node)}
    assert len(given) > 30
    assert {(code, file) for code, file in given if code not in required()} == set()


def test_no_words_are_asked_for_that_the_program_never_says(root: Path) -> None:
    said = {node.value for _, node in nodes(root) if isinstance(node, ast.Constant)}
    assert required() - said == set()


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ('Doubt("made-up", "", text)', "made-up"),
        ('_doubt(messages, "made-up", name, value=answer)', "made-up"),
        ('reading.Observation("made-up", data={})', "made-up"),
        ('setup.summary.doubts["made-up"]', "made-up"),
        ('words["made-up"]', ""),
    ],
)
def test_a_code_is_seen_wherever_it_is_given(source: str, code: str) -> None:
    assert [found for node in ast.walk(ast.parse(source)) for found in codes(node)] == [code] * bool(code)
