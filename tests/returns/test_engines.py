"""Forms that real engines filled in come back as what was entered, field for field."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import openpyxl
import pytest

from generator.forms import Form
from generator.returns.collect import Options, collect
from generator.returns.reading.setup import Setup
from tests import machine
from tests.returns import both

pytestmark = pytest.mark.timeout(1500)
"""Scores of forms are filled in and read by each engine: real work on a busy machine."""

Fill = Callable[[bytes, Mapping[str, str], Mapping[str, str]], bytes]

CHARACTERS = (
    "职工会员代表大会依法按期换届经费审查女职工委员会帮扶困难服务阵地建设〔〕“”、，。；％①②０１９龚喆"
)
COUNTS = {"own": 90, "pdfium": 50, "pasted": 20, "mupdf": 24, "pdfjs": 10, "pypdf": 6, "poppler": 8}
"""Forms for each engine, as many as its speed allows; more than two hundred together."""


def _text(rng: random.Random, *, lines: bool) -> str:
    words = ["".join(rng.choices(CHARACTERS, k=rng.randint(1, 12))) for _ in range(rng.randint(1, 3))]
    return ("\n" if lines else "").join(words)


def _answers(form: Form, rng: random.Random, share: float) -> tuple[dict[str, str], dict[str, str]]:
    """Random answers to a share of the questions: texts, and states."""
    texts, states = {}, {}
    for field in form.fields:
        if field.name == "unit-name" or rng.random() > share:
            continue
        if field.options:
            states[field.name] = rng.choice(field.options).state
        elif field.type in ("integer", "percent"):
            texts[field.name] = str(rng.randint(1, 99))
        elif field.type == "date":
            texts[field.name] = f"2026年{rng.randint(1, 12)}月"
        else:
            text = _text(rng, lines=field.type == "multiline")
            texts[field.name] = text[: field.max_length or None].strip()
    return texts, states


@contextmanager
def _engine(name: str, request: pytest.FixtureRequest) -> Iterator[Fill]:
    from tests.forms.engines import mupdf, pdfium, poppler, programs

    if name == "pdfjs":
        from tests.forms.engines import pdfjs

        with pdfjs.opened(request.getfixturevalue("browser")) as opened:
            yield opened.fill
    else:
        if name == "poppler":
            machine.poppler()
        yield {
            "own": programs.own_fill,
            "pypdf": programs.pypdf_fill,
            "poppler": poppler.fill,
            "mupdf": mupdf.fill,
            "pdfium": pdfium.fill,
            "pasted": lambda d, t, s: pdfium.fill(d, t, s, "pasted"),
        }[name]


@pytest.mark.parametrize("engine", COUNTS)
@pytest.mark.filterwarnings("ignore")
def test_the_workbook_holds_what_was_entered(
    engine: str,
    root: Path,
    forms: dict[str, Form],
    blank: Callable[[str], bytes],
    setup: Setup,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    rng = random.Random(f"returns {engine}")
    entered: dict[str, dict[str, str]] = {}
    inbox = tmp_path / "收件"
    inbox.mkdir()
    quick = engine in ("own", "pdfium", "pasted", "mupdf")
    ids = list(forms)
    with _engine(engine, request) as fill:
        for number in range(COUNTS[engine]):
            form = forms[ids[number % len(ids)]]
            texts, states = _answers(form, rng, 0.4 if quick else 0.08)
            # names that are nobody else's: every form is a unit of its own
            texts["unit-name"] = f"第{number}号" + "".join(rng.choices(CHARACTERS[:30], k=8))
            name = f"{number:03}.pdf"
            (inbox / name).write_bytes(fill(blank(form.id), texts, states))
            entered[name] = texts | states
    out = tmp_path / "汇总.xlsx"
    done = collect(root, Options([inbox], out, tmp_path / "结果.json", jobs=2))
    assert done.outcome.totals["accepted"] == COUNTS[engine], _rejections(tmp_path / "结果.json")
    result = json.loads((tmp_path / "结果.json").read_bytes())
    for file in result["files"]:
        assert file["values"] == entered[Path(file["path"]).name], file["path"]
        # random texts are longer than some fields
        doubts = [d for d in file["doubts"] if d["scope"] == "read" and d["rule"] != "does-not-fit"]
        assert not doubts, file["path"]
    _in_the_workbook(out, result, entered, forms)
    _the_same_elsewhere(inbox, setup)


ELSEWHERE = 16
"""Forms of each engine that are read without pikepdf, too."""


def _the_same_elsewhere(inbox: Path, setup: Setup) -> None:
    """What engines save is sound: where pikepdf cannot be, it is read, and the same comes of it."""
    for path in sorted(inbox.iterdir())[:ELSEWHERE]:
        desk, exact = (both.entries(path.read_bytes(), path.name, setup, by) for by in ("desk", "exact"))
        assert exact == desk, path.name


def _rejections(path: Path) -> list[str]:
    return [f["message"] for f in json.loads(path.read_bytes())["files"] if f["message"]]


def _in_the_workbook(
    out: Path, result: dict[str, list[dict[str, str]]], entered: Mapping[str, Mapping[str, str]],
    forms: Mapping[str, Form],
) -> None:  # fmt: skip
    """Every answer to an item stands in its row of 逐条自评; the unanswered are 未填."""
    rows = openpyxl.load_workbook(io.BytesIO(out.read_bytes()), read_only=True)["逐条自评"].iter_rows(
        min_row=2, values_only=True
    )
    found = {(row[0], row[2]): row[5:8] for row in rows}
    for file in result["files"]:
        form = forms[file["form"]]
        answers = entered[Path(file["path"]).name]
        for field in form.fields:
            if not field.item:
                continue
            cells = dict(
                zip(("rating", "facts", "evidence"), found[answers["unit-name"], field.item], strict=True)
            )
            answer = answers.get(field.name, "")
            label = next((o.label for o in field.options if o.state == answer), answer)
            if field.column == "rating":
                label = label or "未填"
            assert (cells[field.column] or "") == label
