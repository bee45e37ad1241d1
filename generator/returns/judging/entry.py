"""From a candidate to its entry: the record, judged, as one line of JSON, and its index entry."""

from __future__ import annotations

import hashlib
import io
import itertools
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import cast

from generator.forms.definitions.answer_code import ANSWER_CODE
from generator.forms.definitions.expand import UNIT
from generator.forms.definitions.summary import Summary
from generator.forms.definitions.wording import say
from generator.returns.judging.evidence import facts
from generator.returns.judging.index import IndexEntry
from generator.returns.judging.judge import judge, possible_day
from generator.returns.reading import archive
from generator.returns.reading.answers import Observation
from generator.returns.reading.intake import Candidate
from generator.returns.reading.known import KnownForm
from generator.returns.reading.read import digest, opened, read
from generator.returns.reading.record import Doubt, Json, Record, from_json, read_items
from generator.returns.reading.refusal import Refused
from generator.returns.reading.setup import Setup
from generator.returns.reading.text import visible


@dataclass(frozen=True, slots=True)
class Entry:
    """One line for the store, and what is kept of it in memory (``indexed.line`` is set there)."""

    line: bytes
    indexed: IndexEntry


def process(
    candidate: Candidate, setup: Setup, started: Callable[[str], None] = lambda _: None
) -> Iterator[Entry]:
    """Read one candidate: its entry, or those of the files that it contains, one after the other.

    ``started`` is told the label of each of these before it is read. Never raises for what a file
    contains; what goes wrong inside a container costs the file that it is at.
    """
    if candidate.litter:
        yield make(Record(candidate.label, "ignored", size=candidate.size), setup)
        return
    try:
        file, size = _opened(candidate, setup)
        with file:
            if not archive.is_container(file, setup.limits):
                yield _plain(candidate, archive.whole(file, size, setup.limits), setup)
                return
            leaves = archive.walk(file, candidate.label, setup.limits, started)
            for leaf in itertools.islice(leaves, candidate.skip, None):
                yield _of_leaf(leaf, setup)
    except Refused as refused:
        yield refusal(candidate, refused, setup)
    except OSError:
        yield refusal(candidate, Refused("unreadable", {"kind": "system"}), setup)
    except Exception as error:  # noqa: BLE001 - whatever a file makes us trip over, it costs that file only
        yield refusal(candidate, _tripped(error), setup)


def _opened(candidate: Candidate, setup: Setup) -> tuple[io.BufferedReader | io.BytesIO, int]:
    """The bytes of a candidate, wherever they are, and how many."""
    if candidate.given is None:
        return opened(candidate.path, setup.limits)
    size = len(candidate.given.data)
    if size > setup.limits.archive:
        raise Refused("too-large", {"limit": f"{setup.limits.archive >> 20} MB"})
    return io.BytesIO(candidate.given.data), size


def _plain(candidate: Candidate, data: bytes, setup: Setup) -> Entry:
    if candidate.given is not None:
        return _read_entry(data, candidate.label, candidate.given.modified, None, setup)
    path = Path(candidate.path)
    # qpdf opens a file by itself only if its name is Unicode, which unzip makes of no Chinese Windows zip
    by_name = path if candidate.path.isascii() or _is_unicode(candidate.path) else None
    return _read_entry(data, candidate.label, file_time(path), by_name, setup)


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _of_leaf(leaf: archive.Leaf, setup: Setup) -> Entry:
    record = Record(leaf.label, "rejected", size=leaf.size, modified=leaf.modified)
    if leaf.litter:
        return make(replace(record, status="ignored"), setup)
    if isinstance(leaf.content, Refused):
        return make(_refused(record, leaf.content, setup), setup)
    return _read_entry(leaf.content, leaf.label, leaf.modified, None, setup)


def read_file(data: bytes, label: str, setup: Setup, modified: str = "") -> Entry:
    """Read one file that is no archive from its bytes alone, judge it, or refuse it with its reason.

    ``label`` is what the file is called in the report; ``modified`` its time as ``YYYY-MM-DDThh:mm:ss``.
    Never raises for what the file contains. ``Entry.line`` is one line of JSON.
    """
    return _read_entry(data, label, modified, None, setup)


def _read_entry(data: bytes, label: str, modified: str, path: Path | None, setup: Setup) -> Entry:
    record = Record(label, "rejected", size=len(data), sha256=digest(data), modified=modified)
    try:
        return make(_record_of(record, data, path, setup), setup)
    except Exception as error:  # noqa: BLE001 - as above
        return make(_refused(record, _tripped(error), setup), setup)


