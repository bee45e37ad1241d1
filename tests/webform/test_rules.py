"""The engine finds what the Python rules find, word for word; and the same answer code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import forms as public
from generator.forms import Form, FormField, Rule
from generator.forms.definitions.answer_code import answer_code
from generator.forms.definitions.rules import CHECKS
from generator.thresholds import bound, numeral
from tests.webform.answers import TEXTS
from tests.webform.engine import Engine

CASES: Final = 250
"""For each form; 1,750 for the seven of this body."""
NUMBERS: Final = (
    *(
        "0",
        "12",
        "1200",
        "１２００",
        "1,200",
        "95.5%",
        "95％",
        "1234567",
        "0.00005",
        "abc",
        "12.0",
        "-3",
        "1e3",
    ),
    *(
        "９５．５",
        " 88 ",
        "100.1",
        "100",
        "3.",
        "٣",
        "1 000",
        "⑫",
        "12人",
        "\u200812\u00a0",
        "\ufeff12",
        "½",
        "7％%",
    ),
    *(
        "999999999999999",
        "9999999999999999",
        "0.1",
        "33.3",
        "0.0000005",
        "0.03125",
        "50.05",
        "66.65",
        "1766330",
    ),
    *("\x1c12\x1f", "\x8512", "12\u2028", "㉑", "0.5000005", "99.99999951"),
)
DATES: Final = (
    *(
        "2026年5月20日",
        "2026年",
        "2026",
        "2026.5",
        "2026-05-20",
        "2026/2/30",
        "2024年2月29日",
        "2023年2月29日",
    ),
    *(
        "2026年13月",
        "２０２６年５月",
        "2026年5月20",
        "0000年",
        "2026 年 5 月",
        "5月20日",
        "2026年5.20",
        "2026-5月1日",
    ),
    *(
        "1900.2.29",
        "2000.2.29",
        "9999年12月31日",
        "2026年0月",
        "2026\ufeff年",
        "2026\x1c年",
        "2026\u3000年1月",
    ),
)
SHORT: Final = (
    *(
        "",
        " ",
        "\n",
        "\ufeff",
        "\x85",
        "450000",
        "45000",
        "450000\n",
        "４５００００",
        "91410000MA3X9XXXXX",
        "长" * 600,
    ),
    *("𠮷" * 61, "a\r\nb", "{label}{value}", "$&$1", *TEXTS),
)


def value(random: Random, field: FormField) -> str:
    """An answer as people write them, and worse."""
    if field.options:
        return random.choice(field.options).state if random.random() < 0.95 else random.choice(["bad", "Off"])
    if field.type in ("integer", "percent"):
        plain = [random.randint(0, 50), random.randint(0, 2_000_000), random.uniform(0, 110)]
        plain += [round(random.uniform(0, 110), random.randint(0, 4)), random.randint(0, 100)]
        return random.choice(NUMBERS) if random.random() < 0.4 else str(random.choice(plain))
    return random.choice(DATES if field.type == "date" else SHORT)


def cases(form: Form, number: int, seed: int) -> list[dict[str, str]]:
    random = Random(seed)
    return [
        {field.name: value(random, field) for field in form.fields if random.random() > 0.15}
        for _ in range(number)
    ]


def compared(node: Engine, form: Form, given: list[dict[str, str]]) -> dict[str, int]:
    """Hold the answers against the rules in both languages; how often each check found something."""
    found: dict[str, int] = dict.fromkeys((rule.check for rule in form.rules), 0)
    check = {rule.id: rule for rule in form.rules}
    theirs = node.evaluate(public.describe(form), given)
    for values, said in zip(given, theirs, strict=True):
        ours = public.evaluate(form.rules, form.fields, values)
        assert [(v["rule"], v["field"], v["message"]) for v in said] == [tuple(v) for v in ours], values
        for violation in said:
            rule = check[violation["rule"]]
            found[rule.check] += 1
            assert violation["severity"] == rule.severity
            assert violation["fields"][0] == violation["field"]
            assert set(violation["fields"]) <= set(rule.fields)
    return found


def test_random_answers_are_judged_alike(node: Engine, forms: Mapping[str, Form]) -> None:
    total: dict[str, int] = {}
    judged = 0
    for seed, form in enumerate(forms.values()):
        given = cases(form, CASES, seed)
        judged += len(given)
        for check, number in compared(node, form, given).items():
            total[check] = total.get(check, 0) + number
    assert judged >= 1500
    assert all(total.values()), total


def test_every_word_of_the_vocabulary_is_judged_alike(node: Engine, forms: Mapping[str, Form]) -> None:
    """Also those that no form of this body uses."""
    form = next(form for form in forms.values() if form.standard is None)
    fields = tuple(FormField(name, name.upper(), "text", False, name, max_length=3) for name in "abcd")
    rules = [
        Rule(f"{check}-{position}", check, names, params, "{label}：{value}，应为{expected}", "error")
        for position, (check, names, params) in enumerate(VOCABULARY)
    ]
    assert {rule.check for rule in rules} == set(CHECKS)
    own = replace(form, fields=fields, rules=tuple(rules))
    random = Random(5)
    pool = (*NUMBERS, *DATES, *SHORT, "constructor", "__proto__", "na", "met", *map(str, range(12)))
    given = [{name: random.choice(pool) for name in "abcd" if random.random() > 0.1} for _ in range(3000)]
    given += [{"a": rate, "b": "999999999999999", "c": "0.0000005"} for rate in ("6", "999999999999999", "0")]
    given += [{"a": "3", "b": word} for word in ("constructor", "__proto__", "toString", "na")]
    assert all(compared(node, own, given).values())


Entry = tuple[str, tuple[str, ...], dict[str, object]]


def limit(operator: str, *value: float) -> dict[str, object]:
    """A limit as forms.json has it."""
    return {"operator": operator, "value": list(value), "words": bound(operator, value)}


SIGNS: Final[tuple[Entry, ...]] = tuple(
    ("threshold", ("a",), {"limit": limit(sign, 12.0)}) for sign in (">=", "<=", "<", ">", "=")
)
VOCABULARY: Final[tuple[Entry, ...]] = (
    *SIGNS,
    ("required", ("a", "b"), {}),
    ("options", ("a",), {}),
    ("max-length", ("a", "b"), {}),
    ("integer", ("a",), {}),
    ("percent", ("a",), {}),
    ("date", ("a",), {}),
    ("pattern", ("a",), {"pattern": r"^\d{2,4}(?:年|[.\w-]+?)?$"}),
    ("pattern", ("a",), {"pattern": r"[^一-龥𠮷].*|\d"}),
    ("required-when", ("a", "b"), {"states": ["na", "met"]}),
    ("at-most", ("a", "b"), {}),
    ("ratio", ("a", "b", "c"), {"tolerance": 0.5}),
    ("ratio", ("a", "b", "c"), {}),
    ("threshold", ("a",), {"limit": limit("range", 3.0, 9.5)}),
    ("threshold", ("a", "b"), {"limits": {"na": limit(">", 5.0)}}),
    ("sum", ("a", "b", "c"), {}),
    ("sum", ("a", "b"), {"equals": 12}),
    ("sum", ("a", "b"), {"equals": "99.9"}),
    ("count", ("a", "b", "c", "d"), {"state": "na"}),
    ("order", ("a", "b"), {}),
)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.floats(0, 1e16),
            st.floats(1e20, 1e30),
            st.floats(0, 1000),
            st.integers(0, 10**15).map(float),
            st.integers(0, 10**9).map(lambda n: n / 2**7),
            st.integers(0, 10**9).map(lambda n: n / 10**6),
        ),
        min_size=50,
    )
)
def test_numbers_are_written_alike(node: Engine, numbers: list[float]) -> None:
    assert node.ask("numeral", numbers=numbers) == [numeral(number) for number in numbers]


def test_no_number_has_an_exponent() -> None:
    assert [numeral(n) for n in (1766330.0, 1e15, 0.00001, 95.0, 0.5)] == [
        "1766330",
        "1000000000000000",
        "0.00001",
        "95",
        "0.5",
    ]


@pytest.mark.parametrize("seed", range(3))
def test_answer_codes_are_alike(node: Engine, forms: Mapping[str, Form], seed: int) -> None:
    """A form that is not complete has none."""
    random = Random(seed)
    for form in forms.values():
        given = [
            {
                field.name: value(random, field)
                for field in form.fields
                if field.name != "answer-code" and (field.required or random.random() > 0.5)
            }
            for _ in range(20)
        ]
        complete = [all(v.get(f.name) for f in form.fields if f.required) for v in given]
        said = node.ask("answerCode", form=public.describe(form), cases=given)
        codes = [answer_code(v) if whole else "" for v, whole in zip(given, complete, strict=True)]
        assert said == codes
        required = next(f.name for f in form.fields if f.required)
        assert node.ask("answerCode", form=public.describe(form), cases=[{**given[0], required: ""}]) == [""]
