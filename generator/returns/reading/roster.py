"""名册: the units that are expected to hand in, or that get forms with their data filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.errors import UsageError
from generator.forms import FormField
from generator.model import Standard
from generator.returns.reading.names import Names
from generator.returns.reading.setup import Setup
from generator.returns.reading.spreadsheet import CsvFile, read_csv
from generator.returns.reading.text import folded


@dataclass(frozen=True, slots=True)
class RosterUnit:
    """One line of a roster. ``standard`` is a slug or empty; ``values`` are answers by field name."""

    line: int
    name: str
    code: str
    standard: str
    values: Mapping[str, str]


@dataclass(frozen=True)
class Roster:
    """The units, and in ``problems`` what a person should know about the file."""

    units: tuple[RosterUnit, ...]
    problems: tuple[str, ...]


def read_roster(path: Path, setup: Setup) -> Roster:
    """Read a roster: columns by the names in forms/summary.yml, by labels or by ids of fields.

    Raises:
        UsageError: it cannot be read, or has no column for the unit's name.

    """
    table = read_csv(path)
    problems: list[str] = []
    columns = _columns(table, setup, problems)
    if "name" not in columns.values():
        wanted = "、".join(setup.summary.roster["name"])
        raise UsageError(f"{path} 里没有单位名称这一列；列名可以是：{wanted}")
    units: list[RosterUnit] = []
    for line, row in table.rows:
        cells = {columns[index]: cell for index, cell in enumerate(row) if index in columns and cell}
        unit = _unit(line, cells, setup.standards, problems)
        if unit is not None:
            units.append(unit)
    _repeated(units, Names(setup.summary), problems)
    return Roster(tuple(units), tuple(problems))


def _columns(table: CsvFile, setup: Setup, problems: list[str]) -> dict[int, str]:
    """Position -> ``name``, ``code``, ``standard`` or the name of a field."""
    known: dict[str, str] = {}
    for form in setup.forms.values():
        for question in form.questions:
            if not question.item:
                known.setdefault(folded(question.label), question.name)
                known.setdefault(folded(question.name), question.name)
    for role, names in setup.summary.roster.items():
        known |= {folded(name): role for name in names}
    columns: dict[int, str] = {}
    for index, heading in enumerate(table.headings):
        meant = known.get(folded(heading))
        if meant is None:
            if heading:
                problems.append(f"不认识的列“{heading}”，没有用")
        elif meant in columns.values():
            problems.append(f"列“{heading}”与前面的列重复，没有用")
        else:
            columns[index] = meant
    return columns


def _unit(
    line: int, cells: dict[str, str], standards: Sequence[Standard], problems: list[str]
) -> RosterUnit | None:
    name, code, type_ = (cells.pop(role, "") for role in ("name", "code", "standard"))
    if not name:
        problems.append(f"第 {line} 行没有单位名称，没有用")
        return None
    standard = find_standard(type_, standards)
    if type_ and not standard:
        problems.append(f"第 {line} 行“{name}”的类别“{type_}”认不出")
    return RosterUnit(line, name, code, standard, cells)


def find_standard(text: str, standards: Sequence[Standard]) -> str:
    """The standard meant by its slug, title, short name, label or attachment number; else empty."""
    wanted = folded(text)
    for standard in standards:
        names = (standard.id, standard.title, standard.short, standard.label, str(standard.attachment))
        if wanted and wanted in {folded(name) for name in names}:
            return standard.id
    return ""


def _repeated(units: list[RosterUnit], names: Names, problems: list[str]) -> None:
    seen: dict[tuple[str, str], RosterUnit] = {}
    for unit in units:
        first = seen.setdefault((names.name(unit.name), unit.standard), unit)
        if first is not unit:
            problems.append(f"第 {unit.line} 行“{unit.name}”与第 {first.line} 行“{first.name}”重名")


def answer_for(question: FormField, text: str) -> str:
    """A roster's cell as the answer to a question: a label becomes its state."""
    return next((o.state for o in question.options if text in (o.label, o.state)), text)
