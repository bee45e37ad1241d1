"""Any two items whole beside each other: one click from an item and a search card, with a net and without."""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.compare import Crosswalk, difference
from generator.model import Corpus
from generator.pages import whole_items
from generator.site.offline import pack

pytestmark = pytest.mark.browser

ITEMS: Final = Path(__file__).parents[2] / "generator" / "site" / "theme" / "assets" / "items.js"


@pytest.fixture(params=[1280, 375])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 800})
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert faults == []


@pytest.fixture(scope="module")
def crosswalk(corpus: Corpus) -> Crosswalk:
    return Crosswalk(corpus)


def test_the_script_marks_what_python_marks(browser: Browser, corpus: Corpus, crosswalk: Crosswalk) -> None:
    """Of five hundred pairs of items, and of every pair that an editor has weighed."""
    ids = list(corpus.item_by_id)
    chance = random.Random(20161)
    pairs = [chance.sample(ids, 2) for _ in range(500)] + [[w.left, w.right] for w in corpus.weighings]
    context = browser.new_context()
    page = context.new_page()
    page.goto("about:blank")
    page.add_script_tag(content=whole_items.script(crosswalk).decode())
    page.add_script_tag(content=ITEMS.read_text(encoding="utf-8"))
    found: list[list[list[Any]]] = page.evaluate(
        "(pairs) => pairs.map(([a, b]) => twoItems.difference(wholeItems, a, b))", pairs
    )
    context.close()
    for (left, right), (mine, yours) in zip(pairs, found, strict=True):
        texts = [corpus.item_by_id[item].text for item in (left, right)]
        expected = difference(texts[:1], texts[1:], crosswalk.cut)
        assert mine == [[piece.text, piece.changed] for piece in expected.left[0]], (left, right)
        assert yours == [[piece.text, piece.changed] for piece in expected.right[0]], (left, right)


def shown(page: Page) -> list[str]:
    return page.locator("#both-items .says p").all_inner_texts()


def test_two_items_stand_whole_beside_each_other_with_marks(page: Page, address: str, corpus: Corpus) -> None:
    page.goto(f"{address}compare/items/?a=1.2.1&b=2.2.1")
    assert shown(page) == [f"{item} {corpus.item_by_id[item].text}" for item in ("1.2.1", "2.2.1")]
    assert page.locator("#both-items mark.of-left").all_inner_texts() == ["干部配备，是党员的进入同级党委。"]
    assert page.locator("#both-items mark.of-right").all_inner_texts() == ["条件配备，"]
    sides = [box.bounding_box() for box in page.locator("#both-items .says").all()]
    beside = sides[0] and sides[1] and abs(sides[0]["y"] - sides[1]["y"]) < 2
    assert beside == (page.evaluate("innerWidth") > 1000)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_address_says_what_is_shown_and_can_be_sent(page: Page, browser: Browser, address: str) -> None:
    page.goto(f"{address}compare/items/?a=1.2.1&b=2.2.1")
    page.select_option("[data-standard='1']", "townships")
    assert page.url.endswith("?a=1.2.1&b=5.2.3")  # the item there that has most in common with 1.2.1
    page.select_option("[data-item='1']", "5.6.4")
    page.click("[data-swap]")
    assert page.url.endswith("?a=5.6.4&b=1.2.1")
    context = browser.new_context(viewport={"width": 800, "height": 800})
    sent = context.new_page()
    sent.goto(page.url)
    assert shown(sent) == shown(page)
    context.close()


def test_two_items_of_one_type_can_be_compared_and_one_with_itself_not(page: Page, address: str) -> None:
    page.goto(f"{address}compare/items/?a=1.1.1&b=1.1.2")
    assert [text.partition(" ")[0] for text in shown(page)] == ["1.1.1", "1.1.2"]
    page.select_option("[data-item='1']", "1.1.1")
    expect(page.locator("#both-items")).to_be_hidden()


def test_an_unknown_item_in_the_address_shows_two_that_are_there(page: Page, address: str) -> None:
    page.goto(f"{address}compare/items/?a=9.9.9&b=<b>")
    assert re.search(r"\?a=1\.1\.1&b=\d\.\d\.\d+$", page.url)
    assert len(shown(page)) == 2


def test_it_is_one_click_from_an_item(page: Page, address: str) -> None:
    page.goto(f"{address}standards/townships/#5.2.3")
    page.locator(".item", has=page.locator("[id='5.2.3']")).get_by_role("link", name="对看").click()
    page.wait_for_url(re.compile(r"/compare/items/\?a=5\.2\.3&b=1\.2\.1$"))


def test_it_is_one_click_from_a_search_card(page: Page, address: str) -> None:
    page.goto(address)
    if page.evaluate("innerWidth") < 1000:  # the box is behind a button there
        page.locator("label[for=__search]:visible").first.click()
    page.locator(".md-search__input").fill("1.2.1")
    page.locator(".search-beside").first.click()
    page.wait_for_url(re.compile(r"/compare/items/\?a=1\.2\.1&b=2\.2\.1$"))


def test_it_is_one_click_from_two_sides_of_a_matter(page: Page, address: str) -> None:
    page.goto(f"{address}compare/state-sector-villages/#term-of-office")
    page.locator("#term-of-office").get_by_role("link", name="整条对看").click()
    page.wait_for_url(re.compile(r"\?a=1\.1\.2&b=6\.1\.2$"))


def test_the_topics_of_both_and_of_one_lead_to_their_pages(page: Page, address: str) -> None:
    page.goto(f"{address}compare/items/?a=1.2.1&b=2.2.1")
    page.get_by_role("link", name="党员工会主席进入党委").click()
    page.wait_for_url("**/topics/chair-party-committee/")


def test_without_a_script_it_says_what_to_do(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}compare/items/")
    assert "不用脚本" in page.locator("noscript").inner_text()
    assert not page.locator("#two-items").is_visible()
    context.close()


def test_it_works_from_a_folder_without_a_network(
    browser: Browser, site: Path, corpus: Corpus, tmp_path: Path
) -> None:
    with zipfile.ZipFile(io.BytesIO(pack(corpus, site))) as archive:
        archive.extractall(tmp_path)
    (top,) = tmp_path.iterdir()
    context = browser.new_context(offline=True, viewport={"width": 375, "height": 800})
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto((top / "standards" / "state-sector" / "index.html").as_uri())
    page.locator(".item", has=page.locator("[id='1.2.1']")).get_by_role("link", name="对看").click()
    page.wait_for_url(re.compile(r"items/index\.html\?a=1\.2\.1&b=2\.2\.1$"))
    page.select_option("[data-standard='1']", "villages")
    assert page.url.endswith("?a=1.2.1&b=6.1.3")
    page.get_by_role("link", name="附件1与附件6的全部差别").click()
    page.wait_for_url("**/compare/state-sector-villages/index.html#chair-rank")
    page.locator("label[for=__search]:visible").first.click()
    page.locator(".md-search__input").fill("1.2.1")
    page.locator(".search-beside").first.click()
    page.wait_for_url(re.compile(r"items/index\.html\?a=1\.2\.1&b=2\.2\.1$"))
    context.close()
    assert faults == []


def test_the_data_of_the_page_are_small(crosswalk: Crosswalk, corpus: Corpus) -> None:
    script = whole_items.script(crosswalk)
    assert len(script) < 100_000
    data = json.loads(script.decode().removeprefix("globalThis.wholeItems=").rstrip().removesuffix(";"))
    for item in corpus.item_by_id.values():
        assert data["items"][item.id][1].replace(whole_items.BETWEEN, "") == item.text
