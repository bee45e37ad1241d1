"""Slips in numbers, ids and names, and in the sequence of the catalog."""

from __future__ import annotations

from typing import Final

from tests.check.mutations.making import (
    CATALOG,
    LETTER,
    REMARKS,
    THRESHOLDS,
    TOPICS,
    VILLAGES,
    Mutation,
    replace,
)

IDS: Final = (
    Mutation(
        "a number skipped",
        VILLAGES,
        replace("title: 经费管理规范", "- number: 2", by="- number: 5"),
        "number-gap",
        also=frozenset({"marker-number"}),
    ),
    Mutation(
        "a number used twice",
        VILLAGES,
        replace("title: 经费管理规范", "- number: 2", by="- number: 1"),
        "number-gap",
        also=frozenset({"marker-number"}),
    ),
    Mutation(
        "a section number skipped",
        VILLAGES,
        replace("  - number: 5\n", by="  - number: 7\n"),
        "number-gap",
        also=frozenset({"marker-number"}),
    ),
    Mutation(
        "an attachment number used twice",
        VILLAGES,
        replace("attachment: 6", by="attachment: 5", shows_at=("id: villages",)),
        "attachment-twice",
        also=frozenset({"attachment-label", "number-gap"}),
        most=3,
    ),
    Mutation(
        "an attachment number skipped",
        VILLAGES,
        replace("attachment: 6", by="attachment: 7", offset=1),
        "attachment-label",
        also=frozenset({"number-gap"}),
        most=2,
    ),
    Mutation(
        "a topic's id used twice",
        TOPICS,
        replace("  - id: union-form-by-size", by="  - id: union-establishment"),
        "id-twice",
        also=frozenset({"topic-unknown", "wording-target"}),
    ),
    Mutation(
        "a topic's name used twice",
        TOPICS,
        replace("id: union-form-by-size", 'name: "按会员人数确定建会形式"', by='name: "建立工会"', offset=-1),
        "id-twice",
    ),
    Mutation(
        "a group's id used twice",
        TOPICS,
        replace("  - id: membership\n", by="  - id: organisation\n"),
        "id-twice",
        also=frozenset({"group-unknown"}),
    ),
    Mutation(
        "a subject's id used twice",
        THRESHOLDS,
        replace("  - id: migrant-membership-rate", by="  - id: membership-rate"),
        "id-twice",
        also=frozenset({"subject-unknown"}),
    ),
    Mutation(
        "a remark's id used twice",
        REMARKS,
        replace("  - id: law-since", by="  - id: validity"),
        "id-twice",
    ),
    Mutation(
        "a standard's short name used twice",
        VILLAGES,
        replace("short: 村（社区）", by="short: 区域性、行业性工会联合会", shows_at=("id: villages",)),
        "id-twice",
    ),
    Mutation(
        "a standard's id used by two files",
        VILLAGES,
        replace("id: villages", by="id: townships"),
        "id-file-name",
    ),
    Mutation(
        "a document's id that is not its file's name",
        LETTER,
        replace("id: letter-2016", by="id: letter-2061"),
        "id-file-name",
    ),
    Mutation(
        "the sequence of the catalog naming a standard twice",
        CATALOG,
        replace("  - villages\n", by="  - townships\n", shows_at=("sequence:",)),
        "shape-repeated",
    ),
    Mutation(
        "the sequence of the catalog lacking a standard",
        CATALOG,
        replace("  - villages\n", by=""),
        "file-unlisted",
        also=frozenset({"provenance-left-over"}),
        at=(VILLAGES, ("",)),
        most=2,
    ),
    Mutation(
        "the sequence of the catalog naming a standard that is not there",
        CATALOG,
        replace("  - villages\n", by="  - villages\n  - hamlets\n"),
        "file-unreadable",
        at=("standards/verbatim/hamlets.yml", ("",)),
    ),
    Mutation(
        "the sequence of the catalog reordered",
        CATALOG,
        replace("  - townships\n  - villages\n", by="  - villages\n  - townships\n"),
        "provenance-order",
        also=frozenset({"provenance-left-over"}),
        at=(VILLAGES, ("label:",)),
        most=2,
    ),
)
