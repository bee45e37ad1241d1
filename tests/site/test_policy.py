"""The Content-Security-Policy of docs/guide/host.md holds in a browser, and allows no more than it must."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from tests import served
from tests.site.page_types import PAGE_TYPES

INLINE = re.compile(r"<script(?![^>]*\ssrc=)(?![^>]*json)[^>]*>(.+?)</script>", re.DOTALL)


@pytest.fixture(scope="module")
def policy(root: Path) -> str:
    return served.policy(root)


def test_it_names_the_inline_scripts_of_the_theme_and_no_other(site: Path, policy: str) -> None:
    # the forms as files by themselves are saved and opened from there, and have their scripts within
    pages = set(site.rglob("*.html")) - set((site / "fill").glob("*.html"))
    scripts = {script for path in pages for script in INLINE.findall(path.read_text(encoding="utf-8"))}
    digests = {
        f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}" for script in scripts
    }
    assert set(re.findall(r"'(sha256-[^']+)'", policy)) == digests
    assert "unsafe" not in policy
    assert "http" not in policy


@contextmanager
def under(policy: str, page: Page) -> Iterator[None]:
    """Every answer that ``page`` gets carries ``policy``, as a server would send it; then it is closed."""

    def answer(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, headers=response.headers | {"content-security-policy": policy})

    page.route("**/*", answer)
    yield
    # a picture for the tab may be on its way, which nobody waits for
    page.unroute_all(behavior="ignoreErrors")
    page.close()


def test_every_type_of_page_works_under_it(chromium: Browser, address: str, policy: str) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    with under(policy, page):
        for path in PAGE_TYPES.values():
            page.goto(address + path, wait_until="load")
        page.goto(f"{address}standards/townships/")
        page.locator(".label-cite button").first.click()
        page.locator(".md-search__input").fill("5.2.9")
        page.wait_for_selector(".search-option[href$='#5.2.9']")
    assert messages == []


def test_it_does_stop_what_is_not_ours(chromium: Browser, address: str, policy: str) -> None:
    page = chromium.new_page()
    with under(policy, page):
        page.goto(address)
        run = """() => { const script = document.createElement('script');
            script.textContent = 'globalThis.strange = true'; document.head.append(script);
            return globalThis.strange === true; }"""
        assert page.evaluate(run) is False