def _tripped(error: Exception) -> Refused:
    out_of_room = isinstance(error, MemoryError | RecursionError)
    return Refused("too-complex", {"kind": "memory" if out_of_room else "crash"})


def refusal(candidate: Candidate, refused: Refused, setup: Setup, label: str = "") -> Entry:
    """The entry of a candidate that is not accepted; it is hashed all the same, if it can be.

    ``label`` is that of a file in it, if it is one of those that is not accepted.
    """
    record = Record(label or candidate.label, "rejected", size=0 if label else candidate.size)
    if not label:
        try:
            file, size = _opened(candidate, setup)
            with file:
                record = replace(record, size=size, sha256=hashlib.file_digest(file, "sha256").hexdigest())
        except (Refused, OSError):
            pass
    return make(_refused(record, refused, setup), setup)


def _refused(record: Record, refused: Refused, setup: Setup) -> Record:
    refused = archive.as_volume(refused, record.path)
    reason = setup.summary.reasons[refused.reason]
    data = dict(refused.detail)
    kind = data.get("kind", "")
    data["kind"] = reason.kinds.get(kind, kind)
    if refused.reason == "no-fields":
        data |= _pages(data, setup)
    if "notes" in data:
        data["notes"] = _notes(data["notes"], setup.summary)
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


def _record_of(record: Record, data: bytes, path: Path | None, setup: Setup) -> Record:
    """``record`` with what its bytes say, or why they are refused."""
    try:
        reading = read(data, path, setup.forms, setup.limits, setup.officials)
    except Refused as refused:
        return _refused(record, refused, setup)
    except OSError:
        return _refused(record, Refused("unreadable", {"kind": "system"}), setup)
    hidden = reading.hidden
    form = setup.forms[hidden["form-id"]]
    return replace(
        record,
        status="accepted",
        origin=reading.origin,
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


def _notes(told: str, summary: Summary) -> str:
    """What is drawn over the pages, as reading tells it, in words."""
    words, parts = summary.notes, []
    for line in told.splitlines():
        page, subtype, said = line.split("\t", 2)
        kind = words.kinds.get(subtype, words.kinds["other"])
        parts.append(say(words.one if said else words.silent, page=page, kind=kind, words=said))
    return summary.words["list"].join(parts)


def _doubt(observed: Observation, form: KnownForm, summary: Summary) -> Doubt:
    question = form.by_name.get(observed.name)
    label = question.label if question else visible(observed.name)
    data = {key: visible(value) for key, value in observed.data.items()}
    if "notes" in data:
        data["notes"] = _notes(data["notes"], summary)
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
    if _is_unicode(text):
        return text
    return "".join(f"⟦U+{ord(c):04X}⟧" if "\ud800" <= c <= "\udfff" else c for c in text)


def rejudged(data: Mapping[str, object], setup: Setup) -> Entry:
    """The entry of an earlier result, held against the present data."""
    record = from_json(data)
    if record.accepted and record.form not in setup.forms:
        refused = Refused("unknown-form", {"form": record.form})
        record = _refused(replace(record, answers={}, doubts=()), refused, setup)
    return make(record, setup)


def restored(line: bytes, setup: Setup) -> Entry:
    """The entry whose line was kept elsewhere meanwhile; ``line`` is ``Entry.line`` as it was made."""
    return Entry(line, index_entry(json.loads(line), setup))


def index_entry(data: Json, setup: Setup) -> IndexEntry:
    """What is kept in memory of an entry."""
    roles = setup.summary.roles
    values = cast("dict[str, str]", data["values"])
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
        facts=facts(values, roles),
        answered=len((values | cast("dict[str, str]", data.get("set_aside") or {})).keys() - {ANSWER_CODE}),
        content=hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:32],
        origin=str(data["origin"]),
        doubts=len(cast("list[object]", data["doubts"])),
        blank=form is not None and bool(data.get("key")) and _nothing_answered(data, form, setup.summary),
        source=str(data.get("source") or ""),
    )


def _nothing_answered(data: Json, form: KnownForm, summary: Summary) -> bool:
    """Whether a prefilled form came back with no more in it than a roster says of a unit, and a date.

    An item's question, a text of several lines, and a count of the ratings are nothing that a roster
    says: with any of them, the form was filled in.
    """
    if data.get("set_aside"):
        return False
    counted = {agreement.field for agreement in summary.agree if agreement.kind == "count"}
    values = cast("Mapping[str, str]", data["values"])
    asked = (form.by_name.get(name) for name in values)
    return not any(q is None or q.item or q.type == "multiline" or q.name in counted for q in asked)
