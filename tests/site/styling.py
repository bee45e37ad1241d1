"""How much of a page a browser works out the style of while it opens: counted, not timed."""

from __future__ import annotations

import json

from playwright.sync_api import Browser

PHONE = {"width": 412, "height": 823}


def styled(browser: Browser, url: str) -> tuple[int, int]:
    """Elements whose style was worked out, each as often as it was, until the page stood; elements there are.

    The first is a little more or less each time, since a browser begins before the whole page has come.
    """
    page = browser.new_page(viewport=PHONE, is_mobile=True)  # type: ignore[arg-type]
    page.goto("about:blank")
    browser.start_tracing(page=page, categories=["devtools.timeline"])
    page.goto(url)
    page.wait_for_function("document.querySelector('.light-or-dark label:not([hidden])')")
    page.wait_for_timeout(300)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    elements = page.evaluate("document.querySelectorAll('*').length")
    page.close()
    worked = (e["args"].get("elementCount", 0) for e in events if e["name"] == "UpdateLayoutTree")
    return sum(worked), elements
