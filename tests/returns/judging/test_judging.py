"""Which answers count, and what is doubtful about them."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from generator import forms as public
from generator.forms import Form
from generator.forms.definitions.answer_code import ANSWER_CODE, answer_code
from generator.model import Corpus
from generator.returns.judging.entry import rejudged
from generator.returns.judging.judge import judge
from generator.returns.reading.record import Record
from generator.returns.reading.setup import Setup
from tests.returns.conftest import UNIT, Make, Read, rules

HEAD = UNIT | {"employees": "300", "members": "290", "membership-rate": "96.7"}


def record(setup: Setup, form_id: str, answers: dict[str, str], **changes: str) -> Record:
    form = setup.forms[form_id]
    made = Record(
        path="a.pdf",
        status="accepted",
        form=form_id,
        standard=form.standard,
        version=form.version,
        digest=form.digest,
        items=form.items,
        answers=answers,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def found(setup: Setup, form_id: str, answers: dict[str, str]) -> dict[str, str]:
    """Code -> message of the doubts about some answers."""
    entry = record(setup, form_id, answers)
    judged = judge(entry, setup.forms[form_id], setup)
    return {doubt.rule: doubt.message for doubt in judged.doubts}


@pytest.mark.parametrize(
    ("form", "answers", "code"),
    [
        ("checklist-villages", {"unit-name": ""}, "required"),
        ("checklist-villages", {"item-6-1-1-rating": "na"}, "na-needs-reason-6-1-1"),
        ("checklist-villages", {"employees": "100", "members": "120"}, "members-within-employees"),
        ("checklist-villages", {"membership-rate": "80"}, "rate-from-counts"),
        ("checklist-villages", {"membership-rate": "9O"}, "percent"),
        ("checklist-villages", {"total-met": "3", "item-6-1-1-rating": "met"}, "total-met"),
        ("checklist-villages", {"fill-date": "2026年2月30日"}, "date"),
        ("checklist-villages", {"membership-rate": "0.95"}, "share-of-one"),
        ("application", {"appraisal-rate": "１"}, "share-of-one"),
        ("application", {"credit-code": "91410000123456789X"}, "code-checksum"),
        ("application", {"term-from": "2029年1月", "term-to": "2024年1月"}, "term-order"),
        ("application", {"type": "state-sector", "membership-rate": "60"}, "rate-reaches-standard"),
    ],
)
def test_the_rules_of_the_form_raise_doubts(
    setup: Setup, form: str, answers: dict[str, str], code: str
) -> None:
    assert any(rule.startswith(code) for rule in found(setup, form, HEAD | answers))


def test_a_form_that_follows_the_rules_raises_no_such_doubt(setup: Setup) -> None:
    doubts = found(setup, "checklist-villages", HEAD)
    assert set(doubts) == {"required"}, "only the ratings are missing"


def test_declared_met_against_the_units_own_figures(setup: Setup) -> None:
    low = HEAD | {"membership-rate": "80", "members": "240"}
    assert "declared-missed" not in found(setup, "checklist-state-sector", low)
    entry = setup.forms["checklist-state-sector"].declared[0]
    message = found(setup, "checklist-state-sector", low | {entry.rating: "met"})["declared-missed"]
    assert entry.item in message
    assert "至少95" in message
    assert "80" in message


def _changed(corpus: Corpus, item_id: str) -> Corpus:
    """The corpus with one item's text corrected."""
    standards = []
    for standard in corpus.standards:
        sections = [
            replace(
                section,
                items=tuple(
                    replace(i, text=i.text + "（改）") if i.id == item_id else i for i in section.items
                ),
            )
            for section in standard.sections
        ]
        standards.append(replace(standard, sections=tuple(sections)))
    return replace(corpus, standards=tuple(standards), catalog=replace(corpus.catalog, version="0.9.0"))


