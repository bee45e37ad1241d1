"""How much room is left, said while somebody types, is what the fillers find."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from generator import forms as public
from generator.forms.layout.face import face
from tests.webform.answers import TEXTS
from tests.webform.engine import OpenForm

FIELDS = ("unit-name", "phone", "item-6-1-1-facts", "item-6-1-1-evidence", "self-conclusion", "continuation")
NAME = "checklist-villages"


def overflows(blank: bytes, name: str, text: str) -> int:
    return public.fill(blank, {name: text}).overflowing.get(name, 0)


@pytest.mark.parametrize("before", ["", "第一行\n", "abc 123，", "。" * 5, "一二三四五六七"])
def test_what_is_said_to_fit_fits_and_no_more(
    blank_village: bytes, open_blanks: Mapping[str, OpenForm], before: str
) -> None:
    form = open_blanks[NAME]
    for name in FIELDS:
        if name not in form.fields:
            continue
        _, left = form.room(name, before)
        most = form.fields[name]["maxLength"]
        whole = before + "国" * left
        assert overflows(blank_village, name, whole) == 0, name
        assert form.room(name, whole) == (True, 0)
        fits, over = form.room(name, whole + "国")
        assert (fits, over) == (False, -1)
        length = len(whole.replace("\n", ""))
        assert length == most or overflows(blank_village, name, whole + "国") > 0, name


def test_a_form_without_a_limit_counts_what_is_not_seen(open_blanks: Mapping[str, OpenForm]) -> None:
    form = open_blanks[NAME]
    most = form.fields["unit-name"]["maxLength"]
    assert form.room("unit-name", "国" * (most + 7)) == (False, -7)
    assert form.room("item-6-1-1-rating", "met") == (True, 0)


@pytest.mark.parametrize("text", TEXTS)
def test_what_the_font_lacks_is_named_at_once(open_blanks: Mapping[str, OpenForm], text: str) -> None:
    assert "".join(open_blanks[NAME].lacks(text)) == face("sans").missing(text)
