"""Numbers in the summaries of another body, whose labels (附表1) and units are its own."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from generator.check import check
from generator.check.context import Context
from generator.check.coverage import check_summaries
from generator.load import load_corpus
from tests.check.mutations.making import TOPICS


@pytest.fixture
def other(root: Path, tmp_path: Path) -> Path:
    """A copy of a body of standards with other labels (附表1) and units."""
    shutil.copytree(root / "tests" / "other_body" / "root", tmp_path / "other")
    return tmp_path / "other"


def test_the_labels_of_another_body_are_no_numbers(other: Path) -> None:
    assert check(other).findings == ()


@pytest.mark.parametrize(
    ("old", "new", "tells"),
    [
        ("附表1每周20小时", "附表1每周30小时", "30小时"),
        ("附表2每年两次以上", "附表2每年三次以上", "三次"),
        ("附表1、3无此要求", "附表1、3、8无此要求", "8"),
    ],
)
def test_numbers_in_another_body_are_checked(other: Path, old: str, new: str, tells: str) -> None:
    path = other / TOPICS
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    (finding,) = check(other).findings
    assert finding.code == "summary-number"
    assert tells in finding.message


@pytest.mark.parametrize(
    ("labels", "summary", "numbers"),
    [
        (("标准一", "标准二", "标准三"), "标准一、三在门口公布，标准二和标准三也在网站公布。", []),
        (("标准一", "标准二", "标准三"), "标准一每天四小时；标准1至3都公布。", ["四小时"]),
        (
            ("第1号", "第2号", "第3号"),
            "第1、2号在门口公布；第1号至第3号都有；第1、第2号每3天一次。",
            ["3", "一次"],
        ),
        (("甲类", "乙类", "丙类"), "甲类、乙类在门口公布；丙类公布2次。", ["2次"]),
        (("附表1", "附表2", "附表3"), "附表1、2%的场馆；附表1、20个；附表3、附表4。", ["2", "20", "4"]),
    ],
)
def test_references_follow_the_labels(
    other: Path, labels: tuple[str, ...], summary: str, numbers: list[str]
) -> None:
    loaded = load_corpus(other)
    assert loaded.corpus is not None
    pairs = zip(loaded.corpus.standards, labels, strict=True)
    standards = tuple(replace(standard, label=label) for standard, label in pairs)
    (topic,) = (t for t in loaded.corpus.topics if t.id == "notice-of-hours")
    corpus = replace(loaded.corpus, standards=standards, topics=(replace(topic, summary=summary),))
    found = list(check_summaries(Context(corpus, loaded.transcript, loaded.broken)))
    assert [re.findall("“(.+)”", f.message)[0] for f in found] == numbers
