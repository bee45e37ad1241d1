"""Promises about the tree itself."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
import yaml

from generator.load import load_corpus, yaml_file

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


CODE = (".py", ".js", ".j2", ".html", ".json", ".css")
PROSE = {
    ".py": r'"""(?:.|\n)*?"""|#[^\n]*',
    ".js": r"/\*(?:.|\n)*?\*/|(?<!:)//[^\n]*",
    ".css": r"/\*(?:.|\n)*?\*/",
    ".j2": r"\{#(?:.|\n)*?#\}",
    ".html": r"\{#(?:.|\n)*?#\}|<!--(?:.|\n)*?-->",
}
"""What explains code may give examples of this body; what runs and what is published may not."""


def words_of_this_body(root: Path) -> re.Pattern[str]:
    """Slugs, the word on the labels, counts, and what the forms and the body are called."""
    corpus = load_corpus(root).corpus
    assert corpus is not None
    words = {"工会", str(corpus.item_count), corpus.catalog.issuance.number}
    words |= {re.sub(r"\d+$", "", standard.label) for standard in corpus.standards}
    for path in (root / "forms").glob("*.yml"):
        form = yaml.safe_load(path.read_text(encoding="utf-8"))
        words |= {form[key] for key in ("title", "short") if key in form}
    words |= {standard.id for standard in corpus.standards}
    return re.compile("|".join(rf"\b{re.escape(w)}\b" if w.isascii() else re.escape(w) for w in words))


def test_no_code_template_or_schema_knows_this_body(root: Path) -> None:
    """What is said about unions stands in YAML and Markdown; slugs, labels, counts and names are data."""
    known = words_of_this_body(root)
    found = {}
    for path in (root / "generator").rglob("*"):
        if path.suffix in CODE:
            text = re.sub(PROSE.get(path.suffix, r"(?!)"), "", path.read_text(encoding="utf-8"))
            if words := sorted(set(known.findall(text))):
                found[path.relative_to(root).as_posix()] = words
    assert not found


def test_the_guard_knows_the_words_that_it_looks_for(root: Path) -> None:
    known = words_of_this_body(root)
    for word in ("工会", "附件", "自评表", "申报表", "state-sector", "villages", "210"):
        assert known.search(f"“{word}”"), word


@pytest.mark.parametrize(("folder", "most"), [("generator", 420), ("tests", 500)])
def test_modules_stay_readable(root: Path, folder: str, most: int) -> None:
    """A table of cases may make a module of tests longer, a second thing that is tested may not."""
    names = [n for n in tracked(root) if n.startswith(f"{folder}/") and n.endswith((".py", ".js"))]
    lines = {name: (root / name).read_text(encoding="utf-8").count("\n") for name in names}
    assert len(lines) > 100
    assert {name: count for name, count in lines.items() if count > most} == {}


def test_what_the_program_reads_of_its_own_says_nothing_twice(root: Path) -> None:
    """Of a key that stands twice, both parsers take the last and say nothing."""
    twice = {}
    for path in (root / "generator").rglob("*.*"):
        name = path.relative_to(root).as_posix()
        if path.suffix == ".yml":
            _, findings = yaml_file.read(path, name)
            twice[name] = [finding.message for finding in findings]
        elif path.suffix == ".json":
            twice[name] = repeated(path.read_text(encoding="utf-8"))
    assert "generator/collector/packages.yml" in twice
    assert {name: found for name, found in twice.items() if found} == {}


def repeated(text: str) -> list[str]:
    """The keys that stand twice in one object of a JSON text."""
    found: list[str] = []

    def look(pairs: list[tuple[str, object]]) -> dict[str, object]:
        keys = [key for key, _ in pairs]
        found.extend(key for key in set(keys) if keys.count(key) > 1)
        return dict(pairs)

    json.loads(text, object_pairs_hook=look)
    return found


@pytest.mark.parametrize(
    ("text", "keys"),
    [('{"a": 1, "a": 2}', ["a"]), ('[{"a": {"b": 1, "b": 1}}]', ["b"]), ('{"a": {"a": 1}}', [])],
)
def test_the_guard_sees_what_stands_twice(text: str, keys: list[str]) -> None:
    assert repeated(text) == keys
