"""Every check of the vocabulary: what breaks it, and what does not."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from generator.forms import evaluate
from generator.forms.definitions.definition import Option
from generator.forms.definitions.expand import Form
from generator.forms.definitions.numbers_and_dates import read_date, read_number
from generator.forms.definitions.rules import CHECKS, Rule


@dataclass(frozen=True)
class Asked:
    """A question of a made-up form."""

    name: str
    type: str = "text"
    label: str = "标"
    required: bool = False
    item: str = ""
    column: str = ""
    max_length: int = 0
    options: tuple[Option, ...] = ()


FIELDS = (
    Asked("a"),
    Asked("b"),
    Asked("c"),
    Asked("short", max_length=3),
    Asked("pick", "radio", options=(Option("met", "达标"), Option("na", "不适用"))),
)


@pytest.mark.parametrize(
    ("check", "fields", "params", "values", "broken"),
    [
        ("required", "a b", {}, {"a": "x", "b": " "}, "b"),
        ("required", "a", {}, {"a": "x"}, ""),
        ("options", "pick", {}, {"pick": "met"}, ""),
        ("options", "pick", {}, {"pick": "perfect"}, "pick"),
        ("options", "pick", {}, {}, ""),
        ("max-length", "short", {}, {"short": "一二三"}, ""),
        ("max-length", "short", {}, {"short": "一\r\n二\r三"}, ""),
        ("max-length", "short", {}, {"short": "一二三四"}, "short"),
        ("integer", "a", {}, {"a": "１２００"}, ""),
        ("integer", "a", {}, {"a": "1,200"}, ""),
        ("integer", "a", {}, {"a": "12.5"}, "a"),
        ("integer", "a", {}, {"a": "约一千"}, "a"),
        ("integer", "a", {}, {"a": "95%"}, "a"),
        ("percent", "a", {}, {"a": "98.5％"}, ""),
        ("percent", "a", {}, {"a": "100"}, ""),
        ("percent", "a", {}, {"a": "101"}, "a"),
        ("percent", "a", {}, {"a": "-1"}, "a"),
        ("date", "a", {}, {"a": "2026年5月20日"}, ""),
        ("date", "a", {}, {"a": "2026-5"}, ""),
        ("date", "a", {}, {"a": "2026年2月30日"}, "a"),
        ("date", "a", {}, {"a": "去年"}, "a"),
        ("pattern", "a", {"pattern": "^[0-9]{6}$"}, {"a": "450000"}, ""),
        ("pattern", "a", {"pattern": "^[0-9]{6}$"}, {"a": "45000"}, "a"),
        ("pattern", "a", {"pattern": "^[0-9]{6}$"}, {}, ""),
        ("required-when", "a pick", {"states": ["na"]}, {"pick": "na"}, "a"),
        ("required-when", "a pick", {"states": ["na"]}, {"pick": "na", "a": "无此机构"}, ""),
        ("required-when", "a pick", {"states": ["na"]}, {"pick": "met"}, ""),
        ("at-most", "a b", {}, {"a": "9", "b": "10"}, ""),
        ("at-most", "a b", {}, {"a": "11", "b": "10"}, "a"),
        ("at-most", "a b", {}, {"a": "11"}, ""),
        ("ratio", "a b c", {"tolerance": 0.5}, {"a": "95.2", "b": "95", "c": "100"}, ""),
        ("ratio", "a b c", {"tolerance": 0.5}, {"a": "98", "b": "95", "c": "100"}, "a"),
        ("ratio", "a b c", {"tolerance": 0.5}, {"a": "98", "b": "95", "c": "0"}, ""),
        ("threshold", "a", {"limit": {"operator": ">=", "value": [95]}}, {"a": "95％"}, ""),
        ("threshold", "a", {"limit": {"operator": ">=", "value": [95]}}, {"a": "94.9"}, "a"),
        ("threshold", "a", {"limit": {"operator": "range", "value": [3, 5]}}, {"a": "6"}, "a"),
        (
            "threshold",
            "a pick",
            {"limits": {"met": {"operator": "<", "value": [9]}}},
            {"a": "9", "pick": "met"},
            "a",
        ),
        ("threshold", "a pick", {"limits": {"met": {"operator": "<", "value": [9]}}}, {"a": "9"}, ""),
        ("sum", "a b c", {}, {"a": "1", "b": "2", "c": "3"}, ""),
        ("sum", "a b c", {}, {"a": "1", "b": "2", "c": "4"}, "c"),
        ("sum", "a b", {"equals": 44}, {"a": "40", "b": "3"}, "a"),
        ("sum", "a b", {"equals": 44}, {"a": "40"}, ""),
        ("count", "a pick", {"state": "met"}, {"a": "1", "pick": "met"}, ""),
        ("count", "a pick", {"state": "met"}, {"a": "0", "pick": "met"}, "a"),
        ("order", "a b", {}, {"a": "2024年3月", "b": "2029年3月"}, ""),
        ("order", "a b", {}, {"a": "2029年4月", "b": "2029年3月"}, "a"),
        ("order", "a b", {}, {"a": "2029年4月", "b": "2029"}, ""),
    ],
)
def test_each_check(
    check: str, fields: str, params: dict[str, object], values: dict[str, str], broken: str
) -> None:
    rule = Rule("r", check, tuple(fields.split()), params, "{label}", "doubt")
    assert [v.field for v in evaluate([rule], FIELDS, values)] == ([broken] if broken else [])


def test_every_check_of_the_vocabulary_is_tried() -> None:
    mark = next(m for m in test_each_check.pytestmark if m.name == "parametrize")  # type: ignore[attr-defined]
    tried = {case[0] for case in mark.args[1]}
    assert tried == set(CHECKS)


def test_the_message_names_field_value_and_what_was_expected(checklist: Form) -> None:
    values = {"membership-rate": "90", "members": "90", "employees": "100"}
    found = {v.rule: v.message for v in evaluate(checklist.rules, checklist.fields, values)}
    assert found["rate-reaches-standard"] == "入会率 90％，标准要求至少95％"
    values = {"membership-rate": "99", "members": "90", "employees": "100"}
    found = {v.rule: v.message for v in evaluate(checklist.rules, checklist.fields, values)}
    assert found["rate-from-counts"] == "入会率填 99％，按会员数和职工数计算是 90.0％"


def test_a_value_with_braces_is_not_taken_for_a_placeholder(checklist: Form) -> None:
    found = evaluate(checklist.rules, checklist.fields, {"employees": "{expected}"})
    assert "“{expected}”" in next(v.message for v in found if v.rule == "integer")


def test_an_untouched_form_lacks_only_what_is_required(checklist: Form) -> None:
    found = evaluate(checklist.rules, checklist.fields, {})
    assert {v.field for v in found} == {f.name for f in checklist.fields if f.required}
    assert {v.rule for v in found} == {"required"}


def test_the_threshold_follows_the_type_applied_for(application: Form) -> None:
    for slug, breaks in (("state-sector", True), ("non-public", False)):
        values = {"type": slug, "membership-rate": "92"}
        found = {v.rule for v in evaluate(application.rules, application.fields, values)}
        assert ("rate-reaches-standard" in found) is breaks


@pytest.mark.parametrize(
    ("text", "number"), [("１２", 12), ("1,234", 1234), ("98.5 %", 98.5), ("", None), ("1e9", None)]
)
def test_numbers_as_people_write_them(text: str, number: float | None) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026年5月20日", (2026, 5, 20)),
        ("２０２６．５．２０", (2026, 5, 20)),
        ("2026", (2026, 0, 0)),
        ("20260520", (2026, 5, 20)),
        ("2026年10月1号", (2026, 10, 1)),
        ("20261001", (2026, 10, 1)),
        ("２０２６１００１", (2026, 10, 1)),
        ("20261301", None),
        ("2026100", None),
    ],
)
def test_dates_as_people_write_them(text: str, day: tuple[int, int, int] | None) -> None:
    assert read_date(text) == day
