"""A rating that is added in one place and forgotten in another is a finding that names the place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from generator.check import check

CHECKLIST, APPLICATION, SUMMARY = "forms/checklist.yml", "forms/application.yml", "forms/summary.yml"

OPTION = (CHECKLIST, "      - {state: unmet,", "      - {state: some, label: 部分达标}\n")
TOTAL = (
    CHECKLIST,
    "  - {id: total-unmet,",
    "  - {id: total-some, label: 部分达标, type: integer, max_length: 4}\n",
)
CELL = (CHECKLIST, "          - {text: 四档之和等于条目总数", "          - {field: total-some}\n")
WIDER = (CHECKLIST, "22, 22, 22, 42]", "22, ")
SPANS = ((CHECKLIST, "self-conclusion, span: 10}", "self-conclusion, span: 11}"),
         (CHECKLIST, "年　　月　　日, 　], span: 5}", "年　　月　　日, 　], span: 6}"))  # fmt: skip
COUNT = (
    CHECKLIST,
    "  - id: total-unmet\n",
    """  - id: total-some
    check: count
    fields: [total-some]
    params: {column: rating, state: some}
    severity: doubt
    message: 填 {value}，是 {expected}
""",
)
SUM = (CHECKLIST, "total-unmet, total-na]", "total-some, ")
COLOUR = (SUMMARY, 'unmet: "#', 'some: "#EF6C00", ')
ON_CHECKLIST = (OPTION, TOTAL, CELL, WIDER)
ASKED = (
    (
        APPLICATION,
        "  - {id: total-unmet,",
        "  - {id: total-some, label: 部分达标, type: integer, max_length: 4}\n",
    ),
    (APPLICATION, "          - {label: 未达标}", "          - {label: 部分达标}\n"),
    (APPLICATION, "          - {field: total-unmet,", "          - {field: total-some}\n"),
    (APPLICATION, "27.6, 27.6, 27.6, 27.6, 27.6]", "20, "),
    (APPLICATION, "total-unmet, total-na, total-items]", "total-some, "),
)
AGREED = (
    (SUMMARY, "  - {check: totals-unmet-agree,",
     "  - {check: totals-some-agree, kind: count, field: total-some, state: some}\n"),
    (SUMMARY, "  totals-unmet-agree:", "  totals-some-agree: 不一样\n"),
)  # fmt: skip

Insertion = tuple[str, str, str]


@pytest.mark.parametrize(
    ("done", "missing"),
    [
        (
            (OPTION,),
            [("rating-left-out", APPLICATION), ("rating-left-out", CHECKLIST), ("rating-colour", SUMMARY)],
        ),
        (
            (*ON_CHECKLIST, SUM, COLOUR),
            [("rating-left-out", APPLICATION), ("rating-uncounted", CHECKLIST)],
        ),
        (
            (*ON_CHECKLIST, COUNT, COLOUR),
            [("rating-left-out", APPLICATION), ("rating-left-out", CHECKLIST)],
        ),
        ((*ON_CHECKLIST, COUNT, SUM, COLOUR), [("rating-left-out", APPLICATION)]),
        ((*ON_CHECKLIST, COUNT, SUM, *ASKED, *AGREED), [("rating-colour", SUMMARY)]),
        ((*ON_CHECKLIST, COUNT, SUM, COLOUR, *ASKED, *AGREED), []),
    ],
)
def test_each_place_that_a_new_rating_needs_is_named_while_it_is_missing(
    copy_with_forms: Path, done: Sequence[Insertion], missing: list[tuple[str, str]]
) -> None:
    for file, before, new in done:
        _insert(copy_with_forms / file, before, new)
    if WIDER in done:
        for file, old, new in SPANS:
            _replace(copy_with_forms / file, old, new)
    findings = check(copy_with_forms).findings
    assert [(finding.code, finding.place.file) for finding in findings] == missing
    assert all("some" in finding.message for finding in findings)


@pytest.mark.parametrize(
    "dropped",
    [
        "  - {check: totals-na-agree, kind: count, field: total-na, state: na}\n",
        "      - {shows: state-count, heading: 不适用, width: 6, state: na}\n",
    ],
)
def test_what_one_body_does_without_is_no_finding(copy_with_forms: Path, dropped: str) -> None:
    _replace(copy_with_forms / SUMMARY, dropped, "")
    assert check(copy_with_forms).findings == ()


def _insert(file: Path, before: str, new: str) -> None:
    _replace(file, before, new + before)


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
