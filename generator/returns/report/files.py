"""疑似同一单位 (units that may be one), 未收 (not accepted), 收件清单 (every file)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from generator.forms.definitions.wording import say
from generator.returns.judging.identity import Unit
from generator.returns.judging.index import IndexEntry
from generator.returns.judging.sender import Senders
from generator.returns.judging.suspects import Suspect
from generator.returns.reading.intake import SEPARATOR
from generator.returns.reading.names import Names
from generator.returns.reading.record import Json
from generator.returns.report.column import Column, Table, table
from generator.returns.report.report import Report
from generator.returns.report.result import finished


@dataclass(frozen=True)
class _Pair:
    """Two returns that may be one unit's; ``suspect`` is missing where a person has decided already."""

    files: tuple[str, str]
    paths: tuple[str, str]
    names: tuple[str, str]
    decision: str
    suspect: Suspect | None = None


def suspects(report: Report) -> Table:
    """One row for each pair of units that may be one, then those of which a person has decided.

    The latter stay, so that the decision is not lost with the next workbook.
    """
    sheet, summary = report.setup.summary.sheets["suspects"], report.setup.summary

    words = tuple(summary.decisions[key] for key in ("apart", "same", "counts"))

    def of(pair: _Pair, text: Callable[[Suspect], str]) -> str:
        return text(pair.suspect) if pair.suspect else ""

    columns = [
        Column[_Pair]("first", 30, lambda p: p.names[0]),
        Column[_Pair]("second", 30, lambda p: p.names[1]),
        Column[_Pair]("why", 28, lambda p: of(p, lambda s: summary.suspects[s.why])),
        Column[_Pair]("agrees", 34, lambda p: of(p, lambda s: _agrees(report, s))),
        Column[_Pair]("differs", 44, lambda p: of(p, lambda s: _differs(report, s))),
        Column[_Pair]("first_path", 40, lambda p: p.paths[0]),
        Column[_Pair]("second_path", 40, lambda p: p.paths[1]),
        Column[_Pair]("first_sha", 20, lambda p: p.files[0]),
        Column[_Pair]("second_sha", 20, lambda p: p.files[1]),
        Column[_Pair]("decision", 12, lambda p: p.decision, hand=True, choices=words),
    ]
    return table("suspects", sheet.name, sheet.headings, columns, _pairs(report))


def _pairs(report: Report) -> Iterator[_Pair]:
    units = report.outcome.units
    shown = set()
    for suspect in report.outcome.suspects:
        one, two = units[suspect.first], units[suspect.second]
        shown.add(suspect.files)
        yield _Pair(
            suspect.files,
            (_paths(report, one), _paths(report, two)),
            (_named(report, one), _named(report, two)),
            report.carried.text("suspects", "decision", *suspect.files),
            suspect,
        )
    paths = {b.sha256: report.path(b.path) for b in report.store.index if b.sha256}
    names = {b.sha256: report.outcome.unit_names.get(b.line, "") for b in report.store.index}
    for _, first, second, decision in report.decided:
        # what was typed into the last workbook has found its row, even if it is here
        report.carried.text("suspects", "decision", first, second)
        if decision and (first, second) not in shown:
            files = (first, second)
            named = (names.get(first, ""), names.get(second, ""))
            yield _Pair(files, (paths.get(first, ""), paths.get(second, "")), named, decision)


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


@dataclass(frozen=True)
class _Refused:
    """A file that was not accepted, with all the places where the very same was found."""

    entry: IndexEntry
    message: str
    paths: Sequence[str]


def rejected(report: Report) -> Table:
    """One row for each file that was not accepted, with the sentence for the unit; the same file once."""
    words, sheet = report.setup.summary, report.setup.summary.sheets["rejected"]
    typed = {b.path.partition(SEPARATOR)[2] for b in report.store.index if b.origin == "paper"}
    known = [unit.name for unit in report.roster.units] if report.roster else []
    known += [b.name for unit in report.outcome.units for b in unit.members if b.name]
    senders = Senders(known, Names(words), (*words.fillers, *report.setup.kinds.values()))
    columns = [
        Column[_Refused]("path", 40, lambda r: "\n".join(map(report.path, r.paths))),
        Column[_Refused]("unit", 26, lambda r: "\n".join(_senders(senders, r))),
        Column[_Refused]("reason", 18, lambda r: words.reasons[r.entry.reason].label),
        Column[_Refused]("sentence", 80, lambda r: r.message),
        Column[_Refused]("code", 14, lambda r: r.entry.reason),
        Column[_Refused]("again", 14, lambda r: words.words["paper"] if typed & set(r.paths) else ""),
    ]
    return table("rejected", sheet.name, sheet.headings, columns, _refused(report))


def _senders(senders: Senders, refused: _Refused) -> Iterable[str]:
    return dict.fromkeys(filter(None, map(senders.of, refused.paths)))


def _refused(report: Report) -> Iterator[_Refused]:
    same: dict[tuple[str, str], list[IndexEntry]] = {}
    for indexed in report.store.ordered():
        if indexed.status == "rejected":
            # empty files of several units are alike, and each unit needs its sentence
            key = (indexed.sha256 or indexed.path, indexed.path.rpartition("/")[2])
            same.setdefault(key, []).append(indexed)
    for first, *more in same.values():
        message = str(report.store.entry(first)["message"] or "")
        yield _Refused(first, message, [entry.path for entry in (first, *more)])


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
