"""More types than can have a page for every two: any two are compared in the browser, as Python does."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from generator import addresses
from generator.compare import Crosswalk, moves
from generator.compare.pairs import EVERY_TWO_UP_TO
from generator.load import load_corpus
from generator.model import Corpus, Relation, Threshold
from generator.pages import on_demand
from generator.site.build import build
from generator.site.offline import pack
from generator.thresholds import written
from tests import served
from tests.axe import violations
from tests.bodies import write_body

pytestmark = pytest.mark.browser

TWO = Path(__file__).parents[2] / "generator" / "site" / "theme" / "assets" / "two.js"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of one type more than that number, built and proved whole."""
    root = write_body(tmp_path_factory.mktemp("many") / "root", EVERY_TWO_UP_TO + 1, 1, 5)
    topics = root / "standards/editorial/topics.yml"
    text = topics.read_text(encoding="utf-8")
    text = re.sub(r"( +)quote: (.*由馆长负责)\n", r"\g<0>\1by: {doer: curator, quote: 由馆长}\n", text)
    doer = "doers: [{id: curator, name: 馆长做, explanation: 由馆长做}]\n"
    topics.write_text(doer + text, encoding="utf-8")
    build(root, root / "site")
    return root / "site"


@pytest.fixture(scope="module")
def many(site: Path) -> Iterator[str]:
    """Its address."""
    with served.serve(site) as address:
        yield address


@pytest.fixture(params=[1280, 375])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 800})
    yield context.new_page()
    context.close()


def test_two_are_chosen_and_compared_and_the_address_says_which(page: Page, many: str) -> None:
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.goto(f"{many}compare/pairs/?types=type-2,type-13", wait_until="networkidle")
    status = page.locator("#two [role=status]")
    assert "附表2" in status.inner_text()
    assert "附表13" in status.inner_text()
    heads = page.locator("[data-kinds] h2").all_inner_texts()
    assert heads[0].startswith("只有附表2有")
    assert (
        page.locator(".entry.two .verdict", has_text="检查次数").first.inner_text()
        == "检查次数：附表2 至少2次，附表13 至少13次，附表13更严。"
    )
    page.select_option("[data-side='1']", "type-5")
    assert page.url.endswith("?types=type-2,type-5")
    page.click("[data-swap]")
    assert page.url.endswith("?types=type-5,type-2")
    assert page.locator(".entry").count() > 0
    page.select_option("[data-side='1']", "type-5")
    assert "同一类" in status.inner_text()
    assert page.locator(".entry:visible").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("innerWidth")
    assert messages == []


def test_the_way_from_one_to_another_is_listed_by_what_changes(page: Page, many: str) -> None:
    page.goto(f"{many}compare/moving/?types=type-2,type-13", wait_until="networkidle")
    heads = [head for head in page.locator("[data-kinds] h2").all_inner_texts() if head]
    assert any(head.startswith("更严（") for head in heads)
    assert "附表13要求更多或更高" in page.locator("[data-kinds=stricter] .advice").inner_text()
    assert "补上多出的要求" in page.locator("[data-kinds=stricter] .advice").inner_text()


def test_who_does_it_is_said_where_it_is_not_the_same(page: Page, many: str) -> None:
    page.goto(f"{many}compare/pairs/?types=type-2,type-3", wait_until="networkidle")
    entries = page.locator(".entry.two", has=page.locator(".chip", has_text="谁做不同"))
    assert entries.count() > 0
    said = entries.first.locator(".verdict", has_text="谁做不同").inner_text()
    assert said in {
        "谁做不同：附表2 没写由别人做；附表3 馆长做。",
        "谁做不同：附表2 馆长做；附表3 没写由别人做。",
    }
    assert entries.first.locator(".by").inner_text() == "馆长做"


def test_the_table_of_all_begins_with_a_few_and_leads_to_the_two_chosen(page: Page, many: str) -> None:
    page.goto(f"{many}compare/", wait_until="networkidle")
    shown = page.locator("#matrix thead th[data-standard]:visible").count()
    assert shown == (4 if page.evaluate("innerWidth") > 1000 else 0)  # in cards, the head is not shown
    if not shown:
        page.select_option("[data-side='1']", "type-9")
        way = page.locator(".pair-link a").evaluate("link => link.href")
        assert way == f"{many}compare/pairs/?types=type-1,type-9"


