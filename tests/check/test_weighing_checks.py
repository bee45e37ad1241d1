"""Weighed wordings that quote wrongly, repeat or contradict are found on their entry."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from generator.check import check

WEIGHINGS: Final = "standards/editorial/weighings.yml"

ENTRY: Final = """\
  - topic: {topic}
    left: {left}
    right: {right}
    relation: {relation}
    left_quote: {left_quote}
    right_quote: {right_quote}
    reason: {reason}
"""

SOUND: Final = {
    "topic": "legal-person",
    "left": "1.1.5",
    "right": "6.1.1",
    "relation": "stricter",
    "left_quote": "具备法人条件的依法取得工会社团法人资格",
    "right_quote": "具备条件的依法取得工会社团法人资格",
    "reason": "试",
}

SLIPS: Final = (
    ("a topic that is none", {"topic": "legal-persons"}, {"topic-unknown"}),
    ("an item that is none", {"left": "1.1.9"}, {"item-unknown"}),
    ("an item without a clause in the topic", {"left": "1.1.4"}, {"weighing-clause"}),
    ("words that the item does not have", {"left_quote": "取得法人资格"}, {"weighing-quote"}),
    ("words that the item has twice", {"left_quote": "法人"}, {"weighing-quote"}),
    ("a demand that the side does not have", {"left_only": "主席是代表人"}, {"weighing-quote"}),
    ("a demand of the side that asks less", {"right_only": "具备条件"}, {"weighing-only"}),
    (
        "demands of sides that ask the same",
        {"relation": "same", "left_only": "法定代表人"},
        {"weighing-only"},
    ),
    ("a placeholder that nothing fills in", {"reason": "{this}多"}, {"weighing-placeholder"}),
    (
        "two items of one standard",
        {"left": "6.1.1", "left_quote": "具备条件的依法取得工会社团法人资格"},
        {"weighing-within"},
    ),
    (
        "words that are the same",
        {"right": "2.1.6", "right_quote": "工会主席是法定代表人", "relation": "otherwise"},
        {"weighing-needless"},
    ),
    (
        "words that differ in marks only",
        {
            "topic": "work-planning-records",
            "left": "1.3.1",
            "left_quote": "年初有计划",
            "right": "2.3.1",
            "right_quote": "年初有计划",
        },
        {"weighing-needless"},
    ),
    (
        "a verdict that numbers deny",
        {
            "topic": "membership-rate",
            "left": "2.1.7",
            "left_quote": "职工入会率达到90%以上",
            "right": "1.1.6",
            "right_quote": "职工入会率达95%以上",
        },
        {"weighing-denied"},
    ),
    (
        "demands called the same though the numbers differ",
        {
            "topic": "membership-rate",
            "left": "2.1.7",
            "left_quote": "职工入会率达到90%以上",
            "right": "1.1.6",
            "right_quote": "职工入会率达95%以上",
            "relation": "same",
        },
        {"weighing-denied"},
    ),
    (
        "a verdict that a curated relation denies",
        {
            "topic": "model-worker-studios",
            "left": "1.4.4",
            "left_quote": "大工匠工作室",
            "right": "3.4.3",
            "right_quote": "劳模创新工作室",
            "relation": "otherwise",
        },
        {"weighing-denied"},
    ),
)


def written(changed: dict[str, str]) -> str:
    values = {**SOUND, **changed}
    text = ENTRY.format(**{key: f'"{value}"' if key == "reason" else value for key, value in values.items()})
    only = [key for key in ("left_only", "right_only") if key in values]
    return text + "".join(f"    {key}:\n      - {values[key]}\n" for key in only)


def codes(copy: Path, text: str) -> set[str]:
    (copy / WEIGHINGS).write_text(f"weighings:\n{text}", encoding="utf-8")
    findings = check(copy).findings
    assert all(f.place.file == WEIGHINGS for f in findings), findings
    return {f.code for f in findings}


def test_a_sound_entry_is_no_finding(copy: Path) -> None:
    assert codes(copy, written({"left_only": "工会主席是法定代表人"})) == set()


@pytest.mark.parametrize(
    ("changed", "expected"), [slip[1:] for slip in SLIPS], ids=[slip[0] for slip in SLIPS]
)
def test_a_slip_is_found(copy: Path, changed: dict[str, str], expected: set[str]) -> None:
    assert codes(copy, written(changed)) == expected


def test_the_same_words_are_weighed_once_for_all_standards_that_use_them(copy: Path) -> None:
    sibling = {"left": "2.1.6"}
    assert codes(copy, written({}) + written(sibling)) == {"weighing-twice"}
    turned = {
        "left": "6.1.1",
        "left_quote": SOUND["right_quote"],
        "right": "3.1.5",
        "right_quote": SOUND["left_quote"],
        "relation": "looser",
    }
    assert codes(copy, written({}) + written(turned)) == {"weighing-twice"}


def test_no_weighings_are_needed(copy: Path) -> None:
    (copy / WEIGHINGS).unlink()
    checked = check(copy)
    assert checked.findings == ()
    assert checked.corpus is not None
    assert checked.corpus.weighings == ()
