"""The views in a browser: the choice in the address, no sideways scroll, nothing lost on paper."""

from __future__ import annotations

import io
import re
from itertools import combinations
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from generator import addresses
from generator.compare import Crosswalk, moves, pairs

pytestmark = pytest.mark.browser

VIEWS = [
    "",
    "compare/",
    "compare/pairs/",
    "compare/moving/",
    "compare/items/?a=1.3.2&b=2.3.2",
    "compare/numbers/",
    "compare/only/",
    "compare/if/",
    "topics/",
    "topics/double-display/",
    "compare/state-sector-townships/",
    "compare/from-townships-to-non-public/",
    "standards/townships/",
]


def open_page(browser: Browser, url: str, width: int, scheme: str = "light", *, script: bool = True) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=script,
    )
    page = context.new_page()
    page.goto(url)
    return page


@pytest.mark.parametrize("view", VIEWS)
def test_no_view_scrolls_sideways_on_a_phone(browser: Browser, address: str, view: str) -> None:
    page = open_page(browser, address + view, 375)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    page.context.close()


def shown(page: Page) -> tuple[list[str], list[str]]:
    """The types and the topics that the table shows."""
    types = page.locator("#matrix thead th[data-standard]").all()
    kept = [t.get_attribute("data-standard") or "" for t in types if t.get_attribute("hidden") is None]
    rows = page.evaluate(
        "[...document.querySelectorAll('#matrix tr.topic')].filter(r => r.offsetParent).map(r => r.id)"
    )
    return kept, rows


def test_the_choice_stands_in_the_address_and_can_be_sent(
    browser: Browser, address: str, crosswalk: Crosswalk
) -> None:
    page = open_page(browser, address + "compare/", 1280)
    first, *_, last = crosswalk.corpus.standards
    for standard in crosswalk.corpus.standards:
        if standard not in {first, last}:
            page.locator(f"#chooser input[value={standard.id}]").uncheck()
    group = crosswalk.corpus.groups[0]
    for other in crosswalk.corpus.groups[1:]:
        page.locator(f"#chooser input[value={other.id}]").uncheck()
    page.locator("#chooser input[name=differ]").check()
    types, rows = shown(page)
    assert types == [first.id, last.id]
    known = {t.id: t.group for t in crosswalk.corpus.topics}
    assert rows
    assert {known[row] for row in rows} == {group.id}
    assert f"types={first.id},{last.id}" in page.url
    sent = open_page(browser, page.url, 1280)
    assert shown(sent) == (types, rows)
    page.context.close()
    sent.context.close()


def test_only_rows_that_differ_between_the_chosen_types_are_left(
    browser: Browser, address: str, crosswalk: Crosswalk
) -> None:
    left, right = crosswalk.corpus.standards[:2]
    page = open_page(browser, f"{address}compare/?types={left.id},{right.id}&differ=1", 1280)
    pair = next(p for p in pairs(crosswalk) if (p.left, p.right) == (left, right))
    same = {tuple(sorted(f.left.folded)) == tuple(sorted(f.right.folded)): f for f in pair.comparisons}
    assert True in same
    expected = [f.topic.id for f in pair.comparisons if sorted(f.left.folded) != sorted(f.right.folded)]
    assert sorted(shown(page)[1]) == sorted(expected)
    page.context.close()


def test_a_phone_starts_with_two_types_and_lets_them_be_chosen(
    browser: Browser, address: str, crosswalk: Crosswalk
) -> None:
    page = open_page(browser, address + "compare/", 375)
    assert len(shown(page)[0]) == 2
    chosen = [crosswalk.corpus.standards[n].id for n in (2, 4)]
    for side, standard in enumerate(chosen):
        page.locator(f"#chooser select[data-side='{side}']").select_option(standard)
    assert shown(page)[0] == chosen
    page.get_by_role("link", name="逐项看这两类的差别").click()
    page.wait_for_url(re.compile(f"compare/{chosen[0]}-{chosen[1]}/"))
    page.context.close()


def test_a_phone_says_at_once_which_types_are_shown_and_that_there_are_others(
    browser: Browser, address: str, crosswalk: Crosswalk
) -> None:
    page = open_page(browser, address + "compare/", 375)
    line = page.locator("#now-shown")
    assert "现在只显示 附件1、附件2，还有 4 类没有显示" in line.inner_text()
    box = line.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 800
    line.get_by_role("button", name="显示全部 6 类").click()
    assert shown(page)[0] == [s.id for s in crosswalk.corpus.standards]
    expect(line).to_be_hidden()
    page.context.close()


