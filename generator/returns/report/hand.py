"""What people type into the workbook: where it stands, and what of it no longer matches."""

from __future__ import annotations

from generator.forms.definitions.summary import Summary
from generator.returns.report.carry import HandSheet, Typed
from generator.returns.report.column import Column, Table, table
from generator.returns.report.report import Report


def hand_sheets(summary: Summary) -> list[HandSheet]:
    """The sheets with columns to write in."""
    overview, items = summary.sheets["overview"], summary.sheets["items"]
    suspects = summary.sheets["suspects"]
    stamped = {"stamped": overview.headings["stamped"]}
    key = overview.headings["key"]
    named = next((c.heading for c in summary.columns if c.shows == "field"), "")
    pens = {c.id: c.heading for c in summary.columns if c.shows == "pen"}
    more = {c.id: c.heading for c in summary.recommended_columns if c.shows == "pen"}
    return [
        HandSheet("overview", overview.name, stamped, key, overview.headings["unit"]),
        HandSheet("summary", summary.sheets["summary"].name, pens, key, named),
        HandSheet(
            "suspects", suspects.name, {"decision": suspects.headings["decision"]},
            suspects.headings["first_sha"], suspects.headings["first"], suspects.headings["second_sha"],
        ),
        HandSheet("recommended", summary.sheets["recommended"].name, more, key, named),
        HandSheet(
            "items", items.name, {"verified": items.headings["verified"]}, key, items.headings["unit"],
            items.headings["item"],
        ),
    ]  # fmt: skip


def left_over(report: Report) -> Table:
    """没有对上: what was typed into the last workbook for units that are not there any more."""
    sheet = report.setup.summary.sheets["left"]
    columns = [
        Column[Typed]("unit", 30, lambda t: t.label),
        Column[Typed]("where", 24, lambda t: t.where),
        Column[Typed]("text", 60, lambda t: t.text),
    ]
    return table("left", sheet.name, sheet.headings, columns, report.carried.left())
