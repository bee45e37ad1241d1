"""Reading, citing, printing and sharing, in a real browser: on a phone, by keyboard, without a script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urljoin

import pymupdf
import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page

from generator import addresses
from generator.model import Corpus
from tests.site.page_types import PAGE_TYPES

ITEM = "5.2.9"
CITATION = (
    "《河南省总工会关于印发基层工会规范化建设参考标准的通知》（豫工文〔2016〕35号）附件5第二部分第9条："
)
STANDARD = "standards/townships/"
TAP = 44


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 360, "height": 780})
    yield context
    context.close()


@pytest.fixture
def phone(context: BrowserContext) -> Page:
    return context.new_page()


def cite_buttons(item: str) -> str:
    return f".item:has([id='{item}']) .label-cite button"


def unfold(page: Page, item: str) -> None:
    """Open what is folded under an item: on a phone its citation is."""
    page.locator(f".item:has([id='{item}']) .more > summary").click()


# --- citing -------------------------------------------------------------------------------------


def test_one_click_copies_the_citation_and_the_text_to_the_character(
    context: BrowserContext, address: str, corpus: Corpus
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + STANDARD)
    text = CITATION + corpus.item_by_id[ITEM].text
    unfold(page, ITEM)
    page.locator(cite_buttons(ITEM)).first.click()
    page.wait_for_function("document.querySelector('.citing [role=status]').textContent === '已复制'")
    assert page.evaluate("navigator.clipboard.readText()") == text
    before, after = date.today(), date.today()  # noqa: DTZ011 - the reader's own day
    page.locator(cite_buttons(ITEM)).nth(1).press("Enter")
    page.wait_for_function("navigator.clipboard.readText().then(text => text.includes('网址'))")
    days = {f"{d.year}年{d.month}月{d.day}日" for d in (before, after)}
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied in {f"{text}\n网址：{address}id/{ITEM}/（检索日期：{day}）" for day in days}


def test_a_citation_carries_what_is_noted_on_the_item(
    context: BrowserContext, address: str, corpus: Corpus
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    item, notes = next((i, n) for i, n in corpus.notes_of.items() if i in corpus.item_by_id)
    page.goto(address + addresses.standard_page(corpus.standard_of_item[item]))
    unfold(page, item)
    page.locator(cite_buttons(item)).first.click()
    page.wait_for_function("document.querySelector('.citing [role=status]').textContent === '已复制'")
    text, _, noted = page.evaluate("navigator.clipboard.readText()").partition("\n")
    assert text.endswith("：" + corpus.item_by_id[item].text)
    assert "不是原文" in noted
    for note in notes:
        assert f"“{note.quote}”：{note.suggestion}" in noted


def test_it_copies_without_the_clipboard_interface_too(
    context: BrowserContext, address: str, corpus: Corpus
) -> None:
    """Pages over plain http, as on an intranet, have none."""
    context.add_init_script("Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined })")
    page = context.new_page()
    page.goto(address + STANDARD)
    unfold(page, ITEM)
    page.locator(cite_buttons(ITEM)).first.click()
    page.wait_for_function("document.querySelector('.citing [role=status]').textContent === '已复制'")
    page.evaluate("document.body.append(Object.assign(document.createElement('textarea'), { id: 'paste' }))")
    page.locator("#paste").press("Control+v")
    assert page.locator("#paste").input_value() == CITATION + corpus.item_by_id[ITEM].text


def test_every_item_has_a_citation_of_its_own(phone: Page, address: str, corpus: Corpus) -> None:
    for standard in corpus.standards:
        phone.goto(address + addresses.standard_page(standard))
        source = phone.locator(".citing").get_attribute("data-source")
        cited = phone.evaluate(
            """source => [...document.querySelectorAll('.item')].map(item => source + item.dataset.cite)""",
            source,
        )
        ends = [
            f"{standard.label}第{section.marker.rstrip('、')}部分第{item.number}条"
            for section in standard.sections
            for item in section.items
        ]
        assert [text.partition("号）")[2] for text in cited] == ends


# --- short addresses ----------------------------------------------------------------------------


def test_every_item_has_a_short_address_that_leads_to_it(site: Path, corpus: Corpus) -> None:
    base = "https://example.org/"
    for item in corpus.item_by_id.values():
        here = addresses.permalink(item)
        text = (site / here / "index.html").read_text(encoding="utf-8")
        target = urljoin(base, addresses.item_url(corpus.standard_of_item[item.id], item))
        refresh = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', text)
        link = re.search(r'<a href="([^"]+)"', text)
        assert refresh is not None
        assert link is not None
        assert urljoin(base + here, refresh[1]) == urljoin(base + here, link[1]) == target
        assert item.text in text
    assert {p.name for p in (site / "id").iterdir()} == set(corpus.item_by_id)


def test_a_short_address_works_without_scripts_and_marks_the_item(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 780})
    page = context.new_page()
    page.goto(f"{address}id/{ITEM}/", wait_until="commit")
    page.wait_for_url(f"**/{STANDARD}#{ITEM}")
    item = page.locator(f".item:has([id='{ITEM}'])")
    box, header = item.bounding_box(), page.locator(".md-header").bounding_box()
    assert box is not None
    assert header is not None
    assert header["y"] + header["height"] <= box["y"] + 24 < 500
    assert item.evaluate("element => getComputedStyle(element).outlineStyle") == "solid"
    context.close()


# --- print --------------------------------------------------------------------------------------


def test_a_standard_prints_as_a_clean_document(phone: Page, address: str, corpus: Corpus) -> None:
    for standard in corpus.standards:
        phone.goto(address + addresses.standard_page(standard))
        printed_pages = phone.pdf(prefer_css_page_size=True)
        with pymupdf.open(stream=printed_pages) as pdf:  # type: ignore[no-untyped-call]
            size = [round(side / 72 * 25.4) for side in pdf[0].rect[2:]]
            printed = "".join(page.get_text() for page in pdf)
        flat = re.sub(r"\s", "", printed)
        assert size == [210, 297]
        at = 0
        for section in standard.sections:
            for words in (
                section.marker + section.title,
                *(item.marker + item.text for item in section.items),
            ):
                at = flat.index(re.sub(r"\s", "", words), at)
        for chrome in ("下载自评表", "引用", "首页", "上一页", "仅本类", standard.sections[0].items[0].id):
            assert chrome not in flat


# --- phones -------------------------------------------------------------------------------------

SMALL_TARGETS = f"""() => [...document.querySelectorAll(
    `.item-labels a, .item-labels button, .item-foot summary, .contents a, .finder a, .job, .standards a,
     .forms .form-title, .download a, .md-path__link, .topics > li > a, .ways-to-compare a, .views a,
     .nowhere a, .find-again input, .find-again button, .md-header__button:not([hidden])`)]
  .filter(element => element.checkVisibility())
  .filter(element => element.getBoundingClientRect().height < {TAP})
  .map(element => element.outerHTML.slice(0, 100))"""

SMALL_TEXT = """() => [...document.querySelectorAll('.md-content p, .md-content li, .md-content td')]
  .filter(element => element.checkVisibility() && element.textContent.trim())
  .filter(element => !element.closest(
    'small, .md-path, .item-labels, .elsewhere, .facts, table.grid, .citing'))
  .filter(element => parseFloat(getComputedStyle(element).fontSize) < 16)
  .map(element => element.outerHTML.slice(0, 100))"""

OURS = (
    "home",
    "list of standards",
    "standard",
    "forms",
    "document",
    "about",
    "guide",
    "not found",
    "topic",
    "law",
)


@pytest.mark.parametrize("kind", OURS)
def test_on_a_phone_text_is_large_and_targets_are_wide(phone: Page, address: str, kind: str) -> None:
    phone.goto(address + PAGE_TYPES[kind])
    assert phone.evaluate(SMALL_TARGETS) == []
    assert phone.evaluate(SMALL_TEXT) == []


def test_nothing_scrolls_sideways_on_any_page_at_any_width(phone: Page, address: str) -> None:
    """640 pixels are a screen of 1280 at 200 %."""
    for path in PAGE_TYPES.values():
        phone.goto(address + path)
        for width in (360, 390, 640, 1024):
            phone.set_viewport_size({"width": width, "height": 768})
            # waits, since the theme's search box takes its new width step by step
            phone.wait_for_function(
                "width => document.documentElement.scrollWidth <= width", arg=width, timeout=5000
            )


def test_the_form_of_a_standard_is_one_tap_away_with_its_size(
    phone: Page, address: str, site: Path, corpus: Corpus
) -> None:
    for standard in corpus.standards:
        phone.goto(address + addresses.standard_page(standard))
        link = phone.locator(".download a[href$='.pdf']")
        path = site / addresses.standard_page(standard) / str(link.get_attribute("href"))
        assert f"{path.stat().st_size / 1e6:.1f} MB" in str(link.text_content())
        assert path.read_bytes().startswith(b"%PDF-")


def test_the_parts_of_a_standard_are_listed_on_a_phone(phone: Page, address: str, corpus: Corpus) -> None:
    phone.goto(address + STANDARD)
    standard = next(s for s in corpus.standards if addresses.standard_page(s) == STANDARD)
    links = phone.locator(".contents a")
    assert links.count() == len(standard.sections)
    links.last.click()
    heading = phone.locator(f"[id='{standard.attachment}.{standard.sections[-1].number}']")
    phone.wait_for_function("scrollY > 500")
    assert heading.is_visible()


# --- finding the way ----------------------------------------------------------------------------


def test_a_page_that_is_not_there_offers_the_search(phone: Page, address: str) -> None:
    phone.goto(address + PAGE_TYPES["not found"])
    phone.locator(".find-again input").fill(ITEM)
    phone.locator(".find-again input").press("Enter")
    phone.wait_for_selector(f".search-option[href$='#{ITEM}']")


def test_the_text_is_there_without_scripts(chromium: Browser, address: str, corpus: Corpus) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + STANDARD)
    standard = next(s for s in corpus.standards if addresses.standard_page(s) == STANDARD)
    shown = page.locator(".item-text").all_inner_texts()
    assert shown == [item.text for item in standard.items]
    assert page.locator(".label-cite").count() == 0
    context.close()


def test_a_keyboard_alone_skips_to_the_text_and_reaches_an_item(phone: Page, address: str) -> None:
    phone.goto(address + STANDARD)
    phone.keyboard.press("Tab")
    assert phone.evaluate("document.activeElement.matches('.md-skip')")
    phone.keyboard.press("Enter")
    reached = []
    for _ in range(20):
        phone.keyboard.press("Tab")
        reached.append(phone.evaluate("document.activeElement.closest('.md-content') !== null"))
        if phone.evaluate("document.activeElement.matches('.more > summary')"):
            phone.keyboard.press("Enter")
        if phone.evaluate("document.activeElement.matches('.label-cite button')"):
            break
    assert all(reached)
    assert phone.evaluate("document.activeElement.matches('.label-cite button')")
    assert phone.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


# --- sharing ---------------------------------------------------------------------------------


def test_every_standard_has_a_picture_to_be_shared_with(site: Path, corpus: Corpus) -> None:
    for path in (*map(addresses.card, corpus.standards), addresses.SITE_CARD):
        with Image.open(site / path) as card:
            assert card.size == (1200, 630)
        assert (site / path).stat().st_size < 40_000
    for standard in corpus.standards:
        folder = site / addresses.standard_page(standard)
        text = (folder / "index.html").read_text(encoding="utf-8")
        image = re.search(r'property="og:image" content="([^"]+)"', text)
        assert image is not None
        assert (folder / image[1]).resolve() == (site / addresses.card(standard)).resolve()
        title = re.search(r'property="og:title" content="([^"]+)"', text)
        assert title is not None
        assert standard.short in title[1]
