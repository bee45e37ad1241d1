"""The way back in three steps, of which the middle one needs nothing but its arguments.

1. :func:`prepare` reads the data once; its :class:`Setup` travels as JSON.
2. :func:`generator.returns.judging.entry.read_file` makes one entry of one file's
   bytes: no process, no file system, no pickle.
3. :func:`finish` puts entries together; :func:`workbook` and :func:`result` are what people get.

``collect`` is the same three steps with worker processes, archives and files around them.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from pathlib import Path

from generator.errors import UsageError
from generator.forms.definitions.expand import Form
from generator.forms.definitions.summary import require_summary
from generator.model import Corpus
from generator.returns.judging.entry import Entry
from generator.returns.judging.outcome import assemble
from generator.returns.judging.store import Store
from generator.returns.reading.decisions import Decision
from generator.returns.reading.known import known_forms
from generator.returns.reading.limits import Limits
from generator.returns.reading.roster import Roster
from generator.returns.reading.setup import Setup
from generator.returns.report.campaign import NO_CAMPAIGN, Campaign
from generator.returns.report.carry import Carried
from generator.returns.report.report import Report
from generator.returns.report.result import write_result
from generator.returns.report.workbook import write_workbook


def prepare(root: Path, limits: Limits | None = None) -> Setup:
    """Check the data under ``root`` and take from it what the other steps need.

    Raises:
        FindingsError: the data is not sound.
        UsageError: there is no ``forms/summary.yml``.

    """
    # who has a setup from elsewhere, as a browser has, needs nothing that reads or checks the project
    from generator import forms
    from generator.check import require

    sound = require(root)
    return setup_for(root, sound.corpus, forms.expand(sound.corpus, sound.definitions), limits)


def setup_for(root: Path, corpus: Corpus, concrete: Sequence[Form], limits: Limits | None = None) -> Setup:
    """The setup from data that is loaded and checked already.

    Raises:
        UsageError: there is no ``forms/summary.yml``.

    """
    summary = require_summary(root)
    return Setup(
        known_forms(corpus, concrete, summary.roles.rating),
        summary,
        limits or Limits(),
        corpus.standards,
        corpus.catalog.version,
        corpus.catalog.date,
        date.today().isoformat(),  # noqa: DTZ011 - the day of the place where forms are collected
    )


def finish(
    entries: Iterable[Entry],
    setup: Setup,
    roster: Roster | None = None,
    *,
    store: Store | None = None,
    decided: Collection[Decision] = (),
    campaign: Campaign = NO_CAMPAIGN,
    carried: Carried | None = None,
    earlier: Report | None = None,
    places: Collection[str] = (),
) -> Report:
    """Put entries together, in whatever order they come: units, repetitions, doubts, counts.

    ``store`` keeps them while the report is in use; without one they are kept in memory. ``roster`` says
    who is expected, ``decided`` are a person's decisions about returns that look alike (同一单位.csv),
    ``campaign`` says what is due, ``carried`` what people typed into the last workbook, ``earlier`` is
    the report to compare with, ``places`` are the sources of entries that are different places.

    Raises:
        UsageError: there is not one entry.

    """
    store = store if store is not None else Store(io.BytesIO())
    for entry in entries:
        store.add(entry)
    if not store.index:
        raise UsageError("没有找到任何文件")
    outcome = assemble(store, setup, roster, decided, places)
    report = Report(setup, store, outcome, roster, campaign, carried or Carried(), earlier, decided)
    report.carried.current = lambda: [entry.key for entry in report.listed]
    return report


def workbook(report: Report) -> bytes:
    """The workbook (汇总表 and its other sheets) as an .xlsx file."""
    out = io.BytesIO()
    write_workbook(out, report)
    return out.getvalue()


def result(report: Report) -> bytes:
    """The same as JSON: what ``collect --json`` writes and takes in again."""
    out = io.BytesIO()
    write_result(out, report.store, report.outcome, report.setup, report.roster)
    return out.getvalue()
