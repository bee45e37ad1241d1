"""What stands where an output is to go, and sheets as CSV files (placing files: :mod:`generator.files`)."""

from __future__ import annotations

from pathlib import Path

from generator import spreadsheets
from generator.errors import UsageError, trouble
from generator.returns.report.column import Table


def holds_anything(folder: Path) -> bool:
    """Whether there is something at ``folder`` that a run would write into or over.

    Raises:
        UsageError: one may not look.

    """
    try:
        return not folder.is_dir() or any(folder.iterdir())
    except OSError as error:
        raise UsageError(f"读不到 {folder}：{trouble(error)}") from error


def write_csv(path: Path, table: Table) -> None:
    """A sheet as a CSV file (:mod:`generator.spreadsheets`)."""
    with path.open("wb") as raw:
        spreadsheets.write_csv(raw, table.headings, table.rows)
