"""Which line of the roster a return is of."""

from __future__ import annotations

import pytest

from generator.returns.reading.record import Record
from generator.returns.reading.roster import Roster
from generator.returns.reading.setup import Setup
from tests.returns.judging.judged import CODE, beside, listed, returned, sha, together


def test_of_two_lines_of_one_name_one_return_is_one_lines_at_most(setup: Setup) -> None:
    lines = [listed(2, "张村", phone="1"), listed(3, "张村", phone="2")]
    found, outcome = beside(setup, lines, returned(setup, "a.pdf", unit_name="张村", phone="2"))
    assert found == {3: "a.pdf"}
    assert outcome.expected is not None
    assert not outcome.expected.unclear
    found, outcome = beside(setup, lines, returned(setup, "a.pdf", unit_name="张村", phone="3"))
    assert found == {}
    assert outcome.expected is not None
    assert outcome.expected.unclear == {2: [0], 3: [0]}


def test_a_key_or_code_of_the_roster_counts_only_with_a_name_that_agrees(setup: Setup) -> None:
    lines = [listed(2, "张村", key="k2"), listed(3, "李村", key="k3"), listed(4, "王庄", code=CODE)]
    found, _ = beside(
        setup,
        lines,
        returned(setup, "a.pdf", unit_name="张村工会", key="k2"),
        returned(setup, "b.pdf", unit_name="赵庄", key="k3"),
        returned(setup, "c.pdf", "application", unit_name="孙家集", credit_code=CODE),
    )
    assert found == {2: "a.pdf"}


def test_the_form_of_another_type_is_told_and_not_counted(setup: Setup) -> None:
    record = returned(setup, "a.pdf", "checklist-townships", unit_name="某机关", item_5_1_1_rating="met")
    outcome, files = together(setup, record, roster=Roster((listed(2, "某机关", "public-organs"),), ()))
    assert "机关" in files["a.pdf"]["doubts"]["other-form-expected"]
    assert outcome.counts.forms["townships"] == 0
    assert files["a.pdf"]["used"]


def test_a_refused_file_is_its_units_by_the_files_name_never_by_a_folders(setup: Setup) -> None:
    def rejected(path: str) -> Record:
        return Record(path, "rejected", reason="not-a-pdf", sha256=sha(path))

    lines = [listed(2, "白沙镇工会"), listed(3, "白沙镇第一小学"), listed(4, "丁村"), listed(5, "戊村")]
    _, outcome = beside(
        setup,
        lines,
        returned(setup, "x.pdf", unit_name="白沙镇第一小学"),
        rejected("白沙镇收件/无名.docx"),
        rejected("收件/白沙镇第一小学 申报表.doc"),
        rejected("收件/丁村.zip!/自评.docx"),
        rejected("收件/丁村.zip!/戊村.docx"),
    )
    assert outcome.expected is not None
    assert {line: [b.path for b in found] for line, found in outcome.expected.rejected.items()} == {
        3: ["收件/白沙镇第一小学 申报表.doc"],
        4: ["收件/丁村.zip!/自评.docx"],
        5: ["收件/丁村.zip!/戊村.docx"],
    }


@pytest.mark.parametrize(
    ("form", "answer", "filled"),
    [
        ("checklist-villages", {}, False),
        ("checklist-villages", {"fill_date": "2026年6月1日", "filled_by": "王五", "members": "30"}, False),
        ("checklist-villages", {"item_6_1_1_rating": "met"}, True),
        ("checklist-villages", {"total_met": "20"}, True),
        ("application", {"type": "villages", "fill_date": "2026年6月1日", "employees": "40"}, False),
        ("application", {"fill_date": "2026年6月1日", "deeds": "坚持每季度研究一次工会工作。"}, True),
    ],
)
def test_unit_data_and_a_date_alone_do_not_make_a_prefilled_form_a_filled_one(
    setup: Setup, form: str, answer: dict[str, str], filled: bool
) -> None:
    outcome, files = together(setup, returned(setup, "a.pdf", form, unit_name="某某村", key="k1", **answer))
    assert ("nothing-answered" not in files["a.pdf"]["doubts"]) == filled
    assert outcome.counts.forms["villages"] == (filled and form != "application")


def test_a_prefilled_form_with_a_later_date_does_not_take_the_place_of_a_filled_one(setup: Setup) -> None:
    rated = {"item_6_1_1_rating": "met", "fill_date": "2026年5月1日"}
    outcome, files = together(
        setup,
        returned(setup, "filled.pdf", unit_name="某某村", key="k1", **rated),
        returned(setup, "empty.pdf", unit_name="某某村", key="k1", fill_date="2026年6月1日"),
    )
    assert files["filled.pdf"]["used"]
    assert "没有填" in files["empty.pdf"]["doubts"]["replaced"]
    assert outcome.counts.of("6.1.1")["met"] == 1
