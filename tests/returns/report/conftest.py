"""A small campaign, collected once, and its workbook as rows under their headings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from generator import forms as public
from generator.returns.collect import Options, collect
from tests.returns import sample

COUNT = 14


@dataclass(frozen=True)
class Run:
    """Where a campaign was collected."""

    folder: Path

    @property
    def book(self) -> Path:
        return self.folder / "汇总.xlsx"

    @property
    def result(self) -> Path:
        return self.folder / "结果.json"


@pytest.fixture(scope="session")
def campaign(
    root: Path,
    forms: dict[str, public.Form],
    blank: Callable[[str], bytes],
    tmp_path_factory: pytest.TempPathFactory,
) -> Run:
    """Fourteen units: most handed in both forms, some one, some a file that is cut off, one nothing."""
    folder = tmp_path_factory.mktemp("县")
    inbox = sample.write(folder, forms, blank, COUNT)
    run = Run(folder)
    options = Options(
        [inbox], run.book, run.result, folder / "csv", expected=folder / "名册.csv",
        campaign=folder / "活动.yml", replies=folder / "回复", jobs=2,
    )  # fmt: skip
    collect(root, options)
    return run


def rows(sheet: Worksheet, heading: str) -> Iterator[dict[str, object]]:
    """The rows of the table whose headings have ``heading`` among them."""
    head: list[str] = []
    for row in sheet.iter_rows(values_only=True):
        if head and any(cell is not None for cell in row):
            yield dict(zip(head, row, strict=True))
        elif heading in row:
            head = [str(cell or "").replace("\n", "") for cell in row]


def table(book: Path, sheet: str, heading: str) -> list[dict[str, object]]:
    """The rows of a sheet of a workbook."""
    return list(rows(openpyxl.load_workbook(book)[sheet], heading))
