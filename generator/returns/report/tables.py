"""The rows of every sheet, one at a time: the same for the workbook and for CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from generator.forms.definitions.rules import read_number
from generator.forms.definitions.summary import SheetColumn
from generator.model import Corpus, Standard
from generator.returns.judging.identity import Unit
from generator.returns.judging.outcome import Outcome, shown
from generator.returns.judging.store import Store
from generator.returns.reading.intake import SEPARATOR
from generator.returns.reading.record import Json
from generator.returns.reading.setup import Setup
from generator.returns.reading.text import visible
from generator.returns.report.result import doubts_of, finished

Cell = str | int | float | None
Row = Sequence[Cell]


@dataclass(frozen=True)
class Table:
    """One sheet: its name, headings and widths, and its rows, which can be gone through once."""

    key: str
    name: str
    headings: tuple[str, ...]
    widths: tuple[float, ...]
    rows: Iterator[Row]


@dataclass(frozen=True)
class Report:
    """Everything that the sheets are made from. ``missing`` are the rows of 未交, if there is a roster."""

    corpus: Corpus
    setup: Setup
    store: Store
    outcome: Outcome
    missing: Sequence[Row] | None = None

    @cached_property
    def states(self) -> list[tuple[str, str]]:
        """The ratings as (state, label), in the order of the first checklist."""
        rating = self.setup.summary.roles.rating
        for form in self.setup.forms.values():
            for question in form.questions:
                if question.column == rating:
                    return [(o.state, o.label) for o in question.options]
        return []

    @property
    def statement(self) -> str:
        """Where every file went, as a sum."""
        return self.setup.summary.word("total", **self.outcome.totals)

    @cached_property
    def short(self) -> Mapping[str, str]:
        """The short names of the standards."""
        return {s.id: s.short for s in self.corpus.standards}

    @cached_property
    def filled_columns(self) -> list[SheetColumn]:
        """The columns of 汇总表; those of fields that no form has are left out."""
        known = {q.name for form in self.setup.forms.values() for q in form.questions}
        return [c for c in self.setup.summary.columns if not c.fields or known.intersection(c.fields)]


def all_tables(report: Report) -> list[Table]:
    """The tables in the order of the sheets, but for 统计, which has a module of its own."""
    tables = [summary(report), items(report), doubts(report), suspects(report), rejected(report)]
    if report.missing is not None:
        tables.append(_table(report, "missing", (34, 18, 22, 40, 10), iter(report.missing)))
    tables.append(files(report))
    return tables


def _table(report: Report, key: str, widths: tuple[float, ...], rows: Iterator[Row]) -> Table:
    sheet = report.setup.summary.sheets[key]
    return Table(key, sheet.name, tuple(sheet.headings.values()), widths, rows)


# --- 汇总表 ---------------------------------------------------------------------------------------


def summary(report: Report) -> Table:
    """One row for each unit."""
    columns = report.filled_columns
    return Table(
        "summary",
        report.setup.summary.sheets["summary"].name,
        tuple(c.heading for c in columns),
        tuple(c.width for c in columns),
        (
            [_summary_cell(report, column, number, unit, entries) for column in columns]
            for number, (unit, entries) in enumerate(_units(report), 1)
        ),
    )


def _units(report: Report) -> Iterator[tuple[Unit, list[Json]]]:
    prefer = report.setup.summary.roles.prefer
    for unit in report.outcome.units:
        entries = sorted(
            unit.forms.values(), key=lambda b: (prefer.index(b.kind) if b.kind in prefer else 9, b.path)
        )
        yield unit, [report.store.entry(indexed) for indexed in entries]


def _summary_cell(report: Report, column: SheetColumn, number: int, unit: Unit, entries: list[Json]) -> Cell:
    match column.shows:
        case "number":
            return number
        case "field":
            return _first(report, column.fields, entries)
        case "number-field":
            text = _first(report, column.fields, entries)
            value = read_number(text)
            return text if value is None else int(value) if value.is_integer() else value
        case "standard":
            return _standard(report, unit)
        case "state-count":
            return _count(report, entries, column.state)
        case "unanswered-count":
            return _count(report, entries, "")
        case "remarks":
            return _remarks(report, unit, entries)
        case _:
            return ""


def _first(report: Report, names: Sequence[str], entries: Sequence[Json]) -> str:
    for name in names:
        for entry in entries:
            answer = _values(entry).get(name, "")
            if answer:
                return shown(report.setup.forms[str(entry["form"])], name, answer)
    return ""


def _standard(report: Report, unit: Unit) -> str:
    """The type that the unit applies as, else that of its checklist."""
    forms = sorted(unit.forms.values(), key=lambda b: b.kind == "checklist")
    slug = next((b.standard for b in forms if b.standard), "")
    return report.short.get(slug, visible(slug))


def _count(report: Report, entries: Sequence[Json], state: str) -> Cell:
    """How many items have a state; nothing where the unit has no checklist."""
    checklists = [e for e in entries if e["standard"]]
    if not checklists:
        return None
    return sum(1 for entry in checklists for _, answer in _ratings(report, entry) if answer == state)


def _ratings(report: Report, entry: Json) -> Iterator[tuple[str, str]]:
    rating = report.setup.summary.roles.rating
    values = _values(entry)
    for item, columns in report.setup.forms[str(entry["form"])].columns.items():
        if rating in columns:
            yield item, values.get(columns[rating].name, "")


def _values(entry: Json) -> Mapping[str, str]:
    return cast("Mapping[str, str]", entry["values"])


def _remarks(report: Report, unit: Unit, entries: Sequence[Json]) -> str:
    words = report.setup.summary
    kinds = {b.kind for b in unit.forms.values()}
    wanted = dict.fromkeys(form.kind for form in report.setup.forms.values())
    parts = [words.word("remarks_form", kind=words.kinds.get(k, k)) for k in wanted if k not in kinds]
    found = report.outcome.found_doubts
    count = sum(b.doubts + len(found.get(b.line, ())) for b in unit.members)
    if count:
        parts.append(words.word("remarks_doubts", count=count))
    if any(entry["origin"] == "paper" for entry in entries):
        parts.append(words.words["remarks_paper"])
    return words.words["separator"].join(parts)


# --- 逐条自评 -------------------------------------------------------------------------------------


def items(report: Report) -> Table:
    """One row for each unit and item of its checklist."""
    words = report.setup.summary.sheets["items"]
    keys = ("unit", "standard", "item", "section", "text")
    columns: dict[str, str] = {}
    for form in report.setup.forms.values():
        for of_item in form.columns.values():
            columns |= {c: q.label.replace(q.item, "").strip() for c, q in of_item.items()}
            break
    return Table(
        "items",
        words.name,
        (*(words.headings[key] for key in keys), *columns.values()),
        (24, 18, 8, 14, 46, *(9 if c == report.setup.summary.roles.rating else 36 for c in columns)),
        _item_rows(report, tuple(columns)),
    )


def _item_rows(report: Report, columns: Sequence[str]) -> Iterator[Row]:
    standards = {s.id: s for s in report.corpus.standards}
    for _, entries in _units(report):
        for entry in entries:
            if entry["standard"]:
                line = report.setup.forms[str(entry["form"])]
                standard = standards[line.standard]
                name = _unit_name(report, entry)
                yield from _items_of(report, entry, standard, name, columns)


def _unit_name(report: Report, entry: Json) -> str:
    names = (_values(entry).get(name, "") for name in report.setup.summary.roles.name)
    return visible(next((n for n in names if n), "")) or report.setup.summary.words["no_unit"]


def _items_of(
    report: Report, entry: Json, standard: Standard, name: str, columns: Sequence[str]
) -> Iterator[Row]:
    form, words = report.setup.forms[str(entry["form"])], report.setup.summary.words
    values, aside = _values(entry), cast("Mapping[str, str]", entry.get("set_aside") or {})
    for section in standard.sections:
        title = f"{section.marker}{section.title}"
        for item in section.items:
            row: list[Cell] = [name, standard.short, item.id, title, item.text]
            for column in columns:
                question = form.columns.get(item.id, {}).get(column)
                field = question.name if question else ""
                answer = shown(form, field, values.get(field, ""))
                if not answer and column == report.setup.summary.roles.rating:
                    answer = words["again"] if field in aside else words["unanswered"]
                row.append(answer)
            yield row


# --- 问题, 疑似, 未收, 收件清单 -------------------------------------------------------------------


def doubts(report: Report) -> Table:
    """One row for each doubt about an accepted form."""
    return _table(report, "doubts", (26, 12, 26, 60, 22, 40), _doubt_rows(report))


def _doubt_rows(report: Report) -> Iterator[Row]:
    for _, entry in finished(report.store, report.outcome):
        if entry["status"] != "accepted":
            continue
        form = report.setup.forms[str(entry["form"])]
        kind = report.setup.summary.kinds.get(form.kind, form.kind)
        for doubt in doubts_of(entry):
            question = form.by_name.get(doubt.field)
            label = question.label if question else doubt.field
            yield [str(entry["unit"] or ""), kind, label, doubt.message, doubt.rule, str(entry["path"])]


def suspects(report: Report) -> Table:
    """One row for each pair of units that may be one."""
    found, words = report.outcome.units, report.setup.summary.suspects
    return _table(
        report,
        "suspects",
        (30, 30, 28, 40, 40),
        (
            [_named(report, one), _named(report, two), words[why], _paths(one), _paths(two)]
            for one, two, why in ((found[s.first], found[s.second], s.why) for s in report.outcome.suspects)
        ),
    )


def _named(report: Report, unit: Unit) -> str:
    short = report.short.get(unit.first("standard"), "")
    name = visible(unit.first("name")) or report.setup.summary.words["no_unit"]
    return f"{name}（{short}）" if short else name


def _paths(unit: Unit) -> str:
    return "\n".join(b.path for b in unit.members)


def rejected(report: Report) -> Table:
    """One row for each file that was not accepted, with the sentence for the unit."""
    reasons, words = report.setup.summary.reasons, report.setup.summary.words
    typed = {b.path.partition(SEPARATOR)[2] for b in report.store.index if b.origin == "paper"}
    return _table(
        report,
        "rejected",
        (40, 18, 80, 14, 14),
        (
            [
                indexed.path,
                reasons[indexed.reason].label,
                str(entry["message"] or ""),
                indexed.reason,
                words["paper"] if indexed.path in typed else "",
            ]
            for indexed, entry in report.store.entries()
            if indexed.status == "rejected"
        ),
    )


def files(report: Report) -> Table:
    """One row for every file, whatever became of it."""
    words = report.setup.summary
    endings: Mapping[str, Callable[[Json], str]] = {
        "accepted": lambda e: _use(e, words.words),
        "rejected": lambda _: words.words["rejected"],
        "ignored": lambda _: words.words["ignored"],
    }

    def row(entry: Json) -> Row:
        form = report.setup.forms.get(str(entry["form"] or ""))
        reason = words.reasons.get(str(entry["reason"] or ""))
        return [
            str(entry["path"]),
            cast("int", entry["size"]),
            str(entry["sha256"] or ""),
            str(entry["modified"] or "").replace("T", " "),
            form.title if form else "",
            str(entry["version"] or ""),
            str(entry["unit"] or ""),
            endings[str(entry["status"])](entry),
            reason.label if reason else "",
        ]

    widths = (40, 11, 35, 19, 34, 9, 24, 16, 16)
    rows = (row(entry) for _, entry in finished(report.store, report.outcome))
    return _table(report, "files", widths, rows)


def _use(entry: Json, words: Mapping[str, str]) -> str:
    if entry.get("used"):
        return words["accepted"] + (f"（{words['paper']}）" if entry["origin"] == "paper" else "")
    same = any(d["rule"] == "same-content" for d in cast("list[Mapping[str, str]]", entry["doubts"]))
    return f"{words['accepted']}（{words['repeated' if same else 'replaced']}）"
