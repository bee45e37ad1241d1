"""At least so much and at most so much, of one subject on one item: both count, wherever numbers do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator import forms
from generator.compare import Crosswalk, Kind, relate
from generator.compare.overview import numbers
from generator.export.comparison import sheets
from generator.forms.definitions.definition import FormDefinition, RuleDefinition
from generator.forms.definitions.hints import field_hint, item_hints
from generator.forms.definitions.load import load_forms
from generator.model import Corpus, Threshold
from generator.pages.all_pages import pages
from generator.returns.reading.known import known_forms


def bound(item: str, operator: str, value: float) -> Threshold:
    return Threshold(item, "opening-hours", "weekly-hours", operator, (value,), "小时", "q")


@pytest.fixture(scope="module")
def corpus(small: Corpus) -> Corpus:
    """1.1.1 asks for more than 20 and at most 60 hours, 2.1.1 for at least 50 and at most 60."""
    own = (
        bound("1.1.1", ">", 20),
        bound("1.1.1", "<=", 60),
        bound("2.1.1", ">=", 50),
        bound("2.1.1", "<=", 60),
    )
    return replace(small, thresholds=own)


@pytest.fixture(scope="module")
def definition(root: Path) -> FormDefinition:
    """The other body's checklist with a rule that holds a figure against the thresholds."""
    definitions, _ = load_forms(root / "tests" / "other_body" / "root")
    rule = RuleDefinition(
        "hours",
        "threshold",
        "doubt",
        "{value} {expected}",
        ("total-pass",),
        params={"subject": "weekly-hours"},
    )
    checklist = definitions[0]
    words = {**checklist.words, "hint": "{labels}{operator}{value}{unit}", "hints": "{entries}"}
    words["label_separator"] = "、"
    return replace(checklist, rules=(*checklist.rules, rule), words=words)


def test_the_pages_show_both(corpus: Corpus) -> None:
    written = pages(Crosswalk(corpus), [])
    for page in (
        "standards/small-rooms.md",
        "compare/index.md",
        "compare/numbers.md",
        "topics/opening-hours.md",
    ):
        assert "超过20小时" in written[page]
        assert "不超过60小时" in written[page]
    pair = written["compare/small-rooms-large-rooms.md"]
    assert [text in pair for text in ("超过20小时", "至少50小时", "不超过60小时")] == [True] * 3


def test_the_comparison_judges_each_by_its_like(corpus: Corpus) -> None:
    crosswalk = Crosswalk(corpus)
    left, right, _ = corpus.standards
    found = relate(crosswalk, corpus.topics[0], left, right)
    assert found is not None
    assert [v.kind for v in found.verdicts] == [Kind.LOOSER, Kind.SAME]
    assert found.kind is Kind.LOOSER
    figures = next(numbers(crosswalk)).figures
    assert [sorted(t.operator for t in figure.strictest) for figure in figures] == [[], [">="], []]


def test_the_spreadsheets_hold_both(corpus: Corpus) -> None:
    row = sheets(Crosswalk(corpus))["comparison-numbers"].rows[0]
    assert row[3] == "超过20小时（1.1.1）\n不超过60小时（1.1.1）"


def test_the_form_prints_and_checks_both(corpus: Corpus, definition: FormDefinition) -> None:
    assert item_hints(corpus, definition, "1.1.1") == (
        "量化要求：每周开放时间超过20小时；每周开放时间不超过60小时",
    )
    assert (
        field_hint(corpus, definition, "weekly-hours")
        == "小型阅览室超过20小时；小型阅览室、大型阅览室不超过60小时；大型阅览室不低于50小时"
    )
    form = forms.expand(corpus, (definition,))[0]
    for value, expected in (("20", "20 超过20"), ("21", ""), ("60", ""), ("61", "61 不超过60")):
        broken = forms.evaluate(form.rules, form.fields, {"total-pass": value})
        assert "".join(v.message for v in broken if v.rule.startswith("hours")) == expected
    assert [rule.id for rule in form.rules if rule.check == "threshold"] == ["hours", "hours-2"]


def test_whoever_declares_the_item_reached_is_held_against_both(
    corpus: Corpus, definition: FormDefinition
) -> None:
    known = known_forms(corpus, forms.expand(corpus, (definition,)), "rating")
    declared = known["self-check-small-rooms"].declared
    assert [(entry.operator, entry.value) for entry in declared] == [(">", (20.0,)), ("<=", (60.0,))]
