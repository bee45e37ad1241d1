"""The interface labels of the spreadsheets, read from ``labels.yml`` beside this module."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from generator.export.tables import Column, Table
from generator.model import Standard


@dataclass(frozen=True)
class SheetLabels:
    """A sheet's name, its own columns, the width of a column for each standard (0: none).

    ``fixed`` is the number of columns that stay in sight.
    """

    name: str
    columns: tuple[Column, ...]
    standards: int
    fixed: int

    def table(self, rows: Iterable[tuple[str, ...]], of_standards: Iterable[str] = ()) -> Table:
        """The sheet with ``rows``; ``of_standards`` are the headings of the standards' columns."""
        added = tuple(Column(heading, self.standards) for heading in of_standards)
        return Table(self.name, self.columns + added, tuple(rows), self.fixed)


@dataclass(frozen=True)
class Labels:
    """All labels; the mappings go from the names in the code to what a person reads."""

    sheets: Mapping[str, SheetLabels]
    words: Mapping[str, str]
    relations: Mapping[str, str]
    changes: Mapping[str, str]
    conditions: Mapping[str, str]


@cache
def labels() -> Labels:
    """The labels of this package."""
    text = (resources.files("generator.export") / "labels.yml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    sheets = {
        key: SheetLabels(
            name=sheet["name"],
            columns=tuple(Column(heading, width) for heading, width in sheet["columns"].items()),
            standards=sheet.get("standards", 0),
            fixed=sheet.get("fixed", 0),
        )
        for key, sheet in data["sheets"].items()
    }
    return Labels(sheets, data["words"], data["relations"], data["changes"], data["conditions"])


def standard_name(standard: Standard) -> str:
    """A type as a cell names it: its label and short name."""
    return f"{standard.label} {standard.short}"
