"""Promises about the tree itself."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ALLOWED = {
    "docs",
    "standards",
    "generator",
    "mkdocs.yml",
    "forms",
    "tests",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "requirements.lock",
}


def tracked(root: Path) -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True)
    return [name for name in listed.stdout.split("\0") if name and (root / name).exists()]


def test_nothing_else_stands_at_the_top(root: Path) -> None:
    top = {name.partition("/")[0] for name in tracked(root)}
    assert {name for name in top if not name.startswith(".")} <= ALLOWED


def test_no_python_code_knows_the_standards(root: Path) -> None:
    """What is said about unions stands in YAML and Markdown; slugs, counts and names are data."""
    for path in (root / "generator").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        code = re.sub(r'"""(?:.|\n)*?"""|#.*', "", text)
        assert not re.search(r"工会|state-sector|non-public|townships|\b210\b", code), path


def test_templates_know_no_standard(root: Path) -> None:
    for path in (root / "generator").rglob("*.j2"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"工会|state-sector|non-public|townships|\b210\b|附件[1-6一二三四五六]", text), (
            path
        )


def test_modules_stay_readable(root: Path) -> None:
    long = {
        path.relative_to(root).as_posix(): count
        for path in (root / "generator").rglob("*.py")
        if (count := path.read_text(encoding="utf-8").count("\n")) > 420
    }
    assert not long
