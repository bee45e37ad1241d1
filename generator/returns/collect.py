"""``collect``: from paths to a workbook, with every file accounted for."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO

from generator import forms
from generator.check import require
from generator.errors import UsageError
from generator.forms.definitions.summary import require_summary
from generator.model import Corpus
from generator.returns import paper
from generator.returns.judging.outcome import Outcome, assemble
from generator.returns.judging.store import Store
from generator.returns.progress import Progress
from generator.returns.reading.intake import Candidate, scan
from generator.returns.reading.known import known_forms
from generator.returns.reading.limits import Limits
from generator.returns.reading.roster import read_roster
from generator.returns.reading.setup import Setup
from generator.returns.reading.text import csv_cell
from generator.returns.report.missing import missing
from generator.returns.report.result import read_result, write_result
from generator.returns.report.statistics import blocks
from generator.returns.report.tables import Report, Table, all_tables
from generator.returns.report.workbook import write_workbook
from generator.returns.worker import Pool


@dataclass(frozen=True)
class Options:
    """What ``collect`` is asked to do. Outputs that are ``None`` are not written."""

    paths: Sequence[Path]
    out: Path | None = None
    json: Path | None = None
    csv: Path | None = None
    paper: Path | None = None
    expected: Path | None = None
    jobs: int = field(default_factory=lambda: max(1, min(os.cpu_count() or 1, 8)))
    force: bool = False
    limits: Limits = Limits()


@dataclass(frozen=True)
class Collected:
    """How it went: the outcome, the sentence that says where every file went, trouble with the roster."""

    outcome: Outcome
    statement: str
    problems: tuple[str, ...] = ()


def prepare(root: Path, limits: Limits | None = None) -> tuple[Corpus, Setup]:
    """The checked data under ``root`` and what workers need of it.

    Raises:
        FindingsError: the data is not sound.
        UsageError: there is no ``forms/summary.yml``.

    """
    sound = require(root)
    return sound.corpus, setup_for(root, sound.corpus, forms.expand(sound.corpus, sound.definitions), limits)


def setup_for(
    root: Path, corpus: Corpus, concrete: Sequence[forms.Form], limits: Limits | None = None
) -> Setup:
    """What workers need of data that is loaded already."""
    summary = require_summary(root)
    return Setup(known_forms(corpus, concrete, summary.roles.rating), summary, limits or Limits())


def collect(root: Path, options: Options, progress: Progress | None = None) -> Collected:
    """Read everything, put it together, write what was asked for. Outputs appear whole or not at all.

    Raises:
        UsageError: nothing to read, an output exists and ``force`` is off, or cannot be written.

    """
    progress = progress or Progress(None)
    _may_write(options)
    corpus, setup = prepare(root, options.limits)
    roster = read_roster(options.expected, corpus, setup) if options.expected else None
    with Store() as store:
        read_all(options, setup, store, progress)
        if not store.index:
            raise UsageError("没有找到任何文件")
        progress.say("整理")
        outcome = assemble(store, setup)
        rows = missing(roster, store, outcome, setup) if roster is not None else None
        report = Report(corpus, setup, store, outcome, rows)
        progress.say("写出")
        _write_all(options, report)
        return Collected(outcome, report.statement, roster.problems if roster else ())


def read_all(options: Options, setup: Setup, store: Store, progress: Progress) -> None:
    """Every file of the order into ``store``: earlier results, typed-in paper returns, and the rest."""
    results = [p for p in options.paths if p.suffix.lower() == ".json" and p.is_file()]
    typed = [p for p in options.paths if p.suffix.lower() == ".csv" and p.is_file()]
    rest = [p for p in options.paths if p not in results and p not in typed]
    for path in results:
        read_result(path, store, setup)
    for path in typed:
        for entry in paper.read_paper(path, setup):
            store.add(entry)
    own = [p for p in (options.out, options.json, options.expected, *results, *typed) if p is not None]
    candidates = _counted(scan(rest, own), progress)
    if not rest:
        return
    with Pool(setup, options.jobs) as pool:
        for entry in pool.run(candidates):
            store.add(entry)
            progress.step()


def _counted(candidates: Iterator[Candidate], progress: Progress) -> Iterator[Candidate]:
    for candidate in candidates:
        progress.found()
        yield candidate


# --- outputs --------------------------------------------------------------------------------------


def _may_write(options: Options) -> None:
    if options.out is None and options.json is None:
        raise UsageError("用 --out 写明汇总表放在哪里（或者用 --json 只写 JSON）")
    if options.out is not None and options.out.suffix.lower() != ".xlsx":
        raise UsageError(f"{options.out} 应当以 .xlsx 结尾")
    for path in (options.out, options.json):
        if path is not None and path.exists() and (path.is_dir() or not options.force):
            raise UsageError(f"{path} 已经存在；换一个名字，或者加 --force 覆盖")
        if path is not None and not path.absolute().parent.is_dir():
            raise UsageError(f"没有文件夹 {path.absolute().parent}")
    for folder, forced in ((options.csv, options.force), (options.paper, False)):
        # what stands in a template may have been keyed in by hand: not even --force replaces it
        if folder is not None and folder.exists() and not forced and _holds_anything(folder):
            advice = "" if folder is options.paper else "，或者加 --force 覆盖"
            raise UsageError(f"{folder} 里已经有文件；换一个文件夹{advice}")


def _holds_anything(folder: Path) -> bool:
    try:
        return not folder.is_dir() or any(folder.iterdir())
    except OSError as error:
        raise UsageError(f"读不到 {folder}：{error.strerror or error}") from error


def _write_all(options: Options, report: Report) -> None:
    """Write everything beside its place first, and put it there when all of it is whole."""
    with _beside() as place:
        if options.out is not None:
            place(options.out, partial(write_workbook, report=report))
        if options.json is not None:
            place(options.json, partial(_json, report=report))
        if options.csv is not None:
            _folder(options.csv)
            for name, table in _csv_tables(report):
                place(options.csv / f"{name}.csv", partial(_csv, table=table))
        if options.paper is not None:
            _folder(options.paper)
            for name, content in paper.templates(report.store, report.setup, report.corpus):
                place(options.paper / name, partial(_bytes, content=content))


Place = Callable[[Path, Callable[[Path], object]], None]


@contextmanager
def _beside() -> Iterator[Place]:
    """Give out temporary names; rename all of them at the end, or remove all of them."""
    made: list[tuple[Path, Path]] = []

    def place(target: Path, write: Callable[[Path], object]) -> None:
        try:
            handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", dir=target.absolute().parent)
            os.close(handle)
            made.append((Path(name), target))
            write(Path(name))
        except OSError as error:
            raise UsageError(f"写不进 {target}：{error.strerror or error}") from error

    try:
        yield place
        for temporary, target in made:
            temporary.chmod(0o644)
            try:
                temporary.replace(target)
            except OSError as error:
                raise UsageError(f"写不进 {target}（是不是正在 Excel 或 WPS 里打开着？）") from error
    finally:
        for temporary, _ in made:
            temporary.unlink(missing_ok=True)


def _folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"建不了文件夹 {path}：{error.strerror or error}") from error


def _bytes(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _json(path: Path, report: Report) -> None:
    with path.open("wb") as file:
        write_result(file, report.store, report.outcome, report.setup)


def _csv_tables(report: Report) -> Iterator[tuple[str, Table]]:
    for table in all_tables(report):
        yield table.name, table
    name = report.setup.summary.sheets["statistics"].name
    for number, block in enumerate(blocks(report), 1):
        yield f"{name}-{number}", Table("statistics", block.title, block.headings, (), iter(block.rows))


def _csv(path: Path, table: Table) -> None:
    """UTF-8 with a byte order mark and CRLF, so that Excel and WPS open it right."""
    with path.open("wb") as raw:
        file: IO[str] = io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(table.headings)
        writer.writerows([csv_cell(cell) for cell in row] for row in table.rows)
        file.flush()
        file.detach()  # type: ignore[attr-defined]
