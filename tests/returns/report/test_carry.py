"""--carry, workbooks as input, 推荐汇总表, --before: what people typed and what came before is never lost."""

from __future__ import annotations

import json
import random
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from generator.errors import UsageError
from generator.returns.collect import Collected, Options, collect
from generator.returns.reading.xlsx import open_workbook
from tests.returns.conftest import Make
from tests.returns.report.conftest import COUNT, Run, table

Edit = Callable[[Worksheet, int], None]


def _head(sheet: Worksheet, heading: str = "单位代号") -> tuple[int, dict[str, int]]:
    """The row of the headings, and the column of each."""
    for row in sheet.iter_rows():
        found = {str(c.value).replace("\n", ""): c.column for c in row if c.value is not None}
        if heading in found:
            return row[0].row, found
    raise AssertionError(heading)


def _typed(campaign: Run, path: Path, edit: Edit | None = None) -> Path:
    """The workbook with something typed into every hand column, then ``edit``\\ ed."""
    book = openpyxl.load_workbook(campaign.book)
    sheet = book["汇总表"]
    top, columns = _head(sheet)
    for offset, mark in enumerate(["推荐", "不推荐", "同意推荐为省级", "推荐"]):
        sheet.cell(top + 1 + offset, columns["推荐意见"]).value = mark
        sheet.cell(top + 1 + offset, columns["推荐顺序"]).value = [3, None, 1, 2][offset]
        sheet.cell(top + 1 + offset, columns["备注"]).value = f"备注{offset}"
    overview = book["一览"]
    first, there = _head(overview)
    overview.cell(first + 1, there["盖章件"]).value = "√"
    items = book["逐条自评"]
    start, named = _head(items)
    rating = items.cell(start + 1, named["自评"]).value
    items.cell(start + 1, named["核查结果"]).value = "达标" if rating == "未达标" else "未达标"
    if edit is not None:
        edit(sheet, top)
    book.save(path)
    return path


def _collect(root: Path, campaign: Run, out: Path, carry: Path) -> Collected:
    roster = campaign.folder / "名册.csv"
    return collect(root, Options([campaign.result], out, expected=roster, carry=carry, force=True))


def _hand(book: Path) -> dict[str, tuple[object, ...]]:
    """Unit -> what stands in its hand columns."""
    found = table(book, "汇总表", "推荐意见")
    return {str(r["单位名称"]): (r["推荐意见"], r["推荐顺序"], r["备注"]) for r in found if r["单位代号"]}


def test_what_was_typed_stands_in_the_next_workbook(root: Path, campaign: Run, tmp_path: Path) -> None:
    last = _typed(campaign, tmp_path / "上次.xlsx")
    done = _collect(root, campaign, tmp_path / "新.xlsx", last)
    assert not done.problems
    expected = {k: tuple(None if v is None else str(v) for v in vs) for k, vs in _hand(last).items()}
    assert _hand(tmp_path / "新.xlsx") == expected
    assert table(tmp_path / "新.xlsx", "一览", "盖章件")[0]["盖章件"] == "√"
    first = table(tmp_path / "新.xlsx", "逐条自评", "核查结果")[0]
    assert first["核查结果"] not in (None, first["自评"])
    # and once more from that one, where the codes are all text
    _collect(root, campaign, tmp_path / "再.xlsx", tmp_path / "新.xlsx")
    assert _hand(tmp_path / "再.xlsx") == expected


def _sorted(sheet: Worksheet, top: int) -> None:
    rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=top + 1)]
    random.Random(3).shuffle(rows)
    for number, row in enumerate(rows, top + 1):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value


def _moved(sheet: Worksheet, top: int) -> None:
    width = sheet.max_column
    order = [width, *range(1, width)]
    for row in sheet.iter_rows(min_row=top):
        values = [row[index - 1].value for index in order]
        for cell, value in zip(row, values, strict=True):
            cell.value = value


