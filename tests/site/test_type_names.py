"""A type has one name wherever it is named: its label and its short name, or the title of its standard.

Looked for in what was built: links and choices of the pages, words of the pages that come near a name without
being it, forms, search and data files.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import openpyxl

from generator.model import Corpus, Standard
from generator.project import open_project

ACTIONS = re.compile(r"原文( \d+ 条)?|全文|标准网页|上一页 |下一页 ")
"""What a link to a standard says besides a name, or instead of one."""
JOINS = set("和的等或")
"""Characters by which two writings of one list differ."""
NEAR = 0.65
"""Share of characters from which words are taken for a name: 国有企业、集体企业、事业单位 has all of them."""


def han(text: str) -> set[str]:
    return {c for c in text if "一" <= c <= "龥"} - JOINS


def full(standard: Standard) -> str:
    return f"{standard.label} {standard.short}"


def pages(site: Path) -> Iterator[tuple[Path, str]]:
    """Every page without its scripts; not the single-file copies of pages that stand there anyway."""
    for path in site.rglob("*.html"):
        if not re.search(r"fill/[a-z-]+\.html$", path.as_posix()):
            yield (
                path,
                re.sub(r"<(script|style).*?</\1>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL),
            )


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", "", html))).strip()


def test_links_and_choices_name_every_type_alike(site: Path, corpus: Corpus) -> None:
    known = {standard.id: standard for standard in corpus.standards}
    links = choices = 0
    for path, html in pages(site):
        for slug, text in re.findall(
            r'<a [^>]*href="[^"#]*standards/([a-z-]+)/"[^>]*>(.*?)</a>', html, re.DOTALL
        ):
            standard, said = known[slug], ACTIONS.sub("", plain(text))
            names = ("", standard.label, full(standard), standard.title, standard.label + standard.title)
            assert said in names, (path, said)
            links += 1
        for slug, text in re.findall(r'<option value="([a-z-]+)"[^>]*>(.*?)(?=<)', html):
            if slug in known:
                assert plain(text) == full(known[slug]), path
                choices += 1
    assert links > 100 * len(known)
    assert choices > len(known)


def near_names(corpus: Corpus, text: str) -> Iterator[str]:
    """The names that ``text`` comes near without being or holding one."""
    has = han(re.sub(r"附件\d", "", text))
    for standard in corpus.standards:
        if standard.short in text or standard.title in text or len(has) < 2:
            continue
        for name in (standard.short, standard.title.partition("工会规范化")[0]):
            if len(has & han(name)) >= NEAR * len(has | han(name)):
                yield name


def test_no_other_name_of_a_type_is_anywhere(site: Path, corpus: Corpus) -> None:
    """But in what is quoted, and in the examples of the units that a type is for."""
    ours = {"；".join(e for kind in corpus.finder.of(s.id) for e in kind.examples) for s in corpus.standards}
    ours |= {note.quote for note in corpus.notes}
    other = [
        (path, plain(text), name)
        for path, html in pages(site)
        for text in re.findall(r">([^<>]{2,60})<", html)
        for name in near_names(corpus, plain(text))
        if plain(text) not in ours
    ]
    assert other == []
    # the names that the first release had on its home page would be found
    for told in ("国有企业、集体企业、事业单位", "非公有制企业、社会组织", "村、社区"):
        assert list(near_names(corpus, told)), told


def test_forms_data_and_search_have_the_same_names(site: Path, corpus: Corpus, root: Path) -> None:
    names = [full(standard) for standard in corpus.standards]
    described = json.loads((site / "data/forms.json").read_text(encoding="utf-8"))["forms"]
    for form in described:
        for standard in corpus.standards:
            if form["standard"] == standard.id:
                assert form["title"].endswith(full(standard))
    for name in ("comparison.csv", "comparison-numbers.csv"):
        with (site / "data" / name).open(encoding="utf-8-sig", newline="") as file:
            heads = next(csv.reader(file))
        assert [head for head in heads if head in names] == names, name
    book = openpyxl.load_workbook(site / "data/comparison.xlsx", read_only=True)
    heads = [str(cell.value) for cell in next(iter(book.worksheets[0].rows))]
    assert [head for head in heads if head in names] == names
    book.close()
    published = json.loads((site / "data/standards.json").read_text(encoding="utf-8"))["standards"]
    assert [(s["title"], s["short"]) for s in published] == [(s.title, s.short) for s in corpus.standards]
    returned = open_project(root).forms
    assert [f.standard.short for f in returned if f.standard] == [s.short for s in corpus.standards]
