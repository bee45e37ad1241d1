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


@pytest.mark.parametrize("total", ["合计", "总 计", "小计", "共计"])
def test_lines_of_totals_are_no_units(roster: Read, total: str) -> None:
    found = roster(f"单位名称,职工数\n张村,3\n{total},3\n")
    assert [unit.name for unit in found.units] == ["张村"]


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


@pytest.mark.parametrize("content", [b"PK\x03\x04 no workbook", b"PK\x05\x06"])
def test_a_workbook_that_cannot_be_read_is_told(roster: Read, content: bytes) -> None:
    with pytest.raises(UsageError):
        roster(content)
