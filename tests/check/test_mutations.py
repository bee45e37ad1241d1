"""The check finds what is wrong with the real files, at its line, and little else.

Every mutation is made on a copy of the real encoding. Where it is made is found by walking along
anchors, so no line number is written down here and an edit of the data that moves an anchor away
fails loudly instead of testing nothing.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from generator.check import check
from generator.errors import Finding

CATALOG: Final = "standards/catalog.yml"
LETTER: Final = "standards/verbatim/letter-2016.yml"
NOTICE: Final = "standards/verbatim/notice-2017.yml"
STATE: Final = "standards/verbatim/state-sector.yml"
NON_PUBLIC: Final = "standards/verbatim/non-public.yml"
ORGANS: Final = "standards/verbatim/public-organs.yml"
FEDERATIONS: Final = "standards/verbatim/federations.yml"
TOWNSHIPS: Final = "standards/verbatim/townships.yml"
VILLAGES: Final = "standards/verbatim/villages.yml"
TOPICS: Final = "standards/editorial/topics.yml"
THRESHOLDS: Final = "standards/editorial/thresholds.yml"
NOT_THRESHOLDS: Final = "standards/editorial/not-thresholds.yml"
CONDITIONS: Final = "standards/editorial/conditions.yml"
NOTES: Final = "standards/editorial/notes.yml"
REMARKS: Final = "standards/editorial/remarks.yml"
FINDER: Final = "standards/editorial/finder.yml"
TRANSCRIPT: Final = "standards/source/notice-and-standards.txt"

REFERENCES: Final = frozenset({"quote-not-found", "numeral-unaccounted"})
"""What an edit of the verbatim layer may cause in the editorial layers that quote it."""

LOST: Final = frozenset({"item-unknown", "note-target", "meaning-not-in-text"})
"""What references to an item lead to when it is lost without leaving a gap in the numbers."""

END: Final = "the end of the file"

MOST: Final = 8
"""More findings than this for one slip would bury the one that matters."""

Anchors = tuple[str, ...]
Edit = Callable[[str], tuple[str | None, int]]
"""From a file's text to the spoilt text (``None``: no file) and the line of the expected finding."""


# --- edits --------------------------------------------------------------------------------------


def locate(text: str, *anchors: str) -> int:
    """The offset of the last anchor, each sought from where the one before it was found."""
    position = 0
    for anchor in anchors:
        found = text.find(anchor, position)
        if found < 0:
            raise LookupError(f"not in the file any more: {anchor!r} (on the way {anchors!r})")
        position = found
    return position


