"""CSV files as Excel and WPS read them: text stays text, numbers stay numbers, nothing is run."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.spreadsheets import csv_cell, csv_file, from_csv_cell

CHANGED = (
    '=HYPERLINK("http://x","y")',
    "+1",
    "-1",
    "@x",
    "\tx",
    "1.1.2",
    "1.",
    "037165500001",
    "3-5",
    "2024年3月",
    "50%",
    "1e5",
    "'x",
    "TRUE",
    "(5)",
    "（1）",
    "＝1+1",
    "＠x",
    "１２３",
    "１．１．２",
    "２０２４年３月",
    "　12",
    "５０％",
    "5-Mar",
    "Mar-26",
    "MAR1",
    "SEPT2",
    "March 2026",
    "5 Jan 2026",
    "Ｍａｒ５",
    "12:30 PM",
    "9:00AM",
    "9时30分",
    "上午9时",
    "下午 3:05",
    "3月",
    "2026-05-20T08:00",
    "#N/A",
    "＃REF!",
    "#DIV/0!",
    " =1+1",
    "\xa0@x",
    "\u200b=1",
    "€5",
    "￡5",
    "−5",
    "1﹣2",
    "﹦1",
    " 1-2 ",
)


@pytest.mark.parametrize("text", CHANGED)
def test_text_that_a_spreadsheet_would_change_is_protected_and_comes_back(text: str) -> None:
    assert csv_cell(text) == "'" + text
    assert from_csv_cell(csv_cell(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "1-2名",
        "达标",
        "职工320人",
        "附件1",
        "1.1.6 入会率",
        "≥95%",
        "2%（1.5.3）",
        "①",
        "",
        "ＡＢＣ",
        "3月底前",
        "上午好",
        "9时许",
        "May",
        "Mar",
        "#1",
        "二〇二六年",
        "12个",
        "PM2",
    ],
)
def test_text_that_no_spreadsheet_changes_is_left_alone(text: str) -> None:
    assert csv_cell(text) == text


def test_numbers_and_nothing_stay_what_they_are() -> None:
    assert [csv_cell(value) for value in (12, 0.5, None)] == ["12", "0.5", ""]


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=1))
def test_every_text_comes_back_from_a_file(texts: list[str]) -> None:
    written = csv_file(["h"] * len(texts), [texts])
    assert written.startswith(b"\xef\xbb\xbf")
    _, row = csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""))
    assert [from_csv_cell(cell) for cell in row] == texts


def test_equal_numbers_of_two_kinds_are_each_written_as_their_kind() -> None:
    cells = (10**12, 1e12, 1, 1.0, True, None, "1")
    rows = csv_file(["h"] * len(cells), [cells, cells]).decode("utf-8-sig").splitlines()[1:]
    assert rows == ["1000000000000,1e+12,1,1,True,,'1"] * 2