def test_answers_to_an_older_version_count_where_the_text_is_the_same(
    corpus: Corpus, forms: dict[str, Form], read: Read
) -> None:
    older = _changed(corpus, "6.1.2")
    definition = forms["checklist-villages"].definition
    form = next(f for f in public.expand(older, (definition,)) if f.id == "checklist-villages")
    answers = UNIT | {"item-6-1-1-rating": "met", "item-6-1-2-rating": "unmet", "item-6-1-2-facts": "两次"}
    entry = read(public.fill(public.render(older, form), answers).data)
    assert entry["status"] == "accepted"
    assert entry["version"] == "0.9.0"
    assert entry["values"] == UNIT | {"item-6-1-1-rating": "met"}
    assert entry["set_aside"] == {"item-6-1-2-rating": "unmet", "item-6-1-2-facts": "两次"}
    assert {"older-version", "text-changed"} <= set(rules(entry))
    changed = [d["message"] for d in entry["doubts"] if d["rule"] == "text-changed"]
    assert any("未达标" in message for message in changed)


def test_an_answer_to_an_item_that_is_gone_is_kept_in_sight(setup: Setup) -> None:
    entry = record(setup, "checklist-villages", UNIT | {"item-6-9-9-rating": "met"}, digest="0" * 64)
    judged = judge(entry, setup.forms["checklist-villages"], setup)
    assert judged.set_aside == {"item-6-9-9-rating": "met"}
    assert any(d.rule == "item-gone" and "6.9.9" in d.message and "达标" in d.message for d in judged.doubts)


def test_judging_is_the_same_however_often(make: Make, read: Read, setup: Setup) -> None:
    entry = read(make(answers={"item-6-1-1-rating": "na", "members": "9", "employees": "3"}))
    once = rejudged(entry, setup)
    assert rejudged(json.loads(once.line), setup).line == once.line


@pytest.mark.parametrize(
    ("form", "answers", "code"),
    [
        ("checklist-villages", {"membership-rate": "0.95%"}, "share-of-one"),
        ("application", {"credit-code": "91110000600037341L"}, "code-checksum"),
        ("checklist-villages", {"fill-date": "20260520"}, "date"),
        ("checklist-villages", {"fill-date": "2026年5月20号"}, "date"),
    ],
)
def test_what_is_right_raises_no_such_doubt(
    setup: Setup, form: str, answers: dict[str, str], code: str
) -> None:
    assert code not in found(setup, form, HEAD | answers)


def test_numbers_in_messages_are_written_as_people_write_them(setup: Setup) -> None:
    doubts = found(setup, "checklist-villages", HEAD | {"members": "1766330", "employees": "1,000,000"})
    assert "1766330" in doubts["members-within-employees"]
    assert "1000000" in doubts["members-within-employees"]


@pytest.mark.parametrize(("changed", "doubted"), [("", False), ("另一单位", True)])
def test_an_answer_code_is_held_against_the_answers(setup: Setup, changed: str, doubted: bool) -> None:
    answers = HEAD | {"item-6-1-1-rating": "met"}
    answers |= {ANSWER_CODE: answer_code(answers)}
    answers["unit-name"] = changed or answers["unit-name"]
    assert ("answer-code" in found(setup, "checklist-villages", answers)) is doubted


@pytest.mark.parametrize(
    ("text", "unclear"),
    [
        ("6.1.1：会议三次\n另见台账", ""),
        ("６．１．２: 两次\n单位名称：全称", ""),
        ("会议三次", "会议三次"),
        ("6.1.1：一次\n9.9.9：没有这条", "9.9.9"),
    ],
)
def test_parts_of_the_continuation_say_what_they_go_on_from(setup: Setup, text: str, unclear: str) -> None:
    doubts = found(setup, "checklist-villages", HEAD | {"continuation": text})
    assert unclear in doubts.get("continuation-unclear", "")
    assert ("continuation-unclear" in doubts) is bool(unclear)
