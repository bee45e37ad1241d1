"""A standard on a phone: the texts have the room, and everything else is one row that opens."""

from __future__ import annotations

from typing import Final

import pytest
from playwright.sync_api import Browser, Page

from generator import addresses
from generator.model import Corpus
from tests.site.page_types import PAGE_TYPES

FIRST_RELEASE: Final = {
    "state-sector": 15761,
    "non-public": 14697,
    "public-organs": 11853,
    "federations": 12658,
    "townships": 14152,
    "villages": 9049,
}
"""How high each page was at 375 px in version 1.0.0."""

HEIGHTS = """() => {
  const sum = one => [...document.querySelectorAll(one)]
    .reduce((all, e) => all + e.getBoundingClientRect().height, 0);
  return { page: document.documentElement.scrollHeight, text: sum('.item-text'), items: sum('.item') };
}"""

ROWS = """() => [...document.querySelectorAll('.item-foot')].filter(foot => {
  const targets = [...foot.querySelectorAll(':scope > details > summary, :scope > .beside > a')];
  const tops = new Set(targets.map(e => Math.round(e.getBoundingClientRect().top)));
  return tops.size > 1 || targets.some(e => {
    const { width, height } = e.getBoundingClientRect();
    return width < 44 || height < 44;
  });
}).map(foot => foot.closest('.item').querySelector('.item-number').id)"""
"""Items whose row is more than one, or has a target of less than 44 x 44 px."""


@pytest.fixture
def phone(chromium: Browser) -> Page:
    return chromium.new_page(viewport={"width": 375, "height": 800})


@pytest.mark.parametrize("slug", FIRST_RELEASE)
def test_texts_have_half_of_the_height_and_pages_are_two_thirds_of_what_they_were(
    phone: Page, address: str, slug: str
) -> None:
    phone.goto(f"{address}standards/{slug}/")
    heights = phone.evaluate(HEIGHTS)
    assert heights["text"] >= 0.5 * heights["items"]
    assert heights["page"] <= 0.65 * FIRST_RELEASE[slug]
    assert phone.evaluate(ROWS) == []


def test_what_is_folded_opens_below_its_row(phone: Page, address: str, corpus: Corpus) -> None:
    phone.goto(f"{address}standards/state-sector/")
    item = next(i for i in corpus.notes_of if i.startswith("1.") and i in corpus.law.of_item)
    foot = phone.locator(f".item:has([id='{item}']) .item-foot")
    for name in ("more", "elsewhere", "law", "errata"):
        folded = foot.locator(f"details.{name}")
        inside = folded.locator("> :not(summary)").first
        assert not inside.is_visible()
        folded.locator("> summary").click()
        assert inside.is_visible()
        box, viewport = inside.bounding_box(), phone.viewport_size
        assert box is not None
        assert viewport is not None
        assert box["width"] > viewport["width"] / 2


def test_the_parts_stay_in_reach(phone: Page, address: str, corpus: Corpus) -> None:
    standard = corpus.standards[0]
    phone.goto(address + addresses.standard_page(standard))
    phone.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
    links = phone.locator(".contents a")
    assert links.count() == len(standard.sections)
    links.first.click()
    heading = f"{standard.attachment}.{standard.sections[0].number}"
    phone.wait_for_function(
        """id => {
          const top = document.getElementById(id).getBoundingClientRect().top;
          return top >= document.querySelector('.contents').getBoundingClientRect().bottom && top < 300;
        }""",
        arg=heading,
    )


def test_a_wide_screen_shows_topics_numbers_and_errata_without_being_asked(
    chromium: Browser, address: str, corpus: Corpus
) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{address}standards/state-sector/")
    item = next(i for i in corpus.notes_of if i.startswith("1.") and i in corpus.item_by_id)
    foot = page.locator(f".item:has([id='{item}']) .item-foot")
    assert foot.locator(".label-topic").first.is_visible()
    assert foot.locator(".note").first.is_visible()


# --- jumps --------------------------------------------------------------------------------------

LONG = (
    "standard",
    "comparison",
    "two side by side",
    "way from one to another",
    "numbers",
    "alone",
    "conditions",
    "list of topics",
    "law",
    "guide",
)
"""Pages of more than six screens of a phone that are read in parts; a form has its own way through it."""

JUMPS = """() => [...document.querySelectorAll('.contents a, .md-sidebar--secondary .md-nav__link')]
  .filter(link => link.checkVisibility())
  .filter(link => {
    const { top, bottom } = link.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  })
  .map(link => link.hash)"""


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("kind", LONG)
def test_jumps_stay_in_reach_on_a_long_page(chromium: Browser, address: str, kind: str, width: int) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 800})
    page.goto(address + PAGE_TYPES[kind])
    for share in (0.4, 0.8):
        page.evaluate("share => scrollTo(0, document.body.scrollHeight * share)", share)
        page.wait_for_timeout(50)
        jumps = page.evaluate(JUMPS)
        assert len(jumps) > 2
    target = jumps[1]
    page.locator(f".contents a[href$='{target}'], .md-sidebar--secondary a[href$='{target}']").locator(
        "visible=true"
    ).first.click()
    page.wait_for_function(
        """hash => {
          const bar = document.querySelector('.contents');
          const covered = bar.checkVisibility() ? bar.getBoundingClientRect().bottom : 48;
          const { top } = document.getElementById(decodeURIComponent(hash.slice(1))).getBoundingClientRect();
          return top >= covered - 1 && top < 300;
        }""",
        arg=target,
    )
    page.close()


def test_a_wide_screen_counts_the_items_of_each_part_and_leads_to_each(
    chromium: Browser, address: str, corpus: Corpus
) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 800})
    for standard in corpus.standards:
        page.goto(address + addresses.standard_page(standard))
        beside = page.locator(".md-sidebar--secondary")
        shown = beside.locator(".md-nav__link").all_inner_texts()
        assert [text.strip() for text in shown] == [
            f"{section.marker}{section.title}（{len(section.items)} 条）" for section in standard.sections
        ]
        links = beside.locator(".toc-items a").evaluate_all("links => links.map(link => link.hash)")
        assert links == [f"#{item.id}" for item in standard.items]
    page.close()


CHOOSER: Final = """() => [...document.querySelectorAll(
    '#chooser :is(select, button, label, summary, .pair-link a), h3 > a:not(.headerlink)'
  )].filter(e => e.getClientRects().length && e.getBoundingClientRect().height < 43.5)
  .map(e => e.tagName + ' ' + e.textContent.trim().slice(0, 20))"""
"""Of what chooses and what leads on: what is too low for a thumb; the padding of a link counts."""


@pytest.mark.parametrize(
    "page",
    ["compare/", "compare/from-state-sector-to-townships/", "compare/townships-villages/", "compare/only/"],
)
def test_what_chooses_types_and_leads_on_is_high_enough_for_a_thumb(
    phone: Page, address: str, page: str
) -> None:
    phone.goto(address + page)
    for summary in phone.locator("#chooser summary").all():
        summary.click()
    assert phone.evaluate(CHOOSER) == []


def test_names_of_ways_to_compare_stand_apart_from_what_they_do(phone: Page, address: str) -> None:
    phone.goto(address)
    gaps = phone.evaluate(
        "[...document.querySelectorAll('.ways-to-compare li')].map(li => parseFloat("
        "getComputedStyle(li.querySelector('a')).paddingRight))"
    )
    assert gaps
    assert min(gaps) > 4
