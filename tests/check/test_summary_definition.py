"""``forms/summary.yml`` speaks of what the forms have: each slip is a finding at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.check import check

FILE = "forms/summary.yml"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        # in the sheet of the recommended as in that of all
        (
            "heading: 曾获荣誉, width: 24, fields: [honours]",
            "heading: 荣誉, width: 24, fields: [honors]",
            "unknown",
        ),
        (
            "heading: 工会名称, width: 22, fields: [union-name]",
            "heading: 名称, width: 9, fields: [un]",
            "unknown",
        ),
        # roles that are told by one field or one column
        ("  contact: contact ", "  contact: contakt ", "unknown"),
        ("  phone: phone\n", "  phone: fone\n", "unknown"),
        ("  facts: facts ", "  facts: fact ", "unknown"),
        ("  evidence: evidence\n", "  evidence: evidense\n", "unknown"),
        # checks, doubts and rules that nothing has
        ("unanswered: [required]", "unanswered: [require]", "unknown"),
        ("follows: [sum]", "follows: [summ]", "unknown"),
        ("    required-when: must\n", "    required-then: must\n", "unknown"),
        ("    nothing-answered: must\n", "    nothing-said: must\n", "unknown"),
        ("{check: members-agree,", "{check: members-agreed,", "unknown"),
        # columns for the pen
        ("{shows: pen, id: note,", "{shows: pen, id: order,", "twice"),
        ("{shows: pen, id: order,", "{shows: pen, id: orders,", "unknown"),
    ],
)
def test_what_the_definition_speaks_of_is_there(copy_with_forms: Path, old: str, new: str, code: str) -> None:
    assert _codes(copy_with_forms, old, new) == [f"summary-{code}"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("heading: 达标, width: 6, state: met}", "heading: 达标, width: 6}"),
        ("heading: 工会主席, width: 9, fields: [chair-name]}", "heading: 工会主席, width: 9}"),
        ("heading: 职工数, width: 8, fields: [employees]}", "heading: 职工数, width: 8}"),
        ("{check: members-agree, kind: same, field: members}", "{check: members-agree, kind: same}"),
        ("kind: count, field: total-met, state: met}", "kind: count, field: total-met}"),
    ],
)
def test_a_column_says_what_its_kind_needs(copy_with_forms: Path, old: str, new: str) -> None:
    assert _codes(copy_with_forms, old, new) == ["shape-missing-key"]


def test_a_doubt_without_words_is_mended_where_the_words_stand(copy_with_forms: Path) -> None:
    _replace(copy_with_forms / FILE, "{check: members-agree,", "{check: members-agreed,")
    (finding,) = check(copy_with_forms).findings
    assert "doubts" in finding.remedy


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def _codes(root: Path, old: str, new: str) -> list[str]:
    _replace(root / FILE, old, new)
    findings = check(root).findings
    assert {finding.place.file for finding in findings} == {FILE}
    assert all(finding.place.line > 1 for finding in findings)
    return [finding.code for finding in findings]
