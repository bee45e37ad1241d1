"""What every test may ask for: the real root, its corpus loaded once, and a copy to spoil."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.check import check
from generator.model import Corpus


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's own root folder, which tests only ever read."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def corpus(root: Path) -> Corpus:
    """The real corpus, checked and loaded once per process."""
    checked = check(root)
    assert checked.corpus is not None
    assert not checked.findings
    return checked.corpus


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    """A root folder with a copy of the real encoding and form definitions, to be changed at will."""
    for folder in ("standards", "forms"):
        shutil.copytree(root / folder, tmp_path / folder)
    return tmp_path
