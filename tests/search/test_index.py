"""The index as a function of the corpus, and the layer of words that it takes from the editors."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.check import check
from generator.model import Corpus
from generator.search import build_index, index_script, scripts

LIMIT = 60_000
"""Bytes of box, matcher and index together, as a server sends them."""


def test_the_same_corpus_gives_the_same_bytes(corpus: Corpus) -> None:
    assert scripts(build_index(corpus)) == scripts(build_index(corpus))


def test_the_scripts_of_the_site_are_small(site: Path) -> None:
    assert sum(len(gzip.compress(path.read_bytes(), 9)) for path in (site / "search").iterdir()) < LIMIT


@pytest.mark.parametrize(
    "more", ["", "·é±߿" + "".join(map(chr, range(0x4E00, 0x5A00)))], ids=["real", "many"]
)
def test_a_browser_reads_back_what_was_packed(browser: Browser, corpus: Corpus, more: str) -> None:
    """Also where there are more characters than codes, and some of them look like codes."""
    index = build_index(corpus)
    index["standards"][0]["short"] += more
    if more:
        known = set(index["sounds"])
        index["sounds"] += "|" + "".join(c for c in more[4:] if c not in known)
    page = browser.new_page()
    page.add_script_tag(content=index_script(index).decode())
    read = page.evaluate("standardsIndex")
    page.close()
    del read["sounds"]
    assert read == json.loads(json.dumps({key: value for key, value in index.items() if key != "sounds"}))


def test_every_item_and_clause_is_in_the_index(corpus: Corpus) -> None:
    index = build_index(corpus)
    texts = [text for s in index["standards"] for _, _, items in s["sections"] for _, text in items]
    assert texts == [item.text for item in corpus.item_by_id.values()]
    quotes = []
    for *_, clauses in index["topics"]:
        place = 0
        numbers = [int(number) for number in clauses.split(" ")]
        for on, start, rest in zip(*[iter(numbers)] * 3, strict=True):
            place += on
            quotes.append(texts[place][start : len(texts[place]) - rest])
    assert quotes == [clause.quote for topic in corpus.topics for clause in topic.clauses]


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("  - {words: [某说法], means: [原文没有的词]}", "meaning-not-in-text"),
        ("  - {words: [某说法], topics: [no-such-topic]}", "wording-target"),
        ("  - {words: [某说法], means: [工会]}\n  - {words: [某说法], means: [职工]}", "wording-twice"),
        ("  - {words: [某说法]}", "shape"),
    ],
)
def test_an_entry_of_the_vocabulary_must_lead_somewhere(copy: Path, entry: str, code: str) -> None:
    (copy / "standards/editorial/vocabulary.yml").write_text(f"entries:\n{entry}\n", encoding="utf-8")
    assert code in {finding.code for finding in check(copy).findings}


def test_the_vocabulary_may_be_absent(copy: Path) -> None:
    (copy / "standards/editorial/vocabulary.yml").unlink()
    corpus = check(copy).corpus
    assert corpus is not None
    assert build_index(corpus)["words"] == []
