"""纸质件补录表 (keying-in tables): a CSV file per form for what came on paper, keyed in by a person.

Rows are the form's questions, columns the returns: the scans that were not accepted, and as many
more as one likes. What is read from it is marked as from paper wherever it shows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from generator.errors import UsageError
from generator.forms.definitions.digest import PRINTED
from generator.forms.definitions.wording import say
from generator.returns.judging.entry import Entry, file_time, make, refusal
from generator.returns.judging.store import Store
from generator.returns.reading.given import Given, Source
from generator.returns.reading.intake import SEPARATOR, Candidate, Labels, readable
from generator.returns.reading.known import KnownForm
from generator.returns.reading.record import Doubt, Record
from generator.returns.reading.refusal import Refused
from generator.returns.reading.roster import answer_for
from generator.returns.reading.setup import Setup
from generator.returns.reading.spreadsheet import Listing, read_table
from generator.returns.reading.text import plain, visible
from generator.returns.report.column import Column, cells, titled
from generator.spreadsheets import csv_file

FORM_ROW: Final = "form-id"
DIGEST_ROW: Final = "form-digest"
LEADING: Final = 3
EMPTY: Final = "empty"
BLANKS: Final = 3


def templates(store: Store, setup: Setup) -> Iterator[tuple[str, bytes]]:
    """File name and content for every form, with a column for each scan and some to spare."""
    scans = [
        b.path for b in store.ordered() if b.status == "rejected" and b.reason in ("no-fields", "picture")
    ]
    words = setup.summary.paper
    returns = scans + [say(words["blank"], number=number) for number in range(1, BLANKS + 1)]
    texts = {item.id: item.text for standard in setup.standards for item in standard.items}
    columns = [
        Column[Line]("name", 0, lambda line: line.name),
        Column[Line]("label", 0, lambda line: line.label),
        Column[Line]("options", 0, lambda line: line.options),
        *(Column[Line](EMPTY, 0, lambda _: "", name) for name in returns),
    ]
    for form in setup.forms.values():
        headings = [heading.text for heading in titled(setup.summary.paper_headings, columns)]
        rows = (cells(columns, line) for line in _lines(form, texts, words))
        yield say(words["file"], form=form.id), csv_file(headings, rows)


@dataclass(frozen=True)
class Line:
    """One row of a keying-in table."""

    name: str
    label: str
    options: str


def _lines(form: KnownForm, texts: Mapping[str, str], words: Mapping[str, str]) -> Iterator[Line]:
    yield Line(FORM_ROW, words["form"], form.id)
    yield Line(DIGEST_ROW, words["digest"], form.digest[:PRINTED])
    for question in form.questions:
        label = question.label
        if question.options and question.item in texts:
            label = f"{label}：{texts[question.item]}"
        yield Line(question.name, label, "／".join(o.label for o in question.options))


def is_typed(path: Source) -> bool:
    """Whether a table is a keying-in table, by the row that names its form."""
    try:
        return any(row[0] == FORM_ROW for _, row in read_table(path).rows)
    except UsageError:
        return False


def read_paper(path: Source, setup: Setup) -> Iterator[Entry]:
    """The entry of every column with an answer; one refusal if the file is no such template.

    Raises:
        UsageError: the file cannot be read as CSV.

    """
    label = readable(path.as_posix())
    table = read_table(path)
    rows = {row[0]: row for _, row in table.rows}
    if len(table.headings) <= LEADING or FORM_ROW not in rows:
        yield _refuse(path, label, "shape", setup)
        return
    form = setup.forms.get(rows[FORM_ROW][2])
    if form is None:
        yield _refuse(path, label, "form", setup)
        return
    modified = path.modified if isinstance(path, Given) else file_time(path)
    names = Labels()
    for column in range(LEADING, len(table.headings)):
        name = names.unique(f"{label}{SEPARATOR}{readable(table.headings[column])}")
        record = _record(table, column, form, setup)
        if record is not None:
            content = json.dumps([form.id, sorted(record.answers.items())], ensure_ascii=False)
            yield make(
                Record(
                    path=name,
                    status="accepted",
                    size=len(content.encode()),
                    sha256=hashlib.sha256(content.encode()).hexdigest(),
                    modified=modified,
                    origin="paper",
                    form=form.id,
                    standard=form.standard,
                    version=form.version,
                    digest=form.digest,
                    items=form.items,
                    answers=record.answers,
                    doubts=record.doubts,
                ),
                setup,
            )


def _refuse(path: Source, label: str, kind: str, setup: Setup) -> Entry:
    candidate = Candidate(label, str(path), given=path if isinstance(path, Given) else None)
    return refusal(candidate, Refused("paper-form", {"kind": kind}), setup)


def _record(table: Listing, column: int, form: KnownForm, setup: Setup) -> Record | None:
    """Answers and doubts of one column; ``None`` if nothing is filled in."""
    answers: dict[str, str] = {}
    doubts: list[Doubt] = []
    messages = setup.summary.doubts
    for _, row in table.rows:
        name, answer = row[0], plain(row[column])
        if not answer or name == FORM_ROW:
            continue
        question = form.by_name.get(name)
        if name == DIGEST_ROW:
            if answer.lower() != form.digest[:PRINTED]:
                message = say(
                    messages["paper-version"], value=visible(answer), expected=form.digest[:PRINTED]
                )
                doubts.append(Doubt("paper-version", "", message, "read"))
        elif question is None:
            message = say(messages["extra-field"], field=visible(name), value=visible(answer))
            doubts.append(Doubt("extra-field", visible(name), message, "read"))
        else:
            answers[name] = answer_for(question, answer)
    return Record("", "accepted", answers=answers, doubts=tuple(doubts)) if answers else None
