"""What is given to ``collect``, sorted: earlier results, workbooks with results, keyed-in paper, the rest."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from generator.errors import UsageError
from generator.forms.definitions.wording import say
from generator.returns.judging.entry import rejudged
from generator.returns.judging.store import Store
from generator.returns.origins import Origins
from generator.returns.reading.given import Source
from generator.returns.reading.intake import is_litter
from generator.returns.reading.record import Json
from generator.returns.reading.setup import Setup
from generator.returns.report.carrier import carries_results, read_carrier
from generator.returns.report.carry import Carried
from generator.returns.report.result import fits, read_result


@dataclass(frozen=True)
class Inputs:
    """The paths by what they are."""

    results: Sequence[Source] = ()
    workbooks: Sequence[Source] = ()
    typed: Sequence[Source] = ()
    rest: Sequence[Path] = ()


def sort_inputs(paths: Sequence[Path], setup: Setup) -> Inputs:
    """Tell earlier results (``.json``), workbooks of ours and keyed-in tables from what is to be read.

    A folder with nothing but workbooks of ours (counties', say) stands for its workbooks.
    """
    hidden = setup.summary.sheets["carrier"].name
    named = [found for path in paths for found in (_workbooks_in(path, hidden) or [path])]
    results = [p for p in named if p.suffix.lower() == ".json" and p.is_file()]
    books = [p for p in named if _is_book(p, hidden)]
    typed = [p for p in named if p.suffix.lower() == ".csv" and p.is_file()]
    taken = {*results, *books, *typed}
    return Inputs(results, books, typed, [p for p in named if p not in taken])


def _is_book(path: Path, hidden: str) -> bool:
    return path.suffix.lower() == ".xlsx" and path.is_file() and carries_results(path, hidden)


def _workbooks_in(folder: Path, hidden: str) -> list[Path]:
    """The workbooks in a folder that holds nothing else, in its folders neither; none if it does."""
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not is_litter(name))
        for name in sorted(name for name in names if not is_litter(name)):
            path = Path(place, name)
            if not _is_book(path, hidden):
                return []
            found.append(path)
    return found


@dataclass(frozen=True)
class Merged:
    """What earlier results bring along: the lines of their rosters, and the places that have one."""

    lines: Sequence[Json]
    places: frozenset[str]


def read_results(inputs: Inputs, setup: Setup, store: Store, carried: Carried) -> Merged:
    """Every entry of earlier results into ``store``, judged anew.

    Where several are put together (counties' into a city's), what comes from each says so.

    Raises:
        UsageError: a file is no result.

    """
    origins = Origins([*inputs.results, *inputs.workbooks])
    lines: list[Json] = []
    for path in inputs.results:
        entries, expected = read_result(path)
        # without a roster it is a part of a whole, and nobody's own
        alone = len(inputs.results) + len(inputs.workbooks) == 1 or not expected
        lines += _take_in(path, entries, expected, origins, setup, store, alone=alone)
    for path in inputs.workbooks:
        entries, expected, edited = read_carrier(path, setup.summary.sheets["carrier"].name)
        if not all(map(fits, entries)):
            raise UsageError(f"{path} 里的数据不符合格式，可能是别的版本写的")
        alone = len(inputs.results) + len(inputs.workbooks) == 1
        lines += _take_in(path, entries, expected, origins, setup, store, alone=alone)
        if edited:
            carried.problems.append(say(setup.summary.carry["edited"], file=path.name, count=edited))
    return Merged(lines, origins.places)


def _take_in(
    path: Source,
    entries: Iterable[Json],
    expected: list[Json],
    origins: Origins,
    setup: Setup,
    store: Store,
    *,
    alone: bool,
) -> Iterator[Json]:
    """Add the entries of one file, with their origin; the lines of its roster, with theirs."""
    named = origins.named(path, expected, alone=alone)
    for entry in entries:
        origin = str(entry.get("source") or "")
        if source := named.get(origin, origin):
            entry["source"] = source
        store.add(rejudged(entry, setup))
    for line in expected:
        values = cast("dict[str, object]", line["values"])
        origin = str(values.get("source") or "")
        source = named.get(origin, origin)
        if source:
            values["source"] = source
        yield {**line, "file": str(path)}
