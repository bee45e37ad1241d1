"""汇总表 (the summary): one row for each unit, its columns as forms/summary.yml lists them.

Where workbooks of lower levels were merged, their units stand together, each group with its 小计
(subtotal); the last row is the 合计 (total).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Final

from generator.forms.definitions.numbers_and_dates import read_number
from generator.forms.definitions.summary import SheetColumn
from generator.forms.definitions.wording import say
from generator.numerals import NUMERAL, value_of
from generator.returns.judging.identity import Unit
from generator.returns.judging.outcome import shown
from generator.returns.reading.record import Json
from generator.returns.report.carry import normal
from generator.returns.report.column import Cell, Column, Table, cells, table
from generator.returns.report.due import standard_of
from generator.returns.report.rate import rate
from generator.returns.report.report import Report, values_of
from generator.returns.report.unitkey import UnitKey

KEY: Final = "key"


@dataclass(frozen=True)
class Line:
    """A unit with its place in the sheet and the entries of its forms in use."""

    number: int
    unit: Unit
    key: UnitKey
    entries: Sequence[Json]


def summary(report: Report) -> Table:
    """One row for each unit, and the sums."""
    words = report.setup.summary.sheets["overview"]
    columns = hand_and_other(report, "summary", report.filled_columns)
    added = [i for i, c in enumerate(report.filled_columns) if _adds_up(report, c)]
    named = next((i for i, c in enumerate(report.filled_columns) if c.shows == "field"), 0)
    columns.append(Column(KEY, 12, lambda line: line.key, words.headings[KEY]))

    def with_totals() -> Iterator[list[Cell]]:
        whole = dict.fromkeys(added, 0.0)
        several = len({report.outcome.units[index].first("source") for index in report.filled}) > 1
        for source, lines in groupby(_lines(report), key=lambda line: line.unit.first("source")):
            group = dict.fromkeys(added, 0.0)
            for line in lines:
                row = cells(columns, line)
                for index in added:
                    group[index] += float(row[index] or 0) if isinstance(row[index], int | float) else 0
                yield row
            if source and several:
                yield _sums(say(words.words["subtotal"], name=source), group, named, len(columns))
            whole = {index: whole[index] + group[index] for index in added}
        if len(report.filled) > 1:
            yield _sums(words.words["total"], whole, named, len(columns))

    made = table("summary", report.setup.summary.sheets["summary"].name, {}, columns, ())
    return Table(made.key, made.name, made.columns, with_totals())


def _sums(name: str, sums: Mapping[int, float], named: int, width: int) -> list[Cell]:
    row: list[Cell] = [None] * width
    for index, number in sums.items():
        row[index] = int(number) if number.is_integer() else round(number, 2)
    row[named] = name
    return row


def _adds_up(report: Report, column: SheetColumn) -> bool:
    """Whether the sum of a column means anything: counts and whole numbers, not rates."""
    if column.shows in ("state-count", "unanswered-count"):
        return True
    types = {q.type for f in report.setup.forms.values() for q in f.questions if q.name in column.fields}
    return column.shows == "number-field" and types == {"integer"}


def hand_and_other(report: Report, sheet: str, columns: Iterable[SheetColumn]) -> list[Column[Line]]:
    """The columns of a sheet of units; those for the pen hold what was typed into the last workbook."""
    return [
        Column[Line](
            c.id or c.shows, c.width, _cell(report, sheet, c), c.heading, c.shows == "pen", c.choices
        )
        for c in columns
    ]


def _cell(report: Report, sheet: str, column: SheetColumn) -> Callable[[Line], Cell]:
    if column.shows == "pen":
        return lambda line: report.carried.text(sheet, column.id, line.key)
    return partial(CELLS[column.shows], report, column)


def _lines(report: Report, chosen: Iterable[int] | None = None) -> Iterator[Line]:
    """The units by their indices, each with its entries; all of them, if none are chosen."""
    for number, index in enumerate(report.filled if chosen is None else chosen, 1):
        yield Line(number, report.outcome.units[index], report.keys[index], report.entries(index))


def recommended(report: Report) -> Table:
    """推荐汇总表: only the units marked as recommended in 汇总表, in the order that was typed there."""
    summary = report.setup.summary
    chosen: list[tuple[float, int]] = []
    for index in report.filled:
        mark = report.carried.text("summary", summary.recommended.mark, report.keys[index])
        if _says(mark, summary.recommended.words):
            order = _place(report.carried.text("summary", summary.recommended.order, report.keys[index]))
            chosen.append((order if order is not None else float("inf"), index))
    # those without a number come last, in the order of the summary
    chosen.sort(key=lambda entry: entry[0])
    columns = hand_and_other(report, "recommended", report.known(summary.recommended_columns))
    columns.append(Column(KEY, 12, lambda line: line.key, summary.sheets["overview"].headings[KEY]))
    lines = _lines(report, [index for _, index in chosen])
    return table("recommended", summary.sheets["recommended"].name, {}, columns, lines)


def _says(mark: str, words: Sequence[str]) -> bool:
    """Whether a mark begins with one of the words; with one of a single character, whether it is that.

    ``同意推荐为省级`` and ``推 荐`` say 推荐, ``是。`` says 是, ``是否？`` does not.
    """
    said = normal(mark).rstrip("。.,!")
    return any(said == word if len(word) == 1 else said.startswith(word) for word in words)


def _place(typed: str) -> float | None:
    """A place in an order as people type it: ``2``, ``２．``, ``第二``; ``None`` if it is none."""
    found = NUMERAL.search(typed)
    return value_of(found[0].rstrip(".．")) if found else None


# --- what a column shows --------------------------------------------------------------------------


def _number(_report: Report, _column: SheetColumn, line: Line) -> Cell:
    return line.number


def _field(report: Report, column: SheetColumn, line: Line) -> Cell:
    return first(report, column.fields, line.entries)


def _number_field(report: Report, column: SheetColumn, line: Line) -> Cell:
    text = first(report, column.fields, line.entries)
    value = read_number(text)
    return text if value is None else int(value) if value.is_integer() else value


def first(report: Report, names: Sequence[str], entries: Sequence[Json]) -> str:
    """The first answer to any of the fields, as people read it."""
    for name in names:
        for entry in entries:
            answer = values_of(entry).get(name, "")
            if answer:
                return shown(report.setup.forms[str(entry["form"])], name, answer)
    return ""


def _standard(report: Report, _column: SheetColumn, line: Line) -> Cell:
    return report.short(standard_of(line.unit))


def _state_count(report: Report, column: SheetColumn, line: Line) -> Cell:
    return _count(report, line.entries, column.state)


def _unanswered(report: Report, _column: SheetColumn, line: Line) -> Cell:
    return _count(report, line.entries, "")


def _count(report: Report, entries: Sequence[Json], state: str) -> Cell:
    """How many items have a state; nothing where the unit has no checklist."""
    checklists = [e for e in entries if e["standard"]]
    if not checklists:
        return None
    return sum(1 for entry in checklists for _, answer in ratings(report, entry) if answer == state)


def ratings(report: Report, entry: Json) -> Iterator[tuple[str, str]]:
    """Every item of a checklist with its rating, empty where there is none."""
    rating = report.setup.summary.roles.rating
    values = values_of(entry)
    for item, columns in report.setup.forms[str(entry["form"])].columns.items():
        if rating in columns:
            yield item, values.get(columns[rating].name, "")


def _rate(report: Report, _column: SheetColumn, line: Line) -> Cell:
    answers = [a for entry in line.entries if entry["standard"] for _, a in ratings(report, entry)]
    found = rate(Counter(answers), len(answers), report.setup.summary.roles)
    return None if found is None else round(found, 1)


def _remarks(report: Report, _column: SheetColumn, line: Line) -> Cell:
    words, unit = report.setup.summary, line.unit
    kinds = {b.kind for b in unit.forms.values()}
    parts = [words.word("remarks_form", kind=report.kind(k)) for k in report.kinds if k not in kinds]
    found = report.outcome.found_doubts
    if any(b.blank for b in unit.forms.values()):
        parts.append(words.words["remarks_blank"])
    count = sum(b.doubts + len(found.get(b.line, ())) for b in unit.forms.values())
    if count:
        parts.append(words.word("remarks_doubts", count=count))
    if any(entry["origin"] == "paper" for entry in line.entries):
        parts.append(words.words["remarks_paper"])
    return words.words["separator"].join(parts)


CELLS: Final[Mapping[str, Callable[[Report, SheetColumn, Line], Cell]]] = {
    "number": _number,
    "field": _field,
    "number-field": _number_field,
    "standard": _standard,
    "state-count": _state_count,
    "unanswered-count": _unanswered,
    "rate": _rate,
    "remarks": _remarks,
}
"""What a column shows, by the word that forms/summary.yml uses for it; ``pen`` is left for people."""
