"""Programs that fill in Word forms or save them anew: each takes a blank and answers, and gives a file."""

from __future__ import annotations

import io
import itertools
import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import docx

from generator import forms as public
from generator.forms import Form
from generator.returns.reading.known import KnownForm
from tests.machine import SYSTEM_PYTHON, lacking, program
from tests.returns.reading.word.edits import edited, entered, without_controls

LETTERS = "ABCDEFGHIJ"
SCRIPT = Path(__file__).with_name("office_script.py")


@dataclass(slots=True)
class Plan:
    """Where a person types what: by the item's number and column, or by the label in the cell before."""

    items: list[tuple[str, str, str]] = field(default_factory=list)
    ticks: list[tuple[str, str, str]] = field(default_factory=list)
    labelled: list[tuple[str, str]] = field(default_factory=list)


def plan(form: Form, known: KnownForm, answers: Mapping[str, str]) -> tuple[Plan, dict[str, str]]:
    """The plan for those of the answers that have a label before them, or belong to an item; and those."""
    found, kept = Plan(), dict[str, str]()
    columns = [column.id for column in form.definition.columns]
    labels = {
        after.field: "".join(before.label.split())
        for slots in known.printed.rows
        for before, after in itertools.pairwise(slots)
        if before.label and after.field
    }
    for name, answer in answers.items():
        question = known.by_name[name]
        letter = LETTERS[columns.index(question.column)] if question.item else ""
        if question.item and question.options:
            label = next(o.label for o in question.options if o.state == answer)
            found.ticks.append((question.item, letter, label))
        elif question.item:
            found.items.append((question.item, letter, answer))
        elif name in labels and not question.options:
            found.labelled.append((labels[name], answer))
        else:
            continue
        kept[name] = answer
    return found, kept


def own(blank: bytes, answers: Mapping[str, str]) -> bytes:
    """As ``prefill`` does."""
    return public.fill_word(blank, answers).data


def dropped(blank: bytes, answers: Mapping[str, str]) -> bytes:
    """An editor that keeps the words and drops the controls."""
    return edited(blank, entered(answers), without_controls)


def python_docx(blank: bytes, planned: Plan) -> bytes:
    """python-docx, by the text that it sees in cells; it writes over whatever stands in one."""
    document = docx.Document(io.BytesIO(blank))
    ticks = {(item, letter): label for item, letter, label in planned.ticks}
    for table in document.tables:
        for row in table.rows:
            seen = list(row.cells)
            words = ["".join(cell.text.split()) for cell in seen]
            for item, letter, text in planned.items:
                if words[0] == item:
                    seen[LETTERS.index(letter)].text = text
            for (item, letter), label in ticks.items():
                if words[0] == item:
                    cell = seen[LETTERS.index(letter)]
                    lines = [line.strip() for line in cell.text.splitlines()]
                    cell.text = "\n".join(f"{'☑' if line == label else '□'} {line}" for line in lines)
            for label, text in planned.labelled:
                if label in words:
                    at = words.index(label)
                    answer = next(n for n in range(at, len(seen)) if seen[n]._tc is not seen[at]._tc)
                    seen[answer].text = text + seen[answer].text.strip()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Job:
    """A file that LibreOffice opens, fills in by ``planned`` and saves through formats, told by suffixes."""

    data: bytes
    through: Sequence[str] = (".docx",)
    planned: Plan = field(default_factory=Plan)


def office(jobs: Sequence[Job], folder: Path) -> list[bytes]:
    """What LibreOffice makes of each job; one run of it for all."""
    lines, targets = [], []
    for number, job in enumerate(jobs):
        source = folder / f"in{number}.docx"
        source.write_bytes(job.data)
        through = [folder / f"out{number}-{n}{suffix}" for n, suffix in enumerate(job.through)]
        targets.append(through[-1])
        lines.append(
            json.dumps(
                {
                    "source": str(source),
                    "through": [str(path) for path in through],
                    "items": job.planned.items,
                    "ticks": job.planned.ticks,
                    "labelled": job.planned.labelled,
                }
            )
        )
    (folder / "jobs").write_text("\n".join(lines), encoding="utf-8")
    command = [SYSTEM_PYTHON, str(SCRIPT), program("soffice"), str(folder / "profile"), str(folder / "jobs")]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=900)
    if "No module named 'uno'" in run.stderr:
        lacking("the interface of LibreOffice for Python (Debian: python3-uno)")
    if "cannot open" in run.stderr:
        lacking("LibreOffice Writer (Debian: libreoffice-writer)")
    assert run.returncode == 0, run.stderr[-2000:]
    return [target.read_bytes() for target in targets]