def _inserted(sheet: Worksheet, top: int) -> None:
    _moved(sheet, top)
    sheet.insert_cols(4)
    sheet.cell(top, 4).value = "我加的"


def _broken_heading(sheet: Worksheet, top: int) -> None:
    _, columns = _head(sheet)
    sheet.cell(top, columns["推荐意见"]).value = "推 荐\n意见"


@pytest.mark.parametrize("edit", [_sorted, _moved, _inserted, _broken_heading])
def test_no_edit_of_the_sheet_shifts_what_was_typed(
    root: Path, campaign: Run, tmp_path: Path, edit: Edit
) -> None:
    plain = _typed(campaign, tmp_path / "原.xlsx")
    expected = {k: tuple(None if v is None else str(v) for v in vs) for k, vs in _hand(plain).items()}
    last = _typed(campaign, tmp_path / "上次.xlsx", edit)
    done = _collect(root, campaign, tmp_path / "新.xlsx", last)
    assert _hand(tmp_path / "新.xlsx") == expected, done.problems


def test_hidden_rows_are_read_and_said(root: Path, campaign: Run, tmp_path: Path) -> None:
    def hide(sheet: Worksheet, top: int) -> None:
        sheet.row_dimensions[top + 1].hidden = True
        sheet.row_dimensions.group(top + 3, top + 3, hidden=True)

    last = _typed(campaign, tmp_path / "上次.xlsx", hide)
    done = _collect(root, campaign, tmp_path / "新.xlsx", last)
    assert [p for p in done.problems if "2 行被隐藏，也读了" in p]
    assert "推荐" in {v[0] for v in _hand(tmp_path / "新.xlsx").values()}


def test_a_renamed_sheet_and_a_lost_key_still_tell_whose_it_is(
    root: Path, campaign: Run, tmp_path: Path
) -> None:
    expected = _hand(_typed(campaign, tmp_path / "原.xlsx"))

    def edit(sheet: Worksheet, top: int) -> None:
        sheet.title = "局里用的"
        _, columns = _head(sheet)
        sheet.delete_cols(columns["单位代号"])
        assert top

    last = _typed(campaign, tmp_path / "上次.xlsx", edit)
    done = _collect(root, campaign, tmp_path / "新.xlsx", last)
    assert not done.problems
    as_text = {k: tuple(None if v is None else str(v) for v in vs) for k, vs in expected.items()}
    assert _hand(tmp_path / "新.xlsx") == as_text


