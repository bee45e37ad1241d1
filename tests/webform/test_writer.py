"""The engine writes what the Python filler writes: values, states and appearances, byte for byte."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import String

from generator import forms as public
from generator.forms import Form
from generator.forms.layout.face import face
from generator.forms.layout.linebreak import CLOSING, OPENING
from generator.forms.writing.flags import MULTILINE
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


def test_every_sign_that_breaks_lines_in_its_own_way_is_broken_alike(
    blanks: Mapping[str, bytes], open_blanks: Mapping[str, OpenForm], forms: Mapping[str, Form]
) -> None:
    """Each at every place of a line: behind one to nine characters, over and over."""
    name = "checklist-state-sector"
    fields = [field.name for field in forms[name].fields if field.name.endswith("-facts")]
    signs = OPENING + CLOSING
    texts = ["".join("国" * (n % 9 + 1) + sign for n in range(40)) for sign in signs]
    for start in range(0, len(texts), len(fields)):
        part = texts[start : start + len(fields)]
        compared(blanks[name], open_blanks[name], dict(zip(fields, part, strict=False)))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.floats(30, 400).map(lambda width: round(width, 2)),
            st.sampled_from([7.0, 7.5, 8.0, 9.0, 10.5, 12.0]),
            st.integers(1, 6),
            st.sampled_from([-0.02, -0.01, 0.0, 0.01, 0.02, 3.0]),
            st.integers(0, 2),
            st.integers(1, 120),
        ),
        min_size=8,
        max_size=16,
    )
)
def test_any_box_is_filled_alike(
    node: Engine, blank_village: bytes, boxes: list[tuple[float, float, int, float, int, int]]
) -> None:
    """Where lines just fit and just do not, at every size of type and alignment."""
    out, values = io.BytesIO(), {}
    with pikepdf.open(io.BytesIO(blank_village)) as pdf:
        fields = [f for f in pdf.Root.AcroForm.Fields if str(f.T).endswith(("-facts", "-evidence"))]
        for field, (width, size, rows, more, align, length) in zip(fields, boxes, strict=False):
            lowest = face("sans").line_height * min(size, 7.0)
            field.Rect = pikepdf.Array([0, 0, width, round(2 + rows * lowest + more, 2)])
            field.DA, field.Q = String(f"/FormSans {size:g} Tf 0 g"), align
            if length % 3 == 0:
                field.Ff = int(field.get("/Ff", 0)) & ~MULTILINE
            values[str(field.T)] = ("国、a1" * length)[:length]
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    form = node.open(out.getvalue())
    compared(out.getvalue(), form, values)
    node.close(form)


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
