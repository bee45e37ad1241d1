"""The interface labels of the spreadsheets, read from ``labels.yml`` beside this module."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, Final

from generator.export.tables import Column, Table
from generator.load import yaml_file
from generator.model import Standard

_NONE: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True)
class SheetLabels:
    """A sheet's name, its own columns by key, the width of a column for each standard (0: none).

    ``fixed`` is the number of columns that stay in sight; ``last`` are its own columns that stand behind the
    standards', where a column that came later changes the place of none.
    """

    name: str
    columns: Mapping[str, Column]
    standards: int
    fixed: int
    last: Mapping[str, Column] = field(default_factory=dict)

    def table(self, rows: Iterable[Mapping[str, str]], of_standards: Mapping[str, str] = _NONE) -> Table:
        """The sheet with ``rows``, whose cells stand under the keys of their columns.

        ``of_standards`` are the headings of the standards' columns by the ids of the standards. The
        order of the columns is that of the labels.

        Raises:
            KeyError: a row lacks the cell of a column.

        """
        theirs = {id_: Column(heading, self.standards) for id_, heading in of_standards.items()}
        columns = {**self.columns, **theirs, **self.last}
        cells = tuple(tuple(map(row.__getitem__, columns)) for row in rows)
        return Table(self.name, tuple(columns.values()), cells, self.fixed)


@dataclass(frozen=True)
class Labels:
    """All labels; the mappings go from the names in the code to what a person reads."""

    sheets: Mapping[str, SheetLabels]
    words: Mapping[str, str]
    relations: Mapping[str, str]
    changes: Mapping[str, str]
    uses: Mapping[str, str]
    """What an answer under the old standard is good for, by the names of changes."""
    weights: Mapping[str, str]
    """How two sides' demands compare, by the names of changes from the left one to the right one."""
    conditions: Mapping[str, str]
    laws: Mapping[str, Mapping[str, str]]
    """Of the law layer: ``relations``, ``changes``, ``statuses`` and ``proofs``, each by their names."""


@cache
def labels() -> Labels:
    """The labels of this package."""
    text = (resources.files("generator.export") / "labels.yml").read_text(encoding="utf-8")
    data = yaml_file.plain(text)
    sheets = {
        name: SheetLabels(
            name=sheet["name"],
            columns=_columns(sheet["columns"]),
            standards=sheet.get("standards", 0),
            fixed=sheet.get("fixed", 0),
            last=_columns(sheet.get("last", {})),
        )
        for name, sheet in data["sheets"].items()
    }
    return Labels(sheets=sheets, **{name: part for name, part in data.items() if name != "sheets"})


def _columns(given: Mapping[str, Mapping[str, Any]]) -> dict[str, Column]:
    return {key: Column(**column) for key, column in given.items()}


def standard_name(standard: Standard) -> str:
    """A type as a cell names it: its label and short name."""
    return f"{standard.label} {standard.short}"