@pytest.mark.parametrize("query", ["", "?types=all"])
def test_a_jump_on_a_phone_lands_where_it_leads(browser: Browser, address: str, query: str) -> None:
    """Rows are laid out as they come into view, so that the place asked for moves on the way to it."""
    page = open_page(browser, f"{address}compare/{query}", 375)
    for group in ("finance", "membership"):
        page.locator(f".contents a[href$='#{group}']").click()
        page.wait_for_function(
            """id => {
              const { top } = document.getElementById(id).getBoundingClientRect();
              const { bottom } = document.querySelector('.contents').getBoundingClientRect();
              return top >= bottom - 1 && top < 300;
            }""",
            arg=group,
        )
    page.context.close()


@pytest.mark.parametrize(("first", "second"), [(375, 1280), (1280, 375)])
@pytest.mark.parametrize(
    "query", ["", "?types=townships", "?types=all", "?types=state-sector,villages,townships"]
)
def test_an_address_shows_the_same_on_every_device(
    browser: Browser, address: str, first: int, second: int, query: str
) -> None:
    """Also one that named no types, once a device has chosen them."""
    page = open_page(browser, f"{address}compare/{query}", first)
    other = open_page(browser, page.url, second)
    assert other.url == page.url
    assert shown(other) == shown(page)
    page.context.close()
    other.context.close()


def named_in(phrase: str) -> set[str]:
    """The numbers of the types that a phrase of a note names: 附件1、2和3."""
    runs = re.findall(r"附件([1-6](?:[、和与][1-6])*)", phrase)
    return {number for run in runs for number in re.findall("[1-6]", run)}


def test_with_two_types_nothing_speaks_of_others_alone(
    browser: Browser, address: str, crosswalk: Crosswalk
) -> None:
    """Notes, counts of wordings and "same as" are of the types that are shown; nothing about them is lost."""
    for left, right in combinations(crosswalk.corpus.standards, 2):
        page = open_page(browser, f"{address}compare/?types={left.id},{right.id}", 1280)
        found = page.evaluate(
            """() => {
              const seen = (one) => one.offsetParent !== null;
              const texts = (row, one) => [...row.querySelectorAll(one)].filter(seen).map(e => e.textContent);
              return [...document.querySelectorAll('#matrix tr.topic')].filter(seen).map(row => [
                row.id, row.querySelector('.summary').textContent, texts(row, '.facts'),
                texts(row, 'p.twin-of')]);
            }"""
        )
        chosen = {str(left.attachment), str(right.attachment)}
        topics = {topic.id: topic for topic in crosswalk.corpus.topics}
        assert found
        for topic, note, facts, twins in found:
            assert not facts
            assert twins in ([], [f"＝ 与{left.label}相同"])
            for phrase in re.findall("[^，；。]+", note):
                named = named_in(phrase)
                assert not named or named & chosen, (topic, phrase)
            for phrase in re.findall("[^，；。]+", topics[topic].summary):
                named = named_in(phrase)
                assert phrase in note or not named & chosen, (topic, phrase)
        page.context.close()


def test_two_types_are_told_how_their_demands_compare(
    browser: Browser, address: str, crosswalk: Crosswalk
) -> None:
    words = {
        "stricter": "{1}要求更多",
        "looser": "{0}要求更多",
        "otherwise": "做法不同",
        "wording": "只差字句",
        "same": "相同",
    }
    for two in pairs(crosswalk):
        page = open_page(browser, f"{address}compare/?types={two.left.id},{two.right.id}", 1280)
        found = dict(
            page.evaluate(
                """() => [...document.querySelectorAll('#matrix a.weight')].map(chip =>
                [chip.closest('tr').id, chip.textContent])"""
            )
        )
        expected = {
            one.topic.id: words[one.change].format(two.left.label, two.right.label)
            for one in two.comparisons
            if one.left and one.right
        }
        assert found == expected
        page.context.close()


def test_without_script_everything_is_there(browser: Browser, address: str, crosswalk: Crosswalk) -> None:
    page = open_page(browser, address + "compare/", 1280, script=False)
    assert page.locator("#chooser").is_hidden()
    rows = page.locator("#matrix tr.topic")
    assert rows.count() == len(crosswalk.corpus.topics)
    assert page.locator("#matrix thead th[data-standard]").count() == len(crosswalk.corpus.standards)
    page.context.close()


