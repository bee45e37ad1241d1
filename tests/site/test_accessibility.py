"""axe finds nothing on any type of page, light and dark, on a phone and on a desktop."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.axe import in_both_schemes
from tests.site.page_types import PAGE_TYPES, open_kind

SIZES = {"phone": (360, 780), "desktop": (1280, 900)}


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_in_the_light_or_in_the_dark(chromium: Browser, address: str, size: str) -> None:
    width, height = SIZES[size]
    context = chromium.new_context(
        viewport={"width": width, "height": height}, color_scheme="light", reduced_motion="reduce"
    )
    page = context.new_page()
    found = {}
    for kind in PAGE_TYPES:
        open_kind(page, address, kind)
        found[kind] = in_both_schemes(page)
    context.close()
    assert {kind: violations for kind, violations in found.items() if violations} == {}


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_where_items_are_chosen_and_reasons_are_open(
    chromium: Browser, address: str, size: str
) -> None:
    width, height = SIZES[size]
    context = chromium.new_context(
        viewport={"width": width, "height": height}, color_scheme="light", reduced_motion="reduce"
    )
    page = context.new_page()
    found = {}
    page.goto(f"{address}chosen/#1.1.1,1.2.5")
    page.wait_for_selector(".chosen-item:not([hidden])")
    found["list"] = in_both_schemes(page)
    page.goto(address)
    page.locator(".finder-why > summary").first.click()
    found["home with the bar"] = in_both_schemes(page)
    page.goto(f"{address}standards/villages/")
    page.keyboard.press("/")
    page.locator(".md-search__input").fill("代行")
    page.wait_for_selector(".search-choose")
    found["cards that can be chosen"] = in_both_schemes(page)
    context.close()
    assert {kind: violations for kind, violations in found.items() if violations} == {}
