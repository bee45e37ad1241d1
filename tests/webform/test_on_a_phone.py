"""A form filled in whole on a phone: every answer by touch, a reload, no network, the PDF, the way back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.webform.phone import a_phone, answer, answers_for, box, collected, make, open_form, option

SMALL = """() => [...document.querySelectorAll(
    '.fill button, .fill summary, .option, .pick, .fill input[type=text], .fill textarea, .fill a'
  )].filter(node => node.checkVisibility() && node.getBoundingClientRect().height < 44)
    .map(node => node.outerHTML.slice(0, 90))"""


@pytest.mark.parametrize("form", ["checklist-state-sector", "application"])
def test_every_answer_comes_back_from_collect(
    browser: Browser, address: str, site: Path, root: Path, tmp_path: Path, form: str
) -> None:
    published = json.loads((site / "data" / "forms.json").read_text(encoding="utf-8"))["forms"]
    (record,) = [one for one in published if one["id"] == form]
    values = answers_for(record["fields"])
    fields = [field for field in record["fields"] if field["name"] in values]
    with a_phone(browser) as context:
        page = open_form(context, address, form)
        middle = len(fields) // 2
        for field in fields[:middle]:
            answer(page, field, values[field["name"]])
        page.wait_for_function("FillPage.pdf.load().then(() => true)")
        page.reload()
        page.wait_for_selector("html.fill-ready")
        page.wait_for_function("FillPage.pdf.load().then(() => true)")
        context.set_offline(True)
        for field in fields[middle:]:
            answer(page, field, values[field["name"]])
        assert page.evaluate("document.documentElement.scrollWidth") == 375
        shown = page.evaluate("FillPage.controls.read()")
        assert {name: shown.get(name) for name in values} == values
        name = make(page, tmp_path / "filled.pdf")
        assert name.startswith(values["unit-name"])
        assert name.endswith(".pdf")
    (file,) = collected(root, tmp_path, tmp_path / "filled.pdf")
    assert file["status"] == "accepted"
    read = {name: value for name, value in file["values"].items() if name != "answer-code"}
    assert read == shown
    rated = [field["name"] for field in fields if field["item"] and field["options"]]
    for total in [name for name in shown if name.startswith("total-")]:
        assert int(shown[total]) == sum(values[one] == total.removeprefix("total-") for one in rated)


def test_targets_are_as_large_as_a_finger(browser: Browser, address: str) -> None:
    with a_phone(browser) as context:
        for form in ("checklist-villages", "application"):
            page = open_form(context, address, form)
            page.locator("#shelf > summary").tap()
            assert page.evaluate(SMALL) == []
            sizes = page.evaluate(
                "[...document.querySelectorAll('.fill input[type=text], .fill textarea')]"
                ".map(node => parseFloat(getComputedStyle(node).fontSize))"
            )
            assert min(sizes) >= 16  # smaller ones make a phone zoom in


def test_the_next_open_item_is_found_and_seen_whole(browser: Browser, address: str) -> None:
    with a_phone(browser) as context:
        page = open_form(context, address, "checklist-villages")
        page.locator("#part-2 > summary").tap()  # folded
        page.locator("#next").tap()
        assert page.evaluate("document.activeElement.name") == "item-6-1-1-rating"
        seen = page.evaluate(
            "[document.getElementById('6.1.1').getBoundingClientRect().top,"
            " document.getElementById('bar').getBoundingClientRect().bottom]"
        )
        assert seen[0] >= seen[1] - 1


def test_a_choice_can_be_taken_back_by_touch_and_by_key(browser: Browser, address: str) -> None:
    name = "item-6-1-1-rating"
    with a_phone(browser) as context:
        page = open_form(context, address, "checklist-villages")
        for take_back in ("tap", "button", "key"):
            chosen = option(page, name, "met")
            chosen.tap()
            assert page.locator("#count").inner_text() == "1/23"
            assert page.input_value("[name=total-met]") == "1"
            if take_back == "tap":
                chosen.tap()
            elif take_back == "button":
                page.locator(f"#q-{name} .clear").tap()
            else:
                page.keyboard.press("Delete")
            assert page.locator("#count").inner_text() == "0/23"
            assert page.evaluate("FillPage.controls.read()") == {}


def test_the_link_goes_with_the_next_edit_and_the_date_is_recalled(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    with a_phone(browser) as context:
        page = open_form(context, address, "checklist-villages")
        box(page, "unit-name").fill('某村 "一"/二<村>:工会')
        box(page, "fill-date").fill("2026年5月20日")
        name = make(page, tmp_path / "one.pdf")
        assert not set(name) & set('\\/:*?"<>|')
        box(page, "phone").fill("1")
        assert page.locator("#link").count() == 0
        make(page, tmp_path / "two.pdf")
        assert page.locator("#report .told").count() == 1  # the same date
        box(page, "fill-date").fill("2026年6月1日")
        make(page, tmp_path / "three.pdf")
        assert page.locator("#report .told").count() == 0


def test_every_line_of_the_summary_leads_to_its_answer_even_where_that_is_folded(
    browser: Browser, address: str
) -> None:
    with a_phone(browser) as context:
        page = open_form(context, address, "checklist-villages")
        page.locator("#make").tap()
        page.wait_for_selector("#link")
        page.evaluate("document.querySelectorAll('details').forEach(node => { node.open = false; })")
        links = page.locator("#report a")
        assert links.count() > 23
        for number in range(links.count()):
            target = links.nth(number).get_attribute("href")
            links.nth(number).evaluate("node => node.click()")
            focused = page.evaluate(
                "[document.activeElement.closest('.ask').id, document.activeElement.checkVisibility()]"
            )
            assert focused == [str(target).removeprefix("#"), True]


def test_it_can_be_read_without_a_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 375, "height": 760})
    page = context.new_page()
    page.goto(f"{address}fill/checklist-villages/")
    assert page.locator(".fill-item").count() == 23
    assert page.locator(".fill-item input[type=radio]").count() == 92
    assert page.locator("noscript p").is_visible()
    assert not page.locator("#make").is_visible()
    context.close()


def test_what_is_said_of_an_answer_is_its_description(browser: Browser, address: str) -> None:
    with a_phone(browser) as context:
        page = open_form(context, address, "application")
        page.wait_for_function("FillPage.pdf.load().then(() => true)")
        box(page, "fill-date").fill("2月30")
        box(page, "unit-name").fill("𠀀" + "长" * 60)
        page.wait_for_selector("#m-unit-name")
        for name, said in (("fill-date", "认不出"), ("unit-name", "超过 50 字")):
            described = str(box(page, name).get_attribute("aria-describedby")).split()
            assert said in " ".join(page.locator(f"[id='{one}']").inner_text() for one in described)
            assert box(page, name).get_attribute("aria-invalid") == "true"
        box(page, "fill-date").fill("2026年2月28日")
        page.wait_for_selector("#m-fill-date", state="hidden")
        box(page, "deeds").fill("做了很多事")
        page.wait_for_selector("#room")
        box(page, "deeds").fill("字" * 3000)
        page.wait_for_selector("#m-deeds")


def test_a_character_that_the_font_lacks_is_named(browser: Browser, address: str) -> None:
    with a_phone(browser) as context:
        page = open_form(context, address, "checklist-villages")
        page.wait_for_function("FillPage.pdf.load().then(() => true)")
        box(page, "unit-name").fill("某🙂村")
        page.wait_for_selector("#m-unit-name")
        assert "🙂" in page.locator("#m-unit-name").inner_text()


def test_inside_wechat_the_first_thing_said_is_to_open_a_browser(browser: Browser, address: str) -> None:
    context = browser.new_context(user_agent="Mozilla/5.0 (Linux; Android 12) MicroMessenger/8.0.40")
    page = open_form(context, address, "checklist-villages")
    assert page.locator("#wechat").is_visible()
    told = page.evaluate("document.getElementById('wechat').getBoundingClientRect().bottom")
    assert told < page.evaluate("document.getElementById('fill').getBoundingClientRect().top")
    context.close()
    with a_phone(browser) as plain:
        assert not open_form(plain, address, "checklist-villages").locator("#wechat").is_visible()
