"""名册 (roster): the units that are expected to hand in, or that get forms with their data filled in."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from stdnum.cn import uscc

from generator.errors import UsageError
from generator.forms import FormField, Rule, evaluate
from generator.forms.definitions.wording import say
from generator.model import Standard
from generator.numerals import NUMERAL, value_of
from generator.returns.reading.given import Source
from generator.returns.reading.known import share_of_one
from generator.returns.reading.names import Names
from generator.returns.reading.rosterlines import NoUnits
from generator.returns.reading.setup import Setup
from generator.returns.reading.spreadsheet import Headings, Listing, read_table
from generator.returns.reading.text import folded, visible, with_hanzi

KEY_DIGITS: Final = 16

_OF_ONE_CELL: Final = frozenset({"options", "integer", "percent", "date", "pattern"})
_AMONG_CELLS: Final = frozenset({"at-most", "order"})
_SCIENTIFIC: Final = re.compile(r"\d(\.\d+)?E\+?\d+", re.IGNORECASE)
_FLOAT: Final = re.compile(r"(\d{7,15})\.0+")
"""A long number as programs write it that know no other numbers than fractions."""
_BREAK: Final = re.compile(r"\s*\n\s*")
_PARTS: Final = re.compile(r"[、（）()]+")
"""What stands between the kinds of unit that a standard is for, in its short name."""
_ASIDE: Final = re.compile(r"[（(\[【][^）)\]】]*[）)\]】]")


@dataclass(frozen=True, slots=True)
class RosterUnit:
    """One line of a roster.

    ``standard`` is a slug or empty; ``values`` are answers by field name, without the cells that break a
    rule of their field; ``key`` is what tells the unit in forms that were filled in beforehand.
    """

    line: int
    name: str
    code: str
    standard: str
    values: Mapping[str, str]
    key: str = ""


@dataclass(frozen=True)
class Roster:
    """The units, and in ``problems`` what a person should know about the file."""

    units: tuple[RosterUnit, ...]
    problems: tuple[str, ...]


def unit_key(name: str, code: str, standard: str, region: str, group: str = "") -> str:
    """What tells a unit without saying anything about it: of its code, else of name, type and region.

    ``group`` is the town or system that a roster names besides, where the others are the same.

    >>> unit_key("张村", "", "villages", "甲县") == unit_key("张村", "", "villages", "乙县")
    False
    """
    told = ["code", code] if code else ["name", folded(name), standard, folded(region)]
    told += [folded(group)] if group and not code else []
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:KEY_DIGITS]


def read_roster(path: Source, setup: Setup) -> Roster:
    """Read a roster: columns by the names in forms/summary.yml, by labels or by ids of fields.

    Titles above the headings, lines of totals, and what people put beside a heading (（必填）, *) are
    understood. Every cell is held against the rules of its field.

    Raises:
        UsageError: it cannot be read, or has no column for the unit's name.

    """
    headings = _Headings(setup)
    table = read_table(path, headings.expected)
    problems: list[str] = []
    columns = headings.columns(table, problems)
    if "name" not in columns.values():
        wanted = "、".join(setup.summary.roster["name"])
        raise UsageError(f"{path} 里没有单位名称这一列；列名可以是：{wanted}")
    if headings.of_fields(table.headings):
        raise UsageError(f"{path} 是一栏一行的表（补录表之类），不是一个单位一行的名册")
    if table.others:
        problems.append(f"工作表{_quoted(table.others)}也像名册，没有读；要的话请合到一张表里")
    names, cells_of = setup.names, _Cells(setup, table.headings, columns)
    name_at = next(index for index, meant in columns.items() if meant == "name")
    others = NoUnits(table, columns, name_at, setup.summary)
    units: list[RosterUnit] = []
    for line, row in table.rows:
        if why := others.why(line, row):
            problems.append(f"第 {line} 行{why}")
            continue
        problems += [
            f"第 {line} 行的“{visible(table.headings[index])}”是公式或错误值，没有存下结果，没有读；"
            "请在 Excel 里打开、保存一次，或者改成文字"
            for index in sorted(columns.keys() & set(table.lost.get(line, ())))
        ]
        cells = {
            columns[index]: said
            for index, cell in enumerate(row)
            if index in columns and (said := _said(cell))
        }
        if code := names.written_code(cells.get("code", "")):
            cells["code"] = code  # in capitals, without blanks
        if not cells:
            continue
        unit = _unit(line, cells, setup, names, cells_of, problems)
        if unit is not None:
            units.append(unit)
    if not units:
        raise UsageError("；".join([f"{path} 里一个单位也没有", *problems]))
    units = _with_towns(units, setup, names)
    _repeated(units, names, problems)
    return Roster(tuple(units), tuple(problems))


def _quoted(names: Iterable[str]) -> str:
    return "、".join(f"“{visible(_BREAK.sub('', name))}”" for name in dict.fromkeys(names))


def is_roster(path: Source, setup: Setup) -> bool:
    """Whether a table has a column for the unit's name among headings that a roster may have."""
    expected = _Headings(setup).expected
    try:
        return expected.count(read_table(path, expected).headings) > 0
    except UsageError:
        return False


