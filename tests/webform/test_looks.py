"""The page of a form on paper, in forced colours, to axe when it has been filled in, to a keyboard alone."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page

from tests.axe import violations
from tests.webform.phone import READY, box


def opened(browser: Browser, address: str, form: str, width: int = 1280) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    page.goto(f"{address}fill/{form}/")
    page.wait_for_selector(READY)
    return page


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("form", ["checklist-villages", "application"])
def test_axe_finds_nothing_when_doubts_drafts_and_summary_are_shown(
    browser: Browser, address: str, form: str, width: int
) -> None:
    page = opened(browser, address, form, width)
    page.evaluate("document.getElementById('shelf').open = true")
    box(page, "unit-name").fill("某" * 70)
    box(page, "employees").fill("40")
    box(page, "members").fill("50")
    page.locator("input[type=radio]").first.evaluate("node => node.click()")
    page.locator("#make").click()
    page.wait_for_selector("#link")
    page.evaluate("FillPage.setAside(['一', '二'])")
    for scheme in ("default", "slate"):
        page.evaluate("name => document.body.setAttribute('data-md-color-scheme', name)", scheme)
        assert violations(page) == [], scheme
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.close()


def test_all_that_was_written_is_on_paper_and_no_button(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    page = opened(browser, address, "checklist-villages", 1600)
    long = "".join(f"{number}事，" for number in range(100, 300))
    box(page, "item-6-1-1-facts").fill(long)
    box(page, "unit-name").fill("长" * 79 + "尾")
    page.locator("#part-3 > summary").click()  # folded
    page.pdf(path=tmp_path / "page.pdf", format="A4")
    with pypdfium2.PdfDocument(tmp_path / "page.pdf") as pdf:
        text = "".join(sheet.get_textpage().get_text_bounded() for sheet in pdf)
    bare = "".join(text.split())
    assert long in bare
    assert "长" * 79 + "尾" in bare
    assert "6.2.1" in bare
    assert "下一条未填" not in bare
    assert "清除" not in bare
    page.close()


def test_what_is_chosen_is_told_without_colours(browser: Browser, address: str) -> None:
    page = opened(browser, address, "checklist-villages")
    page.emulate_media(forced_colors="active")
    chosen = page.locator("#q-item-6-1-1-rating label.option").first
    before = chosen.screenshot()
    chosen.click()
    page.locator("#next").focus()
    assert chosen.screenshot() != before
    mark = "getComputedStyle(document.querySelector('.option input:checked + span'), '::before').content"
    assert page.evaluate(mark) == '"✓"'
    page.close()


def test_a_keyboard_alone_is_enough(browser: Browser, address: str) -> None:
    page = opened(browser, address, "checklist-villages")
    box(page, "unit-name").focus()
    page.keyboard.insert_text("某村")
    page.locator("#next").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("FillPage.controls.one('item-6-1-1-rating')") == "basic"
    page.keyboard.press("Tab")  # the button that takes the choice back
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "item-6-1-1-facts"
    page.locator("#make").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#link")
    page.close()


def test_four_hundred_per_cent_scrolls_one_way(browser: Browser, address: str) -> None:
    for form in ("checklist-villages", "application"):
        page = opened(browser, address, form, 320)
        box(page, "unit-name").fill("https://" + "x" * 300)
        page.evaluate("FillPage.setAside(['y'.repeat(300)])")
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        page.close()
