"""Which forms come from one unit, which of them counts, and which units merely look alike."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from generator.returns.collect import Options, collect
from generator.returns.judging import entry as entries
from generator.returns.judging.store import Store
from generator.returns.reading.decisions import Decision, read_decisions
from generator.returns.reading.names import Names
from generator.returns.reading.setup import Setup
from tests.returns.conftest import Make
from tests.returns.judging.judged import CODE, groups, returned, sha, together, whys


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("某某公司工会委员会", "某某公司"),
        ("某某公司（郑州）工会", "某某公司(郑州)"),
        ("ＡＢＣ公司", "abc 公司"),
        ("某 某 公 司", "某某公司"),
        ("人⺠路⻓街村", "人民路长街村"),
        ("⼀⼤村", "一大村"),
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
    early, late = "2026-01-01T00:00:00", "2026-09-09T00:00:00"
    _, files = together(
        setup,
        returned(setup, "a.pdf", unit_name="某某村", fill_date="2026年5月1日", email="1", modified=late),
        returned(setup, "b.pdf", unit_name="某某村", fill_date="2026年5月2日", email="2", modified=early),
    )
    assert files["b.pdf"]["used"]
    assert not files["a.pdf"]["used"]
    assert "b.pdf" in files["a.pdf"]["doubts"]["replaced"]
    assert "填表日期较晚" in files["a.pdf"]["doubts"]["replaced"]
    assert "“2026年5月1日”改为“2026年5月2日”" in files["a.pdf"]["doubts"]["replaced"]
    assert "a.pdf" in files["b.pdf"]["doubts"]["replaces"]


@pytest.mark.parametrize(
    ("draft", "final", "why"),
    [
        # the older draft was copied later than the final one: in a trial, it won
        ({"modified": "2026-06-09T00:00:00"}, {"phone": "1", "period": "2026年"}, "填得较全"),
        ({"fill_date": "2062年5月1日"}, {"fill_date": "2026年5月1日"}, "只有这份填了能用的日期"),
        ({"fill_date": "1926年5月1日"}, {"fill_date": "2026年4月1日"}, "只有这份填了能用的日期"),
        ({"fill_date": "2026年5月31日"}, {"fill_date": "2026年6月"}, "填表日期较晚"),
        ({"fill_date": "2026年5月31日"}, {"fill_date": "2026年5月", "phone": "1"}, "填得较全"),
        ({"phone": "1"}, {"period": "2", "modified": "2026-06-09T00:00:00"}, "按文件时间"),
        ({"period": "1"}, {"period": "2", "modified": "2026-06-09T00:00:00"}, "按文件时间"),
    ],
)
def test_which_of_two_counts_is_said_with_its_reason(
    setup: Setup, draft: dict[str, str], final: dict[str, str], why: str
) -> None:
    _, files = together(
        setup,
        returned(setup, "draft.pdf", unit_name="某某村", **draft),
        returned(setup, "final.pdf", unit_name="某某村", **final),
    )
    assert files["final.pdf"]["used"]
    assert not files["draft.pdf"]["used"]
    assert why in files["draft.pdf"]["doubts"]["replaced"]


@pytest.mark.parametrize("date", ["2062年5月1日", "2015年12月31日", "1000年"])
def test_a_date_that_cannot_be_is_doubted(setup: Setup, date: str) -> None:
    made = json.loads(entries.make(returned(setup, "a.pdf", unit_name="甲", fill_date=date), setup).line)
    assert any(d["rule"] == "impossible-date" and date in d["message"] for d in made["doubts"])


def test_a_code_with_a_name_that_agrees_tells_a_unit(setup: Setup) -> None:
    outcome, _ = together(
        setup,
        returned(setup, "a.pdf", "application", unit_name="郑州市白沙镇工会", credit_code=CODE),
        returned(setup, "b.pdf", "application", unit_name="白沙镇总工会", credit_code=CODE.lower()),
        returned(setup, "c.pdf", "application", unit_name="郑州市白沙镇", credit_code=CODE, phone="7"),
        returned(setup, "d.pdf", "application", unit_name="白沙镇", credit_code="不知道"),
    )
    assert ["a.pdf", "c.pdf"] in groups(outcome)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("旧名纺织厂", "新名食品公司"),
        ("某县第一小学", "某县第二小学"),
        ("大王村", "小王村"),
        ("第一〇一小学", "第一〇二小学"),
        ("幸福里A区", "幸福里B区"),
    ],
)
def test_one_code_with_two_names_is_two_units_and_a_suspicion(setup: Setup, one: str, two: str) -> None:
    outcome, files = together(
        setup,
        returned(setup, "a.pdf", "application", unit_name=one, credit_code=CODE),
        returned(setup, "b.pdf", "application", unit_name=two, credit_code=CODE),
    )
    assert len(outcome.units) == 2
    assert whys(outcome) == ["other-name"]
    assert all(file["used"] for file in files.values())


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"members": "747", "employees": "800"}, {"members": "62", "employees": "70"}),
        ({"phone": "0371-1111 1111"}, {"phone": "0372-22222222"}),
        ({"filled_by": "张三"}, {"filled_by": "李四"}),
        ({"members": "３００"}, {"members": "301"}),
    ],
)
@pytest.mark.parametrize("name", ["张村", "张村工会委员会", "张 村"])
def test_two_villages_of_one_name_stay_two(
    setup: Setup, one: dict[str, str], two: dict[str, str], name: str
) -> None:
    outcome, files = together(
        setup,
        returned(setup, "a.pdf", unit_name="张村", **one),
        returned(setup, "b.pdf", unit_name=name, **two),
    )
    assert len(outcome.units) == 2
    assert all(file["used"] for file in files.values())
    (suspect,) = outcome.suspects
    assert suspect.why == "same-name"
    assert {field for field, _, _ in suspect.found.differs} == {name.replace("_", "-") for name in one}
    assert "unit-name" in {field for field, _ in suspect.found.agrees}


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"phone": "0371-65500001"}, {"phone": "０３７１ 65500001"}),
        ({"members": "1,200"}, {"members": "1200"}),
        ({"phone": "1"}, {"filled_by": "张三"}),
        ({}, {"members": "30", "phone": "1"}),
    ],
)
def test_two_returns_that_nothing_contradicts_are_one_units(
    setup: Setup, one: dict[str, str], two: dict[str, str]
) -> None:
    outcome, _ = together(
        setup,
        returned(setup, "a.pdf", unit_name="张村", period="1", **one),
        returned(setup, "b.pdf", unit_name="张村", period="2", **two),
    )
    assert groups(outcome) == [["a.pdf", "b.pdf"]]
    assert not outcome.suspects


def test_a_return_that_fits_two_units_is_nobodys(setup: Setup) -> None:
    outcome, _ = together(
        setup,
        returned(setup, "0.pdf", unit_name="张村"),
        returned(setup, "a.pdf", unit_name="张村", phone="1"),
        returned(setup, "b.pdf", unit_name="张村", phone="2"),
        returned(setup, "c.pdf", unit_name="张村", phone="2", period="2026"),
    )
    assert groups(outcome) == [["0.pdf"], ["a.pdf"], ["b.pdf", "c.pdf"]]
    assert len(outcome.suspects) == 2


# --- the key that prefill wrote -------------------------------------------------------------------


def test_a_key_tells_a_unit_even_where_people_and_figures_changed(setup: Setup) -> None:
    outcome, _ = together(
        setup,
        returned(setup, "a.pdf", unit_name="张村", key="k1", phone="1", members="3"),
        returned(setup, "b.pdf", unit_name="张村工会", key="k1", phone="2", members="400"),
        returned(setup, "c.pdf", "application", key="k1", type="townships"),
        returned(setup, "d.pdf", unit_name="张村", key="k2", phone="1"),
    )
    assert groups(outcome) == [["a.pdf", "b.pdf", "c.pdf"], ["d.pdf"]]


@pytest.mark.parametrize(
    "neighbour",
    [
        {"unit_name": "李村"},
        {"unit_name": "第一村", "phone": "1"},
        {"unit_name": "张村", "credit_code": CODE.replace("1", "2")},
    ],
)
def test_a_prefilled_form_passed_to_a_neighbour_is_a_suspect_never_a_match(
    setup: Setup, neighbour: dict[str, str]
) -> None:
    outcome, files = together(
        setup,
        returned(setup, "a.pdf", "application", unit_name="张村", credit_code=CODE, key="k1", phone="1"),
        returned(setup, "b.pdf", "application", key="k1", **neighbour),
    )
    assert len(outcome.units) == 2
    assert whys(outcome) == ["other-key"]
    assert all(file["used"] for file in files.values())


# --- a person's decisions --------------------------------------------------------------------------


def test_what_a_person_decided_is_obeyed(setup: Setup) -> None:
    records = [
        returned(setup, "a.pdf", unit_name="张村", phone="1", fill_date="2026年5月1日"),
        returned(setup, "b.pdf", unit_name="张村", phone="2", fill_date="2026年4月1日"),
        returned(setup, "c.pdf", unit_name="李村", period="1"),
        returned(setup, "d.pdf", unit_name="李村", period="2"),
    ]
    same = (2, sha("a.pdf"), sha("b.pdf")[:12].upper(), "同一单位")
    outcome, files = together(setup, *records, decided=[same])
    assert ["a.pdf", "b.pdf"] in groups(outcome)
    assert files["a.pdf"]["used"]
    outcome, files = together(setup, *records, decided=[(2, sha("b.pdf"), sha("a.pdf"), "计入这份")])
    assert ["a.pdf", "b.pdf"] in groups(outcome)
    assert files["b.pdf"]["used"]
    assert "按收表人的决定" in files["a.pdf"]["doubts"]["replaced"]
    outcome, files = together(setup, *records, decided=[(2, sha("d.pdf"), sha("c.pdf"), "分开")])
    assert groups(outcome) == [["a.pdf"], ["b.pdf"], ["c.pdf"], ["d.pdf"]]
    assert all(file["used"] for file in files.values())
    assert len(outcome.suspects) == 1, "what was kept apart is not shown again"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ((7, sha("x.pdf"), sha("a.pdf"), "分开"), "第 7 行"),
        ((7, sha("a.pdf"), sha("a.pdf")[:6], "分开"), "第 7 行"),
        ((7, sha("a.pdf"), sha("a.pdf"), "分开"), "同一个文件"),
        ((7, "", "", "分开"), "空"),
        ((7, "1.23457E+11", sha("a.pdf"), "分开"), "1.23457E+11"),
        ((7, sha("a.pdf"), "", "也许"), "也许"),
        ((7, sha("a.pdf"), "", "同一单位"), "第 7 行"),
    ],
)
def test_a_decision_that_fits_nothing_is_told(setup: Setup, line: Decision, said: str) -> None:
    outcome, _ = together(setup, returned(setup, "a.pdf", unit_name="张村"), decided=[line])
    assert said in outcome.problems[0]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([("a", "b", "计入这份"), ("b", "a", "计入这份")], "互相写了计入这份"),
        ([("a", "b", "同一单位"), ("b", "c", "同一单位"), ("a", "c", "分开")], "按分开办"),
        ([("a", "b", "计入这份"), ("c", "b", "同一单位"), ("c", "a", "分开")], "按分开办"),
        ([("a", "b", "分开"), ("b", "a", "同一单位")], "按分开办"),
    ],
)
def test_decisions_that_contradict_each_other_are_told(
    setup: Setup, lines: list[tuple[str, str, str]], said: str
) -> None:
    records = [returned(setup, name, unit_name="张村", phone=name) for name in "abc"]
    decided = [(n, sha(one), sha(two), what) for n, (one, two, what) in enumerate(lines, 2)]
    outcome, _ = together(setup, *records, decided=decided)
    assert [said in problem for problem in outcome.problems] == [True]


def test_a_decision_survives_what_spreadsheets_do_to_it(setup: Setup) -> None:
    records = [returned(setup, name, unit_name="张村", phone=name) for name in ("a.pdf", "b.pdf")]
    one, two = sha("a.pdf")[:12].upper(), f" {sha('b.pdf')[:20]} "
    outcome, _ = together(setup, *records, decided=[(2, one, two, "同 一 单 位")])
    assert groups(outcome) == [["a.pdf", "b.pdf"]]


@pytest.mark.parametrize(
    "content",
    [
        "\ufeff决定,文件的 SHA-256,另一文件的 SHA-256\r\n分开,{a},{b}\r\n",
        "疑似同一单位,,\n决定\t文件的 SHA-256\t另一文件的 SHA-256\n分开\t{a}\t{b}\n",
        'sep=;\n"决定";"文件的SHA-256";"另一文件的SHA-256"\n"分开";"\'{a}";"{b}"\n',
        "决定，文件的 SHA-256，另一文件的 SHA-256\n分开，{a}，{b}\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_decision_file_is_read_as_spreadsheets_save_it(
    setup: Setup, tmp_path: Path, content: str, encoding: str
) -> None:
    path = tmp_path / "同一单位.csv"
    path.write_bytes(content.format(a=sha("a"), b=sha("b")).encode(encoding, "replace"))
    (line,) = read_decisions(path, setup.summary)
    assert line[1:] == (sha("a"), sha("b"), "分开")


def test_the_sheet_of_suspects_is_a_decision_file_once_its_column_is_filled_in(
    root: Path, make: Make, tmp_path: Path
) -> None:
    inbox = tmp_path / "in"
    inbox.mkdir()
    for name, phone in (("a", "1"), ("b", "2")):
        (inbox / f"{name}.pdf").write_bytes(make(answers={"unit-name": "张村", "phone": phone}))
    collect(root, Options([inbox], json=tmp_path / "1.json", csv=tmp_path / "csv", jobs=1))
    sheet = (tmp_path / "csv" / "疑似同一单位.csv").read_text("utf-8-sig")
    rows = list(csv.reader(io.StringIO(sheet)))
    assert "联系电话：1／2" in rows[1][rows[0].index("不同之处")]
    assert "单位名称：张村" in rows[1][rows[0].index("相同之处")]
    rows[1][rows[0].index("决定")] = "同一单位"
    with (tmp_path / "同一单位.csv").open("w", encoding="gbk", newline="") as file:
        csv.writer(file).writerows(rows)
    decided = Options([inbox], json=tmp_path / "2.json", decisions=tmp_path / "同一单位.csv", jobs=1)
    done = collect(root, decided)
    assert done.problems == ()
    assert len(done.outcome.units) == 1


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


def test_figures_that_are_far_apart_keep_checklist_and_application_apart(setup: Setup) -> None:
    outcome, _ = together(
        setup,
        returned(setup, "a.pdf", unit_name="某某村", members="747"),
        returned(setup, "b.pdf", "application", unit_name="某某村", type="villages", members="62"),
    )
    assert len(outcome.units) == 2
    assert whys(outcome) == ["same-name"]


def test_a_type_that_differs_between_the_forms_of_a_unit(setup: Setup) -> None:
    outcome, files = together(
        setup,
        returned(setup, "a.pdf", unit_name="某某村", key="k"),
        returned(setup, "b.pdf", "application", unit_name="某某村", type="townships", key="k"),
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
        ("某县第十二小学", "某县第二十小学", []),
        ("某县第三十一小学", "某县第三小学", []),
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
        returned(setup, "c.pdf"),
    )
    assert dict(outcome.counts.of("6.1.1")) == {"unmet": 1, "": 1}
    assert dict(outcome.counts.of("6.1.2")) == {"": 2}
    assert outcome.counts.forms["villages"] == 2


def test_a_merged_result_is_taken_in_once(setup: Setup) -> None:
    line = entries.make(returned(setup, "a.pdf", unit_name="某某村"), setup)
    with Store() as store:
        store.add(line)
        store.add(line)
        assert len(store.index) == 1
        assert json.loads(line.line)["path"] == store.entry(store.index[0])["path"]


def test_a_form_without_any_answer_is_told_and_counts_nowhere(setup: Setup) -> None:
    outcome, files = together(setup, returned(setup, "a.pdf"), returned(setup, "b.pdf", unit_name="乙"))
    assert groups(outcome) == [["b.pdf"]]
    assert "blank" in files["a.pdf"]["doubts"]
    assert not files["a.pdf"]["used"]
    assert outcome.counts.forms["villages"] == 1
