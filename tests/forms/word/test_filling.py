"""Forms in Word filled by program: what is put in stands where a reader of the format looks for it."""

from __future__ import annotations

import io
import random
from collections.abc import Mapping
from xml.etree import ElementTree as ET

import docx
import pytest

from generator import forms as public
from generator.forms.definitions.definition import CHOOSING
from generator.forms.definitions.expand import Form
from generator.forms.definitions.word_names import BLANK
from tests.forms.word.parts import W, answered, body, identity, parts


def answers(form: Form, seed: int) -> dict[str, str]:
    """Something for every field: a state, or a text with what XML and Word treat in their own way."""
    chosen = random.Random(f"{form.id}{seed}")
    texts = ["第一行\n第二行", "<a> & “引号” ]]>", " 前后有空格 ", "𠮷村（社区）", "1 200", "　", "a\tb"]
    return {
        field.name: chosen.choice(field.options).state if field.options else chosen.choice(texts)
        for field in form.fields
    }


@pytest.mark.parametrize("seed", range(3))
def test_every_answer_is_stored_under_the_name_of_its_field(
    forms: tuple[Form, ...], documents: Mapping[str, bytes], seed: int
) -> None:
    for form in forms:
        given = answers(form, seed)
        filled = public.fill_word(documents[form.id], given)
        read = answered(filled.data)
        # a tab is white space in a run of Word
        assert {n: t.replace("\t", " ") for n, t in given.items()} == {
            n: t.replace("\t", " ") for n, t in read.items()
        }


def test_nothing_but_the_answers_changes(forms: tuple[Form, ...], documents: Mapping[str, bytes]) -> None:
    for form in forms:
        blank, filled = documents[form.id], public.fill_word(documents[form.id], answers(form, 0)).data
        before, after = parts(blank), parts(filled)
        assert {name for name in before if before[name] != after[name]} == {"word/document.xml"}
        trees = [body(blank), body(filled)]
        for tree in trees:
            for control in tree.iter(f"{W}sdt"):
                control.clear()
        assert ET.tostring(trees[0]) == ET.tostring(trees[1])


def test_an_empty_answer_clears_what_stood_there_to_the_byte(
    forms: tuple[Form, ...], documents: Mapping[str, bytes]
) -> None:
    for form in forms:
        filled = public.fill_word(documents[form.id], answers(form, 1)).data
        cleared = public.fill_word(filled, dict.fromkeys(answers(form, 1), "")).data
        assert cleared == documents[form.id]


def test_another_choice_takes_the_first_back(application: Form, documents: Mapping[str, bytes]) -> None:
    field = next(f for f in application.fields if f.type in CHOOSING)
    data = documents[application.id]
    for option in field.options:
        data = public.fill_word(data, {field.name: option.state}).data
        assert answered(data) == {field.name: option.state}


def test_the_key_of_a_unit_is_put_into_the_part_and_the_properties(
    application: Form, documents: Mapping[str, bytes]
) -> None:
    filled = public.fill_word(documents[application.id], {"form-unit": "u-1"}).data
    assert identity(filled) == {**application.hidden, "form-unit": "u-1"}
    properties = ET.fromstring(parts(filled)["docProps/custom.xml"])
    assert {p.get("name"): "".join(p.itertext()) for p in properties}["form-unit"] == "u-1"


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("no-such", "x"),
        ("form-digest", "0"),
        ("type", "no-such-state"),
        ("unit-name", "a\x00b"),
        ("answer-code", "1"),
    ],
)
def test_what_the_form_has_no_place_for_is_refused(
    application: Form, documents: Mapping[str, bytes], name: str, given: str
) -> None:
    with pytest.raises(public.FillError) as caught:
        public.fill_word(documents[application.id], {name: given})
    assert (caught.value.field, caught.value.value) == (name, given)


def test_python_docx_reads_what_was_filled_in(checklist: Form, documents: Mapping[str, bytes]) -> None:
    filled = public.fill_word(documents[checklist.id], {"unit-name": "某某村工会"}).data
    cells = [c for t in docx.Document(io.BytesIO(filled)).tables for c in t._cells]
    texts = [cell._tc.xpath("string(.)") for cell in cells]
    assert "某某村工会" in texts
    assert BLANK in texts
