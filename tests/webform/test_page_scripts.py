"""Promises about the scripts of the page: their size, where their words come from."""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Browser

from generator.pages.fill import words
from generator.webform import scripts
from generator.webform.page import PAGE_PARTS, page_script

FOLDER = Path("generator/webform/page_scripts")


def test_every_part_is_in_the_script_and_short(root: Path) -> None:
    assert {path.name for path in (root / FOLDER).iterdir()} == {*PAGE_PARTS, "working.js"}
    for path in (root / FOLDER).iterdir():
        assert len(path.read_text(encoding="utf-8").splitlines()) < 400, path.name


def test_what_the_scripts_say_stands_in_the_words_of_the_page_and_is_all_said(root: Path) -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in (root / FOLDER).iterdir())
    said = set(re.findall(r"""(?:say|Trouble|refused|fileName|texts)\([^"()]*"([a-z_]+)\"""", written))
    known = words()["script"]
    assert said <= set(known)
    assert {key for key in known if f'"{key}"' not in written} == set()
    for line in written.splitlines():
        if not re.match(r"\s*(//|/?\*|--)", line):
            code = re.sub(r"//.*|/\*.*?\*/", "", line)
            assert not re.search("[\u4e00-\u9fff]", code), line


def test_page_and_scripts_fit_a_slow_network(site: Path) -> None:
    """45 KB compressed beyond what every page of the site has, as the longest form has them."""
    html = (site / "fill/checklist-state-sector/index.html").read_text(encoding="utf-8")
    before, own, behind = re.split(r'(<div class="fill".*)(?=</article>)', html, flags=re.DOTALL)
    plain = len(gzip.compress((before + behind).encode(), 9))
    page = len(gzip.compress((before + own + behind).encode(), 9))
    styles = len(gzip.compress((site / "assets/fill.css").read_bytes(), 9))
    code = [*scripts().values(), page_script().encode()]
    assert page - plain + styles + sum(len(gzip.compress(one, 9)) for one in code) < 45_000


def test_every_form_is_unpacked_as_it_is_published(
    browser: Browser, address: str, records: Mapping[str, Mapping[str, object]]
) -> None:
    page = browser.new_page()
    for form, record in records.items():
        page.goto(f"{address}fill/{form}/")
        known = page.evaluate("FillPage.form")
        assert {key: known[key] for key in record} == record
    page.close()
