"""`build` for a published address: the zip opened from a folder; what search engines are told."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from generator import addresses
from generator.cli import main
from generator.model import Corpus
from generator.site.offline import pack
from tests import served
from tests.served import copy_root
from tests.site.links import links_of
from tests.site.page_types import PAGE_TYPES

SITE_URL = "https://standards.example/henan/"
WITHOUT_A_SERVER = {kind: path for kind, path in PAGE_TYPES.items() if kind != "not found"}


@pytest.fixture(scope="module")
def published(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_root(root, tmp_path_factory.mktemp("published"))
    config = folder / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace('site_url: ""', f"site_url: {SITE_URL}"), encoding="utf-8")
    assert main(["--root", str(folder), "build"]) == 0
    return folder / "site"


@pytest.fixture(scope="module")
def unpacked(published: Path, corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return served.unpacked(published, corpus, tmp_path_factory.mktemp("离线 copy"))


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 360, "height": 780}, offline=True)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def test_every_link_of_the_copy_names_a_file(unpacked: Path) -> None:
    broken = []
    for path in unpacked.rglob("*.html"):
        for link in links_of(path):
            target = link.partition("#")[0].partition("?")[0]
            if target and not (path.parent / target).is_file():
                broken.append(f"{path.relative_to(unpacked)} -> {link}")
    assert broken == []


def test_pages_opened_from_a_folder_ask_no_network_and_complain_of_nothing(
    page: Page, unpacked: Path
) -> None:
    requests: list[str] = []
    messages: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    for path in WITHOUT_A_SERVER.values():
        page.goto((unpacked / path / "index.html").as_uri(), wait_until="load")
    assert [url for url in requests if not url.startswith(("file:", "data:", "blob:"))] == []
    assert messages == []


def test_search_works_from_a_folder_and_leads_to_the_item(page: Page, unpacked: Path) -> None:
    page.goto((unpacked / "index.html").as_uri())
    page.locator("label[for=__search]:visible").first.click()
    page.locator(".md-search__input").fill("5.2.9")
    page.locator(".search-option[href$='#5.2.9']").first.click()
    page.wait_for_url("**/standards/townships/index.html#5.2.9")
    assert page.locator("[id='5.2.9']").is_visible()


def test_short_addresses_comparison_and_forms_work_from_a_folder(
    page: Page, unpacked: Path, corpus: Corpus
) -> None:
    page.goto((unpacked / "id" / "1.1.6" / "index.html").as_uri(), wait_until="commit")
    page.wait_for_url("**/standards/state-sector/index.html#1.1.6")
    page.goto((unpacked / "compare" / "index.html").as_uri())
    page.locator(".choose-two a, .chooser a").first.click()
    page.wait_for_url("**/compare/*/index.html")
    for standard in corpus.standards:
        form = unpacked / "forms" / f"checklist-{standard.id}.pdf"
        assert form.read_bytes().startswith(b"%PDF-")


def test_the_copy_is_offered_with_its_size_and_is_the_same_every_time(
    published: Path, corpus: Corpus
) -> None:
    path = published / addresses.offline_copy(corpus)
    text = (published / "forms" / "index.html").read_text(encoding="utf-8")
    assert f'href="../{addresses.offline_copy(corpus)}"' in text
    assert f"{path.stat().st_size / 1e6:.1f} MB" in text
    with zipfile.ZipFile(path) as archive:
        stamped = {"{}-{:02}-{:02}".format(*info.date_time[:3]) for info in archive.infolist()}
        assert stamped == {corpus.catalog.date}
        names = archive.namelist()
    assert names == sorted(names)
    assert pack(corpus, published) == pack(corpus, published)


def test_a_published_address_is_canonical_and_in_the_map_of_the_site(published: Path, corpus: Corpus) -> None:
    listed = re.findall(r"<loc>([^<]+)</loc>", (published / "sitemap.xml").read_text(encoding="utf-8"))
    assert len(listed) == len(set(listed))
    assert not [url for url in listed if "/id/" in url]
    for standard in corpus.standards:
        path = addresses.standard_page(standard)
        text = (published / path / "index.html").read_text(encoding="utf-8")
        assert SITE_URL + path in listed
        assert f'<link rel="canonical" href="{SITE_URL}{path}">' in text
        assert f'property="og:image" content="{SITE_URL}{addresses.card(standard)}"' in text
        short = next(iter(standard.items))
        text = (published / addresses.permalink(short) / "index.html").read_text(encoding="utf-8")
        assert f'<link rel="canonical" href="{SITE_URL}{path}">' in text
