"""--units: a PDF for each unit, to be taken along for the check on site."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from generator.forms.layout.linebreak import CLOSING
from generator.returns import finish, read_file
from generator.returns.collect import Options, collect
from generator.returns.reading.setup import Setup
from generator.returns.report.printed import Printed, PrintedColumn
from generator.returns.report.report import Report
from generator.returns.report.unitpages import unit_files
from tests.returns.conftest import Make
from tests.returns.report.conftest import Run, table

ANSWERS = {
    "unit-name": "甲村",
    "item-6-1-1-rating": "met",
    "item-6-1-1-evidence": "会议记录、签到册，存工会办公室\n照片12张；章程",
    "item-6-1-2-rating": "unmet",
    "item-6-1-2-facts": "还没有换届",
}


def text(data: bytes) -> list[str]:
    """The text of every page."""
    document = pypdfium2.PdfDocument(data)
    found = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return found


@pytest.fixture
def pages(setup: Setup, make: Make) -> Callable[..., list[str]]:
    def made(**more: str) -> list[str]:
        report: Report = finish([read_file(make(answers=ANSWERS | more), "甲.pdf", setup)], setup)
        ((name, data),) = unit_files(report)
        assert name == "甲村.pdf"
        return text(data)

    return made


def test_results_come_by_section_with_what_is_not_reached(pages: Callable[..., list[str]]) -> None:
    first = pages()[0]
    assert "甲村 自评结果" in first
    assert "6.1.2" in first
    assert "还没有换届" in first
    assert "核查意见" in first


@pytest.mark.parametrize("length", range(20, 40))
def test_a_long_heading_is_parted_between_the_unit_and_what_the_page_is(length: int) -> None:
    page = Printed("某村", "某村")
    page.heading(f"{'某' * length} 佐证材料目录", 15)
    lines = text(page.save())[0].splitlines()
    assert any(line.endswith("佐证材料目录") for line in lines)
    assert sum(line.count("某") for line in lines) == length + 1  # in the foot, too


def test_every_piece_of_evidence_is_a_row_with_its_place(pages: Callable[..., list[str]]) -> None:
    (found,) = [page for page in pages() if "佐证材料目录" in page]
    rows = [line.split() for line in found.splitlines()]
    words = [word for row in rows for word in row]
    assert words.count("□") == 3
    assert {"会议记录、签到册", "工会办公室", "照片12张", "章程"} <= set(words)


def test_the_record_of_the_check_has_every_item(setup: Setup, pages: Callable[..., list[str]]) -> None:
    found = pages()
    start = next(number for number, page in enumerate(found) if "核查记录表" in page)
    (standard,) = [s for s in setup.standards if s.id == "villages"]
    printed = "".join(found[start:])
    assert all(item.id in printed for item in standard.items)
    assert printed.count("核查结果") > len(found) - start, "headings are repeated on every page"


def test_no_line_begins_with_a_comma() -> None:
    page = Printed("题", "第 {page} 页")
    page.table([PrintedColumn("文", 1), PrintedColumn("字", 9)], [["一二三四，五六。" * 9, "长" * 9000]])
    found = text(page.save())
    assert len(found) > 2, "a row taller than a page goes on"
    assert not [line for page in found for line in page.splitlines() if line[:1] in CLOSING and line]
    assert "".join(found).count("长") == 9000


def test_the_same_unit_gives_the_same_bytes(setup: Setup, make: Make) -> None:
    report = finish([read_file(make(answers=ANSWERS), "甲.pdf", setup)], setup)
    assert dict(unit_files(report)) == dict(unit_files(report))


def test_each_unit_with_something_that_counts_gets_a_file(root: Path, campaign: Run, tmp_path: Path) -> None:
    roster = campaign.folder / "名册.csv"
    collect(root, Options([campaign.result], tmp_path / "o.xlsx", expected=roster, units=tmp_path / "单位"))
    listed = table(campaign.book, "一览", "单位名称")
    there = {str(r["单位名称"]) for r in listed if "√" in (r["自评表"], r["申报表"])}
    assert {p.stem for p in (tmp_path / "单位").iterdir()} == there