def line_at(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def replace(*anchors: str, by: str, shows_at: Anchors = (), offset: int = 0) -> Edit:
    """Replace the last anchor; the finding is expected there, or at ``shows_at`` in the result."""

    def edit(text: str) -> tuple[str, int]:
        position = locate(text, *anchors)
        new = text[:position] + by + text[position + len(anchors[-1]) :]
        at = locate(new, *shows_at) if shows_at else position
        return new, line_at(new, at) + offset

    return edit


def swap(first: Anchors, second: Anchors) -> Edit:
    """Exchange the last anchors of two walks; the finding is expected at the first."""

    def edit(text: str) -> tuple[str, int]:
        one, two = locate(text, *first), locate(text, *second)
        assert one + len(first[-1]) <= two, "the first must stand before the second"
        between = text[one + len(first[-1]) : two]
        tail = text[two + len(second[-1]) :]
        return text[:one] + second[-1] + between + first[-1] + tail, line_at(text, one)

    return edit


def cut(*anchors: str, until: str, shows_at: Anchors = ()) -> Edit:
    """Remove everything from the last anchor up to (without) the next ``until``."""

    def edit(text: str) -> tuple[str, int]:
        start = locate(text, *anchors)
        after = start + len(anchors[-1])
        end = len(text) if until == END else after + locate(text[after:], until)
        new = text[:start] + text[end:]
        return new, line_at(new, locate(new, *shows_at) if shows_at else start)

    return edit


def rewrite_line(change: Callable[[str], str], *anchors: str) -> Edit:
    """Put the whole line of the last anchor through a function, which must change it."""

    def edit(text: str) -> tuple[str, int]:
        position = locate(text, *anchors)
        start = text.rfind("\n", 0, position) + 1
        end = text.find("\n", position)
        new = change(text[start:end])
        assert new != text[start:end], "the function changes nothing here"
        return text[:start] + new + text[end:], line_at(text, position)

    return edit


def append(addition: str, offset: int = 1) -> Edit:
    """Add at the end of the file; the finding is expected ``offset`` lines below its last line."""

    def edit(text: str) -> tuple[str, int]:
        return text + addition, text.count("\n") + offset

    return edit


def become(content: str | None, line: int = 1) -> Edit:
    """Replace the whole file (``None``: remove it)."""

    def edit(_: str) -> tuple[str | None, int]:
        return content, line

    return edit


# --- the table ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Mutation:
    """One slip: where it is made, and the finding that it must lead to.

    Without ``also`` that finding is the only one. ``at`` names another file (and a walk to the
    line in it) where the finding is expected instead.
    """

    name: str
    file: str
    edit: Edit
    code: str
    also: frozenset[str] = frozenset()
    at: tuple[str, Anchors] | None = None
    most: int = MOST


MUTATIONS: Final = (
    # the text of the source
    Mutation(
        "a character changed in an item",
        STATE,
        replace("职工入会率达95%以上", by="职工入会率达到95%以上"),
        "provenance-differs",
        also=REFERENCES,
    ),
    Mutation(
        "a full stop lost at the end of an item",
        STATE,
        replace("每届任期三至五年。", by="每届任期三至五年"),
        "provenance-differs",
    ),
    Mutation(
        "a plain error of the source mended in the text",
        VILLAGES,
        replace("技能竞赛活和职工素质", by="技能竞赛活动和职工素质"),
        "provenance-differs",
        also=REFERENCES,
    ),
    Mutation(
        "a variant spelling replaced",
        STATE,
        replace("独立银行帐户", by="独立银行账户"),
        "provenance-differs",
        also=REFERENCES,
    ),
    Mutation(
        "the texts of two items swapped",
        STATE,
        swap(
            ("按照规定建立女职工委员会或设立女职工委员。",),
            ("具备法人条件的依法取得工会社团法人资格，工会主席是法定代表人。",),
        ),
        "provenance-order",
        also=REFERENCES,
        most=12,
    ),
    Mutation(
        "an item lost in the middle of a section",
        VILLAGES,
        cut("title: 活动载体丰富", "      - number: 3", until="      - number: 4"),
        "number-gap",
        also=frozenset({"provenance-left-over"}),
        most=2,
    ),
    Mutation(
        "an item lost at the end of a section",
        VILLAGES,
        cut(
            "title: 活动载体丰富",
            "      - number: 5",
            until="  - number: 4",
            shows_at=("title: 活动载体丰富", 'marker: "四、"'),
        ),
        "provenance-left-over",
        also=LOST,
    ),
    Mutation(
        "the last item of all lost",
        VILLAGES,
        cut("title: 作用发挥明显", "      - number: 6", until=END),
        "provenance-left-over",
        also=LOST,
        at=(TRANSCRIPT, ("6.掌握外出务工农民工的务工地",)),
    ),
    Mutation(
        "a section lost",
        VILLAGES,
        cut("  - number: 4\n    marker", until="  - number: 5\n    marker"),
        "number-gap",
        also=frozenset({"provenance-left-over"}),
        most=2,
    ),
    Mutation(
        "a section title changed",
        TOWNSHIPS,
        replace('marker: "四、"', "title: ", by="title: 新"),
        "provenance-differs",
    ),
    Mutation(
        "the title of a standard changed",
        VILLAGES,
        replace("title: 村（社区）工会规范化建设参考标准", by="title: 村（社区）工会规范化建设标准"),
        "provenance-differs",
    ),
    Mutation(
        "the printed label of an attachment changed",
        VILLAGES,
        replace("label: 附件6", by="label: 附件六"),
        "provenance-differs",
    ),
    Mutation(
        "a marker's full-width stop made half-width",
        FEDERATIONS,
        replace("title: 作用发挥明显", 'marker: "3．"', by='marker: "3."'),
        "provenance-differs",
    ),
    Mutation(
        "the comma after a section numeral made a stop",
        NON_PUBLIC,
        replace('marker: "三、"', by='marker: "三．"'),
        "provenance-differs",
    ),
    Mutation(
        "a tortoise-shell bracket in the letter made square",
        LETTER,
        replace("role: number", "〔", by="["),
        "provenance-differs",
    ),
    Mutation(
        "a document number changed in the notice",
        NOTICE,
        replace("豫工组发〔2017〕17号", by="豫工组发〔2017〕71号"),
        "provenance-differs",
    ),
    Mutation(
        "the date of the notice changed",
        NOTICE,
        replace("2017年9月30日", by="2017年9月13日"),
        "provenance-differs",
        also=REFERENCES,
    ),
    Mutation(
        "a marker lost from the letter's list of attachments",
        LETTER,
        replace('    marker: "2．"\n', by="", offset=-1),
        "provenance-left-over",
    ),
    Mutation(
        "NFKC applied to a paragraph with full-width forms",
        LETTER,
        rewrite_line(lambda line: unicodedata.normalize("NFKC", line), "5．", "text:"),
        "provenance-differs",
    ),
    Mutation(
        "NFKC applied to a section marker",
        FEDERATIONS,
        rewrite_line(lambda line: unicodedata.normalize("NFKC", line), "活动载体丰富", 'marker: "2．"'),
        "provenance-differs",
    ),
    Mutation(
        "a compatibility ideograph, which is not NFC",
        ORGANS,
        replace("title: 干部配备到位", "title: 干部", by="title: 干\uf92c部"),
        "text-not-nfc",
        also=frozenset({"provenance-differs"}),
    ),
    Mutation(
        "a letter decomposed (NFD)",
        LETTER,
        replace("role: ornament", "text: ★", by="text: e\u0301"),
        "text-not-nfc",
        also=frozenset({"provenance-differs"}),
    ),
    Mutation(
        "a space inserted in a text",
        STATE,
        replace("工会主席是法定代表人", by="工会主席 是法定代表人"),
        "text-white-space",
        also=REFERENCES | {"provenance-differs"},
    ),
    Mutation(
        "a zero-width space inserted in a title",
        STATE,
        replace("title: 工会组织健全", by="title: 工会\u200b组织健全"),
        "text-white-space",
        also=frozenset({"provenance-differs"}),
    ),
    Mutation(
        "a text folded over two lines",
        VILLAGES,
        replace(
            "text: 指导基层工会做好工会经费收缴、", by="text: 指导基层工会做好工会经费收缴、\n          "
        ),
        "text-white-space",
        also=REFERENCES | {"provenance-differs"},
    ),
    Mutation(
        "a text as a block scalar, which ends with a line break",
        VILLAGES,
        replace("text: 开展工作和活动有经费保障。", by="text: |\n          开展工作和活动有经费保障。"),
        "text-white-space",
        also=frozenset({"provenance-differs"}),
    ),
    Mutation(
        "text added to the transcript between two items",
        TRANSCRIPT,
        replace(
            "四、经费管理规范\n\n1.开展工作和活动有经费保障。",
            by="多出一句。\n\n四、经费管理规范\n\n1.开展工作和活动有经费保障。",
        ),
        "provenance-left-over",
        at=(VILLAGES, ("title: 活动载体丰富", 'marker: "四、"')),
    ),
    Mutation(
        "text added at the end of the transcript",
        TRANSCRIPT,
        append("\n多出一句。\n", offset=2),
        "provenance-left-over",
    ),
    Mutation(
        "a paragraph lost from the transcript",
        TRANSCRIPT,
        replace("2.指导基层工会做好工会经费收缴、上解工作。\n", by=""),
        "provenance-differs",
        at=(VILLAGES, ("title: 经费管理规范", 'marker: "2."')),
    ),
    Mutation(
        "the transcript missing",
        TRANSCRIPT,
        become(None),
        "transcript-unreadable",
        at=(CATALOG, ("transcript:",)),
    ),
    Mutation(
        "the transcript empty",
        TRANSCRIPT,
        become(" \n\n"),
        "transcript-unreadable",
    ),
    Mutation(
        "the transcript not in UTF-8",
        TRANSCRIPT,
        become("\udcba\udcd3\udcc4\udccf"),
        "transcript-unreadable",
    ),
    # numbers and ids
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
    # the shape of the files
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
    # the traps of YAML
    Mutation(
        "a key written twice",
        STATE,
        replace("title: 经费管理规范", "\n        text:", by="\n        text: 别的\n        text:", offset=2),
        "yaml-duplicate-key",
    ),
    Mutation(
        "a marker without quotes that YAML reads as a number",
        STATE,
        replace('marker: "3."', by="marker: 3."),
        "yaml-ambiguous",
    ),
    Mutation(
        "a text without quotes that YAML reads as a fraction",
        THRESHOLDS,
        replace("item: 1.1.6", by="item: 3.10"),
        "shape-type",
    ),
    Mutation(
        "a date without quotes",
        CATALOG,
        rewrite_line(lambda line: line.replace('"', ""), "date:"),
        "yaml-ambiguous",
    ),
    Mutation(
        "a tab for indentation",
        STATE,
        replace("title: 经费管理规范", '        marker: "2."', by='\tmarker: "2."'),
        "yaml-tab",
    ),
    Mutation(
        "a tab for indentation in the finder",
        FINDER,
        replace("kinds:\n", "    named:", by="\tlabel:"),
        "yaml-tab",
    ),
    Mutation(
        "an anchor",
        STATE,
        replace("title: 经费管理规范", by="title: &funds 经费管理规范"),
        "yaml-anchor",
    ),
    Mutation(
        "an alias of YAML",
        STATE,
        replace("title: 经费管理规范", by="title: *funds"),
        "yaml-anchor",
    ),
    Mutation(
        "a tag",
        STATE,
        replace("attachment: 1", by='attachment: !!int "1"'),
        "yaml-tag",
    ),
    Mutation(
        "a tag on a key",
        STATE,
        replace("attachment: 1", by="!!str attachment: 1"),
        "yaml-tag",
    ),
    Mutation(
        "several documents in one file",
        FINDER,
        append("---\nquestion: 还有吗？\n"),
        "yaml-documents",
    ),
    Mutation(
        "a list for a key",
        FINDER,
        replace("question:", by="[question]:"),
        "yaml-key",
    ),
    Mutation(
        "a bracket that is never closed",
        REMARKS,
        replace("where: [home", by="where: [[home", shows_at=("id: validity", "where:"), offset=1),
        "yaml-syntax",
    ),
    Mutation("an empty file", NOTES, become(""), "yaml-empty"),
    Mutation("a file of comments only", NOTES, become("# nothing\n"), "yaml-empty"),
    Mutation(
        "bytes that are not UTF-8",
        VILLAGES,
        replace("title: 制度机制完善", by="title: \udcd6\udcc6度机制完善"),
        "file-not-utf8",
    ),
    Mutation(
        "a control character",
        VILLAGES,
        replace("title: 制度机制完善", by="title: 制度\x07机制完善"),
        "yaml-character",
    ),
    Mutation("a standard's file missing", VILLAGES, become(None), "file-unreadable"),
    Mutation("an editorial file missing", TOPICS, become(None), "file-unreadable"),
    Mutation("the catalog missing", CATALOG, become(None), "file-unreadable"),
    Mutation(
        "a file that nothing refers to",
        "standards/verbatim/hamlets.yml",
        become("id: hamlets\n"),
        "file-unlisted",
    ),
    Mutation(
        "a file with the other ending of YAML",
        "standards/editorial/topics.yaml",
        become("topics: []\n"),
        "file-unlisted",
    ),
    # the editorial layers
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


def spoil(root: Path, mutation: Mutation) -> tuple[str, int]:
    """Make the mutation under ``root``; the place where its finding is expected."""
    path = root / mutation.file
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    new, line = mutation.edit(old)
    assert new != old, "the mutation changes nothing"
    if new is None:
        path.unlink()
    else:
        path.write_bytes(new.encode("utf-8", "surrogateescape"))
    if mutation.at is None:
        return mutation.file, line
    file, anchors = mutation.at
    target = root / file
    text = target.read_text(encoding="utf-8") if target.exists() else ""
    return file, line_at(text, locate(text, *anchors))


def told(findings: tuple[Finding, ...]) -> str:
    return f"{len(findings)} findings\n" + "\n".join(f"  {f.code:22} {f}" for f in findings[:40])


def test_without_a_mutation_there_is_no_finding(copy: Path) -> None:
    findings = check(copy).findings
    assert not findings, told(findings)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda m: m.name)
def test_a_slip_is_found_at_its_line_and_little_else(mutation: Mutation, copy: Path) -> None:
    file, line = spoil(copy, mutation)
    findings = check(copy).findings
    found = {(f.code, f.place.file, f.place.line) for f in findings}
    assert (mutation.code, file, line) in found, f"expected at {file}:{line}; {told(findings)}"
    if mutation.also:
        assert {f.code for f in findings} <= {mutation.code} | mutation.also, told(findings)
        assert len(findings) <= mutation.most, told(findings)
    else:
        assert len(findings) == 1, told(findings)
    assert all(f.message and f.remedy for f in findings)


def spoil_together(root: Path, names: tuple[str, ...]) -> set[tuple[str, str, int]]:
    """Make several mutations, each in a file of its own; (code, file, line) of what is expected."""
    chosen = [m for m in MUTATIONS if m.name in names]
    assert len(chosen) == len(names) == len({m.file for m in chosen})
    return {(m.code, *spoil(root, m)) for m in chosen}


def files_of(root: Path) -> list[str]:
    paths = (p for layer in ("verbatim", "editorial") for p in (root / "standards" / layer).iterdir())
    return sorted(path.relative_to(root).as_posix() for path in [*paths, root / CATALOG])


SHAPE_ERRORS: Final[dict[str, Callable[[str], tuple[str, str]]]] = {
    "a key too many": lambda text: (text + "extra: 1\n", "shape-unknown-key"),
    "no content": lambda _: ("", "yaml-empty"),
}


BESIDE_FORMS: Final = (
    "an attachment number used twice",
    "a number used twice",
    "a section number skipped",
    "an item lost in the middle of a section",
    "a control character",
    "a standard's file missing",
    "the sequence of the catalog lacking a standard",
    "a text emptied",
    "a topic's id used twice",
    "an empty file",
)


@pytest.mark.parametrize("name", BESIDE_FORMS)
def test_forms_add_nothing_to_what_is_wrong_with_the_standards(name: str, copy_with_forms: Path) -> None:
    assert check(copy_with_forms).findings == ()
    (mutation,) = (m for m in MUTATIONS if m.name == name)
    spoil(copy_with_forms, mutation)
    findings = check(copy_with_forms).findings
    assert findings
    assert {f.code for f in findings} <= {mutation.code} | mutation.also, told(findings)


def test_a_threshold_file_that_cannot_be_used_says_nothing_about_forms(copy_with_forms: Path) -> None:
    (copy_with_forms / THRESHOLDS).write_text("", encoding="utf-8")
    assert [f.code for f in check(copy_with_forms).findings] == ["yaml-empty"]


@pytest.mark.parametrize("error", SHAPE_ERRORS)
def test_a_file_that_cannot_be_used_causes_no_other_findings(error: str, root: Path, copy: Path) -> None:
    for file in files_of(root):
        path = copy / file
        whole = path.read_text(encoding="utf-8")
        broken, code = SHAPE_ERRORS[error](whole)
        path.write_text(broken, encoding="utf-8")
        findings = check(copy).findings
        path.write_text(whole, encoding="utf-8")
        assert [(f.place.file, f.code) for f in findings] == [(file, code)], told(findings)


def test_slips_of_shape_in_several_files_are_all_found_in_one_run(copy: Path) -> None:
    together = (
        "a key misspelt",
        "a tab for indentation in the finder",
        "bytes that are not UTF-8",
        "a word that no enumeration knows",
        "an alias listed twice in a topic",
        "a text without quotes that YAML reads as a fraction",
        "a version that is no version",
    )
    expected = spoil_together(copy, together)
    findings = check(copy).findings
    found = {(f.code, f.place.file, f.place.line) for f in findings}
    assert expected <= found, told(findings)
    assert {f.code for f in findings} - {e[0] for e in expected} == {"shape-missing-key"}


def test_slips_of_meaning_in_several_files_are_all_found_in_one_run(copy: Path) -> None:
    together = (
        "an item lost in the middle of a section",
        "a document number changed in the notice",
        "a tortoise-shell bracket in the letter made square",
        "a section title changed",
        "a full stop lost at the end of an item",
        "the comma after a section numeral made a stop",
        "a marker's full-width stop made half-width",
        "a quote that occurs twice",
        "a topic in an unknown group",
        "a note on a target that is not there",
        "a range upside down",
        "a phrase that no item uses",
        "a remark's id used twice",
        "the finder pointing at an unknown standard",
    )
    expected = spoil_together(copy, together)
    findings = check(copy).findings
    found = {(f.code, f.place.file, f.place.line) for f in findings}
    assert expected <= found, told(findings)
    assert {f.code for f in findings} - {e[0] for e in expected} == {"provenance-left-over"}
    assert list(findings) == sorted(findings), "sorted by place"


def test_without_a_catalog_the_other_files_are_still_held_against_their_shapes(copy: Path) -> None:
    (copy / CATALOG).write_text("version: 1\n", encoding="utf-8")
    named = {"a key misspelt", "a word that no enumeration knows", "a tab for indentation"}
    shapes = {m.file: m for m in MUTATIONS if m.name in named}
    expected = {(m.code, *spoil(copy, m)) for m in shapes.values()}
    checked = check(copy)
    found = {(f.code, f.place.file, f.place.line) for f in checked.findings}
    assert expected <= found, told(checked.findings)
    assert {f.place.file for f in checked.findings} == {CATALOG, *shapes}
    assert checked.corpus is None


def test_a_tag_that_constructs_an_object_is_refused_and_never_run(copy: Path) -> None:
    trace = copy / "trace"
    call = f"!!python/object/apply:os.system ['echo ran > {trace}']"
    places = {
        STATE: ("short: 国有、集体企业和事业单位", f"short: {call}"),
        VILLAGES: ("short: 村（社区）", f"? {call}\n: 1\nshort: 村（社区）"),
        TOPICS: ("groups:\n", f"groups:\n  - {call}\n"),
    }
    for file, (old, new) in places.items():
        path = copy / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = {(f.code, f.place.file) for f in check(copy).findings}
    assert found == {("yaml-tag", STATE), ("yaml-key", VILLAGES), ("yaml-tag", TOPICS)}
    assert not trace.exists()


# --- through the command line -------------------------------------------------------------------


def run_check(root: Path, project: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "generator", "--root", str(root), "check"],
        cwd=project,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


THROUGH_THE_COMMAND: Final = (
    "a character changed in an item",
    "an item lost in the middle of a section",
    "a key misspelt",
    "a tab for indentation",
    "bytes that are not UTF-8",
    "the catalog missing",
    "the transcript missing",
)


@pytest.mark.parametrize("name", THROUGH_THE_COMMAND)
def test_the_command_prints_place_finding_and_remedy_and_ends_with_one(
    name: str, root: Path, copy: Path
) -> None:
    (mutation,) = (m for m in MUTATIONS if m.name == name)
    file, line = spoil(copy, mutation)
    done = run_check(copy, root)
    assert done.returncode == 1, done.stderr
    lines = done.stdout.splitlines()
    assert any(text.startswith(f"{file}:{line}: ") for text in lines), done.stdout
    for text in lines:
        assert re.fullmatch(r"standards/[\w./-]+:\d+: .+（.+）", text), text
    assert f"共 {len(lines)} 处问题" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_the_command_says_how_much_it_checked_and_ends_with_zero(root: Path, copy_with_forms: Path) -> None:
    done = run_check(copy_with_forms, root)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "6 个标准" in done.stdout
    assert "210 条" in done.stdout


def test_the_command_cannot_run_without_standards(root: Path, tmp_path: Path) -> None:
    done = run_check(tmp_path, root)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "standards/" in done.stderr
    assert "Traceback" not in done.stderr
