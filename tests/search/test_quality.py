"""The query sets: what people type, and what must come of it.

The thresholds stand a little below what was measured, so that a change for the worse shows; which of the
queries that are held out fail is not looked at.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from generator.model import Corpus
from generator.search import build_index
from tests.search import quality
from tests.search.conftest import Answer, searcher
from tests.search.quality import Quality, Shown

pytestmark = pytest.mark.browser


def shown(search_all: Callable[[list[str]], list[Answer]]) -> quality.Search:
    return lambda queries: [Shown(a["kind"], a["ids"], a["beside"]) for a in search_all(queries)]


def hold(found: Quality, least: tuple[float, float, float, float]) -> None:
    """Least hit@1, hit@5, recall and precision."""
    for measured, floor in zip((found.hit_1, found.hit_5, found.recall, found.precision), least, strict=True):
        assert measured >= floor, found


@pytest.mark.parametrize(
    ("of", "queries", "least"),
    [
        ("first", 80, (0.96, 0.98, 0.97, 0.9)),
        ("second", 120, (0.86, 0.97, 0.97, 0.84)),
        ("third", 80, (0.95, 0.98, 0.97, 0.87)),
    ],
)
def test_queries_that_nothing_was_tuned_to_are_answered(
    search_all: Callable[[list[str]], list[Answer]],
    of: str,
    queries: int,
    least: tuple[float, float, float, float],
) -> None:
    found = quality.measure(quality.answered(quality.held_out(of), shown(search_all)))
    assert found.queries == queries
    assert found.empty == 0
    hold(found, least)


def test_tuning_queries_are_answered_without_their_own_words(browser: Browser, corpus: Corpus) -> None:
    judged = []
    for part, queries in quality.folds(corpus):
        judged += quality.answered(queries, shown(searcher(browser, build_index(part))))
    assert len(judged) > 1600
    hold(quality.measure(judged), (0.86, 0.96, 0.97, 0.79))


def test_what_no_standard_answers_is_not_answered_with_a_list(
    search_all: Callable[[list[str]], list[Answer]],
) -> None:
    asked = quality.nothing()
    assert quality.misled(asked, shown(search_all)) <= len(asked) / 7
    third = [query.query for query in quality.held_out("third") if not query.items]
    assert len(third) == 20
    assert quality.misled(third, shown(search_all)) <= 5
