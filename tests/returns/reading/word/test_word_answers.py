"""Word forms that came back whole: what was entered is what is read, with and without controls."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from generator.forms import Form
from tests.returns.conftest import UNIT, Make, Read
from tests.returns.reading.word.edits import edited, entered, without_controls
from tests.returns.test_engines import _answers

FORMS = [
    "checklist-state-sector",
    "checklist-non-public",
    "checklist-public-organs",
    "checklist-federations",
    "checklist-townships",
    "checklist-villages",
    "application",
]
WORDS = {
    "item-6-1-1-rating": "met",
    "item-6-1-2-rating": "unmet",
    "item-6-1-2-facts": "职工320人\n会员310人",
    "item-6-2-1-rating": "na",
    "item-6-2-1-facts": "本村没有",
    "phone": "0371-65500001",
    "employees": "320",
    "members": "310",
    "membership-rate": "96.9",
    "self-conclusion": "达标",
    "continuation": "6.1.2：另见台账",
}


@pytest.mark.parametrize("controls", [True, False], ids=["with controls", "without controls"])
@pytest.mark.parametrize("form_id", FORMS)
def test_random_answers_come_back_as_they_were_entered(
    form_id: str, controls: bool, forms: dict[str, Form], blank_word: Callable[[str], bytes], read: Read
) -> None:
    texts, states = _answers(forms[form_id], random.Random(form_id), 0.8)
    wanted = {"unit-name": "第一小学", **texts, **states}
    data = edited(blank_word(form_id), entered(wanted))
    entry = read(data if controls else edited(data, without_controls), "表.docx")
    assert entry["status"] == "accepted", entry["message"]
    assert entry["values"] == wanted
    assert (entry["form"], entry["origin"]) == (form_id, "word")
    assert [d for d in entry["doubts"] if d["scope"] == "read"] == []


@pytest.mark.parametrize("form_id", FORMS)
def test_a_blank_form_has_no_answers_and_no_doubts_of_its_own(
    form_id: str, blank_word: Callable[[str], bytes], read: Read
) -> None:
    entry = read(blank_word(form_id), "表.docx")
    assert (entry["status"], entry["values"]) == ("accepted", {})
    assert [d for d in entry["doubts"] if d["scope"] == "read"] == []


def test_a_word_form_reads_as_the_pdf_with_the_same_answers(make: Make, make_word: Make, read: Read) -> None:
    pdf, word = read(make(answers=WORDS)), read(make_word(answers=WORDS), "表.docx")
    assert word["values"] == {**UNIT, **WORDS}

    apart = {"path", "sha256", "size", "modified", "origin"}
    pdf["set_aside"].pop("answer-code", None)
    assert {k: v for k, v in word.items() if k not in apart} == {
        k: v for k, v in pdf.items() if k not in apart
    }


@pytest.mark.parametrize("name", ["表.docx", "表.doc", "表.pdf", "表.wps", "表", "表.zip"])
def test_the_name_says_nothing_about_the_kind(name: str, make_word: Make, read: Read) -> None:
    assert read(make_word(answers=WORDS), name)["values"]["item-6-1-1-rating"] == "met"


def test_no_answer_is_too_long_for_a_cell_that_grows(make_word: Make, read: Read) -> None:
    entry = read(make_word(answers={"item-6-1-2-facts": "字" * 5000}), "表.docx")
    assert len(entry["values"]["item-6-1-2-facts"]) == 5000
    assert [d for d in entry["doubts"] if d["scope"] == "read"] == []
