"""Answers of another form are offered one by one: those of another type, and the unit's own data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from generator.compare import Change, Crosswalk, relate
from generator.model import Corpus
from generator.pages.changing import script
from tests.webform.phone import a_phone, box, make, open_form, option


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    with a_phone(browser) as context:
        yield context


def test_a_rating_is_only_offered_where_both_standards_demand_the_same(corpus: Corpus) -> None:
    crosswalk = Crosswalk(corpus)
    pairs = json.loads(script(crosswalk, ()).decode().partition("=")[2].rstrip(";\n"))["pairs"]
    standards = {standard.id: standard for standard in corpus.standards}
    offered = 0
    for left, others in pairs.items():
        for right, found in others.items():
            for mine, yours, alike in found:
                shared = {t.id for t in corpus.topics_of_item[mine]} & {
                    t.id for t in corpus.topics_of_item[yours]
                }
                assert shared
                if alike:
                    offered += 1
                    for topic in corpus.topics_of_item[yours]:
                        relation = relate(crosswalk, topic, standards[left], standards[right])
                        assert relation is not None
                        assert relation.change in (Change.SAME, Change.WORDING)
    assert offered > 10


def test_a_filled_pdf_of_another_type_is_taken_over_item_by_item(
    phone: BrowserContext, address: str, tmp_path: Path
) -> None:
    page = open_form(phone, address, "checklist-state-sector")
    box(page, "unit-name").fill("某厂工会")
    option(page, "item-1-1-1-rating", "met").tap()
    box(page, "item-1-1-1-facts").fill("有组织")
    option(page, "item-1-1-2-rating", "basic").tap()
    box(page, "item-1-1-2-evidence").fill("换届批复")
    make(page, tmp_path / "old.pdf")
    page = open_form(phone, address, "checklist-non-public")
    box(page, "item-2-1-3-facts").fill("已经写了的")
    page.locator("#shelf > summary").tap()
    page.set_input_files("#open", tmp_path / "old.pdf")
    page.wait_for_selector("#change .take")
    assert page.evaluate("FillPage.controls.read()") == {
        "item-2-1-3-facts": "已经写了的"
    }  # nothing by itself
    assert page.locator("#change .take").count() == 2
    buttons = page.locator("#change .take button")
    for number in range(buttons.count()):
        buttons.nth(number).tap()
    page.locator("#change > button").first.tap()
    taken = page.evaluate("FillPage.controls.read()")
    assert taken["unit-name"] == "某厂工会"
    assert taken["item-2-1-1-facts"] == "有组织"
    assert "item-2-1-1-rating" not in taken  # worded otherwise there
    assert taken["item-2-1-3-evidence"] == "换届批复"
    assert taken["item-2-1-3-facts"] == "已经写了的"
    assert taken["item-2-1-3-rating"] == "basic"  # the same there
    page.goto(f"{address}fill/checklist-state-sector/")
    page.wait_for_selector("html.fill-ready")
    assert box(page, "item-1-1-1-facts").input_value() == "有组织"  # the old draft stays


def test_the_application_is_offered_the_data_and_totals_of_the_checklist(
    phone: BrowserContext, address: str
) -> None:
    page = open_form(phone, address, "checklist-villages")
    box(page, "unit-name").fill("某村")
    box(page, "members").fill("30")
    box(page, "self-conclusion").fill("好")
    for item in ("1", "2", "3"):
        option(page, f"item-6-1-{item}-rating", "met").tap()
    option(page, "item-6-1-4-rating", "na").tap()
    page = open_form(phone, address, "application")
    box(page, "members").fill("31")
    page.locator("#others button").tap()
    page.locator("#change > button").first.tap()
    assert page.evaluate("FillPage.controls.read()") == {
        "unit-name": "某村",
        "members": "31",  # was there already
        "self-conclusion": "好",
        "type": "villages",
        "total-met": "3",
        "total-basic": "0",
        "total-unmet": "0",
        "total-na": "1",
        "total-items": "4",
    }
