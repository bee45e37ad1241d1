"""Through a page by keyboard alone: where one is can be seen, and nothing unseen is on the way."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.site.page_types import PAGE_TYPES

STEPS = 70

UNSEEN = """() => {
  const here = document.activeElement;
  if (here === document.body) { return ''; }
  // what switches light and dark is drawn by its label
  const seen = here.matches('.md-option') ? here.nextElementSibling : here;
  const { left, top, width, height } = seen.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  const hit = document.elementFromPoint(Math.min(Math.max(x, 1), innerWidth - 2),
    Math.min(Math.max(y, 1), innerHeight - 2));
  const there = hit && (seen.contains(hit) || hit.contains(seen) && hit.matches('a, li, p, span'));
  return there && width > 1 ? '' : here.outerHTML.slice(0, 120);
}"""
"""What has the focus, where it is not what stands at its own middle."""


@pytest.mark.parametrize("width", [375, 640, 1280])
@pytest.mark.parametrize("kind", ["standard", "comparison"])
def test_what_has_the_focus_is_in_sight(chromium: Browser, address: str, kind: str, width: int) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 800})
    page.goto(address + PAGE_TYPES[kind])
    page.add_style_tag(content="*, ::before, ::after { transition: none !important }")
    page.wait_for_function("document.querySelector('.light-or-dark label:not([hidden])')")
    unseen = []
    for _ in range(STEPS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.md-search__input')"):
            continue  # it opens its panel, which a step later is closed
        page.wait_for_timeout(20)
        if found := page.evaluate(UNSEEN):
            unseen.append(found)
    assert unseen == []
    page.close()


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize(
    ("path", "what"),
    [("compare/from-state-sector-to-townships/", "ul.todo input"), ("compare/items/", "select")],
)
def test_a_box_that_has_the_focus_shows_it(
    chromium: Browser, address: str, path: str, what: str, width: int
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 800})
    page.goto(address + path)
    box = page.locator(f".md-content {what}").first
    box.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert box.evaluate("e => e === document.activeElement")
    assert box.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    page.close()
