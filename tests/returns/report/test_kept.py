"""What people typed stays, whatever they did to the workbook; nothing that is read is written over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from generator import returns
from generator.errors import UsageError
from generator.returns.collect import Collected, Options, collect
from generator.returns.reading.setup import Setup
from tests.machine import through_libreoffice
from tests.returns.conftest import Make
from tests.returns.report.conftest import table

UNITS = ("甲村", "乙村", "丙村", "丁村")
Edit = Callable[[Worksheet, int, dict[str, int]], None]


@pytest.fixture(scope="module")
def last(root: Path, setup: Setup, make: Make, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the results of four units, each alone and together, and the workbook of all."""
    folder = tmp_path_factory.mktemp("上次")
    entries = {
        unit: returns.read_file(make(answers={"unit-name": unit, "filled-by": unit}), f"{unit}.pdf", setup)
        for unit in UNITS
    }
    for unit, entry in entries.items():
        (folder / f"{unit}.json").write_bytes(returns.result(returns.finish([entry], setup)))
    (folder / "全部.json").write_bytes(returns.result(returns.finish(entries.values(), setup)))
    (folder / "名册.csv").write_text("单位名称,类别\n甲村,6\n乙村,6\n丙村,6\n丁村,6\n", encoding="utf-8")
    collect(root, Options([folder / "全部.json"], folder / "1.xlsx", expected=folder / "名册.csv"))
    return folder


def head(sheet: Worksheet) -> tuple[int, dict[str, int]]:
    """The row of the headings, and the column of each."""
    for row in sheet.iter_rows():
        found = {str(c.value).replace("\n", ""): c.column for c in row if c.value is not None}
        if "单位代号" in found:
            return row[0].row, found
    raise AssertionError


def edited(book: Path, target: Path, edit: Edit) -> Path:
    """A copy of a workbook with a note for every unit in 汇总表, and then an edit."""
    opened = openpyxl.load_workbook(book)
    sheet = opened["汇总表"]
    top, columns = head(sheet)
    for row in range(top + 1, top + 1 + len(UNITS)):
        sheet.cell(row, columns["备注"]).value = f"{sheet.cell(row, columns['单位名称']).value}注"
    edit(sheet, top, columns)
    opened.save(target)
    return target


def nothing(_sheet: Worksheet, _top: int, _columns: dict[str, int]) -> None:
    """No edit."""


def run(
    root: Path, last: Path, out: Path, carry: Path | None, results: Sequence[str] = ("全部",)
) -> Collected:
    paths = [last / f"{name}.json" for name in results]
    return collect(root, Options(paths, out, expected=last / "名册.csv", carry=carry, force=True))


def notes(book: Path, column: str = "备注") -> dict[str, object]:
    """Unit -> what stands in a hand column of 汇总表."""
    return {str(r["单位名称"]): r[column] for r in table(book, "汇总表", "推荐意见") if r["单位代号"]}


OWN = {unit: f"{unit}注" for unit in UNITS}


def without_the_key(sheet: Worksheet, top: int, columns: dict[str, int]) -> None:
    """Sort what is seen and leave the hidden last column behind."""
    width = columns["单位代号"] - 1
    rows = [[sheet.cell(top + 1 + n, c + 1).value for c in range(width)] for n in range(len(UNITS))]
    for number, row in enumerate(reversed(rows), top + 1):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value


def test_rows_sorted_without_their_hidden_keys_go_by_their_names(
    root: Path, last: Path, tmp_path: Path
) -> None:
    carry = edited(last / "1.xlsx", tmp_path / "改.xlsx", without_the_key)
    done = run(root, last, tmp_path / "2.xlsx", carry)
    assert notes(tmp_path / "2.xlsx") == OWN
    assert any("4 行的单位名称和隐藏的单位代号对不上" in problem for problem in done.problems)


@pytest.mark.parametrize(
    "edit",
    [
        lambda sheet, top, _: sheet.insert_rows(top + 2),
        lambda sheet, _top, _columns: sheet.insert_cols(3),
        lambda sheet, _top, columns: sheet.delete_cols(columns["单位代号"]),
        lambda sheet, top, columns: setattr(sheet.cell(top + 1, columns["单位名称"]), "value", "改了的名称"),
        lambda sheet, top, columns: setattr(sheet.cell(top + 1, columns["单位代号"]), "value", None),
    ],
)
def test_other_edits_move_no_note(root: Path, last: Path, tmp_path: Path, edit: Edit) -> None:
    done = run(root, last, tmp_path / "2.xlsx", edited(last / "1.xlsx", tmp_path / "改.xlsx", edit))
    assert notes(tmp_path / "2.xlsx") == OWN
    assert not done.problems


