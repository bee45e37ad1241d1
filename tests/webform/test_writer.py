"""The engine writes what the Python filler writes: values, states and appearances, byte for byte."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import forms as public
from generator.forms import Form
from tests.webform.answers import full, some
from tests.webform.appearances import held
from tests.webform.engine import Engine, OpenForm, Refused


def compared(blank: bytes, opened: OpenForm, values: Mapping[str, str]) -> int:
    """Fill in both languages and compare; the number of fields compared."""
    ours, theirs = public.fill(blank, values), opened.fill(values)
    assert theirs.missing == ours.missing
    assert theirs.overflowing == ours.overflowing
    assert theirs.code == ours.code
    mine, yours = held(ours.data), held(theirs.data)
    assert mine.keys() == yours.keys()
    for name, field in mine.items():
        assert yours[name] == field, name
    return len(mine)


@pytest.mark.parametrize("seed", range(4))
def test_every_field_of_every_form_is_written_alike(
    blanks: Mapping[str, bytes], open_blanks: Mapping[str, OpenForm], forms: Mapping[str, Form], seed: int
) -> None:
    fields = 0
    for name, form in forms.items():
        fields += compared(blanks[name], open_blanks[name], (some if seed == 3 else full)(form, seed))
    assert fields > 100 * len(forms) / 2


TEXT = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("的一工会，。“”（）《》12345abcXYZ .,%℃…—\r\n\t\u3000\u2028龘𬭼"),
    ),
    max_size=400,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(single=TEXT, small=TEXT, large=TEXT)
def test_any_text_is_written_alike(
    blanks: Mapping[str, bytes], open_blanks: Mapping[str, OpenForm], single: str, small: str, large: str
) -> None:
    """One line, on every page; a low box; a high box."""
    values = {"unit-name": single, "item-1-1-1-facts": small, "continuation": large}
    name = "checklist-state-sector"
    compared(blanks[name], open_blanks[name], values)


def test_the_same_answers_give_the_same_bytes(open_blanks: Mapping[str, OpenForm]) -> None:
    form = open_blanks["application"]
    first = form.fill({"unit-name": "甲村", "deeds": "一\n二"})
    assert form.fill({"unit-name": "甲村", "deeds": "一\n二"}) == first
    assert form.fill({"unit-name": "乙村", "deeds": "一\n二"}).data != first.data


def test_a_filled_form_is_filled_on_and_cleared_again(
    node: Engine, open_blanks: Mapping[str, OpenForm]
) -> None:
    name = "checklist-villages"
    first = open_blanks[name].fill(
        {"unit-name": "甲村", "item-6-1-1-rating": "met", "item-6-1-1-facts": "好"}
    )
    again = node.open(first.data)
    assert again.values["unit-name"] == "甲村"
    second = again.fill({"unit-name": "乙村", "item-6-1-1-rating": "", "item-6-1-1-facts": ""})
    assert held(second.data) == held(
        public.fill(first.data, {"unit-name": "乙村", "item-6-1-1-rating": "", "item-6-1-1-facts": ""}).data
    )
    reread = node.open(second.data).values
    assert reread["unit-name"] == "乙村"
    assert not {"item-6-1-1-rating", "item-6-1-1-facts"} & reread.keys()
    assert second.data.startswith(first.data)


def test_the_key_of_the_unit_may_be_set_and_nothing_else_that_is_hidden(
    blanks: Mapping[str, bytes], open_blanks: Mapping[str, OpenForm]
) -> None:
    name = "application"
    compared(blanks[name], open_blanks[name], {"form-unit": "a1b2"})
    for field, value, code in (
        ("form-id", "x", "read-only"),
        ("answer-code", "1", "read-only"),
        ("type", "nothing", "no-option"),
        ("type", "Off", "no-option"),
        ("nothing", "", "no-field"),
    ):
        with pytest.raises(Refused) as refused:
            open_blanks[name].fill({field: value})
        assert refused.value.code == code
        with pytest.raises(public.FillError):
            public.fill(blanks[name], {field: value})