def _said(cell: str) -> str:
    r"""What a cell says: on one line, and nothing where only dashes and the like stand in it.

    >>> _said("某某县\n白沙镇工会"), _said("13800138000.0"), _said("——")
    ('某某县白沙镇工会', '13800138000', '')
    """
    if not any(map(str.isalnum, cell)):
        return ""
    if not cell.isprintable():
        # what is copied from pages brings marks along that nobody sees
        cell = "".join(c for c in cell if unicodedata.category(c) != "Cf")
    cell = with_hanzi(cell)
    number = _FLOAT.fullmatch(cell)
    return number[1] if number else _BREAK.sub("", cell) if "\n" in cell else cell


class _Headings:
    """What the headings of a roster may be called."""

    def __init__(self, setup: Setup) -> None:
        self._known: dict[str, str] = {}
        self._ids = frozenset(setup.summary.roles.name)
        for form in setup.forms.values():
            for question in form.questions:
                if not question.item:
                    self._known.setdefault(folded(question.label), question.name)
                    self._known.setdefault(folded(question.name), question.name)
        for column in setup.summary.columns:
            # a workbook of ours may come back as a roster
            if column.fields:
                self._known.setdefault(folded(column.heading), column.fields[0])
        self._order: dict[str, int] = {}
        for role, names in setup.summary.roster.items():
            self._known |= {folded(name): role for name in names}
            self._order |= {folded(name): position for position, name in enumerate(names)}

    def meaning(self, heading: str) -> str:
        """``name``, ``code``, ``standard``, the name of a field, or nothing."""
        found = self._known.get(folded(heading))
        return found or self._known.get(folded(_ASIDE.sub("", heading)), "")

    def of_fields(self, row: Sequence[str]) -> bool:
        """Whether a row is that of one field in a table of fields: its id, and its label beside it."""
        return len(row) > 1 and row[0] != row[1] and row[0] in self._ids and self.meaning(row[1]) == "name"

    @property
    def expected(self) -> Headings:
        """How the row of headings is found."""
        return Headings(self.meaning, frozenset({"name"}))

    def columns(self, table: Listing, problems: list[str]) -> dict[int, str]:
        """Position -> meaning; of several columns for one thing the one named first in forms/summary.yml."""
        meant = {index: self.meaning(heading) for index, heading in enumerate(table.headings)}
        columns: dict[int, str] = {}
        for index, meaning in sorted(meant.items(), key=lambda entry: self._rank(table.headings[entry[0]])):
            if meaning and meaning not in columns.values():
                columns[index] = meaning
        twice = [h for index, h in enumerate(table.headings) if meant[index] and index not in columns]
        unknown = [h for index, h in enumerate(table.headings) if h and not meant[index]]
        if twice:
            problems.append(f"列{_quoted(twice)}与别的列重复，没有用")
        if unknown:
            problems.append(f"不认识的列{_quoted(unknown)}，没有用")
        return dict(sorted(columns.items()))

    def _rank(self, heading: str) -> int:
        return self._order.get(folded(heading), self._order.get(folded(_ASIDE.sub("", heading)), 0))


class _Cells:
    """Holds the cells of a line against the rules of their fields."""

    def __init__(self, setup: Setup, headings: Sequence[str], columns: Mapping[int, str]) -> None:
        roles = setup.summary.roles
        self._own = {"name": roles.name[0], "code": roles.code, "standard": roles.standard}
        self._headings = {self._own.get(meant, meant): headings[index] for index, meant in columns.items()}
        self._code, self._code_check = roles.code, roles.code_check
        self._share = setup.summary.doubts["share-of-one"]
        self._forms = [
            (rules, questions)
            for form in setup.forms.values()
            if (questions := {q.name: q for q in form.questions if q.name in self._headings})
            and (rules := list(_about(form.rules, questions)))
        ]

    def faults(self, cells: Mapping[str, str]) -> Iterator[tuple[str, str, str, str]]:
        """What is wrong: (field, or nothing where several cells disagree; heading; cell; how to mend it)."""
        values = {self._own.get(meant, meant): cell for meant, cell in cells.items() if meant != "standard"}
        lost = {name for name, cell in values.items() if name != self._own["name"] and _is_scientific(cell)}
        for name in lost:
            advice = "Excel 把长数字改成了科学计数法，末几位已经丢了；请把这一列设为文本，照原件再填"
            yield name, self._headings[name], values[name], advice
        told: set[tuple[str, str]] = set()
        for rules, questions in self._forms:
            answers = {
                name: answer_for(question, values[name])
                for name, question in questions.items()
                if name in values and name not in lost
            }
            for found in evaluate(rules, tuple(questions.values()), answers):
                if (found.field, found.message) not in told and found.field in values:
                    told.add((found.field, found.message))
                    check = next(r.check for r in rules if r.id == found.rule)
                    field = found.field if check in _OF_ONE_CELL else ""
                    yield field, self._headings[found.field], values[found.field], found.message
            for name, answer in answers.items():
                meant = share_of_one(questions[name], answer)
                if meant and (name, meant) not in told:
                    told.add((name, meant))
                    label = self._headings[name]
                    yield name, label, answer, say(self._share, label=label, value=answer, expected=meant)
        code = values.get(self._code, "")
        if (
            self._code_check == "uscc"
            and len(code) == 18
            and self._code not in lost
            and not uscc.is_valid(code)
        ):
            yield "", self._headings[self._code], code, "校验位不对，多半有一位写错了，请核对"


