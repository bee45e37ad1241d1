"""The check finds what is wrong with the real files, at its line, and little else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from generator.check import check
from tests.check.mutations import MUTATIONS, named
from tests.check.mutations.making import CATALOG, STATE, THRESHOLDS, TOPICS, VILLAGES, Mutation, spoil, told


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
    chosen = named(*names)
    assert len(chosen) == len({m.file for m in chosen})
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
    (mutation,) = named(name)
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
    slips = named("a key misspelt", "a word that no enumeration knows", "a tab for indentation")
    shapes = {m.file: m for m in slips}
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
