"""The page from the offline copy, in Firefox, on a phone, to axe; and where in the site it is offered."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator import addresses
from generator.forms import Form
from generator.model import Corpus
from generator.returns.reading.setup import Setup
from generator.site import joining
from tests import served
from tests.axe import violations
from tests.collector import mixed
from tests.collector.desk import a_desk
from tests.forms.engines.viewers.display import until
from tests.returns.conftest import Make
from tests.webform.fox import headless

pytestmark = [pytest.mark.browser, pytest.mark.timeout(1200)]


@pytest.fixture(scope="module")
def unpacked(collecting: Path, corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return served.unpacked(collecting, corpus, tmp_path_factory.mktemp("离线 copy"))


@pytest.fixture(scope="module")
def inbox(make: Make, setup: Setup, forms: dict[str, Form], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A form, a copied text, a picture, an archive, a roster."""
    folder = tmp_path_factory.mktemp("收来的")
    (folder / "甲.pdf").write_bytes(make(answers={"unit-name": "甲村", "item-6-1-1-rating": "met"}))
    form = forms["checklist-villages"]
    (folder / "乙.txt").write_bytes(mixed.draft(setup, form, {"name": "乙村"}))
    (folder / "丙村.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(50))
    (folder / "丁.zip").write_bytes(mixed.zipped({"丁.txt": mixed.draft(setup, form, {"name": "丁村"})}))
    (folder / "名册.csv").write_text("单位名称\n甲村\n乙村\n丙村\n戊村\n", encoding="utf-8-sig")
    return folder


@pytest.fixture(scope="module")
def told(
    browser: Browser, collecting_address: str, inbox: Path, tmp_path_factory: pytest.TempPathFactory
) -> bytes:
    """What the page of the site makes of it in Chromium, as JSON."""
    with a_desk(browser) as desk:
        desk.open(f"{collecting_address}collect/")
        desk.choose(*inbox.iterdir())
        desk.run()
        assert desk.complaints == []
        return desk.save("result", tmp_path_factory.mktemp("told")).read_bytes()


def test_the_offline_copy_collects_the_same_without_any_network(
    browser: Browser, unpacked: Path, inbox: Path, told: bytes, tmp_path: Path
) -> None:
    with a_desk(browser, offline=True) as desk:
        desk.open((unpacked / addresses.html(addresses.COLLECTOR)).as_uri())
        assert desk.page.is_visible("#from-folder")
        desk.choose(*inbox.iterdir())
        desk.run()
        assert desk.complaints == []
        assert desk.save("result", tmp_path).read_bytes() == told


def test_a_copy_that_was_not_unpacked_whole_says_so(
    browser: Browser, unpacked: Path, inbox: Path, tmp_path: Path
) -> None:
    page = tmp_path / "collect" / "index.html"
    page.parent.mkdir()
    page.write_bytes((unpacked / addresses.html(addresses.COLLECTOR)).read_bytes())
    (page.parent / "page.js").write_bytes((unpacked / "collect" / "page.js").read_bytes())
    with a_desk(browser) as desk:
        desk.open(page.as_uri())
        desk.choose(inbox / "甲.pdf")
        desk.start()
        desk.page.wait_for_function("() => !CollectPage.busy")
        assert "把离线包整个解压出来" in desk.state()


# --- Firefox --------------------------------------------------------------------------------------


def whole(path: Path) -> bytes:
    """What was saved, once all of it is there."""
    content = path.read_bytes() if path.exists() else b""
    with suppress(ValueError):
        json.loads(content)
        return content
    return b""


@pytest.mark.parametrize("place", ["site", "offline copy"])
def test_firefox_makes_of_it_what_chromium_makes(
    place: str, root: Path, collecting: Path, unpacked: Path, inbox: Path, told: bytes, tmp_path: Path
) -> None:
    copy = (unpacked / addresses.html(addresses.COLLECTOR)).as_uri()
    guarded = served.serve(collecting, served.guarding(served.policy(root, collecting=True)))
    with guarded as address, headless(tmp_path, "application/json") as (session, downloads):
        session.open(f"{address}collect/" if place == "site" else copy)
        session.wait("return document.documentElement.classList.contains('collect-ready')")
        session.type("#pick-files", "\n".join(str(path) for path in inbox.iterdir()))
        session.click("#start")
        session.wait("return !CollectPage.busy")
        assert session.run("return !document.querySelector('#results').hidden"), session.run(
            "return document.querySelector('#state').textContent"
        )
        session.click("[data-file=result]")
        assert until(lambda: whole(downloads / "结果.json"), "a saved file") == told
        # in Firefox too, the worker is ended and another one goes on
        session.run("CollectPage.desk.end()")
        session.run("CollectPage.results.unsaved.clear()")


# --- how it looks, and where it stands --------------------------------------------------------------


@pytest.mark.parametrize("width", [375, 1280])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(
    browser: Browser, collecting_address: str, inbox: Path, width: int
) -> None:
    with a_desk(browser, viewport={"width": width, "height": 800}, reduced_motion="reduce") as desk:
        desk.open(f"{collecting_address}collect/")
        desk.choose(*inbox.iterdir())
        for stage in ("chosen", "done"):
            for scheme in ("default", "slate"):
                desk.page.evaluate("name => document.body.setAttribute('data-md-color-scheme', name)", scheme)
                assert violations(desk.page) == [], (stage, scheme)
            assert desk.page.evaluate("document.documentElement.scrollWidth") == width
            if stage == "chosen":
                desk.run()


def test_a_keyboard_alone_reaches_everything(browser: Browser, collecting_address: str, inbox: Path) -> None:
    with a_desk(browser) as desk:
        desk.open(f"{collecting_address}collect/")
        desk.choose(inbox / "丙村.jpg")
        desk.page.focus("#pick-files")
        desk.page.keyboard.press("Tab")
        assert desk.page.evaluate("document.activeElement.id") == "pick-folder"
        for _ in range(2):
            desk.page.keyboard.press("Tab")
        assert desk.page.evaluate("document.activeElement.id") == "start"
        desk.page.keyboard.press("Enter")
        desk.finished()
        # the result has the focus, so a screen reader begins there
        assert desk.page.evaluate("document.activeElement.id") == "results"
        desk.page.keyboard.press("Tab")
        assert desk.page.evaluate("document.activeElement.dataset.file") == "workbook"


def test_the_guides_of_cadres_lead_there_and_no_other_page(collecting: Path, site: Path) -> None:
    guide = collecting / "guide" / "collect" / "index.html"
    assert 'href="../../collect/"' in guide.read_text(encoding="utf-8")
    leading = {
        path.relative_to(collecting).parts[0]
        for path in collecting.rglob("*.html")
        if "/collect/" not in f"/{path.relative_to(collecting).as_posix()}"
        and 'href="../../collect/"' in path.read_text(encoding="utf-8")
    }
    assert leading <= {"guide"}
    without = (site / "guide" / "collect" / "index.html").read_text(encoding="utf-8")
    assert "--collector" in without
    assert not (site / "collect").exists()
    assert not (site / "docs" / "collect.md").exists()


def test_every_other_page_is_the_same_with_and_without_it(
    collecting: Path, site: Path, corpus: Corpus
) -> None:
    both = {path.relative_to(collecting).as_posix() for path in collecting.rglob("*") if path.is_file()}
    own = {path for path in both if path.startswith(addresses.COLLECTOR)}
    there = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert both - own == there
    changed = {path for path in there if (site / path).read_bytes() != (collecting / path).read_bytes()}
    # the page of the forms says how large the copy is; the map of the site lists the page
    # and the styles of all pages keep what its elements have
    known = {"guide/collect/index.html", "forms/index.html", addresses.offline_copy(corpus), joining.STYLES}
    assert {path for path in changed if not path.startswith("sitemap.xml")} == known


def test_the_weight_that_is_told_is_what_is_downloaded(collecting: Path) -> None:
    page = (collecting / addresses.html(addresses.COLLECTOR)).read_text(encoding="utf-8")
    data = page.partition('id="collector-data"')[2].partition(">")[2].partition("</script>")[0]
    known = json.loads(data)
    for asset in known["assets"]:
        assert (collecting / asset["path"]).stat().st_size == asset["size"]
    assert sum(asset["size"] for asset in known["assets"]) < 9_000_000
