"""Slips in the editorial layers: quotes, targets, numerals, references."""

from __future__ import annotations

from typing import Final

from tests.check.mutations.making import (
    CONDITIONS,
    FINDER,
    LETTER,
    NOT_THRESHOLDS,
    NOTES,
    STATE,
    THRESHOLDS,
    TOPICS,
    Mutation,
    cut,
    replace,
)

EDITORIAL: Final = (
    Mutation(
        "a topic's quote edited",
        TOPICS,
        replace("clauses:", "经上一级工会批准", by="经上级工会批准"),
        "quote-not-found",
    ),
    Mutation(
        "a threshold's quote edited",
        THRESHOLDS,
        replace("thresholds:\n", "职工入会率达95%以上", by="职工入会率达到95%以上"),
        "quote-not-found",
        also=frozenset({"numeral-unaccounted"}),
    ),
    Mutation(
        "a condition's quote edited",
        CONDITIONS,
        replace("具备法人条件的", by="具备法人资格的"),
        "quote-not-found",
    ),
    Mutation(
        "a note's quote edited",
        NOTES,
        replace("技能竞赛活和职工素质", by="技能竞赛活动和职工素质"),
        "quote-not-found",
    ),
    Mutation(
        "a quote that occurs twice",
        CONDITIONS,
        replace('"具备法人条件的"', by='"法"'),
        "quote-ambiguous",
    ),
    Mutation(
        "a clause on an item that is not there",
        TOPICS,
        replace("- item: 1.1.1", by="- item: 1.1.99", offset=1),
        "item-unknown",
        also=frozenset({"item-in-no-topic"}),
    ),
    Mutation(
        "a threshold on an attachment that is not there",
        THRESHOLDS,
        replace("- item: 1.1.6", by="- item: 9.1.6", shows_at=("- item: 9.1.6", "quote:")),
        "item-unknown",
        also=frozenset({"numeral-unaccounted"}),
    ),
    Mutation(
        "a condition on an item that is not there",
        CONDITIONS,
        replace("- item: 1.1.5", by="- item: 1.9.5", shows_at=("- item: 1.9.5", "quote:")),
        "item-unknown",
    ),
    Mutation(
        "an item id of five thousand digits",
        CONDITIONS,
        replace("- item: 1.1.5", by=f"- item: 1{'0' * 5000}.1.5", shows_at=("0" * 5000, "quote:")),
        "item-unknown",
    ),
    Mutation(
        "a note on a target that is not there",
        NOTES,
        replace("- target: letter-2016", by="- target: letter-2015", offset=1),
        "note-target",
    ),
    Mutation(
        "a clause given twice",
        TOPICS,
        replace(
            "      - item: 2.1.1\n",
            by="      - item: 1.1.1\n        quote: 经上一级工会批准依法规范建立工会\n      - item: 2.1.1\n",
            offset=1,
        ),
        "clause-twice",
    ),
    Mutation(
        "an alias shared by two topics",
        TOPICS,
        replace("id: union-form-by-size", '"25人建会"', by='"建会"', shows_at=("- id: union-form-by-size",)),
        "alias-shared",
    ),
    Mutation(
        "an alias decomposed (NFD)",
        TOPICS,
        replace('"25人建会"', by='"cafe\u0301"', shows_at=("- id: union-form-by-size",)),
        "text-not-nfc",
    ),
    Mutation(
        "a zero-width space in an alias",
        TOPICS,
        replace('"25人建会"', by='"25人\u200b建会"', shows_at=("- id: union-form-by-size",)),
        "text-invisible",
    ),
    Mutation(
        "a topic in an unknown group",
        TOPICS,
        replace(
            "id: union-form-by-size",
            "group: organisation",
            by="group: organization",
            shows_at=("- id: union-form-by-size",),
        ),
        "group-unknown",
    ),
    Mutation(
        "a threshold of an unknown subject",
        THRESHOLDS,
        replace(
            "- item: 1.1.6",
            "subject: membership-rate",
            by="subject: member-rate",
            shows_at=("- item: 1.1.6", "quote:"),
        ),
        "subject-unknown",
    ),
    Mutation(
        "a threshold of an unknown topic",
        THRESHOLDS,
        replace(
            "- item: 1.1.6",
            "topic: membership-rate",
            by="topic: member-rate",
            shows_at=("- item: 1.1.6", "quote:"),
        ),
        "topic-unknown",
    ),
    Mutation(
        "a threshold in another unit than its subject",
        THRESHOLDS,
        replace("- item: 1.1.6", 'unit: "%"', by='unit: "‰"', shows_at=("- item: 1.1.6", "quote:")),
        "unit-differs",
    ),
    Mutation(
        "a threshold's value that contradicts its quote",
        THRESHOLDS,
        replace("- item: 1.1.6", "value: 95", by="value: 59", shows_at=("- item: 1.1.6", "quote:")),
        "value-not-in-quote",
    ),
    Mutation(
        "a range upside down",
        THRESHOLDS,
        replace("value: [3, 5]", by="value: [5, 3]", offset=2),
        "value-order",
    ),
    Mutation(
        "a range with one value",
        THRESHOLDS,
        replace("value: [3, 5]", by="value: 3", offset=2),
        "value-operator",
    ),
    Mutation(
        "a single value with two",
        THRESHOLDS,
        replace("- item: 1.1.6", "value: 95", by="value: [95, 95]", offset=2),
        "value-operator",
    ),
    Mutation(
        "a numeral that nothing accounts for",
        NOT_THRESHOLDS,
        replace('- phrase: "有一支"', by='- phrase: "一支笔"'),
        "phrase-unused",
        also=frozenset({"numeral-unaccounted"}),
    ),
    Mutation(
        "a threshold lost",
        THRESHOLDS,
        cut("  - item: 1.1.6", until="  - item: 2.1.7"),
        "numeral-unaccounted",
        at=(STATE, ("职工入会率达95%以上",)),
    ),
    Mutation(
        "a phrase that no item uses",
        NOT_THRESHOLDS,
        replace("phrases:\n", by='phrases:\n  - phrase: "一帆风顺"\n    reason: "成语"\n', offset=1),
        "phrase-unused",
    ),
    Mutation(
        "the finder pointing at an unknown standard",
        FINDER,
        replace("standards: [villages]", by="standards: [hamlets]"),
        "standard-unknown",
    ),
    Mutation(
        "a kind of unit that the title of its standard does not name",
        FINDER,
        replace("named: 机关", by="named: 公社", offset=-1),
        "kind-not-in-title",
    ),
    Mutation(
        "a kind of unit that rests on a rule that is not there",
        FINDER,
        replace("source: associations-1998", by="source: associations-1898", offset=-2),
        "rule-unknown",
        also=frozenset({"rule-unused"}),
    ),
    Mutation(
        "the letter pointing at an unknown standard",
        LETTER,
        replace("standard: villages", by="standard: hamlets", offset=-1),
        "standard-unknown",
    ),
)