def test_of_a_copied_sheet_the_first_counts_and_the_difference_is_told(
    root: Path, campaign: Run, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(_typed(campaign, tmp_path / "上次.xlsx"))
    copied = book.copy_worksheet(book["汇总表"])
    copied.title = "汇总表 (2)"
    top, columns = _head(copied)
    copied.cell(top + 1, columns["备注"]).value = "旧的"
    book.save(tmp_path / "上次.xlsx")
    done = _collect(root, campaign, tmp_path / "新.xlsx", tmp_path / "上次.xlsx")
    assert any("填的不一样" in p for p in done.problems)
    assert "旧的" not in {v[2] for v in _hand(tmp_path / "新.xlsx").values()}


@pytest.mark.parametrize("change", ["twice", "gone"])
def test_a_column_that_is_there_twice_or_not_at_all_stops_that_column_only(
    root: Path, campaign: Run, tmp_path: Path, change: str
) -> None:
    def edit(sheet: Worksheet, top: int) -> None:
        _, columns = _head(sheet)
        if change == "twice":
            sheet.cell(top, columns["推荐顺序"]).value = "备注"
        else:
            sheet.cell(top, columns["备注"]).value = "批注"

    last = _typed(campaign, tmp_path / "上次.xlsx", edit)
    done = _collect(root, campaign, tmp_path / "新.xlsx", last)
    assert any("备注" in p for p in done.problems)
    hand = _hand(tmp_path / "新.xlsx").values()
    assert {v[2] for v in hand} == {None}
    assert "推荐" in {v[0] for v in hand}


@pytest.mark.parametrize("value", ["=VLOOKUP(B6,C:D,2)", "=1+1", "#REF!"])
def test_a_formula_without_a_result_is_named_and_not_carried_as_blank(
    root: Path, campaign: Run, tmp_path: Path, value: str
) -> None:
    def edit(sheet: Worksheet, top: int) -> None:
        _, columns = _head(sheet)
        cell = sheet.cell(top + 1, columns["备注"])
        cell.value = value
        if value.startswith("#"):
            cell.data_type = "e"

    last = _typed(campaign, tmp_path / "上次.xlsx", edit)
    done = _collect(root, campaign, tmp_path / "新.xlsx", last)
    assert any(re.search(r"汇总表![A-Z]+6 是公式或错误值", p) for p in done.problems)


def test_what_matches_nobody_any_more_is_listed(root: Path, campaign: Run, tmp_path: Path) -> None:
    last = _typed(campaign, tmp_path / "上次.xlsx")
    data = json.loads(campaign.result.read_bytes())
    gone = next(iter(_hand(last)))
    data["files"] = [f for f in data["files"] if gone not in f["path"]]
    data.pop("expected")
    (tmp_path / "少.json").write_text(json.dumps(data), "utf-8")
    done = collect(root, Options([tmp_path / "少.json"], tmp_path / "新.xlsx", carry=last))
    assert any("没有对上的手填内容" in p for p in done.problems)
    left = table(tmp_path / "新.xlsx", "没有对上的手填内容", "填的内容")
    assert {"推荐", "备注0"} <= {row["填的内容"] for row in left if row["单位名称"] == gone}


def test_a_used_range_that_lies_is_not_believed(campaign: Run, tmp_path: Path) -> None:
    """WPS writes ``A1`` or nothing for the used range."""
    path = tmp_path / "wps.xlsx"
    with zipfile.ZipFile(campaign.book) as old, zipfile.ZipFile(path, "w") as new:
        for part in old.infolist():
            data = re.sub(rb'<dimension ref="[^"]*"/>', b'<dimension ref="A1"/>', old.read(part))
            new.writestr(part, data)
    with open_workbook(campaign.book) as one, open_workbook(path) as two:
        assert list(one.rows("汇总表")) == list(two.rows("汇总表"))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"a,b\n"])
def test_what_is_no_workbook_is_said(root: Path, campaign: Run, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "上次.xlsx").write_bytes(content)
    with pytest.raises(UsageError, match=r"上次\.xlsx"):
        _collect(root, campaign, tmp_path / "新.xlsx", tmp_path / "上次.xlsx")
    assert not (tmp_path / "新.xlsx").exists()


def test_a_decision_that_was_typed_is_obeyed_and_stays(root: Path, make: Make, tmp_path: Path) -> None:
    for name, phone in (("a", "1"), ("b", "2")):
        answers = {"unit-name": "和平村", "phone": phone, "item-6-1-1-rating": "met"}
        (tmp_path / f"{name}.pdf").write_bytes(make(answers=answers))
    pdfs = [tmp_path / "a.pdf", tmp_path / "b.pdf"]
    collect(root, Options(pdfs, tmp_path / "1.xlsx", jobs=1))
    book = openpyxl.load_workbook(tmp_path / "1.xlsx")
    top, columns = _head(book["疑似同一单位"], "决定")
    book["疑似同一单位"].cell(top + 1, columns["决定"]).value = "同一单位"
    book.save(tmp_path / "2.xlsx")
    for last, new in (("2.xlsx", "3.xlsx"), ("3.xlsx", "4.xlsx")):
        done = collect(root, Options(pdfs, tmp_path / new, carry=tmp_path / last, jobs=1))
        assert not done.problems
        assert len(done.outcome.units) == 1
        assert [r["决定"] for r in table(tmp_path / new, "疑似同一单位", "决定")] == ["同一单位"]


# --- 推荐汇总表, 核查结果 -------------------------------------------------------------------------


