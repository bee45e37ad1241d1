"""Items that a reader chooses are one list to copy or print: here, from a folder, in old browsers."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from generator import addresses
from generator.model import Corpus
from generator.site.offline import pack
from tests.served import serve

NO_CLIPBOARD = "Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined });"
"""As pages over plain http and those in old WebViews of messengers have none."""
NO_COPYING = "Document.prototype.execCommand = () => false;"
NO_STORE = "Object.defineProperty(globalThis, 'localStorage', { get() { throw new Error('refused'); } });"


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 375, "height": 800})
    yield context
    context.close()


def choose(page: Page, address: str, corpus: Corpus, item: str) -> None:
    """On the page of its standard."""
    page.goto(address + addresses.standard_page(corpus.standard_of_item[item]))
    within = page.locator(f".item:has([id='{item}'])")
    within.locator(".more > summary").click()
    within.locator(".label-cite button", has_text="选入清单").click()
    expect(within.locator(".label-cite button[aria-pressed=true]")).to_have_text("已选入，移出")


def choose_on_card(page: Page, word: str) -> str:
    """On the first card of a search for ``word``; returns its item."""
    page.locator("label[for=__search]").locator("visible=true").first.click()
    page.locator(".md-search__input").fill(word)
    way = page.locator(".search-choose").first
    way.click()
    expect(way).to_contain_text("已选入")
    return str(way.text_content()).split()[-1]


def listed(page: Page) -> list[str]:
    return [
        str(one.get_attribute("data-item")) for one in page.locator(".chosen-item").all() if one.is_visible()
    ]


def noted(corpus: Corpus) -> str:
    return next(item for item in corpus.notes_of if item in corpus.item_by_id)


def test_what_is_chosen_on_items_and_cards_is_listed_in_order_and_stays_on_this_device(
    context: BrowserContext, chromium: Browser, address: str, corpus: Corpus
) -> None:
    page = context.new_page()
    choose(page, address, corpus, "2.1.7")
    choose(page, address, corpus, noted(corpus))
    card = choose_on_card(page, "代行")
    page.goto(address)
    bar = page.locator(".chosen-bar")
    expect(bar).to_have_text("已选 3 条，看清单")
    bar.locator("a").click()
    page.wait_for_url("**/chosen/")
    assert listed(page) == [i for i in corpus.item_by_id if i in {"2.1.7", noted(corpus), card}]
    page.reload()
    assert len(listed(page)) == 3
    page.locator("[data-item='2.1.7'] .chosen-out").click()
    assert "2.1.7" not in listed(page)
    page.get_by_role("button", name="清空", exact=True).click()
    assert listed(page) == []
    expect(page.locator("#chosen [role=status]")).to_have_text("清单里还没有条目。")
    other = chromium.new_context()
    elsewhere = other.new_page()
    elsewhere.goto(address + addresses.CHOSEN)
    assert listed(elsewhere) == []
    other.close()


def expected_text(corpus: Corpus, item: str) -> str:
    """A stretch of the copy that belongs to an item: its place, its words, what is noted on it."""
    standard = corpus.standard_of_item[item]
    section = next(s for s in standard.sections if any(i.id == item for i in s.items))
    lines = [
        f"{standard.label}第{section.marker.rstrip('、')}部分第{corpus.item_by_id[item].number}条："
        + corpus.item_by_id[item].text
    ]
    notes = "；".join(f"“{note.quote}”：{note.suggestion}" for note in corpus.notes_of.get(item, ()))
    return lines[0] + (f"\n勘误与说明（引用者所据网站所加，不是原文）：{notes}" if notes else "")


@pytest.mark.parametrize("lacking", ["", NO_CLIPBOARD], ids=["clipboard", "no clipboard"])
def test_the_list_is_copied_with_citations_and_errata(
    context: BrowserContext, address: str, corpus: Corpus, lacking: str
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.add_init_script(lacking)
    page = context.new_page()
    chosen = ["2.1.7", noted(corpus)]
    for item in chosen:
        choose(page, address, corpus, item)
    page.goto(address + addresses.CHOSEN)
    for name, has_address in (("复制全部", False), ("复制全部，附网址", True)):
        page.get_by_role("button", name=name, exact=True).click()
        expect(page.locator("#chosen [role=status]")).to_have_text("已复制")
        page.evaluate(
            "document.body.append(Object.assign(document.createElement('textarea'), { id: 'paste' }))"
        )
        page.locator("#paste").press("Control+v")
        text = page.locator("#paste").input_value()
        page.evaluate("document.getElementById('paste').remove()")
        for item in chosen:
            assert expected_text(corpus, item) in text
            assert (f"网址：{address}id/{item}/" in text) == has_address
        assert text.count("豫工文〔2016〕35号") == len(chosen)


def test_where_nothing_can_be_copied_the_text_is_there_to_be_selected(
    context: BrowserContext, address: str, corpus: Corpus
) -> None:
    context.add_init_script(NO_CLIPBOARD + NO_COPYING)
    page = context.new_page()
    choose(page, address, corpus, "2.1.7")
    page.goto(address + addresses.CHOSEN)
    page.get_by_role("button", name="复制全部", exact=True).click()
    area = page.locator("#chosen textarea")
    assert area.is_visible()
    assert expected_text(corpus, "2.1.7") in area.input_value()
    assert page.evaluate("document.activeElement.selectionEnd") == len(area.input_value())


def test_a_browser_that_keeps_nothing_takes_the_items_along(
    context: BrowserContext, address: str, corpus: Corpus
) -> None:
    context.add_init_script(NO_STORE)
    page = context.new_page()
    choose(page, address, corpus, "6.1.1")
    page.locator(".chosen-bar a").click()
    page.wait_for_url("**/chosen/")
    assert listed(page) == ["6.1.1"]


def test_it_works_from_a_folder(context: BrowserContext, site: Path, corpus: Corpus, tmp_path: Path) -> None:
    archive = tmp_path / "copy.zip"
    archive.write_bytes(pack(corpus, site))
    shutil.unpack_archive(archive, tmp_path)
    (top,) = (path for path in tmp_path.iterdir() if path.is_dir())
    page = context.new_page()
    page.goto((top / "standards/villages/index.html").as_uri())
    page.locator(".item .more > summary").first.click()
    page.locator(".label-cite button", has_text="选入清单").locator("visible=true").first.click()
    page.locator(".chosen-bar a").click()
    page.wait_for_url("**/chosen/index.html")
    assert listed(page) == ["6.1.1"]
    assert page.get_by_role("button", name="复制全部", exact=True).is_enabled()
    assert not page.get_by_role("button", name="附网址").is_visible()  # an address that others cannot open


def test_the_list_prints_what_was_chosen_and_nothing_else(
    context: BrowserContext, address: str, corpus: Corpus
) -> None:
    page = context.new_page()
    for item in ("2.1.7", noted(corpus)):
        choose(page, address, corpus, item)
    page.goto(address + addresses.CHOSEN)
    with pymupdf.open(stream=page.pdf(prefer_css_page_size=True)) as pdf:  # type: ignore[no-untyped-call]
        assert [round(side / 72 * 25.4) for side in pdf[0].rect[2:]] == [210, 297]
        printed = re.sub(r"\s", "", "".join(one.get_text() for one in pdf))
    for item in ("2.1.7", noted(corpus)):
        for words in expected_text(corpus, item).split("\n"):
            assert re.sub(r"\s", "", words.partition("：")[2]) in printed
    assert corpus.item_by_id["6.1.1"].text not in printed
    for word in ("移出", "清空", "复制", "选入清单"):
        assert word not in printed


def test_two_sites_on_one_host_keep_their_lists_apart(
    context: BrowserContext, site: Path, corpus: Corpus, tmp_path: Path
) -> None:
    for name in ("a", "b"):
        (tmp_path / name).symlink_to(site)
    with serve(tmp_path) as host:
        page = context.new_page()
        choose(page, f"{host}a/", corpus, "1.1.1")
        page.goto(f"{host}b/{addresses.CHOSEN}")
        assert listed(page) == []
        page.goto(f"{host}a/{addresses.CHOSEN}")
        assert listed(page) == ["1.1.1"]
