"""The code over the answers changes with every answer, and with nothing else."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from generator.forms.definitions.answer_code import answer_code, code_agrees

NAMES = st.sampled_from(["unit-name", "members", "item-1-1-1-facts", "item-1-1-1-rating", "deeds"])
ANSWERS = st.dictionaries(NAMES, st.text(st.characters(codec="utf-8"), max_size=20), max_size=5)


def test_the_worked_example_holds() -> None:
    assert answer_code({"unit-name": "某某村 工会", "members": "12"}) == "13984970"


@given(ANSWERS)
def test_it_has_eight_digits_or_nothing_is_answered(values: dict[str, str]) -> None:
    code = answer_code(values)
    assert code == "" or (len(code) == 8 and code.isascii() and code.isdigit())


@given(ANSWERS)
def test_order_line_ends_and_hidden_fields_do_not_count(values: dict[str, str]) -> None:
    seen = {
        name: unicodedata.normalize("NFD", value).replace("\n", "\r\n").replace(" ", "\u3000")
        for name, value in reversed(values.items())
    }
    others = {"form-id": "x", "form-unit": "y", "answer-code": "12345678", "empty": " \n", "untouched": "Off"}
    assert answer_code({**seen, **others}) == answer_code(values)


def test_every_answer_counts() -> None:
    values = {"unit-name": "甲村", "members": "12", "item-6-1-1-rating": "met"}
    codes = {
        answer_code(values),
        answer_code({**values, "members": "13"}),
        answer_code({**values, "item-6-1-1-rating": "na"}),
        answer_code({"unit-name": "甲村", "members": "12"}),
        answer_code({"unit-name": "甲", "members": "村12", "item-6-1-1-rating": "met"}),
        answer_code({"unit-nam": "e甲村", "members": "12", "item-6-1-1-rating": "met"}),
    }
    assert len(codes) == 6


def test_a_lone_surrogate_is_taken_as_other_programs_take_it() -> None:
    assert answer_code({"unit-name": "\ud800"}) == answer_code({"unit-name": "\ufffd"})


def test_agreement_is_unknown_without_a_code() -> None:
    values = {"unit-name": "甲村"}
    assert code_agrees(values) is None
    assert code_agrees({**values, "answer-code": f" {answer_code(values)}"}) is True
    assert code_agrees({"unit-name": "乙村", "answer-code": answer_code(values)}) is False
