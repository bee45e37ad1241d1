"""What only the search reads is checked as well: words that mislead, questions, what is regulated nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.check import check

QUESTIONS = "standards/editorial/questions.yml"
UNREGULATED = "standards/editorial/unregulated.yml"
VOCABULARY = "standards/editorial/vocabulary.yml"


def codes(root: Path) -> set[tuple[str, str]]:
    return {(finding.place.file, finding.code) for finding in check(root).findings}


@pytest.mark.parametrize(
    "word", ["怎么管", "哪些表", "多少", "比例", "一年", "三年", "两家", "6个月", "劳模", "制度"]
)
def test_a_word_that_says_nothing_or_that_several_topics_share_must_not_stand_for_one(
    copy: Path, word: str
) -> None:
    entry = f'entries:\n  - words: ["{word}"]\n    topics: [fund-management]\n'
    (copy / VOCABULARY).write_text(entry, encoding="utf-8")
    assert (VOCABULARY, "wording-misleads") in codes(copy)


@pytest.mark.parametrize("word", ["会费", "一支笔", "三产", "百日竞赛"])
def test_a_telling_word_may(copy: Path, word: str) -> None:
    entry = f'entries:\n  - words: ["{word}"]\n    topics: [membership-dues]\n'
    (copy / VOCABULARY).write_text(entry, encoding="utf-8")
    assert (VOCABULARY, "wording-misleads") not in codes(copy)


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("  - {ask: 会费, items: [1.9.9]}", "item-unknown"),
        ("  - {ask: 会费, items: [1.5.2], first: [2.5.2]}", "question-first"),
        ("  - {ask: 会费, items: [1.5.2]}\n  - {ask: 会费, items: [2.5.2]}", "question-twice"),
        ("  - {ask: 会费, items: []}", "shape-empty"),
    ],
)
def test_a_question_leads_to_items_that_exist(copy: Path, entry: str, code: str) -> None:
    (copy / QUESTIONS).write_text(f"questions:\n{entry}\n", encoding="utf-8")
    assert (QUESTIONS, code) in codes(copy)


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("  - {matter: 会费, words: [会费], ask: [us]}", "matter-regulated"),
        ("  - {matter: 会费, words: [会员 缴纳 会费], ask: [us]}", "matter-regulated"),
        ("  - {matter: 甲, words: [某某假], ask: [nobody]}", "matter-target"),
        ("  - {matter: 甲, words: [某某假], ask: [us], near: [no-such-topic]}", "matter-target"),
        (
            "  - {matter: 甲, words: [某某假], ask: [us]}\n  - {matter: 乙, words: [某某假], ask: [us]}",
            "matter-twice",
        ),
    ],
)
def test_what_is_said_to_be_regulated_nowhere_is(copy: Path, entry: str, code: str) -> None:
    head = "offices:\n  - {id: us, name: 我们}\nmatters:\n"
    (copy / UNREGULATED).write_text(f"{head}{entry}\n", encoding="utf-8")
    assert (UNREGULATED, code) in codes(copy)


@pytest.mark.parametrize("file", [QUESTIONS, UNREGULATED])
def test_both_may_be_absent(copy: Path, file: str) -> None:
    (copy / file).unlink()
    assert codes(copy) == set()
