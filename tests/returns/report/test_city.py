"""Counties' workbooks and results put together: nothing is counted twice, no two places become one."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from generator.returns.collect import Options, collect
from tests.returns.conftest import Make
from tests.returns.report.conftest import table

County = Callable[..., Path]


@pytest.fixture
def county(root: Path, make: Make, tmp_path: Path) -> County:
    """A county's workbook and its result: its units by name, and the lines of its roster."""

    def collected(name: str, units: dict[str, dict[str, str]], lines: str, book: str = "") -> Path:
        inbox = tmp_path / f"{name}收件"
        inbox.mkdir(exist_ok=True)
        for unit, answers in units.items():
            head = {"unit-name": unit, "union-name": "", "filled-by": ""}
            (inbox / f"{unit}.pdf").write_bytes(make(answers=head | answers))
        (tmp_path / f"{name}.csv").write_text(f"单位名称,类别,乡镇,联系电话\n{lines}", encoding="utf-8")
        out = tmp_path / (book or f"{name}.xlsx")
        out.parent.mkdir(exist_ok=True)
        roster = tmp_path / f"{name}.csv"
        collect(root, Options([inbox], out, out.with_suffix(".json"), expected=roster, jobs=1))
        return out

    return collected


MET = {"item-6-1-1-rating": "met"}
ONE = "张村,6,白沙镇,\n李村,6,白沙镇,0371-1\n王村,6,白沙镇,\n"
TWO = "张村,6,,\n赵村,6,青山镇,0371-2\n"


def listed(book: Path) -> list[tuple[object, ...]]:
    """Number, name and marks of every unit in 一览."""
    rows = table(book, "一览", "盖章件")
    return [(row["序号"], row["单位名称"], row["自评表"], row["情况"]) for row in rows]


def sums(book: Path) -> dict[str, list[object]]:
    """The rows of the counts by their names."""
    values = openpyxl.load_workbook(book)["一览"].iter_rows(min_row=5, values_only=True)
    return {str(row[0]): list(row[2:7]) for row in values if row[0] and isinstance(row[2], int)}


@pytest.mark.parametrize("second", [".xlsx", ".json"])
def test_each_county_has_a_village_of_its_own_under_one_name(
    root: Path, county: County, tmp_path: Path, second: str
) -> None:
    one = county("甲县", {"张村": MET, "李村": MET}, ONE)
    two = county("乙县", {"张村": MET | {"item-6-1-2-rating": "met"}, "赵村": MET}, TWO)
    collect(root, Options([one, two.with_suffix(second)], tmp_path / "市.xlsx", jobs=1))
    found = listed(tmp_path / "市.xlsx")
    assert sorted(str(name) for _, name, mark, _ in found if mark == "√") == ["张村", "张村", "李村", "赵村"]
    assert [number for number, *_ in found] == [1, 2, 3, 4, 5], "nobody is listed twice, or beside the roster"
    counted = sums(tmp_path / "市.xlsx")
    assert counted["甲县 小计"] == [3, 0, 0, 3, 2]
    assert counted["乙县 小计"] == [2, 0, 0, 2, 2]
    (pair,) = table(tmp_path / "市.xlsx", "疑似同一单位", "决定")
    assert "来自不同的地方" in str(pair["为什么要看"])


def test_a_county_that_hands_in_twice_counts_once(root: Path, county: County, tmp_path: Path) -> None:
    one = county("甲县", {"张村": MET, "李村": MET}, ONE)
    copy = tmp_path / "甲县 副本.xlsx"
    shutil.copy(one, copy)
    collect(root, Options([one], tmp_path / "一.xlsx", jobs=1))
    collect(root, Options([one, copy, one.with_suffix(".json")], tmp_path / "三.xlsx", jobs=1))
    assert listed(tmp_path / "三.xlsx") == listed(tmp_path / "一.xlsx")
    assert sums(tmp_path / "三.xlsx") == sums(tmp_path / "一.xlsx")


def test_what_a_county_sent_before_is_replaced_by_what_it_sent_after(
    root: Path, county: County, tmp_path: Path
) -> None:
    old = county("甲县旧", {"张村": MET, "李村": MET}, ONE)
    later = {"fill-date": "2026年6月1日", "item-6-1-1-rating": "unmet"}
    new = county("甲县", {"张村": MET, "李村": later, "王村": MET}, ONE + "孙村,6,白沙镇,\n")
    collect(root, Options([old, new], tmp_path / "市.xlsx", jobs=1))
    assert [name for _, name, mark, _ in listed(tmp_path / "市.xlsx") if mark == "√"] == [
        "张村",
        "李村",
        "王村",
    ]
    assert sums(tmp_path / "市.xlsx")["合计"][0] == 4
    (changed,) = [
        row for row in table(tmp_path / "市.xlsx", "逐条自评", "核查结果")
        if (row["单位名称"], row["编号"]) == ("李村", "6.1.1")
    ]  # fmt: skip
    assert changed["自评"] == "未达标"


def test_workbooks_of_one_name_in_folders_of_their_own_are_told_by_the_folder(
    root: Path, county: County, tmp_path: Path
) -> None:
    county("甲", {"张村": MET}, ONE, "各县/汇总.xlsx").rename(tmp_path / "各县" / "a.xlsx")
    county("乙", {"赵村": MET}, TWO, "乙县/汇总.xlsx")
    (tmp_path / "各县" / "甲县").mkdir()
    (tmp_path / "各县" / "a.xlsx").rename(tmp_path / "各县" / "甲县" / "汇总.xlsx")
    (tmp_path / "各县" / "汇总.json").unlink()
    (tmp_path / "乙县" / "汇总.json").unlink()
    (tmp_path / "乙县").rename(tmp_path / "各县" / "乙县")
    collect(root, Options([tmp_path / "各县"], tmp_path / "市.xlsx", jobs=1))
    assert {name for name in sums(tmp_path / "市.xlsx") if "小计" in name} == {
        "甲县 汇总 小计",
        "乙县 汇总 小计",
    }


def test_who_is_not_on_the_roster_is_due_in_no_region(county: County) -> None:
    book = county("甲县", {"张村": MET, "名册外村": MET}, ONE)
    for due, complete, back, open_, _ in sums(book).values():
        assert due == complete + back + open_  # type: ignore[operator]
