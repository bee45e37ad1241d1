"""What the law says today: beside every item, in order on one page, and honest in the first screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from generator import addresses
from generator.export.labels import labels
from generator.law import article_order
from generator.model import Corpus

WIDTHS = {"phone": (375, 800), "desk": (1280, 800)}


@pytest.fixture(params=WIDTHS)
def page(chromium: Browser, request: pytest.FixtureRequest) -> Page:
    width, height = WIDTHS[request.param]
    return chromium.new_page(viewport={"width": width, "height": height})


def test_an_item_folds_what_the_law_says_in_one_line(page: Page, address: str, corpus: Corpus) -> None:
    page.goto(address + "standards/state-sector/")
    for item, entries in corpus.law.of_item.items():
        if not item.startswith("1."):
            continue
        line = page.locator(f'.item:has([id="{item}"]) details.law')
        shown = line.locator("summary").text_content() or ""
        for relation, word in labels().laws["relations"].items():
            assert (word in shown) == any(e.relation == relation for e in entries), (item, word)
        assert not line.locator("blockquote").first.is_visible()


def test_opened_it_gives_quote_law_version_dates_source_and_our_note(
    page: Page, address: str, corpus: Corpus
) -> None:
    page.goto(address + "standards/state-sector/")
    line = page.locator('.item:has([id="1.2.1"]) details.law')
    line.locator("summary").click()
    text = line.inner_text()
    for entry in corpus.law.of_item["1.2.1"]:
        law = corpus.law.law_by_id[entry.law]
        for part in (entry.quote, law.name, entry.article, law.version, law.effective, law.as_of, entry.note):
            assert part in text, (entry.id, part)
    line.locator("a").first.click()
    page.wait_for_url("**/laws/#*")


def test_the_first_screen_says_what_the_text_is_and_how_much_the_law_has_touched(
    page: Page, address: str, corpus: Corpus
) -> None:
    for standard in corpus.standards:
        page.goto(address + addresses.standard_page(standard))
        first = page.locator(".first-of-all")
        box = first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 800
        issued = corpus.issuance_of(standard).issued
        touched = corpus.law.touched([item.id for item in standard.items], issued)
        text = first.inner_text()
        assert "2016年" in text
        assert "2017年" in text
        assert "没有核实" in text
        assert f"{standard.item_count} 条里，有 {len(touched)} 条" in text
        assert touched


def test_what_misleads_most_comes_first_and_home_leads_there(
    page: Page, address: str, corpus: Corpus
) -> None:
    page.goto(address)
    page.locator(".law-now a").click()
    page.wait_for_url("**/laws/")
    shown = page.locator(".law-foremost > li")
    assert shown.count() == len(corpus.law.foremost) == 15
    for number, one in enumerate(corpus.law.foremost):
        assert one.now in shown.nth(number).inner_text()


def test_the_page_of_the_law_shows_every_entry_every_law_and_what_was_not_read(
    page: Page, address: str, corpus: Corpus
) -> None:
    page.goto(address + addresses.LAWS)
    text = page.locator(".md-content").inner_text()
    for entry in corpus.law.provisions:
        assert page.locator(f"[id='{entry.id}'] blockquote").inner_text() == entry.quote
        assert entry.note in text
    for rule in corpus.law.unread:
        assert rule.name in text
        assert rule.fact in text
    for limit in ("未与官方网站核对", "不等于法律没有变化", "本站的判断"):
        assert limit in text


def test_a_law_lists_its_articles_in_its_own_order(page: Page, address: str, corpus: Corpus) -> None:
    page.goto(address + addresses.LAWS)
    for law in corpus.law.laws:
        links = page.locator(f"[id='{law.id}'] td:last-child a").all_inner_texts()
        orders = [article_order(link.split(" ")[0]) for link in links]
        assert orders == sorted(orders)
        assert len(orders) == len(corpus.law.of_law[law.id])


def test_the_matrix_marks_the_topics_on_which_the_law_says_other(
    page: Page, address: str, corpus: Corpus
) -> None:
    page.goto(address + addresses.COMPARISON)
    marked = page.evaluate(
        "[...document.querySelectorAll('tr.topic')].filter(r => r.querySelector('.law-mark')).map(r => r.id)"
    )
    other = {entry.topic for entry in corpus.law.provisions if not entry.same}
    assert set(marked) == other


def test_no_page_is_heavy(site: Path) -> None:
    """A form that is one file by itself, with its font, is no page."""
    matrix = site / addresses.html(addresses.COMPARISON)
    sizes = {path: path.stat().st_size for path in site.rglob("index.html")}
    assert {path for path, size in sizes.items() if size > 200_000} <= {matrix}
    assert sizes[matrix] <= 250_000


def test_where_forms_are_filled_in_a_line_leads_to_the_changed_law(
    page: Page, address: str, corpus: Corpus
) -> None:
    (said,) = (remark for remark in corpus.remarks if remark.id == "law-on-forms")
    for path in (addresses.FORMS, *(addresses.web_form(f"checklist-{s.id}") for s in corpus.standards)):
        page.goto(address + path)
        line = page.locator(".remarks p", has_text=said.text)
        line.locator("a").click()
        page.wait_for_url(f"**/{addresses.LAWS}")
