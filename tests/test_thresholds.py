"""Thresholds: which asks more, which bind, which number keeps them, how they are written."""

from __future__ import annotations

import pytest

from generator.model import Subject, Threshold
from generator.thresholds import FAMILIES, WORDS, asking_most, bound, compare, strictest, within


def threshold(operator: str, *value: float, unit: str = "%") -> Threshold:
    return Threshold("1.1.1", "t", "s", operator, value, unit, "q")


@pytest.mark.parametrize(
    ("stricter", "left", "right", "expected"),
    [
        ("higher", threshold(">=", 95), threshold(">=", 90), "stricter"),
        ("higher", threshold(">=", 90), threshold(">=", 95), "looser"),
        ("higher", threshold(">", 90), threshold(">=", 90), "stricter"),
        ("lower", threshold("<=", 6), threshold("<=", 12), "stricter"),
        ("lower", threshold("<", 6), threshold("<=", 6), "stricter"),
        ("lower", threshold(">=", 200), threshold(">=", 100), "looser"),
        ("higher", threshold("range", 1, 2), threshold("range", 1, 3), "looser"),
        ("higher", threshold("range", 1, 4), threshold("range", 2, 3), "incomparable"),
        ("higher", threshold("=", 2), threshold("=", 2), "same"),
        ("none", threshold("=", 2), threshold("=", 3), "incomparable"),
        ("higher", threshold(">=", 2, unit="次/年"), threshold(">=", 3, unit="次/月"), "incomparable"),
    ],
)
def test_comparable_thresholds_are_judged_by_their_direction(
    stricter: str, left: Threshold, right: Threshold, expected: str
) -> None:
    subject = Subject("s", "n", "%", stricter)
    back = {"stricter": "looser", "looser": "stricter"}.get(expected, expected)
    assert compare(subject, left, right) == expected
    assert compare(subject, right, left) == back


def test_at_least_and_at_most_bind_together_and_the_strictest_of_each_wins() -> None:
    subject = Subject("s", "n", "%", "higher")
    stated = [threshold(">=", 3), threshold("<=", 9), threshold(">=", 5), threshold(">", 5)]
    found = strictest({"s": subject}, stated)
    assert found == {("s", "floor"): threshold(">", 5), ("s", "ceiling"): threshold("<=", 9)}


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({"a": [threshold(">=", 3)], "b": [threshold(">=", 5)]}, {threshold(">=", 5)}),
        ({"a": [threshold(">=", 5)], "b": [threshold(">", 5)]}, {threshold(">", 5)}),
        ({"a": [threshold(">=", 3)], "b": [threshold(">=", 3)]}, set()),
        ({"a": [threshold(">=", 3)], "b": []}, set()),
        ({"a": [threshold(">=", 3)], "b": [threshold("<=", 5)]}, set()),
        (
            {"a": [threshold(">=", 3), threshold("<=", 9)], "b": [threshold(">=", 5), threshold("<=", 9)]},
            {threshold(">=", 5)},
        ),
        ({"a": [threshold(">=", 3)], "b": [threshold(">=", 5)], "c": [threshold("<=", 9)]}, set()),
        ({"a": [threshold("range", 1, 4)], "b": [threshold("range", 2, 3)]}, set()),
    ],
)
def test_what_asks_most_is_named_only_where_all_can_be_compared(
    stated: dict[str, list[Threshold]], expected: set[Threshold]
) -> None:
    assert asking_most(Subject("s", "n", "%", "higher"), stated) == expected


@pytest.mark.parametrize(
    ("operator", "value", "keeps", "misses", "text"),
    [
        (">=", (95.0,), 95, 94.9, "至少95"),
        (">", (95.0,), 95.1, 95, "超过95"),
        ("<=", (6.0,), 6, 6.5, "不超过6"),
        ("<", (6.0,), 5, 6, "不足6"),
        ("=", (2.0,), 2, 3, "2"),
        ("range", (3.0, 5.0), 5, 6, "3至5"),
    ],
)
def test_every_operator_is_judged_and_written(
    operator: str, value: tuple[float, ...], keeps: float, misses: float, text: str
) -> None:
    assert within(keeps, operator, value)
    assert not within(misses, operator, value)
    assert bound(operator, value) == text
    assert set(FAMILIES) == set(WORDS)


@pytest.mark.parametrize(
    ("operator", "value", "unit", "text"),
    [
        ("<=", (6.0,), "月", "不超过6个月"),
        ("<", (25.0,), "人", "不足25人"),
        (">=", (1.0,), "人", "至少1人"),
        (">=", (2.0,), "次/年", "每年至少2次"),
        ("range", (3.0, 5.0), "年", "3至5年"),
        ("=", (2.0,), "%", "2%"),
        (">=", (0.5,), "小时", "至少0.5小时"),
    ],
)
def test_a_bound_is_written_in_words_that_cannot_be_misread(
    operator: str, value: tuple[float, ...], unit: str, text: str
) -> None:
    assert bound(operator, value, unit) == text