def kinds_of(page: Page, corpus: Corpus) -> dict[tuple[str, str], list[Any]]:
    """What the script finds for every way from one standard to another."""
    page.goto("about:blank")
    page.add_script_tag(content=on_demand.script(Crosswalk(corpus)).decode())
    page.add_script_tag(content=TWO.read_text(encoding="utf-8"))
    ways = [[a.id, b.id] for a in corpus.standards for b in corpus.standards if a is not b]
    found = page.evaluate(
        """(ways) => ways.map(([a, b]) => twoStandards.compare(comparison, a, b).map((one) => [
            one.topic.id, one.kind, one.change, one.whole || "",
            one.verdicts.map((v) => [v.subject, v.left, v.right, v.kind]),
            one.judgements.map((j) => [j.relation, j.reason, j.turned]),
           one.weighed && [one.weighed.relation, one.weighed.reason, one.weighed.turned, one.weighed.only],
        ]))""",
        ways,
    )
    return {(a, b): one for (a, b), one in zip(ways, found, strict=True)}


def expected_of(corpus: Corpus) -> dict[tuple[str, str], list[Any]]:
    return {
        (way.left.id, way.right.id): [
            [
                one.topic.id,
                one.kind.value,
                one.change.value,
                one.whole,
                [[v.subject.name, written(v.left), written(v.right), v.kind.value] for v in one.verdicts],
                [[j.relation.value, j.reason, j.turned] for j in one.judgements],
                one.weighed
                and [
                    one.weighed.relation.value,
                    one.weighed.reason,
                    one.weighed.turned,
                    [[c.quote for c in only] for only in (one.weighed.left_only, one.weighed.right_only)],
                ],
            ]
            for one in way.comparisons
        ]
        for way in moves(Crosswalk(corpus))
    }


def test_the_script_finds_what_python_finds_in_the_real_body(browser: Browser, corpus: Corpus) -> None:
    context = browser.new_context()
    assert kinds_of(context.new_page(), corpus) == expected_of(corpus)
    context.close()


def test_the_script_judges_bounds_of_every_operator_as_python_does(browser: Browser, corpus: Corpus) -> None:
    """Every item of the topic with most thresholds gets a bound of another operator and value."""
    topic = corpus.topics[0]
    operators = (">=", ">", "<=", "<", "=", "range")
    bounds: list[Threshold] = []
    for number, clause in enumerate(topic.clauses):
        operator = operators[number % 6]
        value = (
            (float(number % 4), float(number % 4 + number % 3))
            if operator == "range"
            else (float(number % 3),)
        )
        bounds += [
            Threshold(clause.item, topic.id, subject.id, operator, value, subject.unit, clause.quote)
            for subject in corpus.subjects[:6]
        ]
    left, right = (clause.item for clause in (topic.clauses[0], topic.clauses[-1]))
    judged = (Relation(topic.id, left, right, "looser", "{left}{right}"),)
    changed = replace(corpus, thresholds=tuple(bounds), relations=judged)
    context = browser.new_context()
    assert kinds_of(context.new_page(), changed) == expected_of(changed)
    context.close()


def test_a_page_that_compares_any_two_says_what_to_do_without_a_script(browser: Browser, many: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{many}{addresses.PAIRS}")
    assert "不用脚本" in page.locator("noscript").inner_text()
    assert not page.locator("#two").is_visible()
    context.close()


def test_the_copy_for_use_without_a_network_compares_any_two_and_links_to_files(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    corpus = load_corpus(site.parent).corpus
    assert corpus is not None
    with zipfile.ZipFile(io.BytesIO(pack(corpus, site))) as archive:
        archive.extractall(tmp_path)
    (top,) = tmp_path.iterdir()
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(f"{(top / 'compare' / 'pairs' / 'index.html').as_uri()}?types=type-2,type-13")
    links = page.locator(".entry a").evaluate_all("links => links.map(link => link.href)")
    assert links
    for link in links:
        assert Path(unquote(urlsplit(link).path)).is_file(), link
    context.close()


def test_axe_finds_nothing_on_the_pages_that_compare_any_two(browser: Browser, many: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 780}, reduced_motion="reduce")
    page = context.new_page()
    for view in (addresses.PAIRS, addresses.MOVING):
        page.goto(many + view)
        assert violations(page, ".md-content") == [], view
    context.close()
