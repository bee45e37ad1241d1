"""What every test may ask for: the real root, its corpus loaded once, and a copy to spoil."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.load import load_corpus
from generator.model import Corpus


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's own root folder, which tests only ever read."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def corpus(root: Path) -> Corpus:
    """The real corpus, loaded once per process (that it is sound has tests of its own)."""
    loaded = load_corpus(root)
    assert loaded.corpus is not None
    assert not loaded.findings
    return loaded.corpus


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    """A root folder with a copy of the real encoding (and no forms), to be changed at will."""
    shutil.copytree(root / "standards", tmp_path / "standards")
    return tmp_path


@pytest.fixture
def copy_with_forms(root: Path, copy: Path) -> Path:
    """The same with the real form definitions beside it."""
    shutil.copytree(root / "forms", copy / "forms")
    return copy
