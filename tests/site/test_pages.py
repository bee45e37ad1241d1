"""The built pages in a real browser: what they show, and that they ask nobody else for anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from generator import addresses
from generator.model import Corpus

PAGES = ("", "standards/", "standards/townships/", "compare/", "forms/", "documents/letter-2016/", "about/")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 375, "height": 800})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_no_outside_request_no_console_message_no_sideways_scroll(
    page: Page, address: str, path: str
) -> None:
    requests: list[str] = []
    messages: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: messages.append(message.text))
    page.goto(address + path, wait_until="networkidle")
    assert [url for url in requests if not url.startswith((address, "data:", "blob:"))] == []
    assert messages == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_a_deep_link_marks_its_item_below_the_header(page: Page, address: str) -> None:
    page.goto(f"{address}standards/townships/#5.2.9", wait_until="networkidle")
    page.wait_for_timeout(300)
    top = page.evaluate("document.getElementById('5.2.9').getBoundingClientRect().top")
    header = page.evaluate("document.querySelector('.md-header').getBoundingClientRect().bottom")
    assert header <= top < 500
    outline = page.evaluate(
        "getComputedStyle(document.getElementById('5.2.9').closest('.item')).outlineStyle"
    )
    assert outline == "solid"


def test_home_leads_to_every_standard_and_its_form(page: Page, address: str, corpus: Corpus) -> None:
    page.goto(address, wait_until="networkidle")
    links = page.evaluate("[...document.querySelectorAll('.md-content a')].map(a => a.getAttribute('href'))")
    for standard in corpus.standards:
        assert addresses.standard_page(standard) in links
        assert f"forms/checklist-{standard.id}.pdf" in links


def test_every_internal_link_and_anchor_resolves(site: Path) -> None:
    from generator.site.built import Page
    from tests.site.links import links_of

    pages = {path: Page(path.read_bytes()).ids for path in site.rglob("*.html")}
    broken = []
    for path in pages:
        for link in links_of(path):
            target, _, anchor = link.partition("#")
            file = (path.parent / target).resolve() if target else path
            file = file / "index.html" if file.is_dir() else file
            if not file.exists() or (anchor and file in pages and anchor not in pages[file]):
                broken.append(f"{path.relative_to(site)} -> {link}")
    assert broken == []


def test_what_is_absent_is_said(page: Page, address: str, corpus: Corpus) -> None:
    page.goto(f"{address}compare/", wait_until="networkidle")
    absent = page.evaluate("[...document.querySelectorAll('td.absent')].map(td => td.textContent.trim())")
    cells = len(corpus.topics) * len(corpus.standards)
    present = len({(c.item.partition(".")[0], t.id) for t in corpus.topics for c in t.clauses})
    assert len(absent) == cells - present
    assert all("本类无此要求" in text for text in absent)


def test_the_notice_carries_no_personal_data(site: Path) -> None:
    page = site / "documents" / "notice-2017" / "index.html"
    text = page.read_text(encoding="utf-8")
    assert "联系人：" not in text
    assert "@" not in text.partition("<article")[2].partition("</article>")[0]


def test_templates_of_the_theme_use_filters_and_no_methods_of_strings(root: Path) -> None:
    # Zensical, which the theme's makers work on now, has the filters only (tests/bench/zensical.py)
    method = re.compile(r"\{[{%][^}%]*\.(?:[lr]?strip|r?split|r?partition|(?:starts|ends)with|isdigit)\(")
    templates = sorted((root / "generator/site/theme").rglob("*.html"))
    assert templates
    found = {path.name: method.findall(path.read_text(encoding="utf-8")) for path in templates}
    assert {name: calls for name, calls in found.items() if calls} == {}


def shown(html: str) -> str:
    """What a page shows of its text, without code."""
    bare = re.sub(r"<(script|style|pre|code|textarea)\b.*?</\1>", "", html, flags=re.DOTALL)
    return re.sub(r"<[^>]*>", "\0", bare)


MARKS = re.compile(r"[^\0\n]{0,20}(?:`|\*\*|\]\(|\[\[|\{:|\{\{|\{%)[^\0\n]{0,20}")


@pytest.mark.parametrize(
    "page", ["<p>（`a`）</p>", "<p>**重**</p>", "<i>[去](to/)</i>", "<h2>一 {: #a }</h2>"]
)
def test_a_mark_left_in_a_page_is_seen(page: str) -> None:
    assert MARKS.search(shown(page))


@pytest.mark.parametrize("page", ["<code>`a`</code>", "<script>a ** b</script>", "<p>（甲）[乙]</p>"])
def test_code_and_brackets_of_a_text_are_no_marks(page: str) -> None:
    assert not MARKS.search(shown(page))


def test_no_page_shows_a_mark_of_markdown_or_of_a_template(site: Path) -> None:
    """Markdown does not read what stands inside HTML."""
    assert {
        (path.relative_to(site).as_posix(), mark)
        for path in site.rglob("*.html")
        for mark in MARKS.findall(shown(path.read_text(encoding="utf-8")))
    } == set()