def _about(rules: Iterable[Rule], names: Collection[str]) -> Iterator[Rule]:
    """The rules that cells of a roster can break; what is asked of each field alone, only of ``names``."""
    for rule in rules:
        fields = tuple(name for name in rule.fields if name in names)
        if fields and rule.check in _OF_ONE_CELL:
            yield replace(rule, fields=fields)
        elif fields and rule.check in _AMONG_CELLS:
            yield rule


def _is_scientific(cell: str) -> bool:
    return _SCIENTIFIC.fullmatch(cell) is not None


def _unit(
    line: int, cells: dict[str, str], setup: Setup, names: Names, held: _Cells, problems: list[str]
) -> RosterUnit | None:
    if not cells.get("name"):
        problems.append(f"第 {line} 行没有单位名称，没有用")
        return None
    roles = setup.summary.roles
    who = f"第 {line} 行“{visible(cells['name'])}”"
    dropped: set[str] = set()
    for field, heading, cell, what in held.faults(cells):
        problems.append(f"{who}的“{visible(heading)}”填的是“{visible(cell)}”：{what}")
        dropped.add(field)
    name, code, type_ = (cells.pop(role, "") for role in ("name", "code", "standard"))
    standard = find_standard(type_, setup.standards)
    if type_ and not standard:
        known = "、".join(f"{s.attachment} {s.short}" for s in setup.standards)
        problems.append(f"{who}的类别“{visible(type_)}”认不出；可以写编号或简称：{known}")
    values = {field: cell for field, cell in cells.items() if field not in dropped}
    code = "" if roles.code in dropped else code
    key = unit_key(names.name(name), names.code(code), standard, cells.get(roles.region, ""))
    return RosterUnit(line, name, code, standard, values, key)


def find_standard(text: str, standards: Sequence[Standard]) -> str:
    """The standard meant by its slug, title, short name, label or attachment number; else empty.

    六 is 6, and 村 or 社区 is 村（社区）: a part of one short name only. A label that two standards bear
    is none.
    """
    wanted = folded(text)
    for said in (wanted, NUMERAL.sub(_in_digits, wanted)):
        for standard in standards:
            names = (standard.id, standard.title, standard.short, standard.called, str(standard.attachment))
            if said and said in {folded(name) for name in names}:
                return standard.id
    parts = [s.id for s in standards if wanted and wanted in map(folded, _PARTS.split(s.short))]
    return parts[0] if len(parts) == 1 else ""


def _in_digits(numeral: re.Match[str]) -> str:
    value = value_of(numeral[0])
    return numeral[0] if value is None else f"{value:g}"


def _with_towns(units: Sequence[RosterUnit], setup: Setup, names: Names) -> list[RosterUnit]:
    """The units, those that name, type and region do not tell apart with a key of their town too.

    The others keep the key that was written into their forms, whether or not the roster names towns.
    """
    often = Counter(unit.key for unit in units)

    def key(unit: RosterUnit) -> str:
        if often[unit.key] == 1 or names.code(unit.code):
            return unit.key
        region, group = (unit.values.get(field, "") for field in (setup.summary.roles.region, "group"))
        return unit_key(names.name(unit.name), "", unit.standard, region, group)

    return [replace(unit, key=key(unit)) for unit in units]


def _repeated(units: list[RosterUnit], names: Names, problems: list[str]) -> None:
    """Lines that cannot be told from each other in returns, or only by their region."""
    keys: dict[str, RosterUnit] = {}
    seen: dict[tuple[str, str], RosterUnit] = {}
    for unit in units:
        same = keys.setdefault(unit.key, unit)
        first = seen.setdefault((names.name(unit.name), unit.standard), unit)
        who = f"第 {unit.line} 行“{visible(unit.name)}”"
        if same is not unit:
            what = "重名，类别和地区也相同" if names.name(unit.name) == names.name(same.name) else "代码相同"
            problems.append(
                f"{who}与第 {same.line} 行“{visible(same.name)}”{what}，交来的表分不清是谁的；"
                "请删去一行，或者写上各自的代码、地区"
            )
        elif first is not unit:
            problems.append(f"{who}与第 {first.line} 行“{visible(first.name)}”重名")


def answer_for(question: FormField, text: str) -> str:
    """A roster's cell as the answer to a question: a label becomes its state."""
    return next((o.state for o in question.options if text in (o.label, o.state)), text)
