"""The query sets: what people type, and what must come of it.

The thresholds stand a little below what was measured, so that a change for the worse shows; which of the
queries that are held out fail is not looked at.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.search import quality
from tests.search.conftest import Answer

pytestmark = pytest.mark.browser


Found = tuple[float, float, float, float]
"""Least hit@1, hit@5, recall and precision."""


@pytest.mark.parametrize(
    ("of", "half", "queries", "least"),
    [
        ("first", "tuning", 80, (0.98, 1, 0.98, 0.93)),
        ("first", "held-out", 80, (0.95, 0.98, 0.95, 0.91)),
        ("second", "tuning", 360, (0.94, 0.98, 0.97, 0.9)),
        ("second", "held-out", 120, (0.84, 0.94, 0.94, 0.83)),
        ("far", "tuning", 665, (0.8, 0.93, 0.92, 0.73)),
    ],
)
def test_queries_are_answered(
    search_all: Callable[[list[str]], list[Answer]], of: str, half: quality.Half, queries: int, least: Found
) -> None:
    asked = quality.load(half, of)
    found = quality.measure(asked, lambda qs: [(a["ids"], a["beside"]) for a in search_all(qs)])
    assert len(asked) == queries
    for measured, floor in zip((found.hit_1, found.hit_5, found.recall, found.precision), least, strict=True):
        assert measured >= floor, found
    assert found.empty <= queries / 100
