"""The query set: what people type, and what must come of it.

The thresholds of the held-out half stand a little below what was measured, so that a change for the
worse shows; which of its queries fail is not looked at.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.search import quality
from tests.search.conftest import Answer

pytestmark = pytest.mark.browser


def measured(half: quality.Half, search_all: Callable[[list[str]], list[Answer]]) -> quality.Quality:
    return quality.measure(quality.load(half), lambda qs: [answer["ids"] for answer in search_all(qs)])


def test_the_halves_are_as_large_as_they_should_be() -> None:
    assert len(quality.load("tuning")) >= 60
    assert len(quality.load("held-out")) >= 60


def test_the_tuning_half_is_answered(search_all: Callable[[list[str]], list[Answer]]) -> None:
    found = measured("tuning", search_all)
    assert found.hit_1 >= 0.98, found
    assert found.hit_5 == 1, found
    assert found.recall >= 0.97, found
    assert found.precision >= 0.85, found
    assert not found.empty


def test_the_held_out_half_is_answered(search_all: Callable[[list[str]], list[Answer]]) -> None:
    found = measured("held-out", search_all)
    assert found.hit_1 >= 0.88, found
    assert found.hit_5 >= 0.97, found
    assert found.recall >= 0.92, found
    assert found.precision >= 0.8, found
    assert not found.empty
