"""Every rating (档次) that can be chosen is counted where ratings are summed, and has a colour.

Who adds a rating to the table of items adds a total, a rule that counts it, and the total to the sum; what
is left out would show only on filled forms, whose totals no longer add up to the number of items.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.errors import Finding
from generator.forms import Form
from generator.forms.definitions.definition import Option, RuleDefinition
from generator.forms.definitions.summary import Summary


def check_ratings(forms: Sequence[Form], summary: Summary | None) -> Iterator[Finding]:
    """Findings for ratings that a sum of totals, or the colours of the charts, leave out.

    Which rating a total counts is told by the rule of its form that counts it (``count``) or, for a form
    without the table of items, by what the two forms should agree on (``agree`` of ``forms/summary.yml``).
    """
    definitions = {form.definition.kind: form.definition for form in forms}.values()
    ratings = {c.id: c.field.options for d in definitions for c in d.columns if c.field and c.field.options}
    rating = summary.roles.rating if summary else ""
    agreed = {a.field: a.state for a in summary.agree if a.kind == "count"} if summary else {}
    for definition in definitions:
        counts = [rule for rule in definition.rules if rule.check == "count"]
        for rule in definition.rules:
            if rule.check != "sum":
                continue
            for column, options in ratings.items():
                own = {c.fields[0]: str(c.params["state"]) for c in counts if c.params["column"] == column}
                yield from _uncounted(rule, own)
                yield from _left_out(rule, options, own or (agreed if column == rating else {}))
    coloured = [option for option in ratings.get(rating, ()) if summary and option.state in summary.colours]
    # one colour marks the one rating that matters, and leaves the others to the spreadsheet program
    if summary is not None and len(coloured) > 1:
        for option in ratings.get(rating, ()):
            if option not in coloured:
                message = f"选项 {option.state}（{option.label}）没有颜色"
                yield Finding(summary.colours_place, "rating-colour", message, "在 colours 里给它加上颜色")


def _parts(rule: RuleDefinition) -> tuple[str, ...]:
    """The totals that a sum adds; the last field is the result where it is not ``equals``."""
    return rule.fields if "equals" in rule.params else rule.fields[:-1]


def _uncounted(rule: RuleDefinition, own: Mapping[str, str]) -> Iterator[Finding]:
    """Totals of a sum over all items that no rule counts, beside others that one does."""
    parts = _parts(rule)
    if rule.params.get("equals") == "item-count" and any(part in own for part in parts):
        for part in parts:
            if part not in own:
                message = f"填写要求 {rule.id} 合计的栏 {part} 没有数它的规则"
                yield Finding(rule.place, "rating-uncounted", message, "在 rules 里给它加一条 check: count")


def _left_out(
    rule: RuleDefinition, options: Sequence[Option], counted: Mapping[str, str]
) -> Iterator[Finding]:
    """Ratings that none of the totals of a sum counts, where all of these count some rating."""
    parts = _parts(rule)
    if parts and all(part in counted for part in parts):
        states = {counted[part] for part in parts}
        for option in options:
            if option.state not in states:
                message = f"填写要求 {rule.id} 合计的各栏里，没有一栏数选项 {option.state}（{option.label}）"
                remedy = (
                    "给它加一栏合计，印在表上，写进 fields；"
                    "这一栏数哪个选项，写在 check: count 的规则或 forms/summary.yml 的 agree 里"
                )
                yield Finding(rule.place, "rating-left-out", message, remedy)
