"""Whoever adds a standard is told where it is spoken of not yet; nothing waits for that."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.check import check, unmentioned
from generator.check.mentions import standards_in
from generator.cli import main
from generator.model import Corpus


@pytest.fixture(scope="module")
def corpus(root: Path) -> Corpus:
    checked = check(root)
    assert checked.corpus is not None
    return checked.corpus


def with_summary(corpus: Corpus, topic: str, summary: str) -> Corpus:
    topics = tuple(replace(t, summary=summary) if t.id == topic else t for t in corpus.topics)
    return replace(corpus, topics=topics)


def told(corpus: Corpus) -> list[tuple[str, str]]:
    return [(finding.code, finding.message) for finding in unmentioned(corpus)]


def test_the_layers_as_they_are_speak_of_every_standard(corpus: Corpus) -> None:
    assert told(corpus) == []


@pytest.mark.parametrize(
    ("summary", "tells"),
    [
        ("附件3要求成立；其余五类无此要求。", ""),
        ("附件3要求成立；其余四类无此要求。", "5 个"),
        ("附件1至3要求成立；其余五类无此要求。", "3 个"),
        ("附件1、3要求成立，附件5也是；其余3类无此要求。", ""),
        ("附件1要求成立。", "附件3"),
        ("附件1要求成立，其余各类按需要。", ""),
        ("各类都要成立，附件1更细。", ""),
        ("只有附件3要求成立。", ""),
        ("要求按需要成立。", ""),
    ],
)
def test_a_summary_tells_of_all_that_it_tells_apart(corpus: Corpus, summary: str, tells: str) -> None:
    found = told(with_summary(corpus, "special-committees", summary))
    assert [code for code, _ in found] == ["summary-standard"] * bool(tells)
    assert all(tells in message for _, message in found)


def test_a_standard_that_no_kind_of_unit_uses_is_told(corpus: Corpus) -> None:
    kinds = tuple(kind for kind in corpus.finder.kinds if kind.standards != ("villages",))
    ((code, message),) = told(replace(corpus, finder=replace(corpus.finder, kinds=kinds)))
    assert (code, "villages" in message) == ("finder-standard", True)


def test_a_standard_without_the_remark_that_the_others_have_is_told(corpus: Corpus) -> None:
    remarks = tuple(
        replace(r, standards=tuple(s for s in r.standards if s != "townships")) for r in corpus.remarks
    )
    ((code, message),) = told(replace(corpus, remarks=remarks))
    assert (code, "townships" in message) == ("remark-standard", True)


@pytest.mark.parametrize(
    ("reference", "numbers"),
    [
        ("附件2", "2"),
        ("附件1、3", "13"),
        ("附件2至4", "234"),
        ("附件1、3～5", "1345"),
        ("附件1和附件6", "16"),
    ],
)
def test_rows_and_ranges_of_labels_name_standards(corpus: Corpus, reference: str, numbers: str) -> None:
    named = set(standards_in(corpus, reference))
    assert named == {s.id for s in corpus.standards if str(s.attachment) in numbers}


def test_what_is_advised_is_printed_and_changes_no_exit_code(
    copy_with_forms: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = copy_with_forms / "standards" / "editorial" / "topics.yml"
    file.write_text(file.read_text("utf-8").replace("其余五类", "其余四类", 1), "utf-8")
    assert main(["--root", str(copy_with_forms), "check"]) == 0
    said = capsys.readouterr().out
    assert "没有问题" in said
    assert "standards/editorial/topics.yml:" in said
    assert "5 个" in said


def test_a_remark_on_some_standards_is_on_their_pages_only(corpus: Corpus) -> None:
    first = next(remark for remark in corpus.remarks if "standard-first" in remark.where)
    narrowed = replace(corpus, remarks=(replace(first, standards=("villages",)),))
    for standard in corpus.standards:
        here = narrowed.remarks_for("standard-first", standard)
        assert bool(here) == (standard.id == "villages")


def test_a_remark_on_a_standard_that_is_not_there_is_a_finding(copy: Path) -> None:
    file = copy / "standards" / "editorial" / "remarks.yml"
    file.write_text(file.read_text("utf-8").replace("townships, villages]", "townships, vilages]"), "utf-8")
    assert "standard-unknown" in {finding.code for finding in check(copy).findings}
