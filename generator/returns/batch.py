"""A campaign collected in memory: names and bytes go in, the workbook, the JSON and the replies come out.

What ``collect`` does with folders, processes and options, for a place that has none of them, such as a
worker of a page in a browser. Everything is a name and bytes, or text; no file is opened, no process
started, nothing is fetched::

    batch = Batch(Setup.from_json(text))            # the setup that the site publishes
    batch.role("名册.xlsx", data)                     # "roster": what the file seems to be
    batch.give("roster", "名册.xlsx", data)           # files beside the returns; small, kept until the end
    for line in batch.read("白沙镇/甲村.pdf", data):    # one entry a file, several of a zip or a mail
        keep(line)                                  # JSON; ``data`` may be dropped now
    done = batch.finish()                           # as often as one likes
    done.workbook(), done.result(), done.replies()  # .xlsx, JSON, a zip of texts: bytes
    done.overview()                                 # JSON for the page: totals, 未收, 未交

A worker that takes too long over a file is ended by the page, and all that it knew is gone. So the page
keeps the lines, gives them to the next worker, says which file was lost, and goes on behind it::

    batch = Batch(setup)
    for line in kept:
        batch.restore(line)
    batch.lose("大.zip", data, "大.zip!/慢.pdf")        # refused for the browser, and listed like any other
    batch.read("大.zip", data, skip=count + 1)        # ``count`` of its members had been told already

Every function raises :class:`~generator.errors.UsageError`, whose text is for the user, for what is given
beside the returns and cannot be used; a return never raises, it is refused with its reason.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, cast, get_args

from generator.errors import UsageError
from generator.forms.archive import archive
from generator.forms.definitions.wording import say
from generator.returns import paper
from generator.returns.inputs import Inputs, Merged, read_results
from generator.returns.judging.entry import Entry, process, refusal, restored
from generator.returns.judging.store import Store
from generator.returns.reading.decisions import is_decisions, read_decisions
from generator.returns.reading.draft import draft_text
from generator.returns.reading.given import Given
from generator.returns.reading.intake import SEPARATOR, Candidate, Labels, is_litter, readable
from generator.returns.reading.record import Json
from generator.returns.reading.refusal import Refused
from generator.returns.reading.roster import is_roster, read_roster
from generator.returns.reading.setup import Setup
from generator.returns.report.campaign import NO_CAMPAIGN, read_campaign
from generator.returns.report.carrier import carries_results
from generator.returns.report.carry import Carried, read_carried
from generator.returns.report.column import Table
from generator.returns.report.files import rejected
from generator.returns.report.hand import hand_sheets, named_key
from generator.returns.report.missing import missing_table
from generator.returns.report.replies import reply_files
from generator.returns.report.report import Report
from generator.returns.report.result import roster_of
from generator.returns.steps import finish, result, workbook

Role = Literal["return", "roster", "campaign", "decisions", "workbook", "result", "paper", "carry", "earlier"]
"""What a file is to a batch.

