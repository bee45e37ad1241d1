"""The search box in a browser: every way of entering text, keyboard, marks, addresses, no network."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from generator.model import Corpus

pytestmark = pytest.mark.browser

INPUT = "input[name=query]"
OPTION = "#search-hits [role=option]:not(.search-choose)"
"""What the arrow keys go to: the way to choose an item is not among it."""
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
    hit = box.locator(HIT).first
    assert box.locator("#search-hits .search-heading").first.inner_text() == "附件6 村（社区）"
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
    assert box.locator(OPTION).count() >= 7


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


def test_what_may_be_meant_besides_comes_last_and_closed_and_says_what_it_holds(box: Page) -> None:
    box.fill(INPUT, "入会率")
    shown(box, "入会率")
    last = box.locator("[role=group]").last
    assert last.get_attribute("aria-label") == "也可能相关"
    (line,) = last.locator("[role=option]").all_inner_texts()
    count = sum(int(number) for number in re.findall(r"[0-9]+", line))
    assert re.fullmatch(r"(只答到一部分的 \d+ 条)?，?(同一主题的 \d+ 条)?", line)
    last.locator("[role=option]").click()
    assert last.locator(".search-hit").count() == count


def test_what_may_be_meant_besides_is_open_where_there_are_few_hits(box: Page) -> None:
    box.fill(INPUT, "村工会要不要建账户")
    shown(box, "村工会要不要建账户")
    assert box.locator("[role=group]").last.locator(".search-hit").count() > 0
    assert box.locator(".search-more").count() == 0


def test_the_same_text_of_several_types_is_one_card_with_a_way_to_each(box: Page) -> None:
    box.fill(INPUT, "任期三至五年")
    shown(box, "任期三至五年")
    card = box.locator(HIT).first
    assert "附件1、2、3同文" in card.inner_text()
    others = box.locator(".search-sames").first.locator(".search-same:not(.search-beside, .search-choose)")
    assert [link.split("#")[1] for link in hrefs(others)] == ["2.1.3", "3.1.3"]
    assert "附件2" in others.first.inner_text()


def hrefs(links: Locator) -> list[str]:
    return [str(link.get_attribute("href")) for link in links.all()]


def test_a_chip_narrows_to_a_type_and_another_goes_back(box: Page) -> None:
    box.fill(INPUT, "换届")
    shown(box, "换届")
    chips = box.locator("[data-types] button")
    assert chips.first.inner_text() == "全部"
    expect(chips.first).to_have_attribute("aria-pressed", "true")
    before = box.locator(OPTION).count()
    chips.nth(2).click()
    assert {href.split("#")[1][0] for href in hrefs(box.locator(HIT))} == {"2"}
    pressed = box.locator("[data-types] [aria-pressed=true]")
    assert pressed.inner_text().startswith("附件2")
    expect(pressed).to_be_focused()
    chips.first.click()
    assert box.locator(OPTION).count() == before


def test_an_example_can_be_clicked(box: Page) -> None:
    box.focus(INPUT)
    example = box.locator("[data-start] [data-query]").first
    query = example.inner_text()
    example.click()
    shown(box, query)
    assert box.input_value(INPUT) == query
    assert box.locator(HIT).count() > 0
    expect(box.locator("[data-start]")).to_be_hidden()


def test_recent_queries_stay_on_the_device_and_can_be_cleared(box: Page, small_address: str) -> None:
    box.fill(INPUT, "双亮")
    shown(box, "双亮")
    box.locator(HIT).first.click()
    box.goto(small_address + "standards/townships/")
    box.focus(INPUT)
    recent = box.locator("[data-queries] button")
    assert recent.all_inner_texts() == ["双亮"]
    recent.click()
    shown(box, "双亮")
    box.click("[data-search] button[type=reset]")
    shown(box, "")
    box.click("[data-clear]")
    expect(box.locator("[data-recent]")).to_be_hidden()
    assert box.evaluate("Object.keys(localStorage).filter(key => key.includes('search')).length") == 0


def test_a_device_that_keeps_nothing_can_be_searched(box: Page, small_address: str) -> None:
    box.add_init_script(
        """for (const name of ["getItem", "setItem", "removeItem"]) {
          const usual = Storage.prototype[name];
          Storage.prototype[name] = function (key, ...rest) {
            if (key.startsWith("standards-search")) throw new DOMException("full", "QuotaExceededError");
            return usual.call(this, key, ...rest); }; }"""
    )
    box.goto(small_address + "standards/villages/")
    box.fill(INPUT, "会费")
    shown(box, "会费")
    box.locator(HIT).first.click()
    box.wait_for_url("**/#1.5.2")


def test_back_brings_the_query_and_the_place_back(box: Page) -> None:
    box.fill(INPUT, "职工之家")
    shown(box, "职工之家")
    while box.locator(".search-hit").nth(2).get_attribute("aria-selected") != "true":
        box.keyboard.press("ArrowDown")
    href = str(box.locator("[aria-selected=true]").get_attribute("href"))
    box.keyboard.press("Enter")
    box.wait_for_url(href)
    expect(box.locator("#__search")).not_to_be_checked()
    box.go_back()
    shown(box, "职工之家")
    assert box.input_value(INPUT) == "职工之家"
    expect(box.locator("[aria-selected=true]")).to_have_attribute("href", href)


def test_tab_walks_through_every_control_and_out(box: Page) -> None:
    box.fill(INPUT, "换届")
    shown(box, "换届")
    seen = []
    for _ in range(14):
        box.keyboard.press("Tab")
        expect_open = box.evaluate("document.querySelector('[data-search]').contains(document.activeElement)")
        if not expect_open:
            break
        seen.append(
            box.evaluate(
                "document.activeElement.getAttribute('aria-label') || document.activeElement.innerText"
            )
        )
    assert {"分享", "清空当前内容"} <= set(seen)
    assert "全部" in seen
    assert any("搜不到" in one for one in seen)
    expect(box.locator("#__search")).not_to_be_checked()


def test_escape_closes_keeps_the_text_and_leaves_no_option_behind(box: Page) -> None:
    box.fill(INPUT, "换届")
    shown(box, "换届")
    box.keyboard.press("ArrowDown")
    box.keyboard.press("ArrowDown")
    box.keyboard.press("Escape")
    expect(box.locator("#__search")).not_to_be_checked()
    assert box.input_value(INPUT) == "换届"
    assert box.get_attribute(INPUT, "aria-activedescendant") is None
    assert box.get_attribute(INPUT, "aria-expanded") == "false"
    address = box.url
    box.keyboard.press("Escape")
    box.keyboard.press("Enter")
    assert box.url == address


def test_what_is_regulated_nowhere_is_said_with_whom_to_ask(box: Page, corpus: Corpus) -> None:
    box.fill(INPUT, "产假能休多少天")
    shown(box, "产假能休多少天")
    said = box.locator("[data-search] [role=status]").inner_text()
    assert said.startswith("六类标准没有规定这件事")
    assert "可以问：" in said
    assert box.locator(HIT).count() == 0
    assert len(corpus.standards) == 6


def test_a_type_without_such_a_rule_is_told_so(box: Page) -> None:
    box.fill(INPUT, "机关 双亮")
    shown(box, "机关 双亮")
    assert box.locator("[data-search] [role=status]").inner_text().startswith("附件3没有这一条")
    assert "3" not in {href.split("#")[1][0] for href in hrefs(box.locator(HIT))}


def test_words_that_stand_everywhere_are_not_listed(box: Page) -> None:
    box.fill(INPUT, "工会")
    shown(box, "工会")
    assert "处处都有" in box.locator("[data-search] [role=status]").inner_text()
    assert box.locator(HIT).count() == 0


def test_what_was_not_found_can_be_copied_with_the_version(box: Page, corpus: Corpus) -> None:
    box.context.grant_permissions(["clipboard-read", "clipboard-write"])
    box.fill(INPUT, "咖啡豆")
    shown(box, "咖啡豆")
    box.click("[data-missed]")
    expect(box.locator("[data-search] [role=status]")).to_contain_text("已复制")
    copied = box.evaluate("navigator.clipboard.readText()")
    assert "咖啡豆" in copied
    assert corpus.catalog.version in copied


@pytest.mark.parametrize(
    "query", ["会费", "我们村的工会要不要单独到银行去开一个户头，钱放在村里的账上行不行"]
)
def test_on_a_phone_with_the_keyboard_up_the_hits_can_be_reached(
    browser: Browser, small_address: str, query: str
) -> None:
    page = browser.new_page(viewport={"width": 375, "height": 320})
    page.goto(small_address + "standards/villages/")
    page.click("header label[for=__search]")
    page.fill(INPUT, query)
    shown(page, query)
    hit = page.locator(HIT).first
    hit.scroll_into_view_if_needed()
    expect(hit).to_be_in_viewport()
    expect(page.locator(INPUT)).to_be_in_viewport()
    page.locator("[data-missed]").scroll_into_view_if_needed()
    expect(page.locator("[data-missed]")).to_be_in_viewport()
    # the cover behind the box is wider for the moment in which it opens
    page.wait_for_function("document.documentElement.scrollWidth <= 375", timeout=60_000)
    page.close()


def test_enter_goes_to_the_best_hit(box: Page, small_address: str) -> None:
    box.keyboard.press("s")
    box.keyboard.insert_text("附件5第二部分第9条")
    box.keyboard.press("Enter")
    box.wait_for_url(small_address + "standards/townships/#5.2.9")


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
    box.fill(INPUT, "会员")
    shown(box, "会员")
    few = box.locator(HIT).count()
    assert few <= 6 * 5
    box.locator(".search-more").first.click()
    assert box.locator(HIT).count() > few
    expect(box.locator("#__search")).to_be_checked()


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
    page.fill(INPUT, "任期三至五年")
    shown(page, "任期三至五年")
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


def test_a_law_stands_first_and_enter_leads_to_its_place(box: Page) -> None:
    box.fill(INPUT, "公司法2023")
    shown(box, "公司法2023")
    first = box.locator(OPTION).first
    assert first.inner_text().split() == ["法律", "公司法", "2023"]
    assert first.evaluate("a => a.href").endswith("/laws/#company-law-2023")
    assert "search-default" in str(first.get_attribute("class"))
    box.fill(INPUT, "入会率")
    shown(box, "入会率")
    assert "/laws/" not in str(box.locator(OPTION).first.evaluate("a => a.href"))