def test_only_recommended_units_are_listed_in_the_typed_order(
    root: Path, campaign: Run, tmp_path: Path
) -> None:
    last = _typed(campaign, tmp_path / "上次.xlsx")
    units = list(_hand(last))
    _collect(root, campaign, tmp_path / "新.xlsx", last)
    found = table(tmp_path / "新.xlsx", "推荐汇总表", "公示情况")
    named = [row["单位名称"] for row in found if row["单位代号"]]
    assert named == [units[2], units[3], units[0]]
    assert {"统一社会信用代码", "届满时间", "会员满意率（％）", "曾获荣誉", "公示情况"} <= found[0].keys()
    cells = [str(c) for row in openpyxl.load_workbook(tmp_path / "新.xlsx")["推荐汇总表"].values for c in row]
    assert any("负责人签字" in cell for cell in cells)


def test_where_the_check_found_otherwise_is_a_sheet_of_its_own(
    root: Path, campaign: Run, tmp_path: Path
) -> None:
    last = _typed(campaign, tmp_path / "上次.xlsx")
    _collect(root, campaign, tmp_path / "新.xlsx", last)
    (row,) = table(tmp_path / "新.xlsx", "自评与核查不一致", "核查结果")
    assert {row["核查结果"], row["自评"]} == {"达标", "未达标"}
    # that sheet repeats what was typed elsewhere, and is not read as if it had been typed there
    again = _collect(root, campaign, tmp_path / "再.xlsx", tmp_path / "新.xlsx")
    assert not any("对不上" in problem for problem in again.problems)


# --- workbooks as input ---------------------------------------------------------------------------


def test_a_workbook_is_as_good_as_its_files(root: Path, campaign: Run, tmp_path: Path) -> None:
    collect(root, Options([campaign.book], tmp_path / "新.xlsx", tmp_path / "新.json"))
    assert (tmp_path / "新.json").read_bytes() == campaign.result.read_bytes()
    assert table(tmp_path / "新.xlsx", "一览", "盖章件") == table(campaign.book, "一览", "盖章件")


def test_a_workbook_that_went_through_another_program_is_still_read(
    root: Path, campaign: Run, tmp_path: Path
) -> None:
    last = _typed(campaign, tmp_path / "改.xlsx", _sorted)
    collect(root, Options([last], tmp_path / "新.xlsx", tmp_path / "新.json"))
    assert (tmp_path / "新.json").read_bytes() == campaign.result.read_bytes()
    assert "推荐" in {v[0] for v in _hand(tmp_path / "新.xlsx").values()}, "what was typed comes along"


