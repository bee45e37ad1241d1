"""How much a reader downloads who comes to any page first, and that the styles left out serve nothing."""

from __future__ import annotations

import gzip
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.errors import BuildError
from generator.site.built import Built
from generator.site.joining import SCRIPTS, STYLES, join
from generator.site.styles import packed, used
from tests.site.page_types import PAGE_TYPES, open_kind

KILOBYTES, REQUESTS = 110, 10
HTML_KILOBYTES, MATRIX_KILOBYTES = 200, 250
OWN_BARS = ("filling", "filling the longest")
"""They take an engine and a blank form; see tests/webform/test_page_scripts.py."""


@pytest.mark.parametrize("kind", [kind for kind in PAGE_TYPES if kind not in OWN_BARS])
def test_the_first_page_is_light_whichever_it_is(chromium: Browser, address: str, kind: str) -> None:
    """Compressed as a server would; a browser asks for each file once. A short address leads to a second."""
    context = chromium.new_context(viewport={"width": 360, "height": 780})
    sizes: dict[str, int] = {}
    page = context.new_page()
    page.on("response", lambda r: sizes.update({r.url: len(gzip.compress(r.body(), 6))}))
    open_kind(page, address, kind)
    page.wait_for_load_state("networkidle")
    context.close()
    assert sum(sizes.values()) <= KILOBYTES * 1000, sizes
    assert len(sizes) <= REQUESTS, sizes
    assert sum(url.endswith(".css") for url in sizes) <= 2
    assert sum(STYLES in url or SCRIPTS in url for url in sizes) == 2


def test_no_page_is_long_before_it_is_packed(site: Path) -> None:
    """Those in fill/*.html carry a whole form and its engine, to be kept as one file."""
    heavy = {
        path: size
        for file in site.rglob("*.html")
        if (size := file.stat().st_size / 1000) > HTML_KILOBYTES
        and not (path := file.relative_to(site).as_posix()).startswith("fill/")
    }
    assert set(heavy) <= {"compare/index.html"}
    assert all(size <= MATRIX_KILOBYTES for size in heavy.values()), heavy


# --- styles -------------------------------------------------------------------------------------

LACKING = """([whole, sent]) => {
  const selectors = text => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    const walk = rules => [...rules].flatMap(rule =>
      rule.selectorText !== undefined ? split(rule.selectorText) : rule.cssRules ? walk(rule.cssRules) : []);
    return walk(sheet.cssRules);
  };
  // as the generator does: at commas that stand in no brackets
  const split = text => {
    const found = [''];
    let depth = 0;
    for (const c of text) {
      depth += c === '(' ? 1 : c === ')' ? -1 : 0;
      if (c === ',' && !depth) { found.push(''); } else { found[found.length - 1] += c; }
    }
    return found.map(one => one.trim());
  };
  const kept = new Set(selectors(sent));
  const left = [...new Set(selectors(whole))].filter(one => !kept.has(one));
  const meets = one => {
    try { return document.querySelector(one.replace(/::?(before|after|hover|focus[a-z-]*|active)/g, '')); }
    catch { return false; }
  };
  return { left: left.length, meeting: left.filter(meets) };
}"""
"""How many selectors of the whole styles were left out, and which of them meet an element of the page."""


def whole_styles(root: Path) -> str:
    """What the parts are before they are joined."""
    theme = Path(str(files("material"))) / "templates" / "assets" / "stylesheets"
    ours = root / "generator" / "site" / "theme" / "assets"
    parts = [*theme.glob("main.*.css"), *theme.glob("palette.*.css"), ours / "site.css", ours / "search.css"]
    return "\n".join(part.read_text(encoding="utf-8") for part in parts)


def test_no_style_is_left_out_that_meets_anything_on_any_page(
    chromium: Browser, address: str, site: Path, root: Path
) -> None:
    whole, sent = whole_styles(root), (site / STYLES).read_text(encoding="utf-8")
    page = chromium.new_page(viewport={"width": 1280, "height": 800})
    for kind in PAGE_TYPES:
        open_kind(page, address, kind)
        if page.locator(".md-search__input").count():
            page.locator(".md-search__input").first.fill("会费")
            page.wait_for_selector(".search-option", state="attached")
        for scheme in ("default", "slate"):
            page.evaluate("scheme => document.body.dataset.mdColorScheme = scheme", scheme)
            found = page.evaluate(LACKING, [whole, sent])
            assert found["left"] > 100
            assert found["meeting"] == [], kind
    page.close()


