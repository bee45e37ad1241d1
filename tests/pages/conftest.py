"""A small body of standards that is not the real one."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.load import load_corpus
from generator.model import Corpus


@pytest.fixture(scope="session")
def small(root: Path) -> Corpus:
    """The three types of ``tests/other_body``."""
    corpus = load_corpus(root / "tests" / "other_body" / "root").corpus
    assert corpus is not None
    return corpus
