"""Promises about the scripts themselves: their size, what a page sees of them."""

from __future__ import annotations

import gzip
from pathlib import Path

from playwright.sync_api import Browser

from generator.webform import ENGINE, PARTS, scripts
from tests.webform.engine import in_browser, in_node


def test_every_part_is_in_the_script_and_short(root: Path) -> None:
    folder = root / "generator/webform/scripts"
    assert {path.name for path in folder.iterdir()} == set(PARTS)
    for path in folder.iterdir():
        assert len(path.read_text(encoding="utf-8").splitlines()) < 400, path.name


def test_the_script_fits_beside_the_page() -> None:
    """45 KB is what page and scripts may weigh together; 16 of them are for the engine."""
    assert len(gzip.compress(scripts()[ENGINE], 9)) < 16_000


def test_a_page_sees_one_name_and_no_policy_is_broken(browser: Browser) -> None:
    """``script-src 'self'`` forbids eval; the script asks for nothing outside."""
    script = scripts()[ENGINE].decode()
    page = browser.new_page()
    before = set(page.evaluate("Object.getOwnPropertyNames(globalThis)"))
    page.add_script_tag(content=script)
    assert set(page.evaluate("Object.getOwnPropertyNames(globalThis)")) - before == {"WebForm"}
    page.close()
    for forbidden in ("eval(", "new Function", "fetch(", "XMLHttpRequest", "import("):
        assert forbidden not in script


def test_minifying_changes_nothing(tmp_path: Path, blank_village: bytes) -> None:
    """rjsmin does not understand templates within templates."""
    values = {
        "unit-name": "甲村  乙\\(村)",
        "item-6-1-1-rating": "met",
        "item-6-1-1-facts": "“一”//二\n三  四",
    }
    results = []
    for minified in (True, False):
        with in_node(tmp_path, minified=minified) as engine:
            results.append(engine.open(blank_village).fill(values))
    assert results[0] == results[1]


def test_the_browser_writes_the_same_bytes_as_node(
    browser: Browser, tmp_path: Path, blank_village: bytes
) -> None:
    values = {"unit-name": "甲村", "item-6-1-1-rating": "met", "continuation": "附页𬭼\n二"}
    with in_browser(browser) as page, in_node(tmp_path) as node:
        mine, theirs = page.open(blank_village), node.open(blank_village)
        assert (mine.values, mine.identity, mine.fields) == (theirs.values, theirs.identity, theirs.fields)
        assert mine.fill(values) == theirs.fill(values)
