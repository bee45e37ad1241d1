"""Which forms come from one unit, which of them counts, and which units merely look alike."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from generator.returns.judging.entry import make
from generator.returns.judging.outcome import Outcome, assemble
from generator.returns.judging.store import Store
from generator.returns.reading.names import Names
from generator.returns.reading.record import Record
from generator.returns.reading.setup import Setup

CODE = "91410000123456789X"


def returned(setup: Setup, path: str, form_id: str = "checklist-villages", **answers: str) -> Record:
    """A return as reading gives it; ``unit_name`` stands for ``unit-name``."""
    form = setup.forms[form_id]
    values = {name.replace("_", "-"): value for name, value in answers.items()}
    modified = values.pop("modified", "2026-05-20T08:00:00")
    return Record(
        path=path, status="accepted", sha256=path.encode().hex().ljust(64, "0")[:64], modified=modified,
        form=form.id, standard=form.standard, version=form.version, digest=form.digest,
        items=form.items, answers=values,
    )  # fmt: skip


def together(setup: Setup, *records: Record) -> tuple[Outcome, dict[str, dict[str, Any]]]:
    """The outcome, and by path what was found among the forms; the same in any order."""
    seen = []
    for seed in range(3):
        shuffled = list(records)
        random.Random(seed).shuffle(shuffled)
        with Store() as store:
            for record in shuffled:
                store.add(make(record, setup))
            outcome = assemble(store, setup)
            files = {
                b.path: {
                    "used": b.line in outcome.used,
                    "doubts": {d.rule: d.message for d in outcome.found_doubts.get(b.line, [])},
                }
                for b in store.index
            }
        groups = [sorted(b.path for b in unit.members) for unit in outcome.units]
        seen.append((outcome, files, groups))
    assert all(other[1:] == seen[0][1:] for other in seen[1:])
    return seen[0][0], seen[0][1]


def groups(outcome: Outcome) -> list[list[str]]:
    return [sorted(b.path for b in unit.members) for unit in outcome.units]


def whys(outcome: Outcome) -> list[str]:
    return [suspect.why for suspect in outcome.suspects]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("某某公司工会委员会", "某某公司"),
        ("某某公司（郑州）工会", "某某公司(郑州)"),
        ("ＡＢＣ公司", "abc 公司"),
        ("某 某 公 司", "某某公司"),
    ],
)
def test_one_name_in_two_spellings(setup: Setup, one: str, two: str) -> None:
    names = Names(setup.summary)
    assert names.name(one) == names.name(two)


def test_the_same_content_counts_once(setup: Setup) -> None:
    outcome, files = together(
        setup,
        returned(setup, "a.pdf", unit_name="某某村"),
        returned(setup, "b.pdf", unit_name="某某村"),
    )
    assert groups(outcome) == [["a.pdf", "b.pdf"]]
    assert sorted(f["used"] for f in files.values()) == [False, True]
    assert sum("same-content" in f["doubts"] for f in files.values()) == 1


def test_the_newer_by_its_own_date_counts_and_both_are_named_with_their_differences(setup: Setup) -> None:
    _, files = together(
        setup,
        returned(
            setup,
            "a.pdf",
            unit_name="某某村",
            fill_date="2026年5月1日",
            phone="1",
            modified="2026-09-09T00:00:00",
        ),
        returned(
            setup,
            "b.pdf",
            unit_name="某某村",
            fill_date="2026年5月2日",
            phone="2",
            modified="2026-01-01T00:00:00",
        ),
    )
    assert files["b.pdf"]["used"]
    assert not files["a.pdf"]["used"]
    assert "b.pdf" in files["a.pdf"]["doubts"]["replaced"]
    assert "“联系电话：“1”改为“2”" not in files["a.pdf"]["doubts"]["replaced"]
    assert "联系电话：“1”改为“2”" in files["a.pdf"]["doubts"]["replaced"]
    assert "a.pdf" in files["b.pdf"]["doubts"]["replaces"]


def test_without_dates_the_newer_file_counts(setup: Setup) -> None:
    _, files = together(
        setup,
        returned(setup, "a.pdf", unit_name="某某村", phone="1", modified="2026-06-01T00:00:00"),
        returned(setup, "b.pdf", unit_name="某某村", phone="2", modified="2026-05-01T00:00:00"),
    )
    assert files["a.pdf"]["used"]


def test_a_code_tells_a_unit_whatever_its_name(setup: Setup) -> None:
    outcome, _ = together(
        setup,
        returned(setup, "a.pdf", "application", unit_name="旧名", credit_code=CODE),
        returned(setup, "b.pdf", "application", unit_name="新名", credit_code=CODE.lower()),
        returned(setup, "c.pdf", "application", unit_name="新名", credit_code="不知道"),
    )
    assert groups(outcome)[0][:2] == ["a.pdf", "b.pdf"]


def test_different_codes_are_different_units_of_one_name(setup: Setup) -> None:
    outcome, _ = together(
        setup,
        returned(setup, "a.pdf", "application", unit_name="某某村", credit_code=CODE),
        returned(setup, "b.pdf", "application", unit_name="某某村", credit_code=CODE.replace("1", "2")),
    )
    assert len(outcome.units) == 2
    assert whys(outcome) == ["other-code"]


def test_checklist_and_application_are_joined(setup: Setup) -> None:
    outcome, files = together(
        setup,
        returned(setup, "a.pdf", unit_name="某某村", members="30", item_6_1_1_rating="met"),
        returned(
            setup, "b.pdf", "application", unit_name="某某村工会委员会", type="villages", credit_code=CODE,
            members="31", total_met="2",
        ),
    )  # fmt: skip
    assert groups(outcome) == [["a.pdf", "b.pdf"]]
    doubts = files["b.pdf"]["doubts"]
    assert "30" in doubts["members-agree"]
    assert "31" in doubts["members-agree"]
    assert "totals-met-agree" in doubts
    assert "type-agrees" not in doubts


def test_a_type_that_differs_between_the_forms_of_a_unit(setup: Setup) -> None:
    outcome, files = together(
        setup,
        returned(setup, "a.pdf", unit_name="某某村"),
        returned(setup, "b.pdf", "application", unit_name="某某村", type="townships"),
    )
    assert groups(outcome) == [["a.pdf", "b.pdf"]]
    assert "type-agrees" in files["b.pdf"]["doubts"]


def test_one_name_with_two_types_is_two_units_and_a_suspicion(setup: Setup) -> None:
    outcome, _ = together(
        setup,
        returned(setup, "a.pdf", "checklist-villages", unit_name="某某"),
        returned(setup, "b.pdf", "checklist-townships", unit_name="某某"),
    )
    assert len(outcome.units) == 2
    assert whys(outcome) == ["other-type"]


@pytest.mark.parametrize(
    ("one", "two", "why"),
    [
        ("某某机械制造公司", "某某机戒制造公司", ["one-character"]),
        ("某某机械制造公司", "某某机械制公司", ["one-character"]),
        ("河南省某某机械公司", "某某机械公司", ["contains"]),
        ("某县第一小学", "某县第二小学", []),
        ("某县第1小学", "某县第11小学", []),
        ("甲公司食品厂", "乙公司食品厂", []),
        ("某某公司", "完全不同", []),
    ],
)
def test_similar_names_are_suspected_never_merged(setup: Setup, one: str, two: str, why: list[str]) -> None:
    outcome, files = together(
        setup, returned(setup, "a.pdf", unit_name=one), returned(setup, "b.pdf", unit_name=two)
    )
    assert len(outcome.units) == 2
    assert whys(outcome) == why
    assert all(f["used"] for f in files.values())


def test_a_form_without_name_and_code_is_a_unit_of_its_own(setup: Setup) -> None:
    outcome, files = together(setup, returned(setup, "a.pdf", phone="1"), returned(setup, "b.pdf", phone="1"))
    assert len(outcome.units) == 2
    assert "no-name" in files["a.pdf"]["doubts"]


def test_what_is_unanswered_is_counted_as_such(setup: Setup) -> None:
    outcome, _ = together(
        setup,
        returned(setup, "a.pdf", unit_name="甲", item_6_1_1_rating="unmet"),
        returned(setup, "b.pdf", unit_name="乙"),
    )
    assert dict(outcome.counts.of("6.1.1")) == {"unmet": 1, "": 1}
    assert dict(outcome.counts.of("6.1.2")) == {"": 2}
    assert outcome.counts.forms["villages"] == 2


def test_a_merged_result_is_taken_in_once(setup: Setup) -> None:
    line = make(returned(setup, "a.pdf", unit_name="某某村"), setup)
    with Store() as store:
        store.add(line)
        store.add(line)
        assert len(store.index) == 1
        assert json.loads(line.line)["path"] == store.entry(store.index[0])["path"]
