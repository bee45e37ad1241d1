"""逐条自评 (item by item): one row for each unit and item of its checklist."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.forms import FormField
from generator.model import Item, Section, Standard
from generator.returns.judging.outcome import shown
from generator.returns.reading.known import KnownForm
from generator.returns.reading.record import Json
from generator.returns.reading.text import folded, visible
from generator.returns.report.column import Cell, Column, Table, table
from generator.returns.report.report import Report, section_title, set_aside, values_of
from generator.returns.report.unitkey import UnitKey


@dataclass(frozen=True)
class Line:
    """An item as one checklist answers it."""

    report: Report
    unit: str
    key: UnitKey
    standard: Standard
    section: Section
    item: Item
    form: KnownForm
    entry: Json

    def answer(self, column: str) -> str:
        """The answer in a column of the checklist; a rating that is not there says why."""
        question = self.form.columns.get(self.item.id, {}).get(column)
        field = question.name if question else ""
        answer = shown(self.form, field, values_of(self.entry).get(field, ""))
        if not answer and column == self.report.setup.summary.roles.rating:
            words = self.report.setup.summary.words
            return words["again"] if field in set_aside(self.entry) else words["unanswered"]
        return answer


def items(report: Report) -> Table:
    """One row for each unit and item of its checklist."""
    summary, rating = report.setup.summary, report.setup.summary.roles.rating
    sheet, overview = summary.sheets["items"], summary.sheets["overview"]
    columns = [
        Column[Line]("unit", 24, lambda line: line.unit),
        Column[Line]("standard", 18, lambda line: line.standard.short),
        Column[Line]("item", 8, lambda line: line.item.id),
        Column[Line]("section", 14, lambda line: section_title(line.section)),
        Column[Line]("text", 46, lambda line: line.item.text),
    ]
    columns += [_answered(key, heading, 9 if key == rating else 36) for key, heading in asked(report).items()]
    labels = tuple(label for _, label in report.states)
    columns += [
        Column[Line](
            "verified", 9, lambda line: verified(report, line.key, line.item.id), hand=True, choices=labels
        ),
        Column[Line]("key", 12, lambda line: line.key, overview.headings["key"]),
    ]
    return table("items", sheet.name, sheet.headings, columns, item_lines(report))


def verified(report: Report, key: UnitKey, item: str) -> str:
    """核查结果: what the higher union found on an item, as it was typed into the last workbook."""
    return report.carried.text("items", "verified", key, item)


def disagreements(report: Report) -> Table:
    """自评与核查不一致: every item of which the unit and the higher union think differently."""
    sheet, rating = report.setup.summary.sheets["disagreements"], report.setup.summary.roles.rating
    columns = [
        Column[Line]("unit", 26, lambda line: line.unit),
        Column[Line]("standard", 18, lambda line: line.standard.short),
        Column[Line]("item", 8, lambda line: line.item.id),
        Column[Line]("text", 60, lambda line: line.item.text),
        Column[Line]("rating", 10, lambda line: line.answer(rating)),
        Column[Line]("verified", 10, lambda line: verified(report, line.key, line.item.id)),
    ]
    differing = (
        line
        for line in item_lines(report)
        if (found := verified(report, line.key, line.item.id))
        and folded(found) != folded(line.answer(rating))
    )
    return table("disagreements", sheet.name, sheet.headings, columns, differing)


def _answered(key: str, heading: str, width: float) -> Column[Line]:
    def cell(line: Line) -> Cell:
        return line.answer(key)

    return Column(key, width, cell, heading)


def asked(report: Report) -> dict[str, str]:
    """Column of the checklists -> its heading, which is the label of a question without its item."""
    found: dict[str, FormField] = {}
    for form in report.setup.forms.values():
        for of_item in form.columns.values():
            found = found or dict(of_item)
    return {column: question.label.replace(question.item, "").strip() for column, question in found.items()}


def item_lines(report: Report) -> Iterator[Line]:
    """Every item of every checklist in use, unit by unit."""
    for index, _, entries in report.units():
        for entry in entries:
            if entry["standard"]:
                yield from lines_of(report, index, entry)


def lines_of(report: Report, index: int, entry: Json) -> Iterator[Line]:
    """Every item of one checklist, in the order of its standard; ``index`` is that of the unit."""
    form = report.setup.forms[str(entry["form"])]
    standard, name = report.standards[form.standard], _name(report, entry)
    for section in standard.sections:
        for item in section.items:
            yield Line(report, name, report.keys[index], standard, section, item, form, entry)


def _name(report: Report, entry: Json) -> str:
    names = (values_of(entry).get(name, "") for name in report.setup.summary.roles.name)
    return visible(next((n for n in names if n), "")) or report.setup.summary.words["no_unit"]
