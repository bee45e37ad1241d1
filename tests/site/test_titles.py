"""Titles and names on a phone: broken between words, never inside 附件5 or a title in book marks."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.site.page_types import PAGE_TYPES, open_kind

BROKEN = """() => {
  const found = [];
  const names = 'h1, h2, h3, h4, .form-title, .standard-title, .finder-standard, .choices a, .block-title';
  for (const name of [...document.querySelectorAll('.md-content :is(' + names + ')')]) {
    if (!name.checkVisibility()) { continue; }
    const walker = document.createTreeWalker(name, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      for (const whole of text.data.matchAll(/附件\\d+|《[^》]{1,12}》/g)) {
        const range = document.createRange();
        range.setStart(text, whole.index);
        range.setEnd(text, whole.index + whole[0].length);
        const lines = new Set([...range.getClientRects()].map(box => Math.round(box.top)));
        if (lines.size > 1) { found.push(name.textContent); }
      }
    }
  }
  return found;
}"""
"""Names of which a line ends inside what is one."""

MORE = {"way": "compare/from-state-sector-to-townships/", "pair": "compare/state-sector-townships/"}


@pytest.mark.parametrize("width", [320, 360, 375, 412])
def test_no_line_of_a_title_ends_inside_a_name(chromium: Browser, address: str, width: int) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 800})
    for kind in PAGE_TYPES:
        open_kind(page, address, kind)
        assert page.evaluate(BROKEN) == [], kind
    for path in MORE.values():
        page.goto(address + path)
        assert page.evaluate(BROKEN) == [], path
    page.close()


def test_the_name_of_the_site_breaks_between_its_words(chromium: Browser, address: str) -> None:
    page = chromium.new_page(viewport={"width": 375, "height": 800})
    page.goto(address)
    for place in ("h1", ".md-header__topic .md-ellipsis"):
        lines = page.locator(place).first.evaluate(
            """element => {
              const lines = new Map();
              const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
              for (let text = walker.nextNode(); text; text = walker.nextNode()) {
                if (text.parentElement.matches('.headerlink')) { continue; }
                const range = document.createRange();
                range.selectNodeContents(text);
                for (const box of range.getClientRects()) {
                  const top = Math.round(box.top);
                  lines.set(top, (lines.get(top) || '') + text.data.trim());
                }
              }
              return [...lines.values()];
            }"""
        )
        assert len(lines) == 2, place
        assert "".join(lines) == "河南省基层工会规范化建设参考标准"
    page.close()
