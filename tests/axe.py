"""axe, which judges pages: what it finds wrong on the one that is open."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from playwright.sync_api import Page

from tests.machine import package

_SCRIPT: Final = Path(__file__).parent / "site/browser/node_modules/axe-core/axe.min.js"
_RUN: Final = """([context, options]) => axe.run(context || document, {
    resultTypes: ['violations'], preload: false, iframes: false, ...options }).then(found =>
    found.violations.map(violation => violation.id + ': '
        + violation.nodes.map(node => node.html.slice(0, 120)).join(' ; ')))"""

_COLOURS: Final = {"runOnly": ["color-contrast", "link-in-text-block"]}
"""All that the colours of a page can break; its structure is the same in the dark."""


def violations(page: Page, within: str = "", *, colours: bool = False) -> list[str]:
    """A line for each rule that is broken ``within`` an element: of all rules, or of those on colours."""
    if not page.evaluate("'axe' in globalThis"):
        page.evaluate(
            package(_SCRIPT, "axe-core: npm install --prefix tests/site/browser").read_text("utf-8")
        )
    found: list[str] = page.evaluate(_RUN, [within, _COLOURS if colours else {}])
    return found


def in_both_schemes(page: Page) -> list[str]:
    """The same in the light, and of the colours in the dark, which the page is left in."""
    found = violations(page)
    page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
    return found + [f"dark: {one}" for one in violations(page, colours=True)]
