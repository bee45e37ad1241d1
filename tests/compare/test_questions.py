"""The questions that bring readers to the comparison, each answered within two clicks from home."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

SIZES = {"desktop": (1280, 900), "phone": (375, 800)}


@pytest.fixture(params=SIZES)
def home(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """The home page on a desktop and on a phone; nothing may be asked of another host."""
    width, height = SIZES[request.param]
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    outside: list[str] = []
    faults: list[str] = []
    page.on("request", lambda asked: outside.append(asked.url) if not asked.url.startswith(address) else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(address)
    yield page
    context.close()
    assert not outside
    assert not faults


def click(page: Page, name: str | re.Pattern[str]) -> None:
    """One click on a link of the page's own content."""
    page.locator(".md-content").get_by_role("link", name=name).first.click()
    page.wait_for_load_state()


def cells(page: Page, row: str) -> dict[int, str]:
    """The cells of a row of the table that is scrolled to, by the number of the attachment in their label."""
    page.locator(f"tr#{row}").scroll_into_view_if_needed()
    # a phone lays a row out when it comes into view
    page.wait_for_function("row => document.getElementById(row).innerText.trim()", arg=row)
    found = page.locator(f"tr#{row} td:not(.often)").all()
    return {
        int(re.findall(r"\d+", cell.get_attribute("data-label") or "")[0]): cell.inner_text()
        for cell in found
    }


def test_who_must_reach_95_percent(home: Page) -> None:
    click(home, "数量要求")
    found = cells(home, "membership-rate")
    assert [n for n, text in found.items() if "至少95%" in text] == [1, 3]
    assert [n for n, text in found.items() if "最严" in text] == [1, 3]


def test_which_types_need_a_full_time_chair_and_from_how_many_employees(home: Page) -> None:
    click(home, "数量要求")
    found = cells(home, "full-time-chair-headcount")
    assert [n for n, text in found.items() if "至少200人" in text] == [1, 2]
    assert "职工人数较多的" in found[3]
    assert [n for n, text in found.items() if "本类无此要求" in text] == [4, 5, 6]


def test_what_a_village_union_must_do_that_a_township_union_need_not(home: Page) -> None:
    click(home, "两类对看")
    section = home.locator("section.choice", has=home.locator("#villages"))
    section.get_by_role("link", name=re.compile("附件5")).click()
    home.wait_for_load_state()
    expect(home.locator("#only-right")).to_contain_text("只有附件6有")
    alone = home.locator("#only-right ~ .one-sided").first.inner_text()
    for topic in ("会员（代表）大会", "职工喜爱的协会", "宣传栏"):
        assert topic in alone


def test_what_type_5_asks_of_the_party_committee_and_the_government(home: Page) -> None:
    click(home, re.compile("^附件5 乡镇"))
    heading = home.get_by_role("heading", name=re.compile("党委政府重视支持"), level=2)
    expect(heading).to_be_visible()
    items = [home.locator(f"[id='5.1.{n}']") for n in range(1, 7)]
    for item in items:
        expect(item).to_be_visible()


def test_what_only_type_5_asks_of_them(home: Page) -> None:
    click(home, "各类独有")
    alone = home.locator("#townships-only ~ .one-sided").first.inner_text()
    assert "每年听取工会工作汇报两次以上" in alone
    assert "政府与工会联席会议" in alone


def test_which_types_are_not_asked_for_a_members_congress_every_year(home: Page) -> None:
    click(home, "数量要求")
    found = cells(home, "member-congress-frequency")
    assert [n for n, text in found.items() if "每年至少1次" in text] == [1, 3]
    assert [n for n, text in found.items() if "没写这个数字" in text] == [2, 6]
    assert [n for n, text in found.items() if "本类无此要求" in text] == [4, 5]


def test_a_way_from_one_type_to_another_is_two_clicks_away(home: Page) -> None:
    click(home, "换一类")
    section = home.locator("section.choice", has=home.locator("#state-sector"))
    section.get_by_role("link", name=re.compile("附件2")).click()
    home.wait_for_load_state()
    expect(home.locator("#new")).to_be_visible()
    box = home.locator("ul.todo.new input[type=checkbox]").first
    box.check()
    assert box.is_checked()


def test_what_is_asked_every_month_and_what_only_regularly(home: Page) -> None:
    click(home, "数量要求")
    found = cells(home, "often-membership-dues")
    assert [n for n, text in found.items() if "按月缴纳会费" in text] == [1, 2, 3]
    assert home.locator("tr#often-membership-dues td.often").inner_text().strip() == "按月"
    home.locator("tr#often-recreation").scroll_into_view_if_needed()
    assert "没有写隔多久" in home.locator("tr#often-recreation td.often").inner_text()


def test_a_count_stands_beside_the_period_that_it_is_for(home: Page) -> None:
    click(home, "数量要求")
    found = cells(home, "party-reports")
    assert "每年至少2次" in found[5]
    assert home.locator("tr#party-reports td.often").inner_text().strip() == "每年"
