"""What is given to ``collect``, sorted: earlier results, workbooks with results, keyed-in paper, the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.errors import UsageError
from generator.forms.definitions.wording import say
from generator.returns.judging.entry import rejudged
from generator.returns.judging.store import Store
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
    """The workbooks in a folder that holds nothing else; none if it does, or cannot be listed."""
    try:
        there = [p for p in sorted(folder.iterdir()) if not is_litter(p.name)] if folder.is_dir() else []
    except OSError:
        return []
    return there if there and all(_is_book(path, hidden) for path in there) else []


def read_results(inputs: Inputs, setup: Setup, store: Store, carried: Carried) -> list[Json]:
    """Every entry of earlier results into ``store``, judged anew; the lines of their rosters.

    Where several workbooks are put together (counties' into a city's), what comes from each says so.

    Raises:
        UsageError: a file is no result.

    """
    lines: list[Json] = []
    for path in inputs.results:
        entries, expected = read_result(path)
        lines += expected
        for entry in entries:
            store.add(rejudged(entry, setup))
    for path in inputs.workbooks:
        entries, expected, edited = read_carrier(path, setup.summary.sheets["carrier"].name)
        source = path.stem if len(inputs.workbooks) > 1 else ""
        for entry in entries:
            if not fits(entry):
                raise UsageError(f"{path} 里的数据不符合格式，可能是别的版本写的")
            if source:
                entry.setdefault("source", source)
            store.add(rejudged(entry, setup))
        for line in expected:
            if source and isinstance(line.get("values"), dict):
                line["values"] = {"source": source, **line["values"]}  # type: ignore[dict-item]
            lines.append(line)
        if edited:
            carried.problems.append(say(setup.summary.carry["edited"], file=path.name, count=edited))
    return lines
