"""Word forms that programs filled in, and saved through other formats, come back as what was entered."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from generator.forms import Form
from generator.returns.collect import Options, collect
from generator.returns.reading.setup import Setup
from tests.returns.conftest import Make, Read
from tests.returns.reading.word.engines import Job, dropped, office, own, plan, python_docx
from tests.returns.test_engines import CHARACTERS, _answers, _in_the_workbook, _rejections

pytestmark = pytest.mark.timeout(1200)

COUNTS = {
    "own": 5,
    "dropped": 4,
    "python-docx": 4,
    "office fills": 4,
    "office saves": 3,
    "through .doc": 4,
    "through .odt": 3,
}
"""Forms for each program: all seven forms in turn, more than twenty together; the benchmark makes more."""


def made(
    counts: Mapping[str, int],
    forms: dict[str, Form],
    setup: Setup,
    blank: Callable[[str], bytes],
    folder: Path,
) -> dict[str, tuple[bytes, dict[str, str]]]:
    """Files by name, each with what was entered in it."""
    rng = random.Random("word")
    found: dict[str, tuple[bytes, dict[str, str]]] = {}
    jobs: dict[str, Job] = {}
    entered: dict[str, dict[str, str]] = {}
    order = list(forms)
    for number, engine in enumerate(e for e, count in counts.items() for _ in range(count)):
        form = forms[order[number % len(order)]]
        texts, states = _answers(form, rng, 0.5)
        unit = f"第{number}号" + "".join(rng.choices(CHARACTERS[:30], k=8))
        answers = {"unit-name": unit, **texts, **states}
        planned, kept = plan(form, setup.forms[form.id], answers)
        name = f"{number:03} {engine}.docx"
        if engine == "python-docx":
            found[name] = python_docx(blank(form.id), planned), kept
        elif engine == "office fills":
            jobs[name], entered[name] = Job(blank(form.id), planned=planned), kept
        elif engine == "dropped":
            found[name] = dropped(blank(form.id), answers), answers
        else:
            data = own(blank(form.id), answers)
            through = {"through .doc": (".doc", ".docx"), "through .odt": (".odt", ".docx")}.get(
                engine, (".docx",)
            )
            if engine == "own":
                found[name] = data, answers
            else:
                jobs[name], entered[name] = Job(data, through), answers
    if jobs:
        folder.mkdir()
        for name, data in zip(jobs, office(list(jobs.values()), folder), strict=True):
            found[name] = data, entered[name]
    return found


def compared(
    root: Path, found: Mapping[str, tuple[bytes, dict[str, str]]], forms: dict[str, Form], folder: Path
) -> None:
    """Collect the files; every answer is in the JSON file and in the workbook, and nothing is doubted."""
    inbox = folder / "收件"
    inbox.mkdir()
    for name, (data, _) in found.items():
        (inbox / name).write_bytes(data)
    entered = {name: answers for name, (_, answers) in found.items()}
    out = folder / "汇总.xlsx"
    done = collect(root, Options([inbox], out, folder / "结果.json", jobs=2))
    assert done.outcome.totals["accepted"] == len(found), _rejections(folder / "结果.json")
    result = json.loads((folder / "结果.json").read_bytes())
    for file in result["files"]:
        assert file["values"] == entered[Path(file["path"]).name], file["path"]
        doubts = [d for d in file["doubts"] if d["scope"] == "read"]
        assert not doubts, (file["path"], doubts)
    _in_the_workbook(out, result, entered, forms)


def test_the_workbook_holds_what_was_entered(
    root: Path, forms: dict[str, Form], setup: Setup, blank_word: Callable[[str], bytes], tmp_path: Path
) -> None:
    found = made(COUNTS, forms, setup, blank_word, tmp_path / "office")
    compared(root, found, forms, tmp_path)


def test_what_libreoffice_saves_in_other_formats_is_told_for_what_it_is(
    make_word: Make, read: Read, tmp_path: Path
) -> None:
    data = make_word(answers={"phone": "1"})
    formats = {".doc": "doc", ".odt": "odt", ".rtf": "rtf", ".html": "html", ".xml": "xml"}
    saved = office([Job(data, (suffix,)) for suffix in formats], tmp_path)
    for found, kind in zip(saved, formats.values(), strict=True):
        entry = read(found, "表.docx")
        assert (entry["reason"], entry["detail"]) == ("old-word", kind)
        assert "另存为" in entry["message"]
