"""axe finds nothing on any type of page, light and dark, on a phone and on a desktop."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.machine import package
from tests.site.page_types import PAGE_TYPES, open_kind

AXE = Path(__file__).parent / "browser" / "node_modules" / "axe-core" / "axe.min.js"
SIZES = {"phone": (360, 780), "desktop": (1280, 900)}

RUN = """options => axe.run(document, {
    resultTypes: ['violations'], preload: false, iframes: false, ...options }).then(found =>
    found.violations.map(violation => violation.id + ': '
        + violation.nodes.map(node => node.html.slice(0, 120)).join(' ; ')))"""

COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
"""All that the colours of a page can break; its structure is the same in the dark."""


@pytest.fixture(scope="module")
def axe() -> str:
    return package(AXE, "axe-core: npm install --prefix tests/site/browser").read_text(encoding="utf-8")


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_in_the_light_or_in_the_dark(
    chromium: Browser, address: str, axe: str, size: str
) -> None:
    width, height = SIZES[size]
    context = chromium.new_context(
        viewport={"width": width, "height": height}, color_scheme="light", reduced_motion="reduce"
    )
    page = context.new_page()
    found: dict[tuple[str, str], list[str]] = {}
    for kind in PAGE_TYPES:
        open_kind(page, address, kind)
        page.evaluate(axe)
        found[kind, "light"] = page.evaluate(RUN, {})
        page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
        found[kind, "dark"] = page.evaluate(RUN, COLOURS)
    context.close()
    assert {kind: violations for kind, violations in found.items() if violations} == {}


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_where_items_are_chosen_and_reasons_are_open(
    chromium: Browser, address: str, axe: str, size: str
) -> None:
    width, height = SIZES[size]
    context = chromium.new_context(
        viewport={"width": width, "height": height}, color_scheme="light", reduced_motion="reduce"
    )
    page = context.new_page()
    found: dict[tuple[str, str], list[str]] = {}

    def look(kind: str) -> None:
        page.evaluate(axe)
        found[kind, "light"] = page.evaluate(RUN, {})
        page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
        found[kind, "dark"] = page.evaluate(RUN, COLOURS)

    page.goto(f"{address}chosen/#1.1.1,1.2.5")
    page.wait_for_selector(".chosen-item:not([hidden])")
    look("list")
    page.goto(address)
    page.locator(".finder-why > summary").first.click()
    look("home with the bar")
    page.goto(f"{address}standards/villages/")
    page.keyboard.press("/")
    page.locator(".md-search__input").fill("代行")
    page.wait_for_selector(".search-choose")
    look("cards that can be chosen")
    context.close()
    assert {kind: violations for kind, violations in found.items() if violations} == {}
