"""Names and codes as people write them: which spellings are one, which differ by design, which are shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.returns.collect import Options, collect
from generator.returns.judging.expected import longest_within
from generator.returns.reading.names import Names
from generator.returns.reading.roster import Roster, RosterUnit
from generator.returns.reading.setup import Setup
from generator.returns.reading.text import folded
from tests.returns.conftest import Make
from tests.returns.judging.judged import beside, groups, listed, returned, sha, together, whys
from tests.returns.report.conftest import table

CODE = "91110000600037341L"


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("人⺠路社区", "人民路社区"),
        ("⾦⽔区⻓兴村", "金水区长兴村"),
        ("第㈠小学", "第一小学"),
        ("二○一机械厂", "二〇一机械厂"),
        ("二◯一机械厂工会", "二〇一机械厂工会委员会"),
        ("阿不都·克里木村", "阿不都・克里木村"),
        ("张村（白沙镇）工会委员会", "张村(白沙镇)"),
        ("ＴＣＬ　公司", "tcl公司工会"),
    ],
)
def test_spellings_of_one_name_are_one_unit(setup: Setup, one: str, two: str) -> None:
    outcome, _ = together(
        setup, returned(setup, "a.pdf", unit_name=one), returned(setup, "b.pdf", unit_name=two)
    )
    assert groups(outcome) == [["a.pdf", "b.pdf"]]


@pytest.mark.parametrize(
    ("one", "two", "why"),
    [
        ("二○一机械厂", "二一机械厂", []),
        ("第一〇一小学", "第一〇二小学", []),
        ("幸福里A区社区", "幸福里B区社区", []),
        ("白沙镇戊村", "白沙镇己村", []),
        ("白沙镇壹村", "白沙镇贰村", []),
        ("白沙镇里仁村", "白沙镇外仁村", []),
        ("第一小学", "第1小学", ["one-number"]),
        ("白沙镇第二十一小学", "白沙镇第21小学", ["one-number"]),
        ("白沙镇叁里村", "白沙镇三里村", ["one-number"]),
    ],
)
def test_names_that_differ_in_a_number_are_two_and_one_number_in_two_writings_is_shown(
    setup: Setup, one: str, two: str, why: list[str]
) -> None:
    outcome, _ = together(
        setup, returned(setup, "a.pdf", unit_name=one), returned(setup, "b.pdf", unit_name=two)
    )
    assert len(outcome.units) == 2
    assert whys(outcome) == why


@pytest.mark.parametrize(
    "written", [CODE.replace("0", "O"), CODE.replace("1", "I"), "９１１１ ００００-6000 37341l"]
)
def test_letters_that_no_code_has_are_the_digits_that_they_look_like(setup: Setup, written: str) -> None:
    outcome, files = together(
        setup,
        returned(setup, "a.pdf", "application", unit_name="白沙镇张村", credit_code=CODE),
        returned(setup, "b.pdf", "application", unit_name="白沙镇张村", credit_code=written, phone="1"),
    )
    assert groups(outcome) == [["a.pdf", "b.pdf"]]
    assert files["b.pdf"]["used"]


def test_a_number_that_is_no_code_identifies_nobody(setup: Setup) -> None:
    outcome, _ = together(
        setup,
        returned(setup, "a.pdf", "application", unit_name="白沙镇张村", credit_code="410101000012345"),
        returned(setup, "b.pdf", "application", unit_name="青山镇李村", credit_code="410101000012345"),
    )
    assert len(outcome.units) == 2
    assert not whys(outcome)


FACTS = {"filled_by": "王五", "employees": "321", "members": "300", "phone": "13800000001"}


@pytest.mark.parametrize(("one", "two"), [("白沙镇张村", "新城社区"), ("白沙鎮張莊村", "白沙镇张庄村")])
def test_two_names_over_the_same_people_and_figures_are_shown(setup: Setup, one: str, two: str) -> None:
    outcome, files = together(
        setup,
        returned(setup, "a.pdf", unit_name=one, **FACTS),
        returned(setup, "b.pdf", unit_name=two, **FACTS),
        returned(setup, "c.pdf", unit_name="一人代填的另一村", filled_by="王五", phone="13800000001"),
        returned(setup, "d.pdf", unit_name="又一村庄", **FACTS | {"members": "299"}),
    )
    assert whys(outcome) == ["same-facts"]
    assert all(file["used"] for file in files.values())


def test_two_keys_under_one_name_say_that_it_is_the_keys(setup: Setup) -> None:
    outcome, _ = together(
        setup,
        returned(setup, "a.pdf", unit_name="张村", key="a" * 16),
        returned(setup, "b.pdf", unit_name="张村", key="b" * 16),
    )
    assert whys(outcome) == ["two-keys"]


def test_a_prefilled_form_passed_to_a_neighbour_of_the_same_name_is_the_neighbours(setup: Setup) -> None:
    lines = [listed(2, "张村", key="a" * 16, phone="1"), listed(3, "张村", key="b" * 16, phone="2")]
    own = returned(setup, "a.pdf", unit_name="张村", key="a" * 16, phone="1", filled_by="王五")
    passed = returned(setup, "b.pdf", unit_name="张村", key="a" * 16, phone="2", filled_by="赵六")
    found, outcome = beside(setup, lines, own, passed)
    assert found == {2: "a.pdf", 3: "b.pdf"}
    assert whys(outcome) == ["same-name"]
    found, outcome = beside(
        setup, lines, own, returned(setup, "c.pdf", unit_name="张村", key="a" * 16, phone="3")
    )
    assert groups(outcome) == [["a.pdf", "c.pdf"]], "a new telephone that is nobody's is a new telephone"


@pytest.mark.parametrize("told", [{"key": "a" * 16}, {"credit_code": CODE, "form_id": "application"}])
def test_a_unit_that_was_renamed_is_named_beside_its_line(
    root: Path, make: Make, tmp_path: Path, setup: Setup, told: dict[str, str]
) -> None:
    record = returned(setup, "a.pdf", unit_name="白沙镇旧名小学", **told)
    line = RosterUnit(2, "希望学校", told.get("credit_code", ""), "villages", {}, told.get("key", ""))
    outcome, _ = together(setup, record, roster=Roster((line,), ()))
    assert outcome.expected is not None
    assert not outcome.expected.unit_of, "another name is never a match"
    (tmp_path / "in").mkdir()
    (tmp_path / "名册.csv").write_text(
        f"单位名称,类别,统一社会信用代码\n希望学校,6,{CODE}\n", encoding="utf-8"
    )
    answers = {"unit-name": "白沙镇旧名小学", "credit-code": CODE, "union-name": ""}
    (tmp_path / "in" / "a.pdf").write_bytes(make("application", answers))
    collect(root, Options([tmp_path / "in"], tmp_path / "a.xlsx", expected=tmp_path / "名册.csv"))
    states = {row["名册上的单位"]: str(row["情况"]) for row in table(tmp_path / "a.xlsx", "未交", "情况")}
    assert "白沙镇旧名小学" in states["希望学校"]


def test_names_that_are_alike_and_both_on_the_roster_are_no_suspicion(setup: Setup) -> None:
    records = [
        returned(setup, f"{n}.pdf", unit_name=n) for n in ("白沙镇兴富村", "白沙镇富安村", "白沙镇兴安村")
    ]
    both = [listed(2, "白沙镇兴富村"), listed(3, "白沙镇富安村"), listed(4, "白沙镇兴安村")]
    assert whys(beside(setup, both, *records)[1]) == []
    assert whys(beside(setup, both[:1], *records[::2])[1]) == ["one-character"]


@pytest.mark.parametrize(
    ("file", "whose"),
    [
        ("白沙镇第一小学自评表.doc", ""),
        ("白沙镇张村 自评表.doc", ""),
        ("05_白沙镇幸福社区申报表.rar", ""),
        ("白沙镇工会自评表.doc", "白沙镇"),
        ("白沙镇工会委员会申报表（终稿）.doc", "白沙镇"),
        ("白沙镇-张三-自评表.doc", "白沙镇"),
        ("白沙镇张三自评表.doc", "白沙镇"),
        ("白沙镇自评表(和平村已报).doc", "白沙镇"),
        ("和平村村委会自评表.doc", "和平村"),
        ("白沙镇和平村自评表.doc", "和平村"),
        ("甲县白沙镇自评表2.doc", "白沙镇"),
    ],
)
def test_a_file_of_a_unit_below_is_not_the_unit_s_own(setup: Setup, file: str, whose: str) -> None:
    names = Names(setup.summary)
    assert longest_within(folded(file), {"白沙镇": 1, "和平村": 2}, names) == whose


def test_two_villages_of_one_name_with_the_keys_of_their_lines_are_no_suspicion(setup: Setup) -> None:
    lines = [listed(2, "张村", key="a" * 16), listed(3, "张村", key="b" * 16)]
    records = [returned(setup, f"{k}.pdf", unit_name="张村", key=k * 16) for k in "ab"]
    found, outcome = beside(setup, lines, *records)
    assert (found, whys(outcome)) == ({2: "a.pdf", 3: "b.pdf"}, [])


def test_what_was_kept_apart_stays_apart_when_a_newer_return_comes(setup: Setup) -> None:
    old = [returned(setup, name, unit_name="张村", phone=name) for name in ("1", "2")]
    new = returned(setup, "3", unit_name="张村", phone="2", fill_date="2026年6月1日")
    decided = [(2, sha("1"), sha("2"), "分开")]
    outcome, _ = together(setup, *old, new, decided=decided)
    assert groups(outcome) == [["1"], ["2", "3"]]
    assert whys(outcome) == []
