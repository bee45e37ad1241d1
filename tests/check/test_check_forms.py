"""A form definition that is wrong is a finding with file and line, never a form that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.check.layouts import check_layouts
from generator.check.run import check
from generator.errors import Finding

CHECKLIST, APPLICATION = "forms/checklist.yml", "forms/application.yml"

MUTATIONS = [
    # file, what, by what, code of the finding
    (CHECKLIST, "- {id: period,", "- {id: phone,", "form-name-twice"),
    (CHECKLIST, "- {id: period,", "- {id: form-id,", "form-name-reserved"),
    (CHECKLIST, "  - id: facts\n", "  - id: rating\n", "form-name-twice"),
    (CHECKLIST, "- {state: na, label: 不适用}", '- {state: na, label: "　"}', "form-option-label"),
    (CHECKLIST, "- {state: na, label: 不适用}", "- {state: na}", "shape"),
    (CHECKLIST, "- {state: na, label: 不适用}", "- {state: met, label: 不适用}", "form-option-twice"),
    (APPLICATION, 'options_from: standards, option_label: "{title}"', "max_length: 3", "form-no-options"),
    (APPLICATION, 'option_label: "{title}"', 'option_label: "{name}"', "form-placeholder"),
    (CHECKLIST, '"{title}　{document}"', '"{titel}　{document}"', "form-placeholder"),
    (CHECKLIST, '"{title}　{document}"', '"{title　{document}"', "form-placeholder"),
    (CHECKLIST, "第 {page} 页", "第 {leaf} 页", "form-placeholder"),
    (CHECKLIST, "会员数 {value} 大于", "会员数 {members} 大于", "form-placeholder"),
    (CHECKLIST, "- {field: period}", "- {field: perild}", "form-field-unknown"),
    (CHECKLIST, "- {field: period}", "- {text: 略}", "form-field-unplaced"),
    (CHECKLIST, "unit: {field: unit-name", "unit: {field: unit", "form-field-unknown"),
    (CHECKLIST, "- {field: unit-name, span: 3}", "- {field: unit-name, span: 2}", "form-grid-columns"),
    (CHECKLIST, "  - {block: items}\n", "", "form-items-block"),
    (CHECKLIST, "fields: [members, employees]", "fields: [members, employes]", "form-rule-field"),
    (CHECKLIST, "fields: [members, employees]", "fields: [members]", "form-rule-arity"),
    (CHECKLIST, "fields: [facts, rating]", "fields: [fact, rating]", "form-rule-field"),
    (CHECKLIST, "params: {states: [na]}", "params: {states: [none]}", "form-rule-state"),
    (CHECKLIST, "params: {states: [na]}", "params: {}", "form-rule-params"),
    (
        APPLICATION,
        "check: order\n    fields: [term-from, term-to]",
        "check: count\n    fields: [members]\n    params: {column: rating, state: met}",
        "shape-unknown-key",
    ),
    (
        CHECKLIST,
        "params: {column: rating, state: met}",
        "params: {column: rating, state: good}",
        "form-rule-state",
    ),
    (
        CHECKLIST,
        "params: {column: rating, state: met}",
        "params: {column: rated, state: met}",
        "form-rule-field",
    ),
    (CHECKLIST, "params: {subject: membership-rate}", "params: {subject: member-rate}", "form-rule-subject"),
    (APPLICATION, 'pattern: "^[0-9]{6}$"', 'pattern: "^[0-9{6}$"', "form-rule-params"),
    (APPLICATION, 'pattern: "^[0-9]{6}$"', "pattern: '[0-9]{,6}'", "form-rule-pattern"),
    (APPLICATION, 'pattern: "^[0-9]{6}$"', "pattern: '(?P<code>[0-9]{6})'", "form-rule-pattern"),
    (APPLICATION, 'pattern: "^[0-9]{6}$"', "pattern: '[0-9]\\s?'", "form-rule-pattern"),
    (CHECKLIST, "hints: {villages:", "hints: {vilages:", "form-hint-standard"),
    (CHECKLIST, "{subject: establishment-rate,", "{subject: establish-rate,", "form-rule-subject"),
    (APPLICATION, "hint_subject: establishment-rate", "hint_subject: rate", "form-rule-subject"),
    (CHECKLIST, "在方框里打“√”", "在方框里打“😀”", "form-character"),
    (CHECKLIST, "heading: 佐证材料", "heading: 佐证材料😀", "form-character"),
    (CHECKLIST, "    width: 22.5\n", "    width: 1\n", "form-narrow"),
    (CHECKLIST, "height: 100", "height: 240", "form-high"),
    (CHECKLIST, "{top: 10, right: 9, bottom: 9,", "{top: 60, right: 9, bottom: 60,", "form-running"),
    (CHECKLIST, "max_length: 18, tooltip: 所属乡镇", "max_length: 60, tooltip: 所属乡镇", "form-field-small"),
    (APPLICATION, "max_length: 9, tooltip: 职工数", "max_length: 99, tooltip: 职工数", "form-field-small"),
    (CHECKLIST, "kind: checklist\n", "kind: checklists\n", "shape"),
    (CHECKLIST, "language: zh-CN\n", "language: zh-CN\nlanguages: zh\n", "shape-unknown-key"),
    (CHECKLIST, "    keep: true\n", "    keeps: true\n", "shape-unknown-key"),
    (CHECKLIST, "{block: title, text: ", "{block: title, subtitle: 略, words: ", "shape"),
    (CHECKLIST, "{block: items}", "{block: item}", "shape-enum"),
    (CHECKLIST, "check: at-most", "check: at-least", "shape"),
]


ELSEWHERE = {
    "form-field-unplaced": "id: period",
    "form-items-block": "kind: checklist",
    "form-running": "unit: {field",
}
"""Where a finding points that does not point at the changed line."""
NEAR = 14
"""A finding points at the entry that the changed line belongs to."""


def findings_of(root: Path) -> list[Finding]:
    checked = check(root)
    found = [f for f in checked.findings if f.place.file.startswith("forms/")]
    if not found and checked.corpus is not None:
        found = list(check_layouts(checked.corpus, checked.definitions))
    return found


def test_the_real_definitions_have_no_finding(copy_with_forms: Path) -> None:
    assert findings_of(copy_with_forms) == []


@pytest.mark.parametrize(("file", "what", "by", "code"), MUTATIONS)
def test_a_mutation_is_found(copy_with_forms: Path, file: str, what: str, by: str, code: str) -> None:
    path = copy_with_forms / file
    text = path.read_text(encoding="utf-8")
    assert what in text
    path.write_text(text.replace(what, by, 1), encoding="utf-8")
    line = text[: text.index(what)].count("\n") + 1
    found = [f for f in findings_of(copy_with_forms) if f.code.startswith(code)]
    assert found, [str(f) for f in findings_of(copy_with_forms)]
    assert found[0].place.file == file
    anchor = ELSEWHERE.get(code, what)
    if what in text and anchor == what:
        assert abs(found[0].place.line - line) <= NEAR, str(found[0])
    else:
        assert anchor in text.splitlines()[found[0].place.line - 1], str(found[0])


def test_a_character_that_the_print_font_lacks_is_found_in_the_item(copy_with_forms: Path) -> None:
    path = next((copy_with_forms / "standards/verbatim").glob("villages.yml"))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("经上一级工会", "经😀上一级工会", 1), encoding="utf-8")
    found = [f for f in check(copy_with_forms).findings if f.code == "form-character"]
    assert [f.place.file for f in found] == ["standards/verbatim/villages.yml"]
