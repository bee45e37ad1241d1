"""A form filled in where nothing can be fetched: from the offline copy, and as one file by itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator import addresses
from generator.model import Corpus
from tests import served
from tests.webform.phone import READY, box, make

FORM = "checklist-villages"


def filled(browser: Browser, url: str, to: Path, *, offline: bool) -> bytes:
    context = browser.new_context(
        viewport={"width": 375, "height": 760}, has_touch=True, is_mobile=True, offline=offline
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(url)
    page.wait_for_selector(READY)
    box(page, "unit-name").fill("某村工会")
    box(page, "item-6-1-1-facts").fill("有，2025年")
    make(page, to)
    page.reload()
    page.wait_for_selector(READY)
    assert box(page, "unit-name").input_value() == "某村工会"
    context.close()
    assert complaints == []
    return to.read_bytes()


@pytest.fixture(scope="module")
def unpacked(site: Path, corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return served.unpacked(site, corpus, tmp_path_factory.mktemp("离线 copy"))


def test_the_same_bytes_come_out_everywhere(
    browser: Browser, address: str, site: Path, unpacked: Path, tmp_path: Path
) -> None:
    served = filled(browser, f"{address}{addresses.web_form(FORM)}", tmp_path / "1.pdf", offline=False)
    copied = (unpacked / addresses.html(addresses.web_form(FORM))).as_uri()
    assert filled(browser, copied, tmp_path / "2.pdf", offline=True) == served
    alone = tmp_path / "转发的 一份.html"
    alone.write_bytes((site / addresses.web_form_file(FORM)).read_bytes())
    assert filled(browser, alone.as_uri(), tmp_path / "3.pdf", offline=True) == served


def test_the_font_is_carried_once(unpacked: Path) -> None:
    scripts = {path.name: path.stat().st_size for path in (unpacked / "fill").glob("*.js")}
    assert scripts.pop("font.js") > 2_000_000
    assert max(scripts.values()) < 1_000_000


def test_a_file_by_itself_asks_for_nothing_and_has_the_texts(site: Path, corpus: Corpus) -> None:
    for standard in corpus.standards:
        html = (site / addresses.web_form_file(f"checklist-{standard.id}")).read_text(encoding="utf-8")
        assert all(f"</b> {item.text}</p>" in html for item in standard.items)
        assert "<link" not in html
        assert " src=" not in html
