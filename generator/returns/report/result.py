"""The result as JSON: what ``collect --json`` writes, and what a later run takes in again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import IO, cast

from generator.errors import UsageError
from generator.load.schemas import Validator, validator
from generator.returns.judging.index import IndexEntry
from generator.returns.judging.outcome import Outcome
from generator.returns.judging.store import Store
from generator.returns.reading.given import Source, size_of
from generator.returns.reading.record import Doubt, Json
from generator.returns.reading.roster import Roster, RosterUnit
from generator.returns.reading.setup import Setup
from generator.returns.reading.text import folded

MAX_BYTES = 2 << 30


@cache
def _validator() -> Validator:
    folder = resources.files("generator") / "schema" / "published"
    return validator(json.loads((folder / "returns.schema.json").read_text(encoding="utf-8")))


def read_result(path: Source) -> tuple[list[Json], list[Json]]:
    """The entries in an earlier result, and the lines of the roster that it was held against.

    Raises:
        UsageError: the file is no result of ``collect``.

    """
    try:
        if size_of(path) > MAX_BYTES:
            raise UsageError(f"{path} 太大，不像是 collect 写的结果")
        data = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(f"读不懂 {path}：不是 collect --json 写的结果") from error
    problem = next(_validator().faults(data), None)
    if problem is not None:
        where = "/".join(str(step) for step in problem.path)
        what = f"{where} 处不符合格式" if where else "里面没有收到的表"
        raise UsageError(f"{path} 不是 collect --json 写的结果：{what}")
    return [*data["files"], *data.get("ignored", [])], data.get("expected", [])


def fits(entry: Json) -> bool:
    """Whether an entry has the shape that the schema gives the entries of a result."""
    empty = {"files": 0, "accepted": 0, "rejected": 0}
    return _validator().fits({"totals": empty, "files": [entry]})


def expected_json(roster: Roster | None) -> list[Json]:
    """The lines of a roster as the result holds them."""
    return [
        {
            "line": unit.line,
            "name": unit.name,
            "code": unit.code,
            "standard": unit.standard,
            "key": unit.key,
            "values": dict(unit.values),
        }
        for unit in (roster.units if roster else ())
    ]


def roster_of(lines: Iterable[Json]) -> Roster | None:
    """The roster in the ``expected`` of results; ``None`` if there is none.

    A unit that several results of one origin list is one line: of one name and type, without another code
    or town. What one result lists twice (``file`` says which) is two lines, whether or not it can tell
    them apart. Where rosters of several places come together, their lines are counted anew.
    """
    found: list[RosterUnit] = []
    alike: dict[tuple[str, str, str], list[tuple[int, set[object]]]] = {}
    for line in lines:
        values = {key: str(value) for key, value in cast("Mapping[str, object]", line["values"]).items()}
        unit = RosterUnit(
            int(cast("int", line["line"])),
            str(line["name"]),
            str(line["code"]),
            str(line["standard"]),
            values,
            str(line.get("key") or ""),
        )
        same = alike.setdefault((values.get("source", ""), folded(unit.name), unit.standard), [])
        file = line.get("file")
        known = [files for place, files in same if file not in files and _one_unit(found[place], unit)]
        if known:
            known[0].add(file)
        else:
            same.append((len(found), {file}))
            found.append(unit)
    if len({unit.line for unit in found}) < len(found):
        found = [replace(unit, line=number) for number, unit in enumerate(found, 1)]
    return Roster(tuple(found), ()) if found else None


def _one_unit(one: RosterUnit, other: RosterUnit) -> bool:
    """Whether two lines of one name and type say nothing by which they would be two units."""
    told = ((one.code, other.code), (one.values.get("group", ""), other.values.get("group", "")))
    return all(not mine or not theirs or mine == theirs for mine, theirs in told)


def write_result(
    file: IO[bytes], store: Store, outcome: Outcome, setup: Setup, roster: Roster | None = None
) -> None:
    """Write the result entry by entry, so that it is never in memory as a whole."""
    versions = {form.id: form.version for form in setup.forms.values()}
    head: Json = {"totals": outcome.totals, "version": max(versions.values(), default="")}
    expected = expected_json(roster)
    if expected:
        head["expected"] = expected
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
