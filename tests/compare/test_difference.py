"""The fine difference: whole on both sides, and never through a number, a quotation or a term."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.compare import Crosswalk, differ, difference, pairs
from generator.compare.difference import Pieces
from generator.compare.folding import fold
from generator.compare.tokens import cutter

CUT = cutter(["入会率", "劳模创新", "工会主席"])
TEXT = st.text(
    st.sampled_from("工会主席入会率达到百分之九十五95%1-2名“双亮”，、。（）帐账abＡ的和建立"), max_size=40
)


def joined(pieces: Pieces) -> str:
    return "".join(piece.text for piece in pieces)


def shown(left: str, right: str) -> tuple[str, str]:
    found = difference([left], [right], CUT)
    sides = (found.left, found.right)
    texts = ["".join(f"[{p.text}]" if p.changed else p.text for side in s for p in side) for s in sides]
    return texts[0], texts[1]


@given(st.lists(TEXT, max_size=3), st.lists(TEXT, max_size=3))
@settings(deadline=None)
def test_both_texts_can_be_put_together_again(left: list[str], right: list[str]) -> None:
    found = difference(left or [""], right or [""], CUT)
    assert [joined(side) for side in found.left] == (left or [""])
    assert [joined(side) for side in found.right] == (right or [""])


@given(TEXT)
@settings(deadline=None)
def test_a_text_differs_in_nothing_from_itself(text: str) -> None:
    found = difference([text], [text], CUT)
    assert not any(piece.changed for side in (*found.left, *found.right) for piece in side)


@given(TEXT, TEXT)
@settings(deadline=None)
def test_what_is_not_marked_is_the_same_on_both_sides(left: str, right: str) -> None:
    found = difference([left], [right], CUT)
    kept = [fold("".join(p.text for p in side[0] if not p.changed)) for side in (found.left, found.right)]
    assert kept[0] == kept[1]


@pytest.mark.parametrize(
    ("left", "right", "marked_left", "marked_right"),
    [
        ("入会率达95%以上", "入会率达90%以上", "入会率达[95%以上]", "入会率达[90%以上]"),
        ("配备1-2名干部", "配备1名干部", "配备[1-2名]干部", "配备[1名]干部"),
        ("任期三至五年", "任期五年", "任期[三至五年]", "任期[五年]"),
        ("达百分之九十五以上", "达百分之九十以上", "达[百分之九十五以上]", "达[百分之九十以上]"),
        ("银行帐户", "银行账户", "银行帐户", "银行账户"),
        ("按干部配备", "按条件配备", "按[干部]配备", "按[条件]配备"),
        (
            "建立劳模创新工作室、大工匠工作室，发挥作用",
            "建立劳模创新工作室，发挥作用",
            "建立劳模创新工作室[、大工匠工作室]，发挥作用",
            "建立劳模创新工作室，发挥作用",
        ),
        ("实施“双亮”活动", "实施“两亮”活动", "实施[“双亮”]活动", "实施[“两亮”]活动"),
        (
            "因工作需要变动时，征得同意",
            "因工作需要调动时，征得同意",
            "因工作需要[变动]时，征得同意",
            "因工作需要[调动]时，征得同意",
        ),
    ],
)
def test_marks_stand_where_a_reader_expects_them(
    left: str, right: str, marked_left: str, marked_right: str
) -> None:
    assert shown(left, right) == (marked_left, marked_right)


def test_no_mark_of_the_real_texts_splits_a_number_or_a_quotation(crosswalk: Crosswalk) -> None:
    number = re.compile(r"[0-9]|[%％]")
    checked = 0
    for pair in pairs(crosswalk):
        for finding in pair.different:
            found = differ(crosswalk, finding)
            for side in (*found.left, *found.right):
                text = joined(side)
                quoted = [m.span() for m in re.finditer(r"“[^”]{1,20}”", text)]
                position = 0
                for piece, following in pairwise(side):
                    position += len(piece.text)
                    checked += 1
                    assert not (number.match(piece.text[-1]) and number.match(following.text[0])), text
                    assert not any(start < position < end for start, end in quoted), text
    assert checked > 500


def test_what_both_sides_say_word_for_word_is_not_marked(crosswalk: Crosswalk) -> None:
    """Though one side says more, and though what it says more begins or ends alike."""
    checked = 0
    for pair in pairs(crosswalk):
        for finding in pair.different:
            found = differ(crosswalk, finding)
            common = {joined(side) for side in found.left} & {joined(side) for side in found.right}
            for side in (*found.left, *found.right):
                if joined(side) in common:
                    checked += 1
                    assert not any(piece.changed for piece in side), joined(side)
    assert checked > 10


def test_marks_of_the_real_texts_are_no_confetti(crosswalk: Crosswalk) -> None:
    """Between two marks of a side there is always something to read."""
    for pair in pairs(crosswalk):
        for finding in pair.different:
            found = differ(crosswalk, finding)
            for side in (*found.left, *found.right):
                for before, piece, after in zip(side, side[1:], side[2:], strict=False):
                    if before.changed and after.changed:
                        assert re.sub(r"[，、。；：（）“”]", "", piece.text), joined(side)


def test_pieces_are_the_text() -> None:
    text = "依法按每月全部职工工资总额的2%拨缴工会经费，百分之九十五以上；1,000人。"
    assert "".join(CUT(text)) == text
    assert {"2%", "百分之九十五以上", "1,000人"} <= set(CUT(text))


def test_a_text_is_cut_into_the_words_of_the_dictionary_and_the_terms_of_the_corpus() -> None:
    cut = cutter(["民主管理"])
    assert cut("建立健全民主管理制度，每年至少召开两次会议") == (
        "建立健全", "民主管理", "制度", "，", "每年", "至少", "召开", "两次", "会议",
    )  # fmt: skip
