"""The sheets in their order: the same for the workbook and for CSV."""

from __future__ import annotations

from generator.returns.report.column import Table
from generator.returns.report.files import files, rejected, suspects
from generator.returns.report.items import items
from generator.returns.report.missing import missing_table
from generator.returns.report.problems import problems
from generator.returns.report.report import Report
from generator.returns.report.summary import summary


def all_tables(report: Report) -> list[Table]:
    """The tables in the order of the sheets, but for 统计 (statistics), which has a module of its own."""
    tables = [summary(report), items(report), problems(report), suspects(report), rejected(report)]
    if report.missing is not None:
        tables.append(missing_table(report.missing, report.setup))
    tables.append(files(report))
    return tables
