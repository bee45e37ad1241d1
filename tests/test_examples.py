"""The worked examples in docstrings are true, those of constants too."""

from __future__ import annotations

import ast
import doctest
import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROMPT = re.compile(r"^\s*>>> ", re.MULTILINE)
MODULES = sorted(
    path.relative_to(ROOT)
    for path in (ROOT / "generator").rglob("*.py")
    if PROMPT.search(path.read_text(encoding="utf-8"))
)


def docstrings(path: Path) -> Iterator[tuple[str, int]]:
    """Every text that stands alone in a module, and its line."""
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
        ):
            yield node.value.value, node.lineno


def test_there_are_examples() -> None:
    assert Path("generator/compare/difference.py") in MODULES
    assert len(MODULES) > 20


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_the_examples_of_a_module_hold(path: Path) -> None:
    module = importlib.import_module(".".join(path.with_suffix("").parts))
    runner = doctest.DocTestRunner()
    for text, line in docstrings(path):
        runner.run(doctest.DocTestParser().get_doctest(text, dict(vars(module)), str(path), str(path), line))
    assert runner.tries
    assert not runner.failures
