"""Nothing is cut at 200 % on a laptop or on a phone, and a projector shows two sides that can be compared."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.site.page_types import PAGE_TYPES, open_kind

CUT = """() => [...document.querySelectorAll('body *')].filter(element => {
  const style = getComputedStyle(element);
  const cuts = axis => /hidden|clip/.test(style['overflow' + axis]);
  // the theme's drawer slides its panels past this one
  return element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    && element.clientWidth > 1 && element.clientHeight > 1 && (element.innerText || '').trim()
    && !element.matches('.md-sidebar__scrollwrap')
    && (cuts('X') && element.scrollWidth > element.clientWidth + 1
        || cuts('Y') && element.scrollHeight > element.clientHeight + 1);
}).map(element => element.className + ': ' + element.innerText.slice(0, 40))"""
"""Elements of which a part of the text cannot be seen nor scrolled to."""


@pytest.mark.parametrize(("width", "height"), [(640, 450), (360, 780)], ids=["1280 at 200 %", "phone"])
def test_no_text_is_cut(chromium: Browser, address: str, width: int, height: int) -> None:
    page = chromium.new_page(viewport={"width": width, "height": height})
    for kind in PAGE_TYPES:
        open_kind(page, address, kind)
        assert page.evaluate(CUT) == [], kind
    page.close()


SIDES = """() => [...document.querySelectorAll('.entry.two')].map(entry => {
  const [left, right] = [...entry.querySelectorAll('.says')].map(side => side.getBoundingClientRect());
  return { beside: Math.abs(left.top - right.top) < 2 && left.right <= right.left,
           inside: right.right <= innerWidth, width: Math.min(left.width, right.width),
           height: entry.getBoundingClientRect().height };
})"""


def test_a_pair_can_be_compared_on_a_projector(chromium: Browser, address: str) -> None:
    """1024 x 768: both sides next to each other, each entry on one screen, text and marks to be seen."""
    page = chromium.new_page(viewport={"width": 1024, "height": 768})
    page.goto(address + PAGE_TYPES["two side by side"])
    sides = page.evaluate(SIDES)
    assert sides
    header = page.evaluate("document.querySelector('.md-header').offsetHeight")
    size = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.says p')).fontSize)")
    assert size >= 16
    for side in sides:
        assert side["beside"]
        assert side["inside"]
        assert side["width"] >= 24 * size  # a line holds 24 characters and more
        assert side["height"] <= 768 - header
    lines = page.evaluate(
        "['of-left', 'of-right'].map(side =>"
        " getComputedStyle(document.querySelector('.says mark.' + side)).textDecorationStyle)"
    )
    assert lines == ["solid", "wavy"]  # to be told apart where a projector has washed the colours out
    page.close()
