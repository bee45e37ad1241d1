"""A name stands in a heading as it is written, whatever Markdown makes of stars and brackets elsewhere."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import markdown  # type: ignore[import-untyped]
import pytest

from generator.compare import Crosswalk
from generator.model import Corpus
from generator.pages.all_pages import pages
from tests.pages.test_issuance import OTHER

NAMES = ["A*级*馆", "[甲](乙)馆", "`一`馆", "_x_馆_y_", "{: #甲 }馆", "C#馆", "<b>甲</b>&馆", "\\*馆"]


def headings(page: str) -> list[str]:
    html = markdown.markdown(page.split("---\n", 2)[2], extensions=["attr_list", "md_in_html"])
    found = re.findall(r"<h[1-3][^>]*>(.*?)</h[1-3]>", html, re.DOTALL)
    return [unescape(re.sub("<wbr */?>", "", one)).strip() for one in found]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_a_heading_is_no_markdown(small: Corpus, name: str) -> None:
    first, *others = small.standards
    section = replace(first.sections[0], title=name)
    changed = replace(first, title=f"{name}的要求", short=name, sections=(section, *first.sections[1:]))
    topic, *topics = small.topics
    corpus = replace(small, standards=(changed, *others), topics=(replace(topic, name=name), *topics))
    written = pages(Crosswalk(corpus), [])
    assert headings(written[f"standards/{first.id}.md"])[:2] == [f"{name}的要求", f"{section.marker}{name}"]
    assert headings(written[f"topics/{topic.id}.md"])[0] == name
    assert name in headings(written[f"compare/{first.id}-{others[0].id}.md"])[0]
    assert any(name in one for one in headings(written["compare/only.md"]))


def test_the_home_page_names_the_years_of_all_documents(small: Corpus, corpus: Corpus) -> None:
    one = pages(Crosswalk(replace(small, law=corpus.law)), [])["index.md"]
    assert "标准是2020年的" in one
    *others, last = small.standards
    both = replace(small, law=corpus.law, standards=(*others, replace(last, issuance=OTHER)))
    assert "标准是2020、2021年的" in pages(Crosswalk(both), [])["index.md"]
