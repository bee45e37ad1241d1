"""一览, 问题, 统计: the sheets that a campaign is led by."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from pikepdf import Dictionary, Name, String

from generator.cli import main
from generator.returns import finish, read_file
from generator.returns.collect import Options, collect
from generator.returns.prefill import prefill
from generator.returns.reading.given import Given
from generator.returns.reading.roster import Roster, RosterUnit
from generator.returns.reading.setup import Setup
from generator.returns.report.campaign import read_campaign
from generator.returns.report.files import rejected
from generator.returns.report.missing import missing
from generator.returns.report.overview import overview
from generator.returns.report.problems import problems_of
from generator.returns.report.replies import reply_files
from generator.returns.report.report import Report
from generator.returns.report.statistics import blocks
from generator.returns.report.summary import recommended, summary
from tests.returns import sample
from tests.returns.conftest import Make
from tests.returns.reading.pdf_edits import edited
from tests.returns.report.conftest import COUNT, Run, table

RATED = {"item-6-1-1-rating": "met", "item-6-1-2-rating": "na", "item-6-1-2-facts": "没有此项"}


def lines(*units: tuple[str, str], group: str = "") -> Roster:
    """A roster of (name, type)."""
    values = {"group": group} if group else {}
    return Roster(tuple(RosterUnit(n, name, "", slug, values) for n, (name, slug) in enumerate(units, 2)), ())


@pytest.fixture
def report(setup: Setup) -> Callable[..., Report]:
    """A report of files by name, held against a roster."""

    def made(files: dict[str, bytes], roster: Roster | None = None) -> Report:
        return finish([read_file(data, name, setup) for name, data in files.items()], setup, roster)

    return made


def test_the_first_sheet_has_every_line_of_the_roster_in_its_order(campaign: Run) -> None:
    book = openpyxl.load_workbook(campaign.book)
    assert book.sheetnames[0] == "一览"
    listed = table(campaign.book, "一览", "单位名称")
    assert [row["单位名称"] for row in listed] == [unit["name"] for unit in sample.units(COUNT)]
    assert {row["自评表"] for row in listed} == {"√", "缺", "退"}
    assert all(
        row["情况"] == ("已报" if {row["自评表"], row["申报表"]} == {"√"} else row["情况"]) for row in listed
    )
    assert {row["盖章件"] for row in listed} == {None}


def test_what_is_due_is_the_sum_of_what_became_of_it(campaign: Run) -> None:
    listed = table(campaign.book, "一览", "单位名称")
    sheet = openpyxl.load_workbook(campaign.book)["一览"]
    totals = [[c for c in row if c is not None] for row in sheet.values if row[0] == "合计"]
    assert len(totals) == 2, "by type and by region"
    for _, due, complete, back, open_, partly in totals:
        assert due == COUNT == complete + back + open_
        assert complete == sum(row["情况"] == "已报" for row in listed)
        assert back == sum(row["情况"] == "退回" for row in listed)
        assert partly == sum(row["情况"] == "缺表" for row in listed)


def test_a_form_that_was_refused_is_not_said_to_lack(report: Callable[..., Report], make: Make) -> None:
    files = {
        "收件/甲村.pdf": make(answers={"unit-name": "甲村"} | RATED),
        "收件/甲村 申报表.pdf": b"%PDF-1.7",
    }
    found = report(files, lines(("甲村", "villages")))
    assert [entry.state for entry in missing(found)] == ["申报表交了，但没有收下（甲村 申报表.pdf）"]
    assert found.listed[0].due.state == "back"


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("白沙镇收件/不知道.pdf", "没有交"),
        ("收件/白沙镇第一小学 自评表.pdf", "没有交"),
        ("收件/白沙镇工会.zip!/表.pdf", "交了，但没有收下（表.pdf）"),
        ("收件/白沙镇自评表.pdf", "自评表交了，但没有收下（白沙镇自评表.pdf）；缺申报表"),
    ],
)
def test_a_refused_file_is_the_units_that_its_own_name_tells(
    report: Callable[..., Report], path: str, state: str
) -> None:
    roster = lines(("白沙镇工会", "townships"), ("白沙镇第一小学", "state-sector"))
    assert missing(report({path: b"%PDF-1.7"}, roster))[0].state == state


def test_of_two_lines_of_one_name_neither_takes_the_others_form(
    report: Callable[..., Report], make: Make
) -> None:
    roster = lines(("和平村", "villages"), ("和平村", "villages"))
    found = report({"1.pdf": make(answers={"unit-name": "和平村"} | RATED)}, roster)
    assert [entry.due.found for entry in found.listed if entry.expected] == [None, None]
    assert [entry.state for entry in missing(found)] == [
        "收到同名的表（1.pdf），分不清是哪个单位的，请核对"
    ] * 2


def test_replies_to_units_of_one_name_say_which(report: Callable[..., Report]) -> None:
    units = [
        RosterUnit(n, "张村", "", "villages", {"group": town, "phone": str(n)}, str(n))
        for n, town in enumerate(("白沙镇", "青山镇"))
    ]
    made = report({"空.pdf": b""}, Roster((*units, RosterUnit(5, "李村", "", "villages", {}, "5")), ()))
    found = dict(reply_files(made))
    assert {"张村（白沙镇）.txt", "张村（青山镇）.txt", "李村.txt"} <= set(found)
    assert found["张村（青山镇）.txt"].startswith("张村（青山镇）")


def test_replies_to_units_of_one_name_and_no_town_say_of_which_type(report: Callable[..., Report]) -> None:
    units = [
        RosterUnit(n, "白沙", "", standard, {"phone": str(n)}, str(n))
        for n, standard in enumerate(("villages", "townships"))
    ]
    made = report({"空.pdf": b""}, Roster(tuple(units), ()))
    shorts = [s.short for s in made.setup.standards if s.id in ("villages", "townships")]
    assert {f"白沙（{short}）.txt" for short in shorts} <= set(dict(reply_files(made)))


def test_a_checklist_of_another_type_is_told_and_counts_for_no_type(
    report: Callable[..., Report], make: Make
) -> None:
    data = make("checklist-townships", {"unit-name": "甲村", "item-5-1-1-rating": "met"})
    found = report({"1.pdf": data}, lines(("甲村", "villages")))
    assert found.listed[0].due.marks["checklist"] == "wrong"
    assert not found.outcome.counts.forms["townships"]
    (problem,) = [p for p in problems_of(found) if p.rule == "other-form-expected"]
    assert problem.severity == "must"
    assert "请改填“村（社区）”的表" in problem.message


def test_a_form_without_any_answer_counts_nowhere(report: Callable[..., Report], make: Make) -> None:
    empty = make(answers={"unit-name": "", "union-name": "", "fill-date": "", "filled-by": ""})
    found = report({"1.pdf": empty, "2.pdf": make(answers={"unit-name": "乙村"} | RATED)})
    assert found.outcome.counts.forms["villages"] == 1
    assert [unit.first("name") for _, unit, _ in found.units()] == ["乙村"]
    assert [p.rule for p in problems_of(found) if p.path == "1.pdf"] == ["blank"]


def test_a_form_that_came_back_as_it_was_prefilled_counts_nowhere(root: Path, tmp_path: Path) -> None:
    (tmp_path / "名册.csv").write_text("单位名称,类别,联系人\n甲村,6,张三\n", "utf-8")
    prefill(root, tmp_path / "名册.csv", tmp_path / "发")
    collect(root, Options([tmp_path / "发"], tmp_path / "o.xlsx", expected=tmp_path / "名册.csv", jobs=1))
    (row,) = table(tmp_path / "o.xlsx", "一览", "单位名称")
    assert (row["自评表"], row["申报表"], row["情况"]) == ("空", "空", "退回")
    assert not table(tmp_path / "o.xlsx", "汇总表", "推荐意见")


def test_a_prefilled_form_with_only_a_date_is_told_as_empty_and_counts_in_no_sheet(
    report: Callable[..., Report], make: Make
) -> None:
    dated = make(answers={"unit-name": "甲村", "fill-date": "2026年5月20日", "form-unit": "k1"})
    found = report({"1.pdf": dated}, lines(("甲村", "villages")))
    assert found.listed[0].due.marks["checklist"] == "blank"
    assert [p.rule for p in problems_of(found)] == ["nothing-answered"]
    assert not list(summary(found).rows)
    assert not list(recommended(found).rows)
    assert not blocks(found)[0].rows


def test_what_is_open_is_one_row_a_form_and_what_follows_from_it_none(
    report: Callable[..., Report], make: Make
) -> None:
    totals = {"total-met": "1", "total-basic": "0", "total-unmet": "0", "total-na": "1"}
    found = report({"1.pdf": make(answers={"unit-name": "甲村"} | RATED | totals)})
    rows = problems_of(found)
    assert [p.rule for p in rows] == ["required"]
    assert rows[0].message.startswith("未填 21 处：")
    assert found.outcome.totals["doubts"] > 20, "every single one is in the JSON"


def test_a_form_that_was_replaced_has_no_problems_of_its_own(
    report: Callable[..., Report], make: Make
) -> None:
    old = make(answers={"unit-name": "甲村", "fill-date": "2026年5月1日", "members": "十"} | RATED)
    new = make(answers={"unit-name": "甲村", "fill-date": "2026年5月9日"} | RATED)
    found = report({"旧.pdf": old, "新.pdf": new})
    assert {p.path for p in problems_of(found)} == {"新.pdf"}


def test_problems_come_gravest_first(campaign: Run) -> None:
    grades = [row["轻重"] for row in table(campaign.book, "问题", "轻重")]
    order = ["必须改", "请看", "供参考"]
    assert grades == sorted(grades, key=lambda g: order.index(str(g)))
    assert len(set(grades)) > 1


def test_one_file_cannot_fill_the_sheet_of_problems(report: Callable[..., Report], make: Make) -> None:
    def add(pdf: pikepdf.Pdf, _: dict[str, pikepdf.Object]) -> None:
        fields = pdf.Root.AcroForm.Fields
        fields.extend(Dictionary(FT=Name.Tx, T=String(f"x{n}"), V=String("v")) for n in range(3000))

    found = [p for p in problems_of(report({"1.pdf": edited(make(), add)})) if p.rule == "extra-field"]
    assert len(found) == 100
    assert "2901" in found[-1].message


def test_the_rate_has_a_denominator_of_its_own(report: Callable[..., Report], make: Make) -> None:
    found = report({"1.pdf": make(answers={"unit-name": "甲村"} | RATED)})
    by_type = blocks(found)[0]
    row = dict(zip(by_type.headings, by_type.rows[0], strict=True))
    assert (row["应填条数"], row["不适用"], row["适用条数"], row["达标"]) == (23, 1, 22, 1)
    assert row["自评达标率（％）"] == round(100 / 22, 1)


def test_without_a_roster_nobody_is_said_to_be_due(report: Callable[..., Report], make: Make) -> None:
    found = report({"1.pdf": make(answers={"unit-name": "甲村"} | RATED)})
    assert "应报" not in overview(found)[0].headings
    assert [entry.due.unit.name for entry in found.listed] == ["甲村"]


def test_a_campaign_of_one_kind_of_form_asks_for_no_other(root: Path, make: Make, tmp_path: Path) -> None:
    (tmp_path / "甲.pdf").write_bytes(make(answers={"unit-name": "甲村"} | RATED))
    (tmp_path / "名册.csv").write_text("单位名称,类别\n甲村,6\n乙村,6\n", "utf-8")
    (tmp_path / "活动.yml").write_text("名称: 自查\n收哪些表: [自评表]\n", "utf-8")
    options = Options(
        [tmp_path / "甲.pdf"], tmp_path / "o.xlsx", expected=tmp_path / "名册.csv",
        campaign=tmp_path / "活动.yml", jobs=1,
    )  # fmt: skip
    collect(root, options)
    assert [row["名册上的单位"] for row in table(tmp_path / "o.xlsx", "未交", "情况")] == ["乙村"]
    assert "申报表" not in table(tmp_path / "o.xlsx", "一览", "单位名称")[0]
    assert openpyxl.load_workbook(tmp_path / "o.xlsx")["一览"]["A1"].value == "自查一览"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("收哪些表: [考核表]\n", "考核表"),
        ("名字: 自查\n", "可以写的项：名称、"),
        ("名称：自查\n截止日期：六月\n", "冒号是英文的"),
        ("名称:自查\n", "后面空一格"),
        ("截止日期: 2026-06-30\n", '"2026-06-30"'),
        ("邮箱: @abc\n", "加引号"),
        ("名称: [\n", "活动.yml:"),
        (None, "活动.yml"),
    ],
)
def test_a_campaign_file_that_does_not_fit_is_told_with_its_line(
    root: Path, make: Make, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | None, said: str
) -> None:
    (tmp_path / "甲.pdf").write_bytes(make())
    if text is not None:
        (tmp_path / "活动.yml").write_text(text, "utf-8")
    arguments = ["--root", str(root), "collect", str(tmp_path / "甲.pdf"), "--out", str(tmp_path / "o.xlsx")]
    assert main([*arguments, "--campaign", str(tmp_path / "活动.yml")]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "o.xlsx").exists()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("收哪些表: 自评表\n", ["checklist"]),
        ("收哪些表: 申报表、自评表\n", ["checklist", "application"]),
        ("收哪些表: [自评表，申报表]\n", ["checklist", "application"]),
        ("收哪些表:\n  - 申报表\n电话: 13800000000\n份数: 2\n", ["application"]),
        ("名称: 自查\n", []),
    ],
)
def test_kinds_of_form_are_listed_as_people_write_lists(setup: Setup, text: str, kinds: list[str]) -> None:
    found = read_campaign(Given("活动.yml", text.encode()), setup)
    assert sorted(found.due(setup.kinds)) == sorted(kinds)


def test_charts_show_shares_and_no_page_cuts_them(campaign: Run) -> None:
    sheet = openpyxl.load_workbook(campaign.book)["统计"]
    types, top = sorted(sheet._charts, key=lambda c: c.anchor._from.row)
    assert types.grouping == "percentStacked"
    breaks = [0, *(b.id for b in sheet.row_breaks.brk), sheet.max_row + 60]
    for chart in (types, top):
        start, end = chart.anchor._from.row, chart.anchor.to.row
        assert not [b for b in breaks if start < b <= end], "a chart stands between two breaks"


def test_paper_stands_beside_the_number_of_files(campaign: Run, root: Path, tmp_path: Path) -> None:
    collect(root, Options([campaign.result], json=tmp_path / "x.json", paper=tmp_path / "p"))
    path = tmp_path / "p" / "补录-checklist-villages.csv"
    text = path.read_text("utf-8-sig").replace("unit-name,单位名称,", "unit-name,单位名称,,纸上村", 1)
    path.write_text(text, "utf-8-sig")
    before = json.loads(campaign.result.read_bytes())["totals"]["accepted"]
    statement = collect(root, Options([campaign.result, path], json=tmp_path / "y.json")).statement
    assert f"收下 {before} 个" in statement
    assert statement.endswith("另有纸质件补录 1 份，不在文件数里。")


def test_the_same_refused_file_is_one_row_with_all_its_places(report: Callable[..., Report]) -> None:
    found = report({"一/坏.pdf": b"%PDF-1.7", "二/坏.pdf": b"%PDF-1.7", "空.pdf": b"", "白.pdf": b""})
    rows = [list(row) for row in rejected(found).rows]
    assert [row[0] for row in rows] == ["一/坏.pdf\n二/坏.pdf", "白.pdf", "空.pdf"]
    assert found.outcome.totals["rejected"] == 4


CLOSED = {
    "收件/白沙镇和平村工会 自评表.rar": b"Rar!\x1a\x07\x01\x00 closed",
    "收件/05_青山镇李庄村材料.msg": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    + b"__properties_version1.0".ljust(600),
    "收件/临河乡/新建文件夹(2).rar": b"Rar!\x1a\x07\x01\x00 closed too",
    "收件/2026年10月5日某某县第12小学申报表.rar": b"Rar!\x1a\x07\x01\x00 and another",
    "收件/IMG_20260501.heic": b"\x00\x00\x00\x18ftypheic",
    "收件/东风乡王村.zip!/扫描件1.jpg": b"\xff\xd8\xff\xe0 a picture",
}


@pytest.mark.parametrize("roster", [None, lines(("白沙镇和平村", "villages"))])
def test_a_closed_file_says_which_unit_it_seems_to_come_from(
    report: Callable[..., Report], roster: Roster | None
) -> None:
    made = rejected(report(CLOSED, roster))
    at = [column.key for column in made.columns].index("unit")
    told = {str(row[0]).rpartition("/")[2]: row[at] for row in made.rows}
    assert told == {
        "白沙镇和平村工会 自评表.rar": "白沙镇和平村" if roster else "白沙镇和平村工会",
        "05_青山镇李庄村材料.msg": "青山镇李庄村",
        "新建文件夹(2).rar": "",
        "2026年10月5日某某县第12小学申报表.rar": "某某县第12小学",
        "IMG_20260501.heic": "",
        "扫描件1.jpg": "东风乡王村",
    }
