"""``collect``: from paths to a workbook, with every file accounted for.

The three steps of :mod:`generator.returns.steps`, with what a command needs around them: files and
archives found, worker processes, progress, outputs put in place.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from generator.errors import GeneratorError, UsageError, trouble
from generator.files import Placer, made_folder, may_be_written, together
from generator.forms.definitions.wording import say
from generator.interrupts import held, undone
from generator.returns import paper
from generator.returns.inputs import Inputs, read_results, sort_inputs
from generator.returns.judging.outcome import Outcome
from generator.returns.judging.store import Store
from generator.returns.official.issued import issued_forms
from generator.returns.outputs import holds_anything, write_csv
from generator.returns.progress import Progress
from generator.returns.reading.decisions import read_decisions
from generator.returns.reading.intake import Candidate, scan
from generator.returns.reading.limits import Limits
from generator.returns.reading.roster import is_roster, read_roster
from generator.returns.reading.setup import Setup
from generator.returns.report.campaign import NO_CAMPAIGN, read_campaign
from generator.returns.report.carry import Carried, read_carried
from generator.returns.report.column import Table
from generator.returns.report.hand import hand_sheets, named_key
from generator.returns.report.overview import overview
from generator.returns.report.replies import reply_files
from generator.returns.report.report import Report
from generator.returns.report.result import roster_of, write_result
from generator.returns.report.statistics import blocks
from generator.returns.report.tables import all_tables
from generator.returns.report.unitpages import unit_files
from generator.returns.report.workbook import write_workbook
from generator.returns.steps import finish, prepare
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
    decisions: Path | None = None
    campaign: Path | None = None
    carry: Path | None = None
    before: Path | None = None
    replies: Path | None = None
    units: Path | None = None
    official: Sequence[Path] = ()
    jobs: int = field(default_factory=lambda: max(1, min(os.cpu_count() or 1, 8)))
    force: bool = False
    limits: Limits = Limits()

    @property
    def files(self) -> Sequence[Path]:
        """The outputs that are files, as far as they are asked for."""
        return [path for path in (self.out, self.json) if path is not None]

    @property
    def folders(self) -> Sequence[Path]:
        """The outputs that are folders."""
        folders = (self.csv, self.replies, self.units, self.paper)
        return [path for path in folders if path is not None]


@dataclass(frozen=True)
class Collected:
    """How it went: the outcome, the sentence that says where every file went, trouble with the inputs."""

    outcome: Outcome
    statement: str
    problems: tuple[str, ...] = ()


def collect(root: Path, options: Options, progress: Progress | None = None) -> Collected:
    """Read everything, put it together, write what was asked for. Outputs appear whole or not at all.

    Raises:
        FindingsError: the data are not sound, or a mapping of an official form does not fit its document.
        UsageError: nothing to read, an output exists and ``force`` is off, or cannot be written.

    """
    progress = progress or Progress(None)
    _may_write(options)
    setup = prepare(root, options.limits)
    issued = issued_forms(options.official, setup)
    setup = replace(setup, officials=tuple(one.official for one in issued))
    summary = setup.summary
    campaign = read_campaign(options.campaign, setup) if options.campaign else NO_CAMPAIGN
    roster = read_roster(options.expected, setup) if options.expected else None
    decided = read_decisions(options.decisions, summary) if options.decisions else ()
    problems = list(roster.problems) if roster else []
    sources = sort_inputs(options.paths, setup)
    problems += [
        f"{path} 像名册，没有当作名册用；要用的请写在 --expected 后面"
        for path in sources.typed
        if not paper.is_typed(path) and is_roster(path, setup)
    ]
    typed_in = [*sources.workbooks, *([options.carry] if options.carry else [])]
    carried = read_carried(typed_in, hand_sheets(summary), summary, named_key(setup))
    with _system_told(progress), Store() as store, Store() as before:
        decided = (*decided, *carried.decisions())
        merged = read_results(sources, setup, store, carried)
        earlier = _earlier(options.before, setup, before)
        with _kept(options, setup, store, progress):
            read_all(options, sources, setup, store, progress)
            progress.say("整理")
            report = finish(
                (), setup, roster or roster_of(merged.lines), places=merged.places,
                store=store, decided=decided, campaign=campaign, carried=carried, earlier=earlier,
            )  # fmt: skip
            progress.say("写出")
            _write_all(options, report)
        left = len(carried.left()) if options.out else 0
        if left:
            name = summary.sheets["left"].name
            carried.problems.append(say(summary.carry["left"], count=left, sheet=name))
        return Collected(
            report.outcome, report.statement, (*problems, *report.outcome.problems, *carried.problems)
        )


@contextmanager
def _system_told(progress: Progress) -> Iterator[None]:
    """What the system refuses, a full disk above all, in words: nothing has been put in place by then."""
    try:
        yield
    except OSError as error:
        where = error.filename or tempfile.gettempdir()
        kept = f"；读过的存在 {progress.kept}" if progress.kept else ""
        raise UsageError(f"{where}：{trouble(error)}（读了 {progress.done} 个文件{kept}）") from error


@contextmanager
def _kept(options: Options, setup: Setup, store: Store, progress: Progress) -> Iterator[None]:
    """Where a JSON result was asked for, what was read until an interrupt or a failure is kept beside it.

    The next run takes it in like any other result.
    """
    if options.json is None:
        yield
        return
    target = options.json.with_name(f"{options.json.stem}-未读完.json")

    def keep() -> None:
        if store.index:
            with together() as put:
                put(target, partial(_json, report=finish((), setup, store=store)))
            progress.kept = str(target)

    with undone(keep):
        try:
            yield
        except (OSError, GeneratorError) as error:
            # another run that was faster has written what this one read, too
            if not isinstance(error.__cause__, FileExistsError):
                with suppress(OSError, GeneratorError):
                    keep()
            if progress.kept and isinstance(error, GeneratorError):
                raise UsageError(f"{error}（读过的存在 {progress.kept}）") from error
            raise


def _earlier(path: Path | None, setup: Setup, store: Store) -> Report | None:
    """The report to compare with, from a JSON result or a workbook."""
    if path is None:
        return None
    inputs = sort_inputs([path], setup)
    if inputs.typed or inputs.rest or not (inputs.results or inputs.workbooks):
        why = "不是以前写出的 .json 或工作簿" if path.exists() else "没有这个文件"
        raise UsageError(f"--before 用不了 {path}：{why}")
    merged = read_results(inputs, setup, store, Carried())
    if not store.index:
        raise UsageError(f"--before 用不了 {path}：里面没有表")
    return finish((), setup, roster_of(merged.lines), store=store, places=merged.places)


def read_all(options: Options, sources: Inputs, setup: Setup, store: Store, progress: Progress) -> None:
    """Every file that is no earlier result into ``store``: typed-in paper returns, and the rest."""
    for path in sources.typed:
        for entry in paper.read_paper(path, setup):
            store.add(entry)
    beside = (options.out, options.json, options.expected, options.decisions)
    blanks = (path.parent / one.name for path, one in zip(options.official, setup.officials, strict=True))
    others = (*beside, options.campaign, options.carry, options.before, *options.official, *blanks)
    given = (*others, *sources.results, *sources.workbooks, *sources.typed)
    own = [p for p in given if isinstance(p, Path)]
    if not sources.rest:
        return
    with Pool(setup, options.jobs) as pool:
        for entry in pool.run(_counted(scan(sources.rest, own), progress)):
            with held():
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
    _not_read_too(options)
    for path in options.files:
        if path.exists() and (path.is_dir() or not options.force):
            raise UsageError(f"{path} 已经存在；换一个名字，或者加 --force 覆盖")
        if not path.absolute().parent.is_dir():
            raise UsageError(f"没有文件夹 {path.absolute().parent}")
    for folder in options.folders:
        # what stands in a template may have been keyed in by hand: not even --force replaces it
        forced = options.force and folder is not options.paper
        if folder.exists() and not forced and holds_anything(folder):
            advice = "" if folder is options.paper else "，或者加 --force 覆盖"
            raise UsageError(f"{folder} 里已经有文件；换一个文件夹{advice}")
    for path in options.files:
        may_be_written(path.absolute().parent)
    for folder in options.folders:
        may_be_written(folder)


def _not_read_too(options: Options) -> None:
    """What is read is not written over, not even by force: nobody could read it again."""
    read = {
        path.absolute()
        for path in (
            *options.paths, options.expected, options.decisions, options.campaign, options.carry,
            options.before, *options.official,
        )
        if path is not None
    }  # fmt: skip
    written = [path.absolute() for path in options.files]
    for path in written:
        if path in read:
            raise UsageError(f"{path} 是这次要读的文件，不能又写在那里；请把结果换一个名字")
    folders = [path.absolute() for path in options.paths if path.is_dir()]
    for folder in options.folders:
        if any(folder.absolute().is_relative_to(read_in) for read_in in folders):
            raise UsageError(f"{folder} 在要读的文件夹里，下次收会当作交来的表；请写在别的文件夹里")
    if len(set(written)) < len(written):
        raise UsageError(f"--out 和 --json 写的是同一个文件 {written[0]}；请换一个名字")


def _write_all(options: Options, report: Report) -> None:
    """Write everything beside its place first, and put it there when all of it is whole."""
    with ExitStack() as folders:
        # made before anything is put into them, so that an interrupt finds them empty when it takes them back
        for folder in options.folders:
            folders.enter_context(made_folder(folder))
        with together(new=not options.force) as put:
            _put_all(options, report, put)


def _put_all(options: Options, report: Report, put: Placer) -> None:
    if options.out is not None:
        put(options.out, partial(write_workbook, report=report))
    if options.json is not None:
        put(options.json, partial(_json, report=report))
    if options.csv is not None:
        for table in _csv_tables(report):
            put(options.csv / f"{table.name}.csv", partial(write_csv, table=table))
    if options.replies is not None:
        for name, text in reply_files(report):
            # Notepad on Windows takes a file without the mark for GBK where it is short
            put(options.replies / name, partial(_bytes, content=text.encode("utf-8-sig")))
    if options.units is not None:
        for name, content in unit_files(report):
            put(options.units / name, partial(_bytes, content=content))
    if options.paper is not None:
        for name, content in paper.templates(report.store, report.setup):
            put(options.paper / name, partial(_bytes, content=content))


def _bytes(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _json(path: Path, report: Report) -> None:
    with path.open("wb") as file:
        write_result(file, report.store, report.outcome, report.setup, report.roster)


def _csv_tables(report: Report) -> Iterator[Table]:
    yield from all_tables(report)
    for key, found in (("overview", overview(report)), ("statistics", blocks(report))):
        name = report.setup.summary.sheets[key].name
        for number, block in enumerate(found, 1):
            yield Table(key, f"{name}-{number}", block.columns, iter(block.rows))
