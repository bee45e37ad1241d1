"""Arabic and Chinese numerals in running text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import numerals
from generator.model import Corpus


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("0", 0),
        ("95", 95),
        ("２", 2),
        ("９５", 95),
        ("2.5", 2.5),
        ("２．５", 2.5),
        ("零", 0),
        ("〇", 0),
        ("一", 1),
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("二十五", 25),
        ("九十九", 99),
        ("一百", 100),
        ("百", 100),
        ("一百零五", 105),
        ("一百〇五", 105),
        ("一百一十", 110),
        ("两百", 200),
        ("二百五十", 250),
        ("一千", 1000),
        ("一千零二十", 1020),
        ("两千零一十六", 2016),
        ("二〇一六", 2016),
        ("二零一七", 2017),
        ("万", 10_000),
        ("一万", 10_000),
        ("十万", 100_000),
        ("二十五万", 250_000),
        ("一万零三百", 10_300),
        ("百万", 1_000_000),
        ("千万", 10_000_000),
    ],
)
def test_a_numeral_has_its_value(numeral: str, value: float) -> None:
    assert numerals.value_of(numeral) == value
    assert [numeral[a:b] for a, b in numerals.spans(numeral)] == [numeral]


@pytest.mark.parametrize("word", ["半", "一半", "半百", "两半"])
def test_a_half_is_no_number(word: str) -> None:
    assert numerals.value_of(word) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("每届任期三至五年", ["三", "五"]),
        ("会员二十五人以上的，不足二十五人的", ["二十五", "二十五"]),
        ("职工入会率达95%以上", ["95"]),
        ("配备1-2名专（兼）职", ["1", "2"]),
        ("空缺时间不超过半年", ["半"]),
        ("每年两次以上", ["两"]),
        ("２．５％，3.10。", ["２．５", "3.10"]),
        ("1.建立", ["1"]),
        ("1．工会", ["1"]),
        ("上一级工会统一划拨", ["一", "一"]),
        ("没有数字", []),
        ("", []),
    ],
)
def test_numerals_are_found_whole_in_running_text(text: str, found: list[str]) -> None:
    assert [text[a:b] for a, b in numerals.spans(text)] == found


@pytest.mark.parametrize("number", range(1, 100))
def test_a_chinese_numeral_reads_back_as_its_number(number: int) -> None:
    written = numerals.chinese(number)
    assert numerals.value_of(written) == number
    assert numerals.NUMERAL.fullmatch(written)


@pytest.mark.parametrize(
    ("number", "written"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五")]
)
def test_numbers_are_written_as_section_markers_print_them(number: int, written: str) -> None:
    assert numerals.chinese(number) == written


@pytest.mark.parametrize("number", [-1, 0, 100])
def test_a_number_that_no_marker_needs_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        numerals.chinese(number)


@given(text=st.text(st.sampled_from("0129.．０９零〇一两十百千万半年%，")))
def test_every_numeral_in_any_text_has_a_value_or_none(text: str) -> None:
    for start, end in numerals.spans(text):
        value = numerals.value_of(text[start:end])
        assert value is None or value >= 0


def test_the_printed_markers_of_sections_are_the_chinese_numerals(corpus: Corpus) -> None:
    for standard in corpus.standards:
        for section in standard.sections:
            assert section.marker == numerals.chinese(section.number) + "、"
