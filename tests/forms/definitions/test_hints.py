"""What is printed under an item's text: thresholds, and the conditions that the form has words for."""

from __future__ import annotations

from dataclasses import replace

from generator.forms import Form
from generator.forms.definitions.hints import item_hints
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