def test_a_merged_cell_speaks_for_all_its_rows(root: Path, last: Path, tmp_path: Path) -> None:
    def merge(sheet: Worksheet, top: int, columns: dict[str, int]) -> None:
        sheet.cell(top + 1, columns["推荐意见"]).value = "推荐"
        letter = get_column_letter(columns["推荐意见"])
        sheet.merge_cells(f"{letter}{top + 1}:{letter}{top + 3}")

    run(root, last, tmp_path / "2.xlsx", edited(last / "1.xlsx", tmp_path / "改.xlsx", merge))
    assert list(notes(tmp_path / "2.xlsx", "推荐意见").values()) == ["推荐"] * 3 + [None]


def test_what_matches_nobody_is_kept_until_its_unit_comes_back(
    root: Path, last: Path, tmp_path: Path
) -> None:
    def for_nobody(sheet: Worksheet, top: int, columns: dict[str, int]) -> None:
        sheet.cell(top + 9, columns["备注"]).value = "给新来的"

    carry = edited(last / "1.xlsx", tmp_path / "改.xlsx", for_nobody)
    for number in (2, 3):
        run(root, last, tmp_path / f"{number}.xlsx", carry, ("甲村", "丙村", "丁村"))
        carry = tmp_path / f"{number}.xlsx"
        left = table(carry, "没有对上的手填内容", "填的内容")
        assert {(row["单位名称"], row["填的内容"]) for row in left} == {
            ("乙村", "乙村注"),
            (None, "给新来的"),
        }
        assert all(str(row["原来的位置"]).startswith("汇总表!") for row in left)
    run(root, last, tmp_path / "4.xlsx", carry)
    assert notes(tmp_path / "4.xlsx") == OWN
    (row,) = table(tmp_path / "4.xlsx", "没有对上的手填内容", "填的内容")
    assert row["填的内容"] == "给新来的"


CODED = """单位名称,类别,所属地区／产业,统一社会信用代码
甲村,6,某县,91110000600037341L
乙村,6,某县,
丙村,6,某县,
丁村,6,某县,
"""


def test_a_roster_with_new_columns_loses_nothing_that_was_typed_or_compared(
    root: Path, last: Path, tmp_path: Path
) -> None:
    carry = edited(last / "1.xlsx", tmp_path / "改.xlsx", nothing)
    (tmp_path / "名册.csv").write_text(CODED, encoding="utf-8")
    options = Options(
        [last / "全部.json"], tmp_path / "2.xlsx", expected=tmp_path / "名册.csv", carry=carry, before=carry
    )
    done = collect(root, options)
    assert notes(tmp_path / "2.xlsx") == OWN
    assert not any("对不上" in problem for problem in done.problems)
    assert {row["变化"] for row in table(tmp_path / "2.xlsx", "变化", "变化")} == {"仍未交齐"}
    collect(root, Options([carry, tmp_path / "2.xlsx"], tmp_path / "3.xlsx"))
    assert [row["单位名称"] for row in table(tmp_path / "3.xlsx", "一览", "盖章件")] == list(UNITS)


def test_workbooks_that_differ_are_told_and_the_later_counts(root: Path, last: Path, tmp_path: Path) -> None:
    def other(sheet: Worksheet, top: int, columns: dict[str, int]) -> None:
        sheet.cell(top + 1, columns["备注"]).value = "后来改的"

    one = edited(last / "1.xlsx", tmp_path / "a.xlsx", nothing)
    two = edited(last / "1.xlsx", tmp_path / "b.xlsx", other)
    done = collect(root, Options([one, two], tmp_path / "2.xlsx"))
    assert sum("b.xlsx 有 1 处" in problem for problem in done.problems) == 1
    assert "后来改的" in notes(tmp_path / "2.xlsx").values()


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_what_another_program_saved_is_carried_or_refused_with_advice(
    root: Path, last: Path, tmp_path: Path, suffix: str
) -> None:
    carry = edited(last / "1.xlsx", tmp_path / "改.xlsx", nothing)
    (saved,) = through_libreoffice([carry], suffix, tmp_path / "o")
    if suffix == "xlsx":
        run(root, last, tmp_path / "2.xlsx", saved)
        assert notes(tmp_path / "2.xlsx") == OWN
    else:
        with pytest.raises(UsageError, match="另存为"):
            run(root, last, tmp_path / "2.xlsx", saved)


