"""What the engine wrote is shown, collected and checked like what the Python filler wrote."""

from __future__ import annotations

import io
import json
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pikepdf
import pytest

from generator import forms as public
from generator.forms import Form
from generator.returns.collect import Options, collect
from tests import machine
from tests.forms.engines import mupdf, pdfium, pdfjs, poppler
from tests.forms.engines.picture import Picture
from tests.webform.answers import clean, full
from tests.webform.engine import Engine, Filled, OpenForm
from tests.webform.test_reading import SAVES

Render = Callable[[bytes, Sequence[int]], list[Picture]]
ENGINES: Mapping[str, Render] = {
    pdfium.NAME: pdfium.render,
    poppler.NAME: poppler.render,
    mupdf.NAME: mupdf.render,
}
SHOWN = ("application", "checklist-villages")


@pytest.fixture(scope="module")
def filled(
    blanks: Mapping[str, bytes], open_blanks: Mapping[str, OpenForm], forms: Mapping[str, Form]
) -> Mapping[str, tuple[bytes, bytes]]:
    """By form: what Python wrote, and what the engine wrote, of long and odd answers."""
    made = {}
    for name in SHOWN:
        values = full(forms[name], 2)
        made[name] = (public.fill(blanks[name], values).data, open_blanks[name].fill(values).data)
    return made


@pytest.mark.parametrize("form", SHOWN)
@pytest.mark.parametrize("engine", [*ENGINES, pdfjs.NAME])
def test_no_pixel_differs(
    engine: str, form: str, filled: Mapping[str, tuple[bytes, bytes]], request: pytest.FixtureRequest
) -> None:
    python, script = filled[form]
    with pikepdf.open(io.BytesIO(python)) as pdf:
        pages = range(len(pdf.pages))
    if engine == pdfjs.NAME:
        with pdfjs.opened(request.getfixturevalue("browser")) as opened:
            same(opened.render, python, script, pages)
    else:
        if engine == poppler.NAME:
            machine.poppler()
        same(ENGINES[engine], python, script, pages)


def same(render: Render, python: bytes, script: bytes, pages: Sequence[int]) -> None:
    ours, theirs = render(python, pages), render(script, pages)
    assert len(ours) == len(theirs) == len(pages) > 1
    for page, (mine, yours) in enumerate(zip(ours, theirs, strict=True)):
        assert np.array_equal(mine, yours), f"page {page + 1}"
        assert mine.min() < 128, f"page {page + 1} is empty"


def test_the_pixels_would_tell(
    filled: Mapping[str, tuple[bytes, bytes]], open_blanks: Mapping[str, OpenForm]
) -> None:
    """One character less is seen."""
    python, _ = filled["application"]
    values = full_but_one(open_blanks["application"])
    with pytest.raises(AssertionError):
        same(pdfium.render, python, values.data, range(2))


def full_but_one(form: OpenForm) -> Filled:
    return form.fill({"unit-name": "另一个单位"})


def test_qpdf_finds_nothing_to_mend(filled: Mapping[str, tuple[bytes, bytes]], tmp_path: Path) -> None:
    for name, (_, script) in filled.items():
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(script)
        checked = subprocess.run(
            [machine.program("qpdf"), "--check", path], capture_output=True, text=True, check=False
        )
        assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("how", ["PDF 1.4", "linearized"])
def test_what_others_rewrote_with_a_classic_table_is_filled_on_cleanly(
    how: str, node: Engine, blank_village: bytes, tmp_path: Path
) -> None:
    filled = node.open(SAVES[how](blank_village)).fill({"unit-name": "甲村", "item-6-1-1-rating": "met"})
    path = tmp_path / "filled.pdf"
    path.write_bytes(filled.data)
    with pikepdf.open(path) as pdf:
        assert not pdf.get_warnings()
        assert {str(f.T): str(f.get("/V")) for f in pdf.Root.AcroForm.Fields}["item-6-1-1-rating"] == "/met"
    command = [machine.program("qpdf"), "--check", str(path)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "ERROR" not in checked.stdout + checked.stderr


def test_collect_reads_every_answer_of_every_form(
    root: Path, forms: Mapping[str, Form], open_blanks: Mapping[str, OpenForm], tmp_path: Path
) -> None:
    """Accepted, not one answer different, and no doubt that the code agrees with the answers."""
    inbox = tmp_path / "收件"
    inbox.mkdir()
    entered: dict[str, dict[str, str]] = {}
    for name, form in forms.items():
        for kind, values in (("plain", clean(form)), ("odd", full(form, 1))):
            filled = open_blanks[name].fill(values | {"unit-name": f"单位{name}{kind}"})
            path = inbox / f"{name}-{kind}.pdf"
            path.write_bytes(filled.data)
            kept = values | {"unit-name": f"单位{name}{kind}"}
            assert len(filled.code) == 8
            entered[path.name] = {key: value for key, value in kept.items() if value.strip()}
    collect(root, Options([inbox], tmp_path / "汇总.xlsx", json=tmp_path / "汇总.json"))
    files = json.loads((tmp_path / "汇总.json").read_text(encoding="utf-8"))["files"]
    assert len(files) == len(entered) == 2 * len(forms)
    for file in files:
        assert file["status"] == "accepted", file["message"]
        wanted = {key: lines(value) for key, value in entered[Path(file["path"]).name].items()}
        assert file["values"] == wanted
        doubted = {doubt["rule"] for doubt in file["doubts"]}
        assert not doubted & {"repaired", "encoding", "mark-differs", "answer-code", "field-twice"}


def lines(value: str) -> str:
    return value.replace("\r\n", "\n").replace("\r", "\n")
