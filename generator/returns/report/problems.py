"""问题 (problems): what a person should look at in the accepted forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.returns.reading.record import Doubt, Json
from generator.returns.report.column import Column, Table, table
from generator.returns.report.report import Report
from generator.returns.report.result import doubts_of, finished


@dataclass(frozen=True)
class Line:
    """One doubt about one form."""

    unit: str
    form: str
    place: str
    doubt: Doubt
    path: str


def problems(report: Report) -> Table:
    """One row for each doubt about an accepted form."""
    sheet = report.setup.summary.sheets["doubts"]
    columns = [
        Column[Line]("unit", 26, lambda line: line.unit),
        Column[Line]("form", 12, lambda line: line.form),
        Column[Line]("place", 26, lambda line: line.place),
        Column[Line]("message", 60, lambda line: line.doubt.message),
        Column[Line]("rule", 22, lambda line: line.doubt.rule),
        Column[Line]("path", 40, lambda line: line.path),
    ]
    lines = (
        line
        for _, entry in finished(report.store, report.outcome)
        if entry["status"] == "accepted"
        for line in _lines(report, entry)
    )
    return table("doubts", sheet.name, sheet.headings, columns, lines)


def _lines(report: Report, entry: Json) -> Iterator[Line]:
    form = report.setup.forms[str(entry["form"])]
    for doubt in doubts_of(entry):
        question = form.by_name.get(doubt.field)
        label = question.label if question else doubt.field
        yield Line(str(entry["unit"] or ""), report.kind(form.kind), label, doubt, str(entry["path"]))
