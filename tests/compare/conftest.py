"""The crosswalk of the real corpus."""

from __future__ import annotations

import pytest

from generator.compare import Crosswalk
from generator.model import Corpus


@pytest.fixture(scope="session")
def crosswalk(corpus: Corpus) -> Crosswalk:
    return Crosswalk(corpus)