@pytest.mark.parametrize(
    ("typed", "order"), [(("2", "１", "第三", "4."), (1, 0, 2, 3)), ((3, None, 2.0, "一"), (3, 2, 0, 1))]
)
def test_an_order_is_read_as_people_type_it(
    root: Path, last: Path, tmp_path: Path, typed: tuple[object, ...], order: tuple[int, ...]
) -> None:
    def put(sheet: Worksheet, top: int, columns: dict[str, int]) -> None:
        for number, value in enumerate(typed, top + 1):
            sheet.cell(number, columns["推荐意见"]).value = "推荐"
            sheet.cell(number, columns["推荐顺序"]).value = value

    run(root, last, tmp_path / "2.xlsx", edited(last / "1.xlsx", tmp_path / "改.xlsx", put))
    units = list(notes(tmp_path / "2.xlsx"))
    found = [r["单位名称"] for r in table(tmp_path / "2.xlsx", "推荐汇总表", "公示情况") if r["单位代号"]]
    assert found == [units[place] for place in order]


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("推 荐", True),
        ("同意推荐为省级", True),
        ("是。", True),
        ("√", True),
        ("是否？", False),
        ("不推荐", False),
    ],
)
def test_a_mark_recommends_as_people_write_it(
    root: Path, last: Path, tmp_path: Path, typed: str, chosen: bool
) -> None:
    def put(sheet: Worksheet, top: int, columns: dict[str, int]) -> None:
        sheet.cell(top + 1, columns["推荐意见"]).value = typed

    run(root, last, tmp_path / "2.xlsx", edited(last / "1.xlsx", tmp_path / "改.xlsx", put))
    found = [r for r in table(tmp_path / "2.xlsx", "推荐汇总表", "公示情况") if r["单位代号"]]
    assert bool(found) is chosen


# --- inputs and outputs in the wrong place --------------------------------------------------------


@pytest.mark.parametrize("given", ["名册.csv", "没有这个.json", "", "甲.pdf"])
def test_what_is_no_earlier_result_is_not_compared_with(
    root: Path, last: Path, make: Make, tmp_path: Path, given: str
) -> None:
    (tmp_path / "甲.pdf").write_bytes(make())
    before = tmp_path / "甲.pdf" if given == "甲.pdf" else last / given
    with pytest.raises(UsageError, match="--before"):
        collect(root, Options([last / "全部.json"], tmp_path / "2.xlsx", before=before))


@pytest.mark.parametrize("what", ["expected", "decisions", "campaign", "carry", "before", "paths"])
def test_what_is_read_is_never_written_over(root: Path, last: Path, tmp_path: Path, what: str) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes((last / "1.xlsx").read_bytes())
    given: dict[str, object] = {"paths": [last / "全部.json"]}
    given |= {what: [target] if what == "paths" else target}
    with pytest.raises(UsageError, match="要读的文件"):
        collect(root, Options(out=target, force=True, **given))  # type: ignore[arg-type]
    assert target.read_bytes() == (last / "1.xlsx").read_bytes()
    with pytest.raises(UsageError, match="同一个文件"):
        collect(root, Options([last / "全部.json"], tmp_path / "b.xlsx", tmp_path / "b.xlsx"))


@pytest.mark.parametrize("what", ["csv", "replies", "units", "paper"])
@pytest.mark.parametrize("inside", ["收件", "收件/结果/一"])
def test_no_results_go_where_returns_are_read(
    root: Path, make: Make, tmp_path: Path, what: str, inside: str
) -> None:
    (tmp_path / "收件").mkdir()
    (tmp_path / "收件" / "甲.pdf").write_bytes(make())
    given: dict[str, object] = {what: tmp_path / inside}
    with pytest.raises(UsageError, match="在要读的文件夹里"):
        collect(root, Options([tmp_path / "收件"], tmp_path / "a.xlsx", force=True, **given))  # type: ignore[arg-type]
    assert len(list((tmp_path / "收件").iterdir())) == 1


def test_a_roster_among_the_returns_is_told(root: Path, last: Path, tmp_path: Path) -> None:
    done = collect(root, Options([last / "全部.json", last / "名册.csv"], tmp_path / "2.xlsx"))
    assert any("--expected" in problem for problem in done.problems)
