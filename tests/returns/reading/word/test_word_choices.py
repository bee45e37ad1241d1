"""Ratings as people type them anew: what belongs to which label, what is another word, what is nobody's."""

from __future__ import annotations

import pytest

from generator.returns.reading.word.labelled import shared
from tests.returns.conftest import Make, Read, rules
from tests.returns.reading.word.edits import edited
from tests.returns.reading.word.test_word_ratings import LABELS, RATING, lines

BOXES = tuple(f"□ {label}" for label in LABELS)


@pytest.mark.parametrize(
    "words",
    [
        ("不达标",),
        ("没有达标",),
        ("部分达标",),
        ("接近达标",),
        ("达标率98%",),
        ("不是不适用",),
        ("基本", "没达标"),
        ("□达标", "☑不达标"),
        ("□ 达标", "□ 基本达标", "☑ 不达标", "□ 不适用"),
    ],
    ids="/".join,
)
def test_a_label_within_other_words_is_no_choice(words: tuple[str, ...], make_word: Make, read: Read) -> None:
    entry = read(edited(make_word(), lines(*words)), "表.docx")
    assert RATING not in entry["values"]
    (told,) = (d for d in entry["doubts"] if d["rule"] == "word-mark")
    assert told["field"] == RATING
    assert " ".join(words) in told["message"]


@pytest.mark.parametrize(
    "words",
    [
        ("□达标  √□基本达标  □未达标  □不适用",),
        ("□达标 ☑□基本达标 □未达标 □不适用",),
        ("□达标√ 基本达标 未达标 不适用",),
        ("达标 √ 基本达标 未达标 不适用",),
        ("□ 达标", "√", "□ 基本达标", "□ 未达标", "□ 不适用"),
        (*BOXES, "√"),
        (BOXES[0], f"○{BOXES[1]}", *BOXES[2:]),
        (BOXES[0], "○ 基本达标", *BOXES[2:]),
        (BOXES[0], "基本达标", *BOXES[2:]),
        (*BOXES, *BOXES),
    ],
    ids="/".join,
)
def test_a_mark_that_may_be_of_two_labels_is_of_none_and_told(
    words: tuple[str, ...], make_word: Make, read: Read
) -> None:
    entry = read(edited(make_word(), lines(*words)), "表.docx")
    assert RATING not in entry["values"]
    assert [d["field"] for d in entry["doubts"] if d["rule"] == "word-mark"] == [RATING]


@pytest.mark.parametrize(
    ("words", "state"),
    [
        (("达标 √基本达标 未达标 不适用",), "basic"),
        (("达标√ 基本达标 未达标 不适用",), "met"),
        (("达标□√ 基本达标□ 未达标□ 不适用□",), "met"),
        (("达标□ 基本达标□ 未达标☑ 不适用□",), "unmet"),
        (("达标（　）基本达标（√）未达标（　）不适用（　）",), "basic"),
        (("达标____ 基本达标__√__ 未达标____ 不适用____",), "basic"),
        (("达标：  基本达标：√  未达标：  不适用：",), "basic"),
        (("□ 达标", "□ 基本√达标", "□ 未达标", "□ 不适用"), "basic"),
        (("□ 达√标", "□ 基本达标", "□ 未达标", "□ 不适用"), "met"),
        (("V□达标", "□基本达标", "□未达标", "□不适用"), "met"),
        (("达标（ ）", "基本达标（v）", "未达标（ ）", "不适用（ ）"), "basic"),
        (("□达 标", "√基 本 达 标", "□未 达 标", "□不 适 用"), "basic"),
        (("达标", "□", "基本达标", "☑", "未达标", "□", "不适用", "□"), "basic"),
        (("□", "达标", "□", "基本达标", "☑", "未达标", "□", "不适用"), "unmet"),
    ],
    ids=str,
)
def test_boxes_stand_before_or_behind_their_labels(
    words: tuple[str, ...], state: str, make_word: Make, read: Read
) -> None:
    entry = read(edited(make_word(), lines(*words)), "表.docx")
    assert entry["values"][RATING] == state
    assert not [rule for rule in rules(entry) if rule.startswith("word-")]


@pytest.mark.parametrize("mark", ["☑\ufe0f", "✔\ufe0f", "\u200b√\u200b", "\ufeff✓", "✅\ufe0e"], ids=ascii)
def test_what_has_no_width_beside_a_mark_is_no_remark(mark: str, make_word: Make, read: Read) -> None:
    """Phones put U+FE0F behind a tick, web pages U+200B into everything."""
    entry = read(edited(make_word(), lines(BOXES[0], f"{mark} 基本达标", *BOXES[2:])), "表.docx")
    assert entry["values"][RATING] == "basic"
    assert not [rule for rule in rules(entry) if rule.startswith("word-")]


def test_words_behind_a_choice_that_stands_alone_are_told_with_it(make_word: Make, read: Read) -> None:
    entry = read(edited(make_word(), lines("达标（2025年完成98%）")), "表.docx")
    assert entry["values"][RATING] == "met"
    assert "2025年完成98%" in next(d["message"] for d in entry["doubts"] if d["rule"] == "word-remark")


@pytest.mark.parametrize(
    ("text", "ticked"),
    [
        ("有√/无", "有"), ("有√|无", "有"), ("有√ ／无", "有"), ("√有／无", "有"),
        ("有/√无", "无"), ("有；√无", "无"), ("有，无√", "无"),
    ],
)  # fmt: skip
def test_what_parts_two_labels_tells_whose_a_tick_is(text: str, ticked: str) -> None:
    found = shared(text, ("有", "无"))
    assert [label.label for label in found.labels if "√" in label.beside] == [ticked]
    assert not found.unclear


@pytest.mark.parametrize("text", ["有√无", "有、√、无", "有／√ 无"])
def test_a_tick_that_leans_on_both_or_on_neither_is_unclear(text: str) -> None:
    assert shared(text, ("有", "无")).unclear
