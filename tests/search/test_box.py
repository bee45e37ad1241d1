"""The search box in a browser: every way of entering text, keyboard, marks, addresses, no network."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = pytest.mark.browser

INPUT = "input[name=query]"
OPTION = "#search-hits [role=option]"
HIT = "#search-hits .search-hit"


def shown(page: Page, query: str) -> None:
    """Wait until the answer to ``query`` is shown."""
    page.wait_for_selector(f'[data-search][data-shown="{query}"]', state="attached")


def first_hit(page: Page) -> str:
    return str(page.get_attribute(HIT, "href"))


def test_nothing_is_loaded_before_the_box_is_used(box: Page) -> None:
    loaded = "() => [...document.scripts].map(s => s.src).filter(s => /search.index/.test(s)).length"
    assert box.evaluate(loaded) == 0
    box.focus(INPUT)
    box.wait_for_selector("[data-ready]", state="attached")
    assert box.evaluate(loaded) == 1


def test_a_hit_names_type_section_and_number_marks_the_passage_and_leads_to_the_item(
    box: Page, small_address: str
) -> None:
    box.fill(INPUT, "村工会要不要建账户")
    shown(box, "村工会要不要建账户")
    assert box.locator(HIT).count() == 1
    hit = box.locator(HIT).first
    assert box.locator("#search-hits .search-heading").last.inner_text() == "附件6 村（社区）"
    assert hit.locator(".search-where").inner_text().replace("\xa0", " ") == "四、经费管理规范 第3条6.4.3"
    assert all("账户" in mark for mark in hit.locator("mark").all_inner_texts())
    assert "工会依法设立独立银行账户" in hit.inner_text()
    hit.click()
    box.wait_for_url(small_address + "standards/villages/#6.4.3")
    expect(box.locator('[id="6.4.3"]')).to_be_in_viewport()
    expect(box.locator("#__search")).not_to_be_checked()


def test_typing_with_keys(box: Page) -> None:
    box.click(INPUT)
    box.keyboard.type("入会率")
    shown(box, "入会率")
    assert box.locator(HIT).count() >= 7


def test_pasting_without_a_key(box: Page) -> None:
    box.focus(INPUT)
    box.evaluate(
        """() => { const input = document.querySelector("input[name=query]"); input.value = "经审会";
        input.dispatchEvent(new InputEvent("input", {inputType: "insertFromPaste", bubbles: true})); }"""
    )
    shown(box, "经审会")
    assert box.locator(HIT).count() > 3


def test_text_that_comes_without_any_key_or_composition_as_from_speech(box: Page) -> None:
    box.focus(INPUT)
    box.keyboard.insert_text("会费")
    shown(box, "会费")
    assert first_hit(box).endswith("#1.5.2")


def test_an_input_method_is_left_to_compose_and_searched_when_it_is_done(box: Page) -> None:
    box.focus(INPUT)
    box.wait_for_selector("[data-ready]", state="attached")
    session = box.context.new_cdp_session(box)
    for letters in ("r", "ru", "ru'hui"):
        session.send(
            "Input.imeSetComposition",
            {"text": letters, "selectionStart": len(letters), "selectionEnd": len(letters)},
        )
        assert box.get_attribute("[data-search]", "data-shown") in (None, "")
    assert box.locator(HIT).count() == 0
    session.send("Input.insertText", {"text": "入会"})
    shown(box, "入会")
    assert box.locator(HIT).count() > 3


def test_the_enter_that_ends_a_composition_goes_nowhere(box: Page) -> None:
    box.fill(INPUT, "会费")
    shown(box, "会费")
    address = box.url
    box.evaluate(
        """() => document.querySelector("input[name=query]").dispatchEvent(
        new KeyboardEvent("keydown", {key: "Enter", isComposing: true, bubbles: true}))"""
    )
    assert box.url == address


def test_keyboard_alone(box: Page) -> None:
    box.keyboard.press("/")
    expect(box.locator(INPUT)).to_be_focused()
    box.keyboard.insert_text("入会率")
    shown(box, "入会率")
    expect(box.locator(INPUT)).to_have_attribute("aria-expanded", "true")
    box.keyboard.press("ArrowDown")
    box.keyboard.press("ArrowDown")
    chosen = box.get_attribute(INPUT, "aria-activedescendant")
    assert chosen == box.locator(OPTION).nth(1).get_attribute("id")
    assert box.locator("[aria-selected=true]").count() == 1
    box.keyboard.press("ArrowUp")
    box.keyboard.press("ArrowUp")
    assert box.get_attribute(INPUT, "aria-activedescendant") is None
    box.keyboard.press("ArrowUp")
    assert box.get_attribute(INPUT, "aria-activedescendant") == box.locator(OPTION).last.get_attribute("id")
    hits = box.locator(HIT).count()
    box.keyboard.press("Enter")  # the line gives way to what may be meant besides
    first = box.locator("[aria-selected=true]")
    assert box.locator(HIT).count() > hits
    assert first.get_attribute("id") == box.locator(HIT).nth(hits).get_attribute("id")
    target = first.get_attribute("href")
    box.keyboard.press("Enter")
    box.wait_for_url(str(target))


def test_what_may_be_meant_besides_comes_last_and_closed(box: Page) -> None:
    box.fill(INPUT, "入会率")
    shown(box, "入会率")
    last = box.locator("[role=group]").last
    assert last.get_attribute("aria-label") == "也可能相关"
    assert last.locator("[role=option]").all_inner_texts() == [f"还有 {besides(box, '入会率')} 条"]
    last.locator("[role=option]").click()
    assert last.locator(".search-hit").count() == besides(box, "入会率")


def besides(box: Page, query: str) -> int:
    count: int = box.evaluate("q => StandardsSearch.create(standardsIndex).search(q).beside.length", query)
    return count


def test_enter_goes_to_the_best_hit(box: Page, small_address: str) -> None:
    box.keyboard.press("s")
    box.keyboard.insert_text("附件5第二部分第9条")
    box.keyboard.press("Enter")
    box.wait_for_url(small_address + "standards/townships/#5.2.9")


@pytest.mark.parametrize("key", ["Escape", "Tab"])
def test_keys_that_close(box: Page, key: str) -> None:
    box.focus(INPUT)
    expect(box.locator("#__search")).to_be_checked()
    box.keyboard.press(key)
    expect(box.locator("#__search")).not_to_be_checked()
    expect(box.locator(INPUT)).not_to_be_focused()


def test_the_letters_that_open_the_search_can_be_typed(box: Page) -> None:
    box.click(INPUT)
    box.keyboard.type("sf/")
    assert box.input_value(INPUT) == "sf/"


def test_what_was_found_is_announced(box: Page) -> None:
    box.fill(INPUT, "换届")
    shown(box, "换届")
    status = box.locator("[data-search] [role=status]")
    expect(status).to_have_text("找到 6 条，分属 6 类标准")


def test_no_hit_makes_an_offer(box: Page) -> None:
    box.fill(INPUT, "咖啡豆")
    shown(box, "咖啡豆")
    assert box.locator(OPTION).count() >= 1
    assert "没有找到" in box.locator("[data-search] [role=status]").inner_text()


def test_many_hits_are_shown_a_few_of_each_type_and_the_rest_on_demand(box: Page) -> None:
    box.fill(INPUT, "职工")
    shown(box, "职工")
    few = box.locator(HIT).count()
    assert few <= 6 * 5
    box.locator(".search-more").first.click()
    assert box.locator(HIT).count() > few
    expect(box.locator("#__search")).to_be_checked()
    while box.locator(".search-more").count():
        box.locator(".search-more").first.click()
    assert box.locator(HIT).count() >= 100


def test_clearing_shows_the_hint_again(box: Page) -> None:
    box.fill(INPUT, "换届")
    shown(box, "换届")
    box.click("[data-search] button[type=reset]")
    shown(box, "")
    assert box.locator(OPTION).count() == 0


def test_a_search_can_be_shared_and_leaves_the_address_when_closed(box: Page, small_address: str) -> None:
    box.goto(small_address + "?q=双亮")
    shown(box, "双亮")
    shared = box.get_attribute("[data-clipboard-text]", "data-clipboard-text")
    assert shared is not None
    assert "?q=%E5%8F%8C%E4%BA%AE" in shared
    box.keyboard.press("Escape")
    assert "q=" not in box.url


def test_whoever_types_faster_than_the_network_is_answered(box: Page) -> None:
    held: list[Route] = []
    box.route("**/search/index.js", lambda route: held.append(route))  # noqa: PLW0108 - it marks its handlers
    box.focus(INPUT)
    box.keyboard.insert_text("会费")
    box.keyboard.press("Enter")
    box.wait_for_timeout(100)
    assert box.locator(OPTION).count() == 0
    held[0].continue_()
    box.wait_for_url("**/#1.5.2")


def test_the_box_works_from_a_folder(browser: Browser, small_site: Path) -> None:
    page = browser.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto((small_site / "standards/villages/index.html").as_uri())
    page.fill(INPUT, "机关 入会率")
    shown(page, "机关 入会率")
    assert first_hit(page).startswith("file://")
    assert first_hit(page).endswith("standards/public-organs/#3.1.6")
    page.close()
    assert not faults


def test_a_strict_policy_does_not_stand_in_the_way(browser: Browser, small_address: str) -> None:
    """Our scripts need nothing but 'self'; what the theme needs besides is not ours."""
    page = browser.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if "search" in message.text else None)

    def with_policy(route: Route) -> None:
        response = route.fetch()
        policy = "default-src 'self'; script-src 'self'; style-src 'self'; object-src 'none'"
        route.fulfill(response=response, headers={**response.headers, "content-security-policy": policy})

    page.route("**/villages/", with_policy)
    page.goto(small_address + "standards/villages/")
    page.fill(INPUT, "会费")
    shown(page, "会费")
    assert first_hit(page).endswith("#1.5.2")
    page.close()
    assert not faults


def test_on_a_phone(browser: Browser, small_address: str) -> None:
    page = browser.new_page(viewport={"width": 375, "height": 740}, has_touch=True, is_mobile=True)
    page.goto(small_address)
    page.tap("header label[for=__search]")
    expect(page.locator(INPUT)).to_be_focused()
    page.fill(INPUT, "职工")
    shown(page, "职工")
    # waits, since the theme's cover behind the box grows to its size step by step
    page.wait_for_function("document.documentElement.scrollWidth <= 375", timeout=60_000)
    for box in page.locator(OPTION).all():
        size = box.bounding_box()
        assert size is not None
        assert size["height"] >= 44
        assert size["x"] + size["width"] <= 375
    sizes = page.evaluate(
        "[...document.querySelectorAll('.search-text')].map(e => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert min(sizes) >= 16
    page.locator(HIT).first.tap()
    expect(page.locator("#__search")).not_to_be_checked()
    page.close()
