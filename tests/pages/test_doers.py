"""Who does it is said beside every clause that gives it to others, and wherever two types differ in it."""

from __future__ import annotations

import re

import pytest

from generator import addresses
from generator.compare import Crosswalk, pairs
from generator.model import Corpus
from generator.pages.all_pages import pages


@pytest.fixture(scope="module")
def written(corpus: Corpus) -> dict[str, str]:
    return pages(Crosswalk(corpus), [])


def test_the_table_and_the_topics_mark_every_clause_that_others_do(
    corpus: Corpus, written: dict[str, str]
) -> None:
    table = written["compare/index.md"]
    for topic in corpus.topics:
        page = written[addresses.source(addresses.topic_url(topic))]
        for clause in topic.clauses:
            name = corpus.doer_by_id[clause.by.doer].name if clause.by else None
            mark = f'<span class="by">{name}</span> ' if name else ""
            beside = rf">{re.escape(clause.item)}</a> {re.escape(mark)}{re.escape(clause.quote)}"
            assert re.search(beside, page), (topic.id, clause.item)
            assert re.search(beside, table), (topic.id, clause.item)


def test_the_table_explains_every_mark(corpus: Corpus, written: dict[str, str]) -> None:
    for doer in corpus.doers:
        assert f'<span class="by">{doer.name}</span> {doer.explanation}' in written["compare/index.md"]


def test_every_page_of_two_types_says_where_others_do_it(corpus: Corpus, written: dict[str, str]) -> None:
    for pair in pairs(Crosswalk(corpus)):
        page = written[addresses.source(addresses.pair_page(pair.left, pair.right))]
        told = page.count("<strong>谁做不同</strong>：")
        assert told == sum(one.other_doers for one in pair.comparisons)


def test_what_a_type_only_guides_in_is_never_called_the_same_or_held_by_the_other(
    corpus: Corpus, written: dict[str, str]
) -> None:
    left, right = (next(s for s in corpus.standards if s.attachment == n) for n in (5, 6))
    page = written[addresses.source(addresses.pair_page(left, right))]
    entry = page.partition('id="double-display"')[2].partition("</section>")[0]
    assert f"{left.label} 指导基层工会做；{right.label} 没写由别人做" in entry
    assert "只就文字" not in entry
