"""Slips against the schemas: keys, types, closed lists."""

from __future__ import annotations

from typing import Final

from tests.check.mutations.making import CATALOG, FINDER, NOTES, STATE, TOPICS, Mutation, replace

SHAPES: Final = (
    Mutation(
        "a key misspelt",
        STATE,
        replace("title: 经费管理规范", "text:", by="txet:"),
        "shape-unknown-key",
        also=frozenset({"shape-missing-key"}),
    ),
    Mutation(
        "a key too many",
        FINDER,
        replace("question:", by="score: 5\nquestion:"),
        "shape-unknown-key",
    ),
    Mutation(
        "a key missing",
        STATE,
        replace(
            "title: 经费管理规范",
            '        marker: "2."\n',
            by="",
            shows_at=("title: 经费管理规范", "- number: 2"),
        ),
        "shape-missing-key",
    ),
    Mutation(
        "a text emptied",
        STATE,
        replace("text: 按照规定建立女职工委员会或设立女职工委员。", by='text: ""'),
        "shape-empty",
    ),
    Mutation(
        "a text left out after its key",
        STATE,
        replace("text: 按照规定建立女职工委员会或设立女职工委员。", by="text:"),
        "shape-empty",
    ),
    Mutation(
        "a list emptied",
        CATALOG,
        replace(
            "sequence:\n  - notice-2017\n  - letter-2016\n  - state-sector\n  - non-public\n"
            "  - public-organs\n  - federations\n  - townships\n  - villages\n",
            by="sequence: []\n",
        ),
        "shape-empty",
    ),
    Mutation(
        "a word that no enumeration knows",
        NOTES,
        replace("kind: typo", by="kind: mistake"),
        "shape-enum",
    ),
    Mutation(
        "a number where a text belongs",
        STATE,
        replace("title: 国有", "short: 国有、集体企业和事业单位", by="short: 2016"),
        "shape-type",
    ),
    Mutation(
        "a text where a number belongs",
        STATE,
        replace("attachment: 1", by='attachment: "1"'),
        "shape-type",
    ),
    Mutation(
        "a version that is no version",
        CATALOG,
        replace('version: "', by='version: "v'),
        "shape-pattern",
    ),
    Mutation(
        "an alias listed twice in a topic",
        TOPICS,
        replace('      - "成立工会"\n', by='      - "建会"\n', shows_at=("aliases:",)),
        "shape-repeated",
    ),
)