@pytest.mark.parametrize(
    ("styles", "left"),
    [
        (".a{top:0}.b{top:0}", ".a{top:0}"),
        (".a .b,.a>p{top:0}", ".a>p{top:0}"),
        ("p:not(.b){top:0}", "p:not(.b){top:0}"),
        (":is(.b,:where(.b)) p{top:0}", ":is(.b,:where(.b)) p{top:0}"),
        ("@media print{.b{top:0}.a{top:0}}", "@media print{.a{top:0}}"),
        ("@media print{.b{top:0}}", ""),
        ("@keyframes b{from{top:0}to{top:1px}}", "@keyframes b{from{top:0}to{top:1px}}"),
        ("@font-face{src:url('}.b{')}", "@font-face{src:url('}.b{')}"),
        ('p[title=".b"]{top:0}', 'p[title=".b"]{top:0}'),
        ("[data-md-color-primary=red]{top:0}", ""),
        ("[data-md-color-primary=custom]{top:0}", "[data-md-color-primary=custom]{top:0}"),
        (".a{&.b{top:0}left:0}", ".a{&.b{top:0}left:0}"),
        ('@charset "utf-8";.a{top:0}', '@charset "utf-8";.a{top:0}'),
    ],
)
def test_a_rule_stays_unless_it_can_apply_to_nothing(styles: str, left: str) -> None:
    assert used(packed(styles), frozenset({"a", "data-md-color-primary=custom"})) == left


def test_packing_keeps_what_white_space_means() -> None:
    assert packed("a :hover , a:not(.b) .c {\n  margin: 0 1px;\n  width: calc(1px + 2px);\n}\n") == (
        "a :hover,a:not(.b) .c{margin:0 1px;width:calc(1px + 2px)}"
    )


# --- joining ------------------------------------------------------------------------------------


def lay_out(site: Path, page: str, up: str, *parts: str) -> None:
    """A page with ``parts`` as the template names them."""
    links = "\n".join(f'  <link rel="stylesheet" data-join href="{up}{part}">' for part in parts)
    (site / page).parent.mkdir(parents=True, exist_ok=True)
    (site / page).write_text(f'<head>\n{links}\n<title>t</title>\n</head><p class="a">', encoding="utf-8")


def test_parts_are_joined_in_their_order_at_every_depth_and_under_any_root(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "one.css").write_text(".a { top: 0 }", encoding="utf-8")
    (tmp_path / "assets" / "two.css").write_text("p { top: 1px }", encoding="utf-8")
    parts = ("assets/one.css", "assets/two.css")
    ways = {"index.html": "", "x/y/index.html": "../../", "404.html": "/under/a/folder/"}
    for page, up in ways.items():
        lay_out(tmp_path, page, up, *parts)
    join(Built(tmp_path), {"assets/two.css": b""})
    for page, up in ways.items():
        assert (tmp_path / page).read_text(encoding="utf-8").split("\n") == [
            "<head>",
            f'  <link rel="stylesheet" href="{up}{STYLES}">',
            "  <title>t</title>",
            '</head><p class="a">',
        ]
    assert (tmp_path / STYLES).read_text(encoding="utf-8") == ".a{top:0}p{top:1px}"
    assert sorted(path.name for path in (tmp_path / "assets").iterdir()) == ["every-page.css", "two.css"]


def test_styles_stay_for_every_page_that_loads_them_and_for_every_script(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "one.css").write_text(".a,.b,.c,.d{top:0}", encoding="utf-8")
    lay_out(tmp_path, "x/index.html", "../", "assets/one.css")
    (tmp_path / "alone.html").write_text('<p class="b">', encoding="utf-8")
    by_hand = f'<link rel="stylesheet" href="{STYLES}"><p class="other c">'
    (tmp_path / "by-hand.html").write_text(by_hand, encoding="utf-8")
    (tmp_path / "x" / "some.js").write_text('add("d")', encoding="utf-8")
    join(Built(tmp_path), {})
    assert (tmp_path / STYLES).read_text(encoding="utf-8") == ".a,.c,.d{top:0}"
    assert (tmp_path / "by-hand.html").read_text(encoding="utf-8") == by_hand


def test_what_is_joined_is_loaded_by_what_mkdocs_lays_out_and_by_nothing_else(site: Path) -> None:
    """What is made as HTML stands as it is made: a part that it named would be gone, its styles left out."""
    alone = 0
    for page in site.rglob("*.html"):
        html = page.read_bytes()
        laid_out = b'<meta name="generator" content="mkdocs-' in html
        assert [STYLES.encode() in html, SCRIPTS.encode() in html] == [laid_out, laid_out], page
        assert b"data-join" not in html, page
        alone += not laid_out
    assert alone


def test_a_page_with_other_parts_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    for name in ("one.css", "two.css"):
        (tmp_path / "assets" / name).write_text("p{top:0}", encoding="utf-8")
    lay_out(tmp_path, "a/index.html", "../", "assets/one.css", "assets/two.css")
    lay_out(tmp_path, "b/index.html", "../", "assets/two.css", "assets/one.css")
    with pytest.raises(BuildError, match=r"b/index\.html"):
        join(Built(tmp_path), {})
