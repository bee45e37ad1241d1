"""``forms/summary.yml`` speaks of fields, columns and states that the forms have."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Final

from generator.check.ratings import check_ratings
from generator.check.references import repeated
from generator.errors import Finding, Place
from generator.forms import Form
from generator.forms.definitions.rules import CHECKS
from generator.forms.definitions.summary import Summary, load_summary

UNANSWERED: Final = "unanswered"
"""Stands among the colours for what has no state."""


_REMEDIES: Final = {
    "疑问": "在 doubts 里写上它说的话，或改正代号",
    "轻重": "在 severity 的 labels 里补上，或改正代号",
    "检查": "用填写要求里 check 的词（generator/schema/form.schema.json）",
    "疑问或填写要求": "改成 doubts 里或者表的 rules 里有的代号，或删去",
    "手填栏": "改成汇总表里一个 pen 栏的 id，或在那里加上这一栏",
}
"""What mends an unknown id of a kind that stands elsewhere than in the forms."""

_Wanted = tuple[str, str, Collection[str], Place]
"""An id (nothing is asked of an empty one), what it is the id of, the known ones, and where it stands."""


def check_summary(root: Path, forms: Sequence[Form]) -> Iterator[Finding]:
    """Findings for a summary definition that does not fit the forms, and for ratings that nobody counts."""
    summary, findings = load_summary(root)
    yield from findings
    if not forms:
        return
    yield from check_ratings(forms, summary)
    if summary is None:
        return
    yield from _sheet_names(summary)
    yield from _patterns(summary)
    yield from _pens(summary)
    for name, what, known, place in (*_of_forms(summary, forms), *_of_problems(summary, forms)):
        if name and name not in known:
            remedy = _REMEDIES.get(what, "改成 forms/*.yml 里有的代号，或删去")
            yield Finding(place, "summary-unknown", f"没有代号为 {name} 的{what}", remedy)


def _of_forms(summary: Summary, forms: Sequence[Form]) -> Iterator[_Wanted]:
    """Fields, columns and states of the forms that the definition speaks of."""
    fields = {f.name for form in forms for f in form.fields}
    columns = {f.column for form in forms for f in form.fields if f.column}
    states = {o.state for form in forms for f in form.fields if f.column for o in f.options}
    roles = summary.roles
    named = (roles.code, roles.date, roles.standard, roles.region, roles.contact, roles.phone)
    for name in (*roles.name, *roles.people, *roles.phones, *roles.figures, *named):
        yield name, "栏", fields, roles.place
    for state in (*roles.reached, *roles.missed, *roles.reason):
        yield state, "选项", states, roles.place
    for column in (roles.rating, roles.facts, roles.evidence):
        yield column, "栏目", columns, roles.place
    for agreement in summary.agree:
        yield agreement.field, "栏", fields, agreement.place
        yield agreement.state, "选项", states, agreement.place
    for state in summary.colours:
        yield state, "选项", {*states, UNANSWERED}, summary.colours_place
    # a sheet of which the forms have no field at all is another body's: nothing of it is written
    others = summary.recommended_columns
    others = others if any(name in fields for column in others for name in column.fields) else ()
    for shown in (*summary.columns, *others):
        for name in shown.fields:
            yield name, "栏", fields, shown.place
        yield shown.state, "选项", states, shown.place


def _of_problems(summary: Summary, forms: Sequence[Form]) -> Iterator[_Wanted]:
    """Doubts, rules and checks that the definition speaks of, and how grave it calls them."""
    for agreement in summary.agree:
        yield agreement.check, "疑问", summary.doubts, agreement.place
    severity, place = summary.severity, summary.severity_place
    graves = {severity.otherwise, *severity.reply, *severity.checks.values(), *severity.rules.values()}
    for one in sorted(graves):
        yield one, "轻重", severity.labels, place
    for check in sorted({*severity.checks, *severity.unanswered, *severity.follows}):
        yield check, "检查", CHECKS, place
    rules = {rule.id for form in forms for rule in form.rules}
    for code in severity.rules:
        yield code, "疑问或填写要求", {*summary.doubts, *rules}, place


def _pens(summary: Summary) -> Iterator[Finding]:
    """What is typed into a column by hand is found again by its id: one column for each."""
    for columns in (summary.columns, summary.recommended_columns):
        named = [(column.id, column.place) for column in columns if column.id]
        for name, place, first in repeated(named):
            message = f"两栏的 id 都是 {name}（另一栏在第 {first.line} 行）"
            yield Finding(place, "summary-twice", message, "代号不能相同，改一个")
    pens = {column.id for column in summary.columns if column.id}
    for name in (summary.recommended.mark, summary.recommended.order):
        if pens and name not in pens:
            message = f"recommended 说的 {name} 不是汇总表里的手填栏"
            yield Finding(summary.recommended_place, "summary-unknown", message, _REMEDIES["手填栏"])


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
