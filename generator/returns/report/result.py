"""The result as JSON: what ``collect --json`` writes, and what a later run takes in again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import IO, cast

import jsonschema_rs

from generator.errors import UsageError
from generator.returns.judging.entry import rejudged
from generator.returns.judging.index import IndexEntry
from generator.returns.judging.outcome import Outcome
from generator.returns.judging.store import Store
from generator.returns.reading.record import Doubt, Json
from generator.returns.reading.setup import Setup

MAX_BYTES = 2 << 30


@cache
def _validator() -> jsonschema_rs.Draft202012Validator:
    folder = resources.files("generator") / "schema" / "published"
    return jsonschema_rs.Draft202012Validator(
        json.loads((folder / "returns.schema.json").read_text(encoding="utf-8"))
    )


def read_result(path: Path, store: Store, setup: Setup) -> int:
    """Add the files of an earlier result to ``store``, judged anew; returns how many it names.

    Raises:
        UsageError: the file is no result of ``collect``.

    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UsageError(f"{path} 太大，不像是 collect 写的结果")
        data = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(f"读不懂 {path}：不是 collect --json 写的结果") from error
    problem = next(iter(_validator().iter_errors(data)), None)
    if problem is not None:
        where = "/".join(str(step) for step in problem.instance_path)
        raise UsageError(f"{path} 不是 collect --json 写的结果：{where} 处不符合格式")
    entries = [*data["files"], *data.get("ignored", [])]
    for entry in entries:
        store.add(rejudged(entry, setup))
    return len(entries)


def write_result(file: IO[bytes], store: Store, outcome: Outcome, setup: Setup) -> None:
    """Write the result entry by entry, so that it is never in memory as a whole."""
    versions = {form.id: form.version for form in setup.forms.values()}
    head = {"totals": outcome.totals, "version": max(versions.values(), default="")}
    file.write(json.dumps(head, ensure_ascii=False)[:-1].encode() + b',\n"files": [')
    _list(file, (e for _, e in finished(store, outcome) if e["status"] != "ignored"))
    file.write(b'],\n"ignored": [')
    _list(file, (e for _, e in finished(store, outcome) if e["status"] == "ignored"))
    file.write(b"]}\n")


def _list(file: IO[bytes], entries: Iterator[Json]) -> None:
    for number, entry in enumerate(entries):
        file.write((b",\n" if number else b"\n") + json.dumps(entry, ensure_ascii=False).encode())


def finished(store: Store, outcome: Outcome) -> Iterator[tuple[IndexEntry, Json]]:
    """Every entry with its unit, the doubts among several forms, and whether it is the one in use."""
    for indexed, entry in store.entries():
        if entry["status"] == "accepted":
            found = outcome.found_doubts.get(indexed.line, [])
            doubts = cast("list[Json]", entry["doubts"]) + [d.to_json() for d in found]
            entry |= {
                "unit": outcome.unit_names.get(indexed.line),
                "doubts": doubts,
                "used": indexed.line in outcome.used,
                "replaced_by": outcome.replaced.get(indexed.line),
            }
        else:
            entry["unit"] = None
        yield indexed, entry


def doubts_of(entry: Mapping[str, object]) -> list[Doubt]:
    """The doubts of a finished entry."""
    found = cast("list[Mapping[str, str]]", entry["doubts"])
    return [Doubt(d["rule"], d["field"], d["message"]) for d in found]
