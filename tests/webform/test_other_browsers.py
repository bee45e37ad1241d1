"""The page of a form in Debian's Firefox and WebKit: from a server, the offline copy, a file by itself."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator import addresses
from generator.model import Corpus
from tests.served import guarding, policy, serve
from tests.webform.fox import a_fox
from tests.webform.phone import Field, a_phone, answer, box, collected, make, open_form
from tests.webform.webkit import a_webkit

pytestmark = pytest.mark.timeout(1500)
"""A second browser is started, on a machine that may do ten other things."""

FORM = "checklist-villages"
ANSWERS = {
    "unit-name": "某村〔2026〕𬭼工会",
    "fill-date": "2026年5月20日",
    "item-6-1-1-rating": "met",
    "item-6-1-1-facts": "有，2025年；入会率96.9%",
    "item-6-1-2-rating": "na",
}


@pytest.fixture(scope="module")
def fields(site: Path) -> Sequence[Field]:
    """The fields that are answered here."""
    published = json.loads((site / "data" / "forms.json").read_text(encoding="utf-8"))["forms"]
    (record,) = [one for one in published if one["id"] == FORM]
    return [field for field in record["fields"] if field["name"] in ANSWERS]


@pytest.fixture(scope="module")
def in_chromium(
    browser: Browser, address: str, fields: Sequence[Field], tmp_path_factory: pytest.TempPathFactory
) -> bytes:
    """What Chromium makes of the same answers."""
    to = tmp_path_factory.mktemp("chromium") / "made.pdf"
    with a_phone(browser) as context:
        page = open_form(context, address, FORM)
        for field in fields:
            answer(page, field, ANSWERS[field["name"]])
        assert box(page, "unit-name").input_value() == ANSWERS["unit-name"]
        make(page, to)
    return to.read_bytes()


@pytest.fixture(scope="module")
def guarded(root: Path, site: Path) -> Iterator[str]:
    """The site from a server that sends the content policy of docs/guide/host.md."""
    with serve(site, guarding(policy(root))) as address:
        yield address


def where(way: str, address: str, site: Path, corpus: Corpus, folder: Path) -> str:
    """The address of the page, once it can be opened that way."""
    if way == "served":
        return f"{address}{addresses.web_form(FORM)}"
    if way == "alone":
        alone = folder / "转发的 一份.html"
        alone.write_bytes((site / addresses.web_form_file(FORM)).read_bytes())
        return alone.as_uri()
    with zipfile.ZipFile(site / addresses.offline_copy(corpus)) as archive:
        archive.extractall(folder / "离线 copy")
    (top,) = (folder / "离线 copy").iterdir()
    return (top / addresses.html(addresses.web_form(FORM))).as_uri()


@pytest.mark.parametrize("way", ["served", "copied", "alone"])
def test_firefox_keeps_the_draft_and_makes_the_bytes_that_chromium_makes(
    way: str,
    guarded: str,
    site: Path,
    corpus: Corpus,
    root: Path,
    fields: Sequence[Field],
    in_chromium: bytes,
    tmp_path: Path,
) -> None:
    url = where(way, guarded, site, corpus, tmp_path)
    with a_fox(tmp_path / "firefox") as fox:
        fox.open(url)
        for field in fields:
            fox.answer(field, ANSWERS[field["name"]])
        before = fox.shown()
        assert {name: before.get(name) for name in ANSWERS} == ANSWERS
        fox.reload()
        assert fox.shown() == before
        assert fox.width() == 375
        made = fox.make()
        assert fox.complaints() == []
    assert made.read_bytes() == in_chromium
    (file,) = collected(root, tmp_path, made)
    assert {name: file["values"].get(name) for name in ANSWERS} == ANSWERS


@pytest.mark.parametrize("way", ["served", "copied", "alone"])
def test_webkit_keeps_the_draft_and_makes_the_bytes_that_chromium_makes(
    way: str,
    address: str,
    site: Path,
    corpus: Corpus,
    fields: Sequence[Field],
    in_chromium: bytes,
    tmp_path: Path,
) -> None:
    url = where(way, address, site, corpus, tmp_path)
    with a_webkit() as webkit:
        webkit.open(url)
        for field in fields:
            webkit.answer(field, ANSWERS[field["name"]])
        before = webkit.shown()
        assert {name: before.get(name) for name in ANSWERS} == ANSWERS
        webkit.reload()
        assert webkit.shown() == before
        assert not webkit.sideways()
        assert webkit.make() == in_chromium