``return``: it is read as a return (:meth:`Batch.read`). ``roster``, ``campaign`` (活动.yml) and
``decisions`` (同一单位.csv) are one each, the last one counts. ``workbook`` and ``result`` are earlier
results, whose entries are taken in; ``paper`` is a keying-in table. ``carry`` is a workbook of which only
what people typed into it is taken, ``earlier`` the result or workbook that is compared with; no file is
taken for one of these two unless the user says so.
"""

Lost = Literal["slow", "crash", "large", "rest", "unreadable"]
"""Why a file could not be read to its end: it took too long; the worker fell over twice; it is more than fits
into a browser, and its bytes are not given; a container had cost too many workers, and what is left of it is
not read; its bytes were not to be had."""

_LOST: Final[Mapping[Lost, tuple[str, str]]] = {
    "slow": ("not-in-browser", "slow"),
    "crash": ("not-in-browser", "crash"),
    "large": ("not-in-browser", "large"),
    "rest": ("archive", "rest"),
    "unreadable": ("unreadable", "system"),
}
"""The reason and kind in ``forms/summary.yml`` of each."""

ROLES: Final[tuple[Role, ...]] = get_args(Role)
_SHEETS: Final = (".xlsx", ".xls", ".csv")
_SETTINGS: Final = (".yml", ".yaml")
TABLES: Final = (".json", *_SHEETS, *_SETTINGS)
"""What the name of a file ends in that may be more than a return: :meth:`Batch.role` tells."""
MOST: Final = 64 << 20
"""Bytes of a file beside the returns."""


class Batch:
    """Everything that was handed over for one campaign; ``setup`` is what the site publishes."""

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self._entries: list[Entry] = []
        self._labels = Labels()
        self._restored: set[str] = set()
        self._given: dict[Role, dict[str, Given]] = {role: {} for role in ROLES}

    # --- returns ----------------------------------------------------------------------------------

    def read(
        self, name: str, data: bytes, modified: str = "", *, skip: int = 0, started: Started | None = None
    ) -> Iterator[str]:
        """Read a file, or every file in a container: one line of JSON each, like ``files`` of the result.

        ``name`` is its path as the page knows it, ``modified`` its time as ``YYYY-MM-DDThh:mm:ss``.
        ``started`` is told the label of each member of a container before it is read. ``skip`` is for
        what :meth:`lose` was needed.
        """
        given = Given(name, data, modified)
        candidate = self._candidate(given, skip)
        for entry in process(candidate, self.setup, started or _ignored):
            self._entries.append(entry)
            yield _text(entry)

    def lose(self, name: str, data: bytes, label: str = "", why: Lost = "slow") -> str:
        """Refuse a file over which a worker had to be ended; ``label`` is that of the member it was at.

        Its line comes back like any other, and the file is accounted for.
        """
        reason, kind = _LOST[why]
        refused = Refused(reason, {"kind": kind})
        own = "" if label else self._labels.unique(readable(name))
        candidate = Candidate(own, name, len(data), given=Given(name, data))
        entry = refusal(candidate, refused, self.setup, label)
        self._entries.append(entry)
        return _text(entry)

    def restore(self, line: str) -> None:
        """Take back a line that :meth:`read` or :meth:`lose` gave to an earlier worker.

        Raises:
            ValueError, KeyError: it is no such line.

        """
        entry = restored(line.encode("utf-8", "replace") + b"\n", self.setup)
        outermost = entry.indexed.path.partition(SEPARATOR)[0]
        if outermost not in self._restored:
            self._restored.add(self._labels.unique(outermost))
        self._entries.append(entry)

    def _candidate(self, given: Given, skip: int) -> Candidate:
        label = readable(given.called)
        # a worker that goes on within a container goes on under the label that it has
        label = label if skip else self._labels.unique(label)
        return Candidate(label, given.called, len(given.data), is_litter(given.name), skip, given=given)

    # --- what is given beside them ----------------------------------------------------------------

    def role(self, name: str, data: bytes) -> Role:
        """What a file seems to be, by its name and what it holds; the user may know better.

        A table with a column for the unit's name is a roster, a workbook of ours an earlier result.
        """
        given = Given(name, data)
        suffix = given.suffix.lower()
        if suffix == ".json":
            return "return" if draft_text(data) is not None else "result"
        if suffix in _SETTINGS:
            return "campaign"
        if suffix == ".xlsx" and carries_results(given, self.setup.summary.sheets["carrier"].name):
            return "workbook"
        if suffix in _SHEETS and not paper.is_typed(given):
            if is_decisions(given, self.setup.summary):
                return "decisions"
            if is_roster(given, self.setup):
                return "roster"
        return "paper" if suffix == ".csv" else "return"

    def give(self, role: Role, name: str, data: bytes, modified: str = "") -> list[str]:
        """Take a file that is no return; what a person should know about it comes back, in Chinese.

        The same name again replaces what was given under it.

        Raises:
            UsageError: it cannot be used as what it is given for.

        """
        if role == "return":
            raise ValueError(role)
        given = Given(name, data, modified)
        if len(data) > MOST:
            raise UsageError(f"{name} 太大（{len(data) >> 20} MB），最多 {MOST >> 20} MB")
        problems = self._tried(role, given)
        if role in ("roster", "campaign", "decisions", "carry", "earlier"):
            self._given[role].clear()
        self._given[role][name] = given
        return problems

    def take_back(self, role: Role, name: str) -> None:
        """Forget a file that was given."""
        self._given[role].pop(name, None)

    def _tried(self, role: Role, given: Given) -> list[str]:
        """What is to be said of a file when it is read as what it was given for."""
        setup, trial = self.setup, Carried()
        if role == "roster":
            return list(read_roster(given, setup).problems)
        if role == "campaign":
            read_campaign(given, setup)
        elif role == "decisions":
            read_decisions(given, setup.summary)
        elif role == "paper":
            list(paper.read_paper(given, setup))
        elif role == "carry":
            trial = self._typed([given])
        else:
            _entries_of([given], setup, Store(io.BytesIO()), trial)
        return trial.problems

    def _typed(self, books: list[Given]) -> Carried:
        summary = self.setup.summary
        return read_carried(books, hand_sheets(summary), summary, named_key(self.setup))

    # --- what comes out ---------------------------------------------------------------------------

    def finish(self) -> Finished:
        """Put together what there is by now, as ``collect`` would.

        Raises:
            UsageError: there is not one entry, or what was given does not go together.

        """
        setup, summary, given = self.setup, self.setup.summary, self._given
        roster = next((read_roster(file, setup) for file in given["roster"].values()), None)
        campaign = next((read_campaign(file, setup) for file in given["campaign"].values()), NO_CAMPAIGN)
        decided = [d for file in given["decisions"].values() for d in read_decisions(file, summary)]
        problems = list(roster.problems) if roster else []
        books = list(given["workbook"].values())
        carried = self._typed([*books, *given["carry"].values()])
        decided += carried.decisions()
        store = Store(io.BytesIO())
        merged = _entries_of([*given["result"].values(), *books], setup, store, carried)
        for table in given["paper"].values():
            for entry in paper.read_paper(table, setup):
                store.add(entry)
        for entry in self._entries:
            store.add(entry)
        report = finish(
            (), setup, roster or roster_of(merged.lines), places=merged.places,
            store=store, decided=decided, campaign=campaign, carried=carried, earlier=self._earlier(),
        )  # fmt: skip
        return Finished(report, [*problems, *report.outcome.problems])

    def _earlier(self) -> Report | None:
        files = list(self._given["earlier"].values())
        if not files:
            return None
        store = Store(io.BytesIO())
        merged = _entries_of(files, self.setup, store, Carried())
        return finish((), self.setup, roster_of(merged.lines), store=store, places=merged.places)


@dataclass
class Finished:
    """What came of a batch; ``problems`` are what a person should know about what was given beside it."""

    report: Report
    problems: list[str] = field(default_factory=list)
    _book: bytes | None = None

    def workbook(self) -> bytes:
        """汇总表 with its other sheets, as ``collect --out`` writes it."""
        if self._book is None:
            self._book = workbook(self.report)
            carried = self.report.carried
            if left := len(carried.left()):
                words = self.report.setup.summary
                carried.problems.append(say(words.carry["left"], count=left, sheet=words.sheets["left"].name))
        return self._book

    def result(self) -> bytes:
        """The same as JSON, as ``collect --json`` writes it."""
        return result(self.report)

    def replies(self) -> bytes:
        """A zip of the texts that ``collect --replies`` writes, in UTF-8 with the mark that Notepad needs."""
        texts = {name: text.encode("utf-8-sig") for name, text in reply_files(self.report)}
        return archive(texts, self.report.setup.date)

    def overview(self) -> str:
        """What the page shows, as JSON.

        ``{"statement", "totals": {"found", "accepted", …}, "problems": […], "rejected": table or null,
        "missing": table or null}``; a table is ``{"name", "headings", "keys", "rows"}`` as its sheet in
        the workbook, ``null`` where it has no rows (未交 also where there is no roster). The column with
        the key ``sentence`` of ``rejected`` is what is to be sent to the unit.
        """
        report = self.report
        data: Json = {
            "statement": report.statement,
            "totals": dict(report.outcome.totals),
            "problems": [*self.problems, *report.carried.problems],
            "rejected": _shown(rejected(report)),
            "missing": _shown(missing_table(report)) if report.roster is not None else None,
        }
        return json.dumps(data, ensure_ascii=False)


Started = Callable[[str], None]


def _ignored(_label: str) -> None:
    """Nobody wants to know."""


def _text(entry: Entry) -> str:
    return entry.line.decode().rstrip("\n")


def _entries_of(files: list[Given], setup: Setup, store: Store, carried: Carried) -> Merged:
    """Take in the entries of results and workbooks."""
    results = [file for file in files if file.suffix.lower() == ".json"]
    books = [file for file in files if file.suffix.lower() != ".json"]
    return read_results(Inputs(results, books), setup, store, carried)


def _shown(table: Table) -> Json | None:
    rows = [list(row) for row in table.rows]
    if not rows:
        return None
    keys = [column.key for column in table.columns]
    return cast("Json", {"name": table.name, "headings": list(table.headings), "keys": keys, "rows": rows})