def test_a_row_of_the_data_that_was_edited_is_not_believed(root: Path, campaign: Run, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(campaign.book)
    sheet = book["数据"]
    sheet["A2"].value = "0" * 16
    book.save(tmp_path / "改.xlsx")
    done = collect(root, Options([tmp_path / "改.xlsx"], tmp_path / "新.xlsx"))
    assert any("1 份表的数据被改动过" in p for p in done.problems)


def test_counties_make_a_city_with_sums(root: Path, campaign: Run, make: Make, tmp_path: Path) -> None:
    shutil.copy(campaign.book, tmp_path / "甲县.xlsx")
    (tmp_path / "乙村.pdf").write_bytes(make(answers={"unit-name": "乙村", "item-6-1-1-rating": "met"}))
    (tmp_path / "乙村申报.pdf").write_bytes(make("application", {"unit-name": "乙村", "employees": "100"}))
    pdfs = [tmp_path / "乙村.pdf", tmp_path / "乙村申报.pdf"]
    collect(root, Options(pdfs, tmp_path / "乙县.xlsx", jobs=1))
    (tmp_path / "各县").mkdir()
    for county in ("甲县", "乙县"):
        (tmp_path / f"{county}.xlsx").rename(tmp_path / "各县" / f"{county}.xlsx")
    collect(root, Options([tmp_path / "各县"], tmp_path / "市.xlsx", tmp_path / "市.json"))
    listed = {row["单位名称"]: row for row in table(tmp_path / "市.xlsx", "汇总表", "推荐意见")}
    sums = {name: row["职工数"] for name, row in listed.items() if "计" in str(name)}
    assert sums["合计"] == sums["甲县 小计"] + sums["乙县 小计"]  # type: ignore[operator]
    assert sums["乙县 小计"] == 100
    sheet = openpyxl.load_workbook(tmp_path / "市.xlsx")["一览"]
    due = {row[0]: row[2] for row in sheet.values if str(row[0]).endswith("小计")}
    assert due == {"甲县 小计": COUNT, "乙县 小计": 0}
    assert {f["source"] for f in json.loads((tmp_path / "市.json").read_bytes())["files"]} == {"甲县", "乙县"}


# --- --before -------------------------------------------------------------------------------------


def test_what_changed_since_last_time(root: Path, make: Make, tmp_path: Path) -> None:
    def give(folder: str, **units: dict[str, str]) -> Path:
        place = tmp_path / folder
        place.mkdir()
        for name, answers in units.items():
            (place / f"{name}.pdf").write_bytes(make(answers={"unit-name": name} | answers))
        return place

    met, unmet = {"item-6-1-1-rating": "met"}, {"item-6-1-1-rating": "unmet"}
    first = give("一", 甲村=met, 乙村=met, 丙村=met)
    second = give("二", 甲村=unmet, 乙村=met, 丁村=met)
    (tmp_path / "名册.csv").write_text("单位名称,类别\n甲村,6\n戊村,6\n", "utf-8")
    collect(root, Options([first], tmp_path / "一.xlsx", tmp_path / "一.json", jobs=1))
    for before in ("一.json", "一.xlsx"):
        options = Options(
            [second], tmp_path / "二.xlsx", expected=tmp_path / "名册.csv", before=tmp_path / before,
            jobs=1, force=True,
        )  # fmt: skip
        collect(root, options)
        rows = table(tmp_path / "二.xlsx", "变化", "变化")
        found = {(row["变化"], row["单位名称"]): row for row in rows}
        assert set(found) == {
            ("达标变为未达标", "甲村"), ("有改动", "甲村"), ("新交", "丁村"), ("上次有、这次没有", "丙村"),
            ("仍未交齐", "甲村"), ("仍未交齐", "戊村"),
        }  # fmt: skip
        assert found["达标变为未达标", "甲村"]["内容"] == "6.1.1 “达标”→“未达标”"


# --- --replies ------------------------------------------------------------------------------------


def test_each_unit_is_told_all_it_has_to_do_in_one_text(campaign: Run) -> None:
    folder = campaign.folder / "回复"
    listed = table(campaign.book, "一览", "单位名称")
    for row in listed:
        path = folder / f"{row['单位名称']}.txt"
        if row["情况"] == "已报":
            continue
        text = path.read_text("utf-8-sig")
        assert text.startswith(f"{row['单位名称']}：")
        assert "2026年6月30日" in text
        assert "某某县总工会" in text
        if row["自评表"] == "退":
            assert "您单位交来的“" in text
        if row["情况"] == "未报":
            assert "没有收到您单位的自评表、申报表" in text
    assert {r["单位名称"] for r in table(campaign.book, "回复", "可以直接发出的话")} == {
        p.stem for p in folder.iterdir() if not p.name.startswith("地区 ")
    }


def test_each_region_gets_its_units_with_whom_to_call(campaign: Run) -> None:
    listed = table(campaign.book, "一览", "单位名称")
    for group in {row["地区／系统"] for row in listed}:
        text = (campaign.folder / "回复" / f"地区 {group}.txt").read_text("utf-8-sig")
        members = [row for row in listed if row["地区／系统"] == group]
        assert text.startswith(f"{group}：应报 {len(members)} 个单位")
        for row in members:
            assert (str(row["联系电话"]) in text) == (row["情况"] != "已报")
