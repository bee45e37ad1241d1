"""What people type into the workbook: where it stands, and what of it no longer matches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from generator.forms.definitions.summary import SheetColumn, Summary
from generator.returns.reading.setup import Setup
from generator.returns.report.carry import LEFT, HandSheet, Typed
from generator.returns.report.column import Column, Table, table
from generator.returns.report.report import Report
from generator.returns.report.unitkey import UnitKey, unit_key


def hand_sheets(summary: Summary) -> list[HandSheet]:
    """The sheets with columns to write in."""
    overview, items, suspects, left = (summary.sheets[key] for key in ("overview", "items", "suspects", LEFT))
    key = overview.headings["key"]
    return [
        HandSheet(
            "overview", overview.name, {"stamped": overview.headings["stamped"]}, key,
            overview.headings["unit"], overview.headings["standard"],
        ),
        _of_units("summary", summary.sheets["summary"].name, summary.columns, key),
        _of_units("recommended", summary.sheets["recommended"].name, summary.recommended_columns, key),
        HandSheet(
            "items", items.name, {"verified": items.headings["verified"]}, key,
            items.headings["unit"], items.headings["standard"], items.headings["item"],
        ),
        HandSheet(
            "suspects", suspects.name, {"decision": suspects.headings["decision"]},
            suspects.headings["first_sha"], suspects.headings["first"], item=suspects.headings["second_sha"],
        ),
        HandSheet(
            LEFT, left.name, {"text": left.headings["text"]}, key, left.headings["unit"],
            item=left.headings["place"], where=left.headings["where"],
        ),
    ]  # fmt: skip


def _of_units(name: str, title: str, columns: Sequence[SheetColumn], key: str) -> HandSheet:
    """A sheet whose columns forms/summary.yml lists."""
    label = next((c.heading for c in columns if c.shows == "field"), "")
    type_ = next((c.heading for c in columns if c.shows == "standard"), "")
    return HandSheet(name, title, {c.id: c.heading for c in columns if c.shows == "pen"}, key, label, type_)


def named_key(setup: Setup) -> Callable[[str, str], UnitKey]:
    """What makes the key of a unit of its name and the short name of its type, as they stand in a row."""
    names, slugs = setup.names, {s.short: s.id for s in setup.standards}
    return lambda name, short: unit_key("", "", names.name(name), slugs.get(short, ""), "")


def left_over(report: Report) -> Table:
    """没有对上: what was typed into the last workbook for units that are not there any more."""
    summary = report.setup.summary
    sheet = summary.sheets[LEFT]
    columns = [
        Column[Typed]("unit", 30, lambda t: t.label),
        Column[Typed]("where", 24, lambda t: t.where),
        Column[Typed]("text", 60, lambda t: t.text),
        # hidden: what it takes to find its row again, should the unit come back
        Column[Typed]("place", 12, lambda t: "/".join(t.place)),
        Column[Typed]("key", 12, lambda t: t.key, summary.sheets["overview"].headings["key"]),
    ]

    def late() -> Iterator[Typed]:
        # what matches nobody is known once the rows of all other sheets have been made
        yield from report.carried.left()

    return table("left", sheet.name, sheet.headings, columns, late())
