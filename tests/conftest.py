"""What every test may ask for: the real root, its corpus loaded once, and a copy to spoil."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.load import load_corpus
from generator.model import Corpus
from tests import served


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
    """A root folder with a copy of the real encoding (and no forms), to be changed at will.

    It has no record of releases, which would hold its version.
    """
    ignore = shutil.ignore_patterns("releases.yml")
    shutil.copytree(root / "standards", tmp_path / "standards", ignore=ignore)
    return tmp_path


@pytest.fixture
def copy_with_forms(root: Path, copy: Path) -> Path:
    """The same with the real form definitions beside it."""
    shutil.copytree(root / "forms", copy / "forms")
    return copy


@pytest.fixture(scope="session")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory, testrun_uid: str) -> Path:
    """The real site, built from a copy of the root, once for all workers of a run."""
    return served.real_site(root, tmp_path_factory.getbasetemp(), testrun_uid)


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The built site under an address of this machine."""
    with served.serve(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; skipped where it is missing, but failed in CI."""
    with served.chromium() as browser:
        yield browser
