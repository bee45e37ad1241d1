"""From a candidate to its entry: the record, judged, as one line of JSON, and its index entry."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import cast

from generator.forms.definitions.expand import UNIT
from generator.forms.definitions.summary import Summary
from generator.forms.definitions.wording import say
from generator.returns.judging.evidence import fact
from generator.returns.judging.index import IndexEntry
from generator.returns.judging.judge import judge, possible_day
from generator.returns.reading import archive
from generator.returns.reading.intake import Candidate
from generator.returns.reading.known import KnownForm
from generator.returns.reading.read import Observation, digest, load, read
from generator.returns.reading.record import Doubt, Json, Record, from_json, read_items
from generator.returns.reading.refusal import Refused
from generator.returns.reading.setup import Setup
from generator.returns.reading.text import visible


@dataclass(frozen=True, slots=True)
class Entry:
    """One line for the store, and what is kept of it in memory (``indexed.line`` is set there)."""

    line: bytes
    indexed: IndexEntry


def process(candidate: Candidate, setup: Setup) -> Entry | list[Candidate]:
    """Read one candidate: its entry, or the members of an archive. Never raises for what it contains."""
    if candidate.litter:
        return make(Record(candidate.label, "ignored", size=candidate.size), setup)
    try:
        suffix = PurePosixPath(candidate.label.lower()).suffix
        if suffix in archive.SUFFIXES:
            return archive.members(candidate, setup.limits)
        return make(_record(candidate, setup), setup)
    except Refused as refused:
        return refusal(candidate, refused, setup)
    except Exception as error:  # noqa: BLE001 - whatever a file makes us trip over, it costs that file only
        return refusal(candidate, _tripped(error), setup)


def read_file(data: bytes, label: str, setup: Setup, modified: str = "") -> Entry:
    """Read one file that is no archive from its bytes alone, judge it, or refuse it with its reason.

    ``label`` is what the file is called in the report; ``modified`` its time as ``YYYY-MM-DDThh:mm:ss``.
    Never raises for what the file contains. ``Entry.line`` is one line of JSON.
    """
    record = Record(label, "rejected", size=len(data), sha256=digest(data), modified=modified)
    try:
        return make(_record_of(record, data, None, setup), setup)
    except Exception as error:  # noqa: BLE001 - as above
        return make(_refused(record, _tripped(error), setup), setup)


def _tripped(error: Exception) -> Refused:
    out_of_room = isinstance(error, MemoryError | RecursionError)
    return Refused("too-complex", {"kind": "memory" if out_of_room else "crash"})


def refusal(candidate: Candidate, refused: Refused, setup: Setup) -> Entry:
    """The entry of a candidate that is not accepted; it is hashed all the same, if it can be."""
    record = Record(candidate.label, "rejected", size=candidate.size)
    try:
        if not candidate.members:
            data = load(Path(candidate.path), setup.limits)
            record = replace(record, size=len(data), sha256=digest(data))
    except (Refused, OSError):
        pass
    return make(_refused(record, refused, setup), setup)


def _refused(record: Record, refused: Refused, setup: Setup) -> Record:
    reason = setup.summary.reasons[refused.reason]
    data = dict(refused.detail)
    kind = data.get("kind", "")
    data["kind"] = reason.kinds.get(kind, kind)
    if refused.reason == "no-fields":
        data |= _pages(data, setup)
    name = record.path.rpartition("/")[2]
    message = say(reason.sentence, file=name, **{key: visible(value) for key, value in data.items()})
    return replace(record, status="rejected", reason=refused.reason, message=message, detail=kind)


def _pages(data: Mapping[str, str], setup: Setup) -> dict[str, str]:
    words = setup.summary.reasons["no-fields"].words
    parts = [say(words[key], pages=data[key]) for key in ("pictures", "texts") if data.get(key)]
    form = setup.forms.get(data.get("form", ""))
    return {
        "pages": setup.summary.words["separator"].join(parts),
        "form": say(words["form"], title=form.title) if form else "",
    }


def _record(candidate: Candidate, setup: Setup) -> Record:
    record = Record(candidate.label, "rejected", size=candidate.size)
    try:
        path = None
        if candidate.members:
            data, modified = archive.read_member(candidate, setup.limits)
        else:
            path = Path(candidate.path)
            data = load(path, setup.limits)
            modified = file_time(path)
        record = replace(record, size=len(data), sha256=digest(data), modified=modified)
    except Refused as refused:
        return _refused(record, refused, setup)
    except OSError:
        return _refused(record, Refused("unreadable", {"kind": "system"}), setup)
    return _record_of(record, data, path, setup)


def _record_of(record: Record, data: bytes, path: Path | None, setup: Setup) -> Record:
    """``record`` with what its bytes say, or why they are refused."""
    try:
        archive.refuse_others(record.path, data)
        reading = read(data, path, setup.forms, setup.limits)
    except Refused as refused:
        return _refused(record, refused, setup)
    except OSError:
        return _refused(record, Refused("unreadable", {"kind": "system"}), setup)
    hidden = reading.hidden
    form = setup.forms[hidden["form-id"]]
    return replace(
        record,
        status="accepted",
        form=form.id,
        standard=form.standard,
        version=visible(hidden.get("form-version", ""))[:40],
        digest=hidden.get("form-digest", "")[:64],
        key=visible(hidden.get(UNIT, ""))[:40],
        items=read_items(hidden.get("form-items", "")),
        answers=reading.answers,
        doubts=tuple(_doubt(observed, form, setup.summary) for observed in reading.observed),
    )


def file_time(path: Path) -> str:
    """When a file was last changed, by the clock of this place; empty if that is no time."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime).isoformat(timespec="seconds")  # noqa: DTZ006
    except (OSError, ValueError, OverflowError):
        return ""


