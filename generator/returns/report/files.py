"""疑似同一单位 (units that may be one), 未收 (not accepted), 收件清单 (every file)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from generator.forms.definitions.wording import say
from generator.returns.judging.identity import Unit
from generator.returns.judging.index import IndexEntry
from generator.returns.judging.suspects import Suspect
from generator.returns.reading.intake import SEPARATOR
from generator.returns.reading.record import Json
from generator.returns.report.column import Column, Table, table
from generator.returns.report.report import Report
from generator.returns.report.result import finished


def suspects(report: Report) -> Table:
    """One row for each pair of units that may be one."""
    sheet, found = report.setup.summary.sheets["suspects"], report.outcome.units
    columns = [
        Column[Suspect]("first", 30, lambda s: _named(report, found[s.first])),
        Column[Suspect]("second", 30, lambda s: _named(report, found[s.second])),
        Column[Suspect]("why", 28, lambda s: report.setup.summary.suspects[s.why]),
        Column[Suspect]("agrees", 34, lambda s: _agrees(report, s)),
        Column[Suspect]("differs", 44, lambda s: _differs(report, s)),
        Column[Suspect]("first_path", 40, lambda s: _paths(report, found[s.first])),
        Column[Suspect]("second_path", 40, lambda s: _paths(report, found[s.second])),
        Column[Suspect]("first_sha", 20, lambda s: s.files[0]),
        Column[Suspect]("second_sha", 20, lambda s: s.files[1]),
        Column[Suspect]("decision", 12, lambda _: ""),
    ]
    return table("suspects", sheet.name, sheet.headings, columns, report.outcome.suspects)


def _named(report: Report, unit: Unit) -> str:
    short, name = report.short(unit.first("standard")), report.unit_name(unit)
    return f"{name}（{short}）" if short else name


def _agrees(report: Report, suspect: Suspect) -> str:
    words = report.setup.summary
    parts = [
        say(words.decisions["one"], label=report.label(field), value=report.shown(field, value))
        for field, value in suspect.found.agrees
    ]
    return words.words["separator"].join(parts)


def _differs(report: Report, suspect: Suspect) -> str:
    words = report.setup.summary
    parts = [
        say(
            words.decisions["both"],
            label=report.label(field),
            first=report.shown(field, one),
            second=report.shown(field, other),
        )
        for field, one, other in suspect.found.differs
    ]
    return words.words["separator"].join(parts)


def _paths(report: Report, unit: Unit) -> str:
    return "\n".join(report.path(b.path) for b in unit.members)


def rejected(report: Report) -> Table:
    """One row for each file that was not accepted, with the sentence for the unit."""
    words, sheet = report.setup.summary, report.setup.summary.sheets["rejected"]
    typed = {b.path.partition(SEPARATOR)[2] for b in report.store.index if b.origin == "paper"}

    def again(record: tuple[IndexEntry, Json]) -> str:
        return words.words["paper"] if record[0].path in typed else ""

    columns = [
        Column[tuple[IndexEntry, Json]]("path", 40, lambda r: report.path(r[0].path)),
        Column[tuple[IndexEntry, Json]]("reason", 18, lambda r: words.reasons[r[0].reason].label),
        Column[tuple[IndexEntry, Json]]("sentence", 80, lambda r: str(r[1]["message"] or "")),
        Column[tuple[IndexEntry, Json]]("code", 14, lambda r: r[0].reason),
        Column[tuple[IndexEntry, Json]]("again", 14, again),
    ]
    records = ((b, e) for b, e in report.store.entries() if b.status == "rejected")
    return table("rejected", sheet.name, sheet.headings, columns, records)


def files(report: Report) -> Table:
    """One row for every file, whatever became of it."""
    words, sheet = report.setup.summary, report.setup.summary.sheets["files"]
    endings: Mapping[str, Callable[[Json], str]] = {
        "accepted": lambda e: _use(e, words.words),
        "rejected": lambda _: words.words["rejected"],
        "ignored": lambda _: words.words["ignored"],
    }

    def title(entry: Json) -> str:
        form = report.setup.forms.get(str(entry["form"] or ""))
        return form.title if form else ""

    def reason(entry: Json) -> str:
        found = words.reasons.get(str(entry["reason"] or ""))
        return found.label if found else ""

    columns = [
        Column[Json]("path", 40, lambda e: report.path(str(e["path"]))),
        Column[Json]("size", 11, lambda e: cast("int", e["size"])),
        Column[Json]("sha256", 35, lambda e: str(e["sha256"] or "")),
        Column[Json]("modified", 19, lambda e: str(e["modified"] or "").replace("T", " ")),
        Column[Json]("form", 34, title),
        Column[Json]("version", 9, lambda e: str(e["version"] or "")),
        Column[Json]("unit", 24, lambda e: str(e["unit"] or "")),
        Column[Json]("ending", 16, lambda e: endings[str(e["status"])](e)),
        Column[Json]("reason", 16, reason),
    ]
    records = (entry for _, entry in finished(report.store, report.outcome))
    return table("files", sheet.name, sheet.headings, columns, records)


def _use(entry: Json, words: Mapping[str, str]) -> str:
    if entry.get("used"):
        return words["accepted"] + (f"（{words['paper']}）" if entry["origin"] == "paper" else "")
    codes = {d["rule"] for d in cast("list[Mapping[str, str]]", entry["doubts"])}
    ending = "empty_form" if "blank" in codes else "repeated" if "same-content" in codes else "replaced"
    return f"{words['accepted']}（{words[ending]}）"
