"""Light or dark: as the device has it until a reader chooses, and at no great cost when a page opens."""

from __future__ import annotations

from playwright.sync_api import Browser, Page

from tests.site.page_types import PAGE_TYPES
from tests.site.styling import styled

SHOWN = """() => [document.body.dataset.mdColorScheme,
    document.querySelector('meta[name=color-scheme]')?.content || 'light',
    document.querySelector('.light-or-dark label:not([hidden])').title]"""
LIGHT = ["default", "light", "换成深色"]
DARK = ["slate", "dark", "换成浅色"]


def shows(page: Page, expected: list[str]) -> bool:
    page.wait_for_function(f"expected => String(({SHOWN})()) === String(expected)", arg=expected)
    return True


def test_a_page_is_as_the_device_has_it_and_follows_it(chromium: Browser, address: str) -> None:
    page = chromium.new_page(color_scheme="dark")
    page.goto(address)
    assert shows(page, DARK)
    page.emulate_media(color_scheme="light")
    assert shows(page, LIGHT)
    page.goto(address + PAGE_TYPES["standard"])
    assert shows(page, LIGHT)
    page.emulate_media(color_scheme="dark")
    assert shows(page, DARK)
    page.close()


def test_what_a_reader_chose_holds_on_every_page_whatever_the_device_has(
    chromium: Browser, address: str
) -> None:
    page = chromium.new_page(color_scheme="light")
    page.goto(address)
    page.locator(".light-or-dark label:visible").click()
    assert shows(page, DARK)
    page.goto(address + PAGE_TYPES["forms"])
    assert shows(page, DARK)
    page.emulate_media(color_scheme="dark")
    page.emulate_media(color_scheme="light")
    assert shows(page, DARK)
    page.locator(".light-or-dark input").nth(1).press("Enter")
    assert shows(page, LIGHT)
    page.close()


def test_a_browser_that_keeps_nothing_can_still_switch(chromium: Browser, address: str) -> None:
    page = chromium.new_page(color_scheme="light")
    page.add_init_script(
        "Object.defineProperty(Storage.prototype, 'setItem', { value() { throw new Error('full') } })"
    )
    page.goto(address)
    page.locator(".light-or-dark label:visible").click()
    assert shows(page, DARK)
    page.close()


def test_a_phone_works_out_few_elements_twice_when_a_page_opens(chromium: Browser, address: str) -> None:
    """The theme's own switch made it three times the elements of a standard, six times those of a way."""
    for kind in ("standard", "law", "way from one to another"):
        worked, elements = styled(chromium, address + PAGE_TYPES[kind])
        assert worked < 2.5 * elements, kind
