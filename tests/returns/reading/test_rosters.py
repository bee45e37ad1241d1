"""Rosters as people make them: whatever stands around the cells, and what does not fit into a field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from generator.errors import UsageError
from generator.returns.reading.roster import Roster, read_roster
from generator.returns.reading.setup import Setup
from tests.machine import through_libreoffice

Read = Callable[..., Roster]

CODE = "91110000600037341L"


@pytest.fixture
def roster(setup: Setup, tmp_path: Path) -> Read:
    """A roster from the text of a CSV file, or from rows of a workbook."""

    def read(content: str | bytes | list[list[Any]], *merged: str) -> Roster:
        path = tmp_path / "名册"
        if isinstance(content, list):
            book = openpyxl.Workbook()
            sheet = book.active
            assert sheet is not None
            for row in content:
                sheet.append(row)
            for area in merged:
                sheet.merge_cells(area)
            book.save(path)
        else:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_roster(path, setup)

    return read


def test_a_workbook_with_a_title_totals_and_merged_cells(roster: Read) -> None:
    found = roster(
        [
            ["某县基层工会名册", None, None, None],
            [None, None, None, None],
            ["序号", "单位名称（必填）", "所属地区／产业", "联系电话*"],
            [1, "张村", "白沙镇", 13800000001],
            [2, "李村", None, "0371-65500001"],
            ["合计", 2, None, None],
        ],
        "A1:D1",
        "C4:C5",
    )
    assert [(u.line, u.name, u.values.get("region"), u.values.get("phone")) for u in found.units] == [
        (4, "张村", "白沙镇", "13800000001"),
        (5, "李村", "白沙镇", "0371-65500001"),
    ]
    assert any("第 6 行是合计" in problem for problem in found.problems)


def test_the_first_sheet_that_holds_anything_is_read(setup: Setup, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("名册")
    sheet.append(["单位名称", "本届任期起"])
    sheet.append(["张村", date(2024, 3, 1)])
    book.save(tmp_path / "a.xlsx")
    (unit,) = read_roster(tmp_path / "a.xlsx", setup).units
    assert unit.values == {"term-from": "2024-03-01"}


@pytest.mark.parametrize(
    "content",
    [
        "sep=;\n单位名称;类别\n张村;6\n",
        "单位名称;类别\n张村;6\n",
        "单位名称\t类别\n张村\t6\n",
        '"单位名称\n（必填）",类别\n张村,6\n',
        "某县名册\n\n单位名称,类别\n张村,6\n",
        '"说明：请按单位；逐行；填写；名称","",""\n单位名称,类别,\n张村,6,\n',
        "\ufeff单位名称,类别\n张村,6\n",
    ],
)
def test_whatever_stands_above_and_between_the_cells(roster: Read, content: str) -> None:
    (unit,) = roster(content).units
    assert (unit.name, unit.standard) == ("张村", "villages")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "gb18030"])
def test_text_without_a_mark_of_its_encoding(roster: Read, encoding: str) -> None:
    (unit,) = roster("单位名称,类别\n镕堃村,6\n".encode(encoding)).units
    assert unit.name == "镕堃村"


@pytest.mark.parametrize(
    "total", ["合计", "总 计", "小计", "共计", "合计（60个）", "白沙镇小计", "总计60个单位", "本页合计："]
)
def test_lines_of_totals_are_no_units(roster: Read, total: str) -> None:
    found = roster(f"单位名称,职工数\n张村,3\n{total},3\n")
    assert [unit.name for unit in found.units] == ["张村"]
    assert "第 3 行是合计，没有用" in found.problems


@pytest.mark.parametrize("name", ["合计科技有限公司", "会计师事务所", "设计院", "注册会计师协会", "说明书厂"])
def test_a_unit_whose_name_sounds_like_a_total_or_a_note_is_a_unit(roster: Read, name: str) -> None:
    assert [unit.name for unit in roster(f"单位名称,类别\n{name},2\n").units] == [name]


@pytest.mark.parametrize("note", ["注：一式两份，盖章。", "填表人：张三　审核人：李四", "备注: 见附件"])
def test_notes_below_the_table_are_no_units(roster: Read, note: str) -> None:
    found = roster(f"单位名称,类别\n张村,6\n{note},\n")
    assert [unit.name for unit in found.units] == ["张村"]
    assert any("第 3 行是说明" in problem for problem in found.problems)


def test_a_line_that_one_merged_cell_covers_is_no_unit(roster: Read) -> None:
    rows = [["序号", "单位名称", "类别"], ["一、白沙镇（1个）"], [1, "张村", 6], ["以上单位 6 月底前报齐"]]
    found = roster(rows, "A2:C2", "A4:C4")
    assert [unit.name for unit in found.units] == ["张村"]
    assert sum("整行是一句话" in problem for problem in found.problems) == 2


@pytest.mark.parametrize(
    "type_", ["附件六", "附件 ６", "六", "6", "村（社区）", "村(社区)", "社区", "villages"]
)
def test_a_type_is_known_by_any_of_its_names(roster: Read, type_: str) -> None:
    assert roster(f"单位名称,类别\n张村,{type_}\n").units[0].standard == "villages"


def test_a_type_that_is_none_is_told_with_those_that_there_are(roster: Read) -> None:
    (problem,) = roster("单位名称,类别\n张村,行政村\n").problems
    assert "认不出" in problem
    assert "6 村（社区）" in problem


def test_two_lines_under_one_merged_name_are_one_unit(roster: Read) -> None:
    rows = [["单位名称", "类别", "联系人"], ["张村", 6, "王五"], [None, None, "赵六"], ["李村", 6, "钱七"]]
    found = roster(rows, "A2:A3", "B2:B3")
    assert [(u.name, u.values["contact"]) for u in found.units] == [("张村", "王五"), ("李村", "钱七")]
    assert any("一个合并的单元格" in problem for problem in found.problems)


@pytest.mark.parametrize(
    "content",
    [
        "单位：,某某县总工会\n名称：,名册\n序号,单位名称,类别,联系人\n1,张村,6,王五\n",
        "单位名称,类别,联系方式,\n,,联系人,联系电话\n张村,6,王五,\n",
        "单位名称,类别,联系人\n张村,6,王五\n单位名称,类别,联系人\n",
        "单位名称，类别，联系人\n张村，6，王五\n",
        "单位名称|类别|联系人\n张村|6|王五\n",
        '"sep=;"\n单位名称;类别;联系人\n张村;6;王五\n',
        "填写说明，请先看：一，二，三，四\n单位名称,类别,联系人\n张村,6,王五\n",
        "单位,单位名称,类别,联系人\n某某县总工会,张村,6,王五\n",
        '单位名称,类别,联系人\n"张\n村",6,王五\n',
        "单位名称,类别,联系人,联系电话\n张村,6,王五,——\n",
        "单位名称,类别,联系⼈\n张村,6,王五\n",
        "单位名称\u200b,类别,联系人\n\ufeff张\u200b村\u200e,6,王五\n",
    ],
)
def test_the_row_with_the_most_headings_is_that_of_the_headings(roster: Read, content: str) -> None:
    (unit,) = roster(content).units
    assert (unit.name, unit.standard, dict(unit.values)) == ("张村", "villages", {"contact": "王五"})


def test_a_heading_in_two_merged_rows_is_one_heading(roster: Read) -> None:
    rows = [["单位名称", "联系方式", None], [None, "联系人", "联系电话"], ["张村", "王五", "0371-65500001"]]
    (unit,) = roster(rows, "A1:A2", "B1:C1").units
    assert dict(unit.values) == {"contact": "王五", "phone": "0371-65500001"}


@pytest.mark.parametrize("suffix", ["xls", "ods", "xlsx"])
def test_what_libreoffice_saves_is_read_with_its_merged_cells(
    tmp_path: Path, setup: Setup, suffix: str
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["某县名册"],
        ["单位名称", "类别", "乡镇"],
        ["张村", 6, "白沙镇"],
        ["李村", "=3+3"],
        ["合计", 2],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("C3:C4")
    hidden = book.create_sheet("字典", 0)
    hidden.append(["单位名称"])
    hidden.append(["不是单位"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    (saved,) = through_libreoffice([tmp_path / "a.xlsx"], suffix, tmp_path / "out")
    found = read_roster(saved, setup).units
    assert [(u.name, u.standard, u.values["group"]) for u in found] == [
        ("张村", "villages", "白沙镇"),
        ("李村", "villages", "白沙镇"),
    ]


def test_the_sheet_with_the_headings_is_read_and_others_like_it_are_told(
    setup: Setup, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    book.active.append(["请各单位按要求填写"])
    for town in ("白沙镇", "青山镇"):
        sheet = book.create_sheet(town)
        sheet.append(["单位名称", "类别"])
        sheet.append([f"{town}张村", 6])
    book.save(tmp_path / "a.xlsx")
    found = read_roster(tmp_path / "a.xlsx", setup)
    assert [unit.name for unit in found.units] == ["白沙镇张村"]
    assert any("青山镇" in problem for problem in found.problems)


def test_columns_that_are_not_known_are_told_in_one_line(roster: Read) -> None:
    found = roster("序号,单位名称,备注一,备注二,单位\n1,张村,a,b,c\n")
    assert found.problems == ("列“单位”与别的列重复，没有用", "不认识的列“序号”、“备注一”、“备注二”，没有用")


def test_formulas_without_a_result_and_errors_are_told_never_taken_for_blank(roster: Read) -> None:
    error = "=VLOOKUP(A2,B:B,1,0)"
    found = roster([["单位名称", "类别", "统一社会信用代码"], ["张村", error, "=TRIM(D2)"]])
    told = [problem for problem in found.problems if "第 2 行的“" in problem and "公式或错误值" in problem]
    assert ["类别" in told[0], "统一社会信用代码" in told[1], len(told)] == [True, True, 2]


def test_a_line_of_which_nothing_is_stored_is_told(roster: Read) -> None:
    found = roster([["单位名称"], ["张村"], ["=A2"]])
    assert any("第 3 行" in problem for problem in found.problems)


@pytest.mark.parametrize("share", [0.955, 1, "0.5"])
def test_a_share_in_place_of_a_percentage_is_told_and_goes_into_no_form(roster: Read, share: object) -> None:
    found = roster([["单位名称", "入会率"], ["张村", share]])
    assert any("百分之" in problem for problem in found.problems)
    assert not found.units[0].values


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<html><table><tr><td>单位名称</td></tr></table></html>", "网页"),
        ('<?xml version="1.0"?><Workbook/>', "XML"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "另存为"),
        ('单位名称,类别\n"张村,6\n李村,6\n', "第 2 行的引号"),
        ("单位名称,类别\n", "一个单位也没有"),
        ("单位名称,类别\n合计,3\n", "一个单位也没有"),
        ("单位名称,类别\n张村,6\n".encode() + b"\xe6\x9d,6\n", "第 3 行有存坏了的字"),
        ("代号,栏目,可填,纸质件1\nform-id,表,,a\nunit-name,单位名称,,张村\nphone,联系电话,,1\n", "一栏一行"),
    ],
)
def test_what_is_no_roster_is_told_with_its_reason(roster: Read, content: str | bytes, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        roster(content)


@pytest.mark.parametrize(
    ("cell", "phone"), [("13800138000.0", "13800138000"), (13800138000.0, "13800138000")]
)
def test_a_number_of_another_program_is_a_telephone_without_its_fraction(
    roster: Read, cell: object, phone: str
) -> None:
    assert roster([["单位名称", "联系电话"], ["张村", cell]]).units[0].values == {"phone": phone}


@pytest.mark.parametrize(
    ("heading", "cell", "said"),
    [
        ("统一社会信用代码", "9.14101E+17", "科学计数法"),
        ("联系电话", "3.71E+09", "科学计数法"),
        ("统一社会信用代码", CODE + "1", "18"),
        ("职工数", "三百", "三百"),
        ("入会率", "195", "195"),
        ("本届任期起", "2026年13月", "2026年13月"),
        ("邮编", "45000", "45000"),
        ("统一社会信用代码", CODE[:-1] + "K", "校验位"),
    ],
)
def test_each_cell_is_held_against_its_field(roster: Read, heading: str, cell: str, said: str) -> None:
    found = roster(f"单位名称,{heading}\n张村,3\n李村,{cell}\n".replace("张村,3\n", ""))
    (problem,) = [p for p in found.problems if "李村" in p]
    assert problem.startswith("第 2 行“李村”的“" + heading + "”填的是“" + cell + "”")
    assert said in problem
    assert cell not in found.units[0].values.values(), "what breaks a rule goes into no form"


@pytest.mark.parametrize("cell", [f'"=""{CODE}"""', f"'{CODE}", CODE.lower()])
def test_what_keeps_a_long_number_is_no_part_of_it(roster: Read, cell: str) -> None:
    (unit,) = roster(f"单位名称,统一社会信用代码\n张村,{cell}\n").units
    assert unit.code.upper() == CODE


