"""What may go wrong with the law layer is found, each on the entry that is at fault."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest

from generator.check import check
from generator.check.context import Context
from generator.check.laws import check_laws, check_provisions
from generator.errors import Finding
from generator.law import Foremost, Law, LawLayer, Provision
from generator.model import Corpus

LAWS = "standards/editorial/laws.yml"
ARTICLES = "standards/editorial/articles.yml"


def findings(corpus: Corpus, layer: LawLayer) -> list[Finding]:
    context = Context(replace(corpus, law=layer), "", frozenset())
    return list(chain(check_laws(context), check_provisions(context)))


def with_law(layer: LawLayer, law_id: str, **changed: object) -> LawLayer:
    laws = tuple(replace(law, **changed) if law.id == law_id else law for law in layer.laws)  # type: ignore[arg-type]
    return replace(layer, laws=laws)


def with_entry(layer: LawLayer, entry_id: str, **changed: object) -> LawLayer:
    entries = tuple(replace(e, **changed) if e.id == entry_id else e for e in layer.provisions)  # type: ignore[arg-type]
    return replace(layer, provisions=entries)


def without_entries_of(layer: LawLayer, law_id: str) -> LawLayer:
    kept = tuple(entry for entry in layer.provisions if entry.law != law_id)
    return replace(layer, provisions=kept, foremost=())


UNION = "union-law-2021"
OLD = "henan-union-2004"

SLIPS: dict[str, tuple[Callable[[LawLayer], LawLayer], str]] = {
    "in force before it was made": (lambda x: with_law(x, UNION, effective="2020-01-01"), "law-date"),
    "the year of the id is another": (lambda x: with_law(x, UNION, issued="2020-12-24"), "law-id"),
    "not yet in force": (lambda x: with_law(x, UNION, effective="2027-01-01"), "law-date"),
    "looked at in the future": (lambda x: with_law(x, UNION, checked="2027-01-01"), "law-date"),
    "not looked at for over a year": (lambda x: with_law(x, UNION, checked="2025-11-01"), "law-stale"),
    "as_of later than its evidence": (lambda x: with_law(x, UNION, as_of="2026-08-01"), "law-as-of"),
    "a month vouches for no day in it": (
        lambda x: with_law(x, "women-regulation-2012", as_of="2026-07-31"),
        "law-as-of",
    ),
    "evidence that is not there": (lambda x: with_law(x, UNION, evidence=("hearsay",)), "evidence-unknown"),
    "repealed, and nothing in its place": (lambda x: with_law(x, OLD, successor=""), "law-successor"),
    "its successor is older": (lambda x: with_law(x, OLD, successor="total-wages-1990"), "law-successor"),
    "in force, and yet succeeded": (lambda x: with_law(x, UNION, successor=OLD), "law-successor"),
    "nothing cites it": (lambda x: without_entries_of(x, UNION), "law-uncited"),
    "an id twice": (
        lambda x: replace(x, laws=(*x.laws, replace(x.laws[0], place=x.laws[1].place))),
        "law-id-twice",
    ),
    "an item outside the topic": (
        lambda x: with_entry(x, "form-by-size", items=("3.1.1",)),
        "provision-item",
    ),
    "an item that is not there": (lambda x: with_entry(x, "form-by-size", items=("9.9.9",)), "item-unknown"),
    "a topic that is not there": (lambda x: with_entry(x, "form-by-size", topic="nothing"), "topic-unknown"),
    "a law that is not there": (lambda x: with_entry(x, "form-by-size", law="no-law-2020"), "law-unknown"),
    "the note speaks of another item": (
        lambda x: with_entry(x, "form-by-size", note="1.1.1也一样。"),
        "provision-note",
    ),
    "gone from a law in force": (lambda x: with_entry(x, "form-by-size", relation="gone"), "provision-gone"),
    "a repealed law is no basis": (lambda x: with_entry(x, "late-fee", relation="basis"), "provision-gone"),
    "new in a law older than the standard": (
        lambda x: with_entry(x, "dispatched-workers", change="new"),
        "provision-change",
    ),
    "the same quote twice on an item": (
        lambda x: replace(x, provisions=(*x.provisions, replace(x.provisions[0], id="again"))),
        "provision-twice",
    ),
    "what misleads most names nothing": (
        lambda x: replace(x, foremost=(Foremost(("nothing",), "甲", "乙。"),)),
        "foremost-entry",
    ),
    "a rule that could not be read bears on no topic": (
        lambda x: replace(x, unread=(replace(x.unread[0], topics=("nothing",)), *x.unread[1:])),
        "topic-unknown",
    ),
    "a rule that nobody looked for in a year": (
        lambda x: replace(x, unread=(replace(x.unread[0], checked="2024-01-01"), *x.unread[1:])),
        "law-stale",
    ),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_found_and_nothing_else(corpus: Corpus, name: str) -> None:
    spoil, code = SLIPS[name]
    assert {finding.code for finding in findings(corpus, spoil(corpus.law))} == {code}


def test_the_real_layer_has_no_finding(corpus: Corpus) -> None:
    assert findings(corpus, corpus.law) == []


def in_file(root: Path, file: str, old: str, new: str) -> set[str]:
    path = root / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return {finding.code for finding in check(root).findings if finding.place.file == file}


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        (ARTICLES, "relation: basis", "relation: similar", "shape-enum"),
        (ARTICLES, "change: unknown", "change: maybe", "shape-enum"),
        (LAWS, "proof: two-texts", "proof: hearsay", "shape-enum"),
        (LAWS, "evidence: [npc-list, flk-mark]", "evidence: []", "shape-empty"),
        (ARTICLES, 'article: "第十二条"', 'article: "第12条"', "shape-pattern"),
        (ARTICLES, 'quote: "基层工会', f'quote: "{"长" * 300}', "shape"),
    ],
)
def test_what_is_not_in_the_closed_lists_does_not_fit(
    copy: Path, file: str, old: str, new: str, code: str
) -> None:
    assert code in in_file(copy, file, old, new)


def test_a_law_without_a_source_does_not_fit(copy: Path) -> None:
    lines = (copy / LAWS).read_text("utf-8").splitlines()
    start = lines.index("    sources:")
    end = next(n for n in range(start + 1, len(lines)) if lines[n].startswith("    sha256"))
    (copy / LAWS).write_text("\n".join([*lines[:start], *lines[end:]]) + "\n", encoding="utf-8")
    assert "shape-missing-key" in {f.code for f in check(copy).findings if f.place.file == LAWS}


def test_a_body_without_the_layer_is_sound(copy: Path) -> None:
    for file in (LAWS, ARTICLES):
        (copy / file).unlink()
    checked = check(copy)
    assert checked.findings == ()
    assert checked.corpus is not None
    assert not checked.corpus.law


def entry(name: str, relation: str, law: str) -> Provision:
    return Provision(name, "topic", ("1.1.1",), law, "第一条", "甲乙丙丁戊己庚辛", relation, "unknown", "。")


def law(name: str, issued: str, status: str = "in-force") -> Law:
    return Law(name, name, "", issued, issued, status, issued, (), issued, "one-text", (), "")


@pytest.mark.parametrize(
    ("relation", "made", "touched"),
    [
        ("stricter", law("new", "2020-01-01"), ("1.1.1",)),
        ("basis", law("new", "2020-01-01"), ()),
        ("stricter", law("old", "2010-01-01"), ()),
        ("gone", law("old", "2010-01-01", "repealed"), ("1.1.1",)),
    ],
)
def test_an_item_is_touched_where_a_later_law_says_other(
    relation: str, made: Law, touched: tuple[str, ...]
) -> None:
    layer = LawLayer(laws=(made,), provisions=(entry("one", relation, made.id),))
    assert layer.touched(("1.1.1", "1.1.2"), "2016-06-21") == touched


@pytest.mark.parametrize("key", ["dated", "issued", "effective", "as_of", "checked"])
def test_a_day_that_is_in_no_calendar_is_found_wherever_a_law_has_one(key: str, copy: Path) -> None:
    path = copy / "standards/editorial/laws.yml"
    text = path.read_text(encoding="utf-8")
    wrong, times = re.subn(rf'({key}: "?)\d{{4}}-\d\d(-\d\d)?', r"\g<1>2021-02-30", text, count=1)
    assert times == 1
    path.write_text(wrong, encoding="utf-8")
    assert {f.code for f in check(copy).findings} >= {"shape-date"}
