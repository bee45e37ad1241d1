"""A column is one thing: no order of the YAML can put a heading over another column's cells."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar, get_args

import pytest

from generator.forms.definitions.summary import Shows, Summary
from generator.returns import finish, paper, read_file
from generator.returns.judging.store import Store
from generator.returns.reading.roster import Roster, RosterUnit
from generator.returns.reading.setup import Setup
from generator.returns.report.column import Cell
from generator.returns.report.statistics import blocks
from generator.returns.report.summary import CELLS
from generator.returns.report.tables import all_tables
from tests.returns.conftest import Make

T = TypeVar("T")


def _shuffled(mapping: Mapping[str, T], seed: int) -> dict[str, T]:
    keys = list(mapping)
    random.Random(seed).shuffle(keys)
    return {key: mapping[key] for key in keys}


def _reordered(summary: Summary, seed: int) -> Summary:
    """The same definition with every mapping of headings in another order."""
    sheets = {
        key: replace(sheet, headings=_shuffled(sheet.headings, seed)) for key, sheet in summary.sheets.items()
    }
    return replace(summary, sheets=sheets, paper_headings=_shuffled(summary.paper_headings, seed))


@pytest.fixture(scope="module")
def files(make: Make) -> dict[str, bytes]:
    return {
        "甲.pdf": make(answers={"unit-name": "甲村", "item-6-1-1-rating": "unmet", "item-6-1-1-facts": "x"}),
        "甲申报.pdf": make("application", {"unit-name": "甲村", "type": "townships"}),
        "空.pdf": b"",
    }


def _sheets(files: Mapping[str, bytes], setup: Setup) -> dict[str, list[dict[str, Cell]]]:
    """Every sheet as rows of heading -> cell."""
    roster = Roster((RosterUnit(2, "乙村", "", "villages", {}),), ())
    report = finish([read_file(data, name, setup) for name, data in files.items()], setup, roster)
    found = {
        table.name: [dict(zip(table.headings, row, strict=True)) for row in table.rows]
        for table in all_tables(report)
    }
    for block in blocks(report):
        found[block.title] = [dict(zip(block.headings, row, strict=True)) for row in block.rows]
    return found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_order_of_headings_mislabels_a_cell(files: dict[str, bytes], setup: Setup, seed: int) -> None:
    other = replace(setup, summary=_reordered(setup.summary, seed))
    assert list(other.summary.sheets["files"].headings) != list(setup.summary.sheets["files"].headings)
    expected = _sheets(files, setup)
    assert _sheets(files, other) == expected
    assert expected["收件清单"][0]["文件"] == "甲.pdf"
    assert all(expected[name] for name in ("问题", "未收", "未交", "收件清单", "三、按条目"))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_order_of_headings_mislabels_a_keying_in_table(setup: Setup, seed: int) -> None:
    other = replace(setup, summary=_reordered(setup.summary, seed))
    with Store() as store:
        assert list(paper.templates(store, other)) == list(paper.templates(store, setup))


def test_what_a_chart_draws_is_said_by_its_block(files: dict[str, bytes], setup: Setup) -> None:
    report = finish([read_file(data, name, setup) for name, data in files.items()], setup)
    drawn = {block.chart: block for block in blocks(report) if block.chart}
    types, top = drawn["types"], drawn["top"]
    assert [types.headings[i] for i in types.series] == ["达标", "基本达标", "未达标", "不适用", "未填"]
    assert [top.headings[i] for i in top.series] == ["未达标"]
    assert top.rows[0][top.category] == "6.1.1"
    assert [types.headings[: types.counts_from], top.headings[top.counts_from]] == [("类别",), "自评表份数"]


def test_every_kind_of_column_that_the_definition_may_name_is_written() -> None:
    assert {*CELLS, "pen"} == set(get_args(Shows))