def test_the_table_keeps_its_head_and_first_column_in_sight(browser: Browser, address: str) -> None:
    page = open_page(browser, address + "compare/", 1280)
    page.evaluate("window.scrollTo(0, 6000)")
    box = page.locator("#matrix thead th").first.bounding_box()
    contents = page.locator(".contents").bounding_box()  # which stick below the header
    assert box is not None
    assert contents is not None
    assert abs(box["y"] - contents["y"] - contents["height"]) < 8
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_differ_by_more_than_colour_and_are_announced(
    browser: Browser, address: str, scheme: str
) -> None:
    page = open_page(browser, address + "compare/state-sector-non-public/", 1280, scheme)
    styles = [
        page.locator(f".says mark.{side}").first.evaluate("e => getComputedStyle(e).textDecorationStyle")
        for side in ("of-left", "of-right")
    ]
    assert styles == ["solid", "wavy"]
    spoken = page.locator(".says mark").first.evaluate("e => getComputedStyle(e, '::before').content")
    assert "独有" in spoken
    page.context.close()


def printed(page: Page) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))


def text_of(document: pypdfium2.PdfDocument) -> str:
    return "".join(re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in document)


def test_the_table_prints_on_landscape_sheets_with_all_columns(
    browser: Browser, address: str, crosswalk: Crosswalk
) -> None:
    page = open_page(browser, address + "compare/", 1280)
    document = printed(page)
    wide = [sheet for sheet in document if sheet.get_width() > sheet.get_height()]
    assert len(wide) > len(document) * 0.8
    for standard in crosswalk.corpus.standards:
        heads = [
            s
            for s in wide
            if re.sub(r"\s", "", standard.short) in re.sub(r"\s", "", s.get_textpage().get_text_range())
        ]
        assert len(heads) >= len(wide) - 1
    printed_text = text_of(document)
    for topic in crosswalk.corpus.topics:
        for clause in topic.clauses:
            assert re.sub(r"\s", "", clause.quote) in printed_text, clause.quote
    page.context.close()


def test_a_way_prints_on_upright_sheets_with_a_box_for_each_task(browser: Browser, address: str) -> None:
    page = open_page(browser, address + "compare/from-state-sector-to-townships/", 1280)
    document = printed(page)
    assert all(sheet.get_height() > sheet.get_width() for sheet in document)
    assert "新增（" in text_of(document)
    page.context.close()


def test_every_pair_way_and_topic_has_its_page(site: Path, crosswalk: Crosswalk) -> None:
    folders = [addresses.pair_page(p.left, p.right) for p in pairs(crosswalk)]
    folders += [addresses.move_page(p.left, p.right) for p in moves(crosswalk)]
    folders += [addresses.topic_url(topic) for topic in crosswalk.corpus.topics]
    n = len(crosswalk.corpus.standards)
    assert len(set(folders)) == n * (n - 1) // 2 + n * (n - 1) + len(crosswalk.corpus.topics)
    for folder in folders:
        assert (site / folder / "index.html").is_file(), folder


def test_every_link_of_the_comparison_leads_somewhere(site: Path) -> None:
    pages = [p for folder in ("compare", "topics") for p in (site / folder).rglob("index.html")]
    ids: dict[Path, set[str]] = {}
    for page in pages:
        for href in set(re.findall(r'<a[^>]*?href="([^":]+)"', page.read_text(encoding="utf-8"))):
            way, _, anchor = href.partition("#")
            path = way.partition("?")[0]  # what a page is asked for stands behind it
            target = (page.parent / path).resolve() if path else page
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), (page, href)
            if anchor and target.suffix == ".html":
                if target not in ids:
                    ids[target] = set(re.findall(r'\sid="?([^"\s>]+)', target.read_text(encoding="utf-8")))
                assert anchor in ids[target], (page, href)


def test_no_list_of_items_has_one_twice(site: Path) -> None:
    """1.3.7、3.3.3、3.3.3: a side with two clauses of one item still names the item once."""
    lists = 0
    for page in (p for folder in ("compare", "topics") for p in (site / folder).rglob("index.html")):
        text = page.read_text(encoding="utf-8")
        for run in re.findall(r"(?:<a [^>]*>[^<]*</a>、)+<a [^>]*>[^<]*</a>", text):
            names = re.findall(r">([^<]*)</a>", run)
            lists += 1
            assert len(names) == len(set(names)), (page, names)
    assert lists > 100
