"""The comparison on a phone: short where nothing is asked, open where something is, large to the finger."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from generator import addresses
from generator.compare import Change, Crosswalk, moves, pairs
from tests.compare.test_views import open_page, printed, text_of

pytestmark = pytest.mark.browser

WAY = "compare/from-state-sector-to-townships/"
LONGEST_WAY = 21_500
"""Pixels at a width of 375; it was 27,257 with boxes and labels in columns of their own."""


def heights(page: Page, selector: str) -> list[float]:
    found: list[float] = page.evaluate(
        "selector => [...document.querySelectorAll(selector)].filter(e => e.checkVisibility())"
        ".map(e => e.getBoundingClientRect().height)",
        selector,
    )
    return found


def test_no_way_is_longer_than_it_must_be(browser: Browser, address: str, crosswalk: Crosswalk) -> None:
    page = open_page(browser, address, 375)
    found = {}
    for way in moves(crosswalk):
        page.goto(address + addresses.move_page(way.left, way.right))
        found[way.left.id, way.right.id] = page.evaluate("document.documentElement.scrollHeight")
    assert max(found.values()) <= LONGEST_WAY
    page.context.close()


def test_what_is_asked_anew_is_read_without_opening_anything(
    browser: Browser, address: str, crosswalk: Crosswalk
) -> None:
    way = next(w for w in moves(crosswalk) if addresses.move_page(w.left, w.right) == WAY)
    page = open_page(browser, address + WAY, 375)
    text = re.sub(r"\s", "", page.locator(".md-content").inner_text())
    for change, compared in way.changes:
        for one in compared:
            for clause in one.right.clauses if change is not Change.SAME else ():
                assert re.sub(r"\s", "", clause.quote) in text
    page.context.close()


def test_boxes_and_links_of_lists_are_as_large_as_a_finger(browser: Browser, address: str) -> None:
    page = open_page(browser, address + WAY, 375)
    page.locator("#answers").scroll_into_view_if_needed()
    page.locator(".fold > summary").last.click()
    for selector in ("ul.todo input", ".fold > summary", ".answers .ref", ".counts a"):
        found = heights(page, selector)
        assert found, selector
        assert min(found) >= 44 if "counts" not in selector else min(found) > 40, selector
    box = page.locator("ul.todo input").first
    box.check()
    assert box.evaluate("e => getComputedStyle(e, '::before').content") == '"✓"'
    page.goto(f"{address}topics/membership-rate/")
    assert min(heights(page, "table.grid td a")) >= 44
    page.context.close()


def test_what_is_the_same_is_folded_with_its_count_and_opens_for_whoever_is_led_there(
    browser: Browser, address: str, crosswalk: Crosswalk
) -> None:
    pair = next(p for p in pairs(crosswalk) if len(p.same) > 10)
    address += addresses.pair_page(pair.left, pair.right)
    page = open_page(browser, address, 375)
    fold = page.locator("details.fold")
    assert f"{len(pair.same)} 件" in fold.locator("summary").inner_text()
    last = page.locator(f"[id='{pair.same[-1].topic.id}']")
    expect(last).not_to_be_visible()
    page.goto(f"{address}#{pair.same[-1].topic.id}")
    expect(last).to_be_visible()
    expect(last).to_be_in_viewport()
    page.context.close()


def test_a_wide_screen_and_paper_show_what_a_phone_folds(
    browser: Browser, address: str, crosswalk: Crosswalk
) -> None:
    pair = next(p for p in pairs(crosswalk) if len(p.same) > 10)
    address += addresses.pair_page(pair.left, pair.right)
    wide = open_page(browser, address, 1280)
    expect(wide.locator(f"[id='{pair.same[-1].topic.id}']")).to_be_visible()
    expect(wide.locator("details.fold > summary")).to_be_hidden()
    wide.context.close()
    for script in (True, False):
        page = open_page(browser, address, 375, script=script)
        text = text_of(printed(page))
        for one in pair.same:
            for quote in one.left.quotes:
                assert re.sub(r"\s", "", quote) in text
        assert "打开文字相同" not in text
        page.context.close()
