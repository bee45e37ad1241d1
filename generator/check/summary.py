"""``forms/summary.yml`` speaks of fields, columns and states that the forms have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from generator.errors import Finding
from generator.forms import Form
from generator.forms.definitions.summary import load_summary

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
    for column in summary.columns:
        where = column.place
        wanted += [(name, "栏", fields, where) for name in column.fields]
        wanted += [(column.state, "选项", states, where)] if column.state else []
    for name, what, known, place in wanted:
        if name and name not in known:
            yield Finding(
                place, "summary-unknown", f"没有代号为 {name} 的{what}", "改成 forms/*.yml 里有的代号，或删去"
            )