def _doubt(observed: Observation, form: KnownForm, summary: Summary) -> Doubt:
    question = form.by_name.get(observed.name)
    label = question.label if question else visible(observed.name)
    data = {key: visible(value) for key, value in observed.data.items()}
    if question is not None:
        for option in question.options:
            data = {key: option.label if value == option.state else value for key, value in data.items()}
    data = {key: value or summary.words["empty"] for key, value in data.items()}
    message = say(summary.doubts[observed.code], label=label, field=visible(observed.name), **data)
    return Doubt(observed.code, visible(observed.name), message, "read")


def make(record: Record, setup: Setup) -> Entry:
    """Judge a record and put it into one line of JSON."""
    data = record.to_json()
    form = setup.forms.get(record.form) if record.accepted else None
    if form is not None:
        judged = judge(record, form, setup)
        data["values"] = _storable(judged.values)
        data["set_aside"] = _storable(judged.set_aside)
        data["doubts"] = [doubt.to_json() for doubt in judged.doubts]
    line = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"
    return Entry(line, index_entry(data, setup))


def _storable(values: Mapping[str, str]) -> dict[str, str]:
    """Field names and answers with what no JSON file can hold made visible."""
    return {_encodable(name): _encodable(value) for name, value in values.items()}


def _encodable(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join(f"⟦U+{ord(c):04X}⟧" if "\ud800" <= c <= "\udfff" else c for c in text)
    return text


def rejudged(data: Mapping[str, object], setup: Setup) -> Entry:
    """The entry of an earlier result, held against the present data."""
    record = from_json(data)
    if record.accepted and record.form not in setup.forms:
        refused = Refused("unknown-form", {"form": record.form})
        record = _refused(replace(record, answers={}, doubts=()), refused, setup)
    return make(record, setup)


def index_entry(data: Json, setup: Setup) -> IndexEntry:
    """What is kept in memory of an entry."""
    roles = setup.summary.roles
    values = cast("Mapping[str, str]", data["values"])
    form = setup.forms.get(str(data["form"] or ""))
    content = json.dumps([data["form"], sorted(values.items())], ensure_ascii=False)
    return IndexEntry(
        line=0,
        path=str(data["path"]),
        sha256=str(data["sha256"] or ""),
        status=str(data["status"]),
        reason=str(data["reason"] or ""),
        form=form.id if form else "",
        kind=form.kind if form else "",
        standard=(form.standard if form else "") or values.get(roles.standard, ""),
        name=next((values[name] for name in roles.name if values.get(name)), ""),
        code=values.get(roles.code, ""),
        day=possible_day(values.get(roles.date, ""), roles, setup.today),
        modified=str(data["modified"] or ""),
        key=str(data["key"] or ""),
        facts=tuple(
            (name, found)
            for name in (*roles.people, *roles.phones, *roles.figures)
            if (found := fact(name, values.get(name, ""), roles))
        ),
        answered=len(values) + len(cast("Mapping[str, str]", data.get("set_aside") or {})),
        content=hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:32],
        origin=str(data["origin"]),
        doubts=len(cast("list[object]", data["doubts"])),
        blank=form is not None and bool(data.get("key")) and _nothing_answered(data, form, roles.date),
        source=str(data.get("source") or ""),
    )


def _nothing_answered(data: Json, form: KnownForm, date: str) -> bool:
    """Whether a prefilled form came back as it went out: only what a roster can fill in, and no date."""
    values = cast("Mapping[str, str]", data["values"])
    if data.get("set_aside") or date in values:
        return False
    asked = (form.by_name.get(name) for name in values)
    return not any(question is None or question.item or question.type == "multiline" for question in asked)
