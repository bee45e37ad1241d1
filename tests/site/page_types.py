"""One address of every type of page that the site has."""

from __future__ import annotations

from typing import Final

from playwright.sync_api import Page

PAGE_TYPES: Final = {
    "home": "",
    "list of standards": "standards/",
    "standard": "standards/townships/",
    "comparison": "compare/",
    "choice of two": "compare/pairs/",
    "two side by side": "compare/state-sector-villages/",
    "choice of a way": "compare/moving/",
    "way from one to another": "compare/from-villages-to-townships/",
    "two items": "compare/items/",
    "numbers": "compare/numbers/",
    "alone": "compare/only/",
    "conditions": "compare/if/",
    "list of topics": "topics/",
    "topic": "topics/membership-rate/",
    "law": "laws/",
    "forms": "forms/",
    "document": "documents/letter-2016/",
    "chosen": "chosen/",
    "about": "about/",
    "filling": "fill/checklist-villages/",
    "filling the longest": "fill/application/",
    "guide": "guide/fill/",
    "permalink": "id/1.1.6/",
    "not found": "404.html",
}


def open_kind(page: Page, address: str, kind: str) -> None:
    """Go to the page of a kind under ``address``, and wait until it stands.

    A short address leads on at once: to wait for its own end would be a race with the next page's beginning.
    """
    if kind == "permalink":
        page.goto(address + PAGE_TYPES[kind], wait_until="commit")
        page.wait_for_url("**/standards/**")
    else:
        page.goto(address + PAGE_TYPES[kind])
