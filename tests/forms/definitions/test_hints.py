"""What is printed under an item's text: thresholds, and the conditions that the form has words for."""

from __future__ import annotations

from dataclasses import replace

from generator.forms import Form
from generator.forms.definitions.hints import item_hints, item_prompts
from generator.model import Condition, Corpus


def test_only_conditions_that_the_form_has_words_for_are_printed(corpus: Corpus, checklist: Form) -> None:
    item = next(corpus.standards[0].items)
    kinds = ("applicability", "event", "alternative", "discretion")
    conditions = tuple(Condition(item.id, kind, kind) for kind in kinds)
    changed = replace(corpus, conditions=conditions, thresholds=())
    assert item_hints(changed, checklist.definition, item.id) == (
        "适用对象：applicability",
        "适用情形：event",
    )


def test_the_counts_behind_a_rate_are_asked_for_where_the_item_has_that_rate(
    corpus: Corpus, checklist: Form
) -> None:
    column = next(c for c in checklist.definition.columns if c.prompts)
    asked = {item: len(item_prompts(corpus, column, item)) for item in ("6.1.4", "1.1.6", "5.2.7", "5.2.9")}
    assert asked == {"6.1.4": 3, "1.1.6": 1, "5.2.7": 2, "5.2.9": 1}
    rates = {t.item for t in corpus.thresholds if t.subject in {p.subject for p in column.prompts}}
    others = [i.id for s in corpus.standards for i in s.items if i.id not in rates]
    assert not any(item_prompts(corpus, column, item) for item in others)


def test_a_hint_stands_on_the_form_of_its_standard_alone(forms: tuple[Form, ...]) -> None:
    hints = {form.id: form.field("employees").hint for form in forms if form.standard}
    assert {form_id for form_id, hint in hints.items() if hint} == {"checklist-villages"}
