"""Bodies of other shapes: one type, many types, thousands of items, no numbers."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from generator import addresses
from generator.compare import Crosswalk
from generator.compare.pairs import EVERY_TWO_UP_TO
from generator.export.comparison import sheets
from generator.model import Corpus
from generator.pages.all_pages import pages
from tests.bodies import body


def layout_pages(corpus: Corpus) -> dict[str, str]:
    """The pages that MkDocs has to lay out."""
    return {path: text for path, text in pages(Crosswalk(corpus), []).items() if path.endswith(".md")}


def linked(text: str) -> set[str]:
    return set(re.findall(r'href="([^"#]+)', text))


@pytest.fixture(scope="module")
def single(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return body(tmp_path_factory.mktemp("single"), 1, 2, 4, numbers=False)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return body(tmp_path_factory.mktemp("many"), 40, 1, 8)


def test_one_type_is_compared_with_nothing_least_of_all_with_itself(single: Corpus) -> None:
    written = layout_pages(single)
    assert not [path for path in written if path.startswith("compare/from-") or "type-1-type-1" in path]
    for page in (addresses.PAIRS, addresses.MOVING, addresses.ALONE):
        assert "没有别的可比" in written[addresses.source(page)]
    assert 'id="chooser"' not in written["compare/index.md"]
    for path, text in written.items():
        assert "仅本类" not in text, path
        if not path.startswith("compare/"):
            assert not {link for link in linked(text) if "/pairs/" in link or "/moving/" in link}, path


def test_every_page_that_a_navigation_may_name_is_there_for_every_shape(
    single: Corpus, small: Corpus, many: Corpus
) -> None:
    views = [addresses.PAIRS, addresses.MOVING, addresses.NUMBERS, addresses.ALONE, addresses.CONDITIONS]
    wanted = {addresses.source(view) for view in views} | {"compare/index.md", "topics/index.md"}
    for corpus in (single, small, many):
        assert wanted <= set(layout_pages(corpus))


def test_a_body_without_numbers_says_so_and_offers_no_table_of_them(single: Corpus) -> None:
    written = layout_pages(single)
    page = written["compare/numbers.md"]
    assert "写明了数字的要求，没有" in page
    assert "<table" not in page
    assert "compare/numbers/" not in " ".join(linked(written["index.md"]))
    assert sheets(Crosswalk(single))["comparison-numbers"].rows == ()


def test_a_body_without_conditions_says_so(small: Corpus) -> None:
    assert "写明条件的，没有" in layout_pages(replace(small, conditions=()))["compare/if.md"]


def test_pages_grow_as_the_types_do_and_not_as_their_pairs(tmp_path: Path, many: Corpus) -> None:
    counts = {}
    for count in (EVERY_TWO_UP_TO, EVERY_TWO_UP_TO + 1, 20):
        counts[count] = len(layout_pages(body(tmp_path / str(count), count, 1, 8)))
    counts[40] = len(layout_pages(many))
    pairs_and_ways = EVERY_TWO_UP_TO * (EVERY_TWO_UP_TO - 1) * 3 // 2
    assert counts[EVERY_TWO_UP_TO] == counts[EVERY_TWO_UP_TO + 1] - 1 + pairs_and_ways
    assert counts[40] - counts[20] == 20
    assert counts[20] - counts[EVERY_TWO_UP_TO + 1] == 20 - EVERY_TWO_UP_TO - 1


def test_no_page_and_no_sheet_of_many_types_grows_with_their_pairs(tmp_path: Path, many: Corpus) -> None:
    half, whole = (layout_pages(c) for c in (body(tmp_path / "twenty", 20, 1, 8), many))
    for path in set(half) & set(whole):
        assert len(whole[path]) < 2.2 * len(half[path]), path
    assert "comparison-pairs" not in sheets(Crosswalk(many))
    assert "comparison-moving" not in sheets(Crosswalk(many))


def test_no_page_of_many_types_leads_to_a_page_that_is_not_made(many: Corpus) -> None:
    written = pages(Crosswalk(many), [])
    for path, text in written.items():
        assert "compare/type-" not in text, path
        assert "compare/from-" not in text, path


def test_thousands_of_items_in_one_standard_are_one_page_and_an_address_each(tmp_path: Path) -> None:
    corpus = body(tmp_path / "big", 1, 60, 63)
    assert corpus.item_count > 3000
    written = pages(Crosswalk(corpus), [])
    page = written["standards/type-1.md"]
    assert page.count('class="item"') == corpus.item_count
    assert page.count("{: #") == 60  # the table of contents lists sections, not items
    assert len(written) < corpus.item_count + 100
