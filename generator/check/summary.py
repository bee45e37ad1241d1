"""``forms/summary.yml`` speaks of fields, columns and states that the forms have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from generator.errors import Finding
from generator.forms import Form
from generator.forms.definitions.summary import Summary, load_summary

UNANSWERED: Final = "unanswered"
"""Stands among the colours for what has no state."""


def check_summary(root: Path, forms: Sequence[Form]) -> Iterator[Finding]:
    """Findings for a summary definition that does not fit the forms."""
    summary, findings = load_summary(root)
    yield from findings
    if summary is None or not forms:
        return
    fields = {f.name for form in forms for f in form.fields}
    columns = {f.column for form in forms for f in form.fields if f.column}
    states = {o.state for form in forms for f in form.fields if f.column for o in f.options}
    roles = summary.roles
    where = roles.place
    wanted = [(name, "栏", fields, where) for name in roles.name]
    wanted += [(s, "选项", states, where) for s in (*roles.reached, *roles.missed, *roles.reason)]
    wanted += [(roles.rating, "栏目", columns, where)]
    wanted += [(name, "栏", fields, where) for name in (roles.code, roles.date, roles.standard, roles.region)]
    wanted += [(name, "栏", fields, where) for name in (*roles.people, *roles.phones, *roles.figures)]
    for agreement in summary.agree:
        where = agreement.place
        wanted += [(agreement.field, "栏", fields, where), (agreement.state, "选项", states, where)]
        wanted += [(agreement.check, "疑问", set(summary.doubts), where)]
    wanted += [(s, "选项", {*states, UNANSWERED}, summary.colours_place) for s in summary.colours]
    severity = summary.severity
    graves = {severity.otherwise, *severity.reply, *severity.checks.values(), *severity.rules.values()}
    wanted += [(one, "轻重", set(severity.labels), summary.severity_place) for one in sorted(graves)]
    yield from _sheet_names(summary)
    yield from _patterns(summary)
    for column in summary.columns:
        where = column.place
        wanted += [(name, "栏", fields, where) for name in column.fields]
        wanted += [(column.state, "选项", states, where)] if column.state else []
    for name, what, known, place in wanted:
        if name and name not in known:
            yield Finding(
                place, "summary-unknown", f"没有代号为 {name} 的{what}", "改成 forms/*.yml 里有的代号，或删去"
            )


def _sheet_names(summary: Summary) -> Iterator[Finding]:
    """Spreadsheets take no two sheets of one name, whatever its case, and not every sign in it."""
    place, seen = summary.sheets_place, set[str]()
    for sheet in summary.sheets.values():
        if re.search(r"[\[\]:*?/\\]", sheet.name) or sheet.name != sheet.name.strip("' "):
            remedy = r"不用 [ ] : * ? / \ 这些字，首尾不用 ' 和空格"
            yield Finding(place, "sheet-name", f"工作表不能叫“{sheet.name}”", remedy)
        if sheet.name.casefold() in seen:
            yield Finding(place, "sheet-name-twice", f"两张工作表都叫“{sheet.name}”", "换一个名称")
        seen.add(sheet.name.casefold())


def _patterns(summary: Summary) -> Iterator[Finding]:
    """Patterns of texts are sound, and those of file names name a file, not a way through folders."""
    for key in ("pieces", "kept"):
        try:
            re.compile(summary.units[key])
        except re.error as error:
            message = f"units › {key} 不是合法的正则表达式：{error.msg}"
            yield Finding(summary.units_place, "summary-pattern", message, "改正它，或照原来的写")
    names = (
        ("units › file", summary.units["file"], summary.units_place),
        ("replies › file", summary.replies["file"], summary.replies_place),
        ("replies › group_file", summary.replies["group_file"], summary.replies_place),
        ("paper › file", summary.paper["file"], summary.paper_place),
        ("prefill › file", summary.prefill_file, summary.prefill_place),
    )
    for where, name, place in names:
        if re.search(r'[\\/:*?"<>|]', name):
            message = f"{where} 里有不能用在文件名里的字：{name}"
            yield Finding(place, "summary-file-name", message, '不用 \\ / : * ? " < > |')
        elif "{" not in name:
            message = f"{where} 没有占位符，几个文件会同名：{name}"
            yield Finding(place, "summary-file-name", message, "写上占位符，如 {unit}")
