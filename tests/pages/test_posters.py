"""Where the site has an address, each form has a sheet for a wall: its QR code leads to the form's page."""

from __future__ import annotations

from pathlib import Path

from generator import addresses
from generator.compare import Crosswalk
from generator.forms.layout.running import qr_modules
from generator.model import Corpus
from generator.pages.all_pages import pages
from generator.project import open_project

SITE = "https://standards.example/ref/"


def test_each_form_has_a_sheet_that_leads_to_its_page(corpus: Corpus, root: Path) -> None:
    forms = open_project(root).forms
    written = pages(Crosswalk(corpus), [], SITE, forms)
    for form in forms:
        sheet = written[addresses.html(addresses.poster(form.id))]
        address = SITE + addresses.web_form(form.id)
        assert f">{address}<" in sheet
        assert sheet.count("h1v1h-1z") == sum(map(sum, qr_modules(address)))
        assert "<style" not in sheet  # the site's policy allows none
        assert sheet.count("<li>") == 3


def test_without_an_address_there_is_none(corpus: Corpus, root: Path) -> None:
    written = pages(Crosswalk(corpus), [], "", open_project(root).forms)
    assert [path for path in written if "poster" in path] == []
