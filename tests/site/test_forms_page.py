"""The page of the forms: what people do there comes first, and all forms are one file."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from playwright.sync_api import Browser

from generator import addresses
from generator.model import Corpus
from generator.project import open_project


def test_all_forms_are_one_file_that_no_copy_of_the_site_holds(
    site: Path, corpus: Corpus, root: Path
) -> None:
    kept = [path for kind in ("*.pdf", "*.docx") for path in (site / "forms").glob(kind)]
    blanks = {path.name: path.read_bytes() for path in kept}
    with zipfile.ZipFile(site / addresses.forms_archive(corpus)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == blanks
    assert sorted(blanks) == sorted(
        Path(path).name for form in open_project(root).forms for path in (form.path, form.word_path)
    )
    with zipfile.ZipFile(site / addresses.offline_copy(corpus)) as copy:
        assert not [name for name in copy.namelist() if name.endswith(".zip")]
        page = next(name for name in copy.namelist() if name.endswith("/forms/index.html"))
        assert addresses.forms_archive(corpus) not in io.TextIOWrapper(copy.open(page), "utf-8").read()


def test_every_form_in_word_is_offered_on_the_page_of_the_forms_and_on_its_own(
    site: Path, root: Path
) -> None:
    offered = (site / "forms" / "index.html").read_text(encoding="utf-8")
    for form in open_project(root).forms:
        own = (site / addresses.html(addresses.web_form(form.id))).read_text(encoding="utf-8")
        for page in (offered, own):
            links = re.findall(r'<a [^>]*href="([^"]*\.docx)"[^>]* download', page)
            assert [link for link in links if link.endswith(f"/{form.word_path}")], form.id
        assert (site / form.word_path).stat().st_size < 50_000


def test_what_to_do_in_a_messenger_stands_wherever_pdfs_are_linked(site: Path) -> None:
    """A page to be filled in says it where it sees that it stands in one."""
    linking = []
    for path in site.rglob("index.html"):
        text = path.read_text(encoding="utf-8")
        if re.search(r'<a [^>]*href="[^"]*\.pdf"', text):
            linking.append(path.parent.relative_to(site).as_posix())
            assert 'class="beside-pdf"' in text or 'id="wechat"' in text, path
    assert {".", "forms", "standards", "standards/villages", "fill/application"} <= set(linking)


def test_what_people_do_there_comes_first(chromium: Browser, address: str, corpus: Corpus) -> None:
    page = chromium.new_page(viewport={"width": 375, "height": 800})
    page.goto(address + addresses.FORMS)
    how = page.locator(".remarks").first
    assert "怎样交" in how.inner_text()
    messenger = page.locator(".beside-pdf")
    assert "微信" in messenger.inner_text()
    box = messenger.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 800
    how.locator("a").click()
    page.wait_for_url("**/guide/fill/")
    page.go_back()
    assert page.locator(".forms .fill-link").count() == len(corpus.standards) + 1
    digests = page.locator("details.digests code")
    assert digests.count() == len(corpus.standards) + 1
    assert not digests.first.is_visible()
