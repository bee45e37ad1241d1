"""The sheets in their order: the same for the workbook and for CSV."""

from __future__ import annotations

from generator.returns.report.changes import changes
from generator.returns.report.column import Table
from generator.returns.report.files import files, rejected, suspects
from generator.returns.report.hand import left_over
from generator.returns.report.items import disagreements, items
from generator.returns.report.missing import missing_table
from generator.returns.report.overview import every_unit
from generator.returns.report.problems import problems, problems_of
from generator.returns.report.replies import replies_table
from generator.returns.report.report import Report
from generator.returns.report.summary import recommended, summary


def all_tables(report: Report) -> list[Table]:
    """The tables in the order of the sheets, but for 统计 (statistics), which has a module of its own.

    没有对上 (what was typed for nobody) comes last, since only then all other rows have been made.
    """
    found = problems_of(report)
    tables = [every_unit(report), summary(report)]
    if report.carried.typed:
        tables += [recommended(report), disagreements(report)]
    tables += [
        items(report),
        problems(report, found),
        replies_table(report, found),
        suspects(report),
        rejected(report),
    ]
    if report.roster is not None:
        tables.append(missing_table(report))
    if report.earlier is not None:
        tables.append(changes(report, report.earlier))
    tables.append(files(report))
    if report.carried.typed:
        tables.append(left_over(report))
    return tables