def test_a_long_number_in_a_workbook_is_told(roster: Read) -> None:
    found = roster([["单位名称", "统一社会信用代码"], ["张村", 914101001234567890]])
    assert any("科学计数法" in problem for problem in found.problems)
    assert found.units[0].code == ""


@pytest.mark.parametrize(
    ("lines", "repeated"),
    [
        ("张村,6,,甲县\n张村,6,,乙县\n", False),
        ("张村,6,,甲县\n张村,6,,甲县\n", True),
        (f"张村,6,{CODE},\n李村,6,{CODE},\n", True),
        (f"张村,6,{CODE},\n张村,6,,\n", False),
    ],
)
def test_lines_that_cannot_be_told_apart_are_found(roster: Read, lines: str, repeated: bool) -> None:
    found = roster("单位名称,类别,统一社会信用代码,所属地区／产业\n" + lines)
    assert (len({unit.key for unit in found.units}) == 1) is repeated
    assert any("分不清" in problem for problem in found.problems) is repeated


def test_radicals_copied_from_a_pdf_are_the_hanzi_that_they_stand_for(roster: Read) -> None:
    (unit,) = roster("单位名称,联系人\n⺠权县⾦⽔村,⻢三\n").units
    assert (unit.name, unit.values["contact"]) == ("民权县金水村", "马三")


def test_a_town_changes_no_key_but_of_names_that_need_it(roster: Read) -> None:
    plain = {unit.name: unit.key for unit in roster("单位名称,类别\n张村,6\n李村,6\n").units}
    towns = roster("单位名称,类别,乡镇\n张村,6,白沙镇\n李村,6,青山镇\n张村,6,青山镇\n").units
    assert [unit.key == plain[unit.name] for unit in towns] == [False, True, False]


@pytest.mark.parametrize("heading", ["乡镇", "地区", "系统"])
def test_two_villages_of_one_name_are_told_by_their_town(roster: Read, heading: str) -> None:
    rows = "张村,6,甲县,白沙镇\n张村,6,甲县,青山镇\n"
    found = roster(f"单位名称,类别,所属地区／产业,{heading}\n" + rows)
    assert len({unit.key for unit in found.units}) == 2
    assert not any("分不清" in problem for problem in found.problems)


@pytest.mark.parametrize("content", [b"PK\x03\x04 no workbook", b"PK\x05\x06"])
def test_a_workbook_that_cannot_be_read_is_told(roster: Read, content: bytes) -> None:
    with pytest.raises(UsageError):
        roster(content)
