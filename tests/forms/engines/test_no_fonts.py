"""A machine without any system font: values are right, and what our filler wrote is seen everywhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests import machine
from tests.forms.engines import programs, reader
from tests.forms.engines.blanks import places, values
from tests.forms.engines.cases import BEYOND_BMP, PLAIN
from tests.forms.engines.conftest import ENGINE_NAMES, Bench, box
from tests.forms.engines.pdfjs import PdfJs
from tests.forms.engines.reader import Reader, Reading

TEXTS = {case.field: case.text for case in (*PLAIN.values(), *BEYOND_BMP.values()) if case.field != "deeds"}
EMPTY = "mount -t tmpfs none /usr/share/fonts && mkdir -p /usr/local/share/fonts && "
EMPTY += "mount -t tmpfs none /usr/local/share/fonts && "
UNSHARE = (
    ["unshare", "--mount"]
    if getattr(os, "geteuid", int)() == 0
    else ["unshare", "--mount", "--map-root-user"]
)


@pytest.fixture(scope="module")
def bare(bench: Bench, pdf_js: PdfJs, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What came out where no font is installed."""
    del pdf_js  # only that it is installed
    machine.program("unshare")
    machine.program("fc-list")
    allowed = subprocess.run([*UNSHARE, "sh", "-c", f"{EMPTY}true"], check=False, capture_output=True)
    if allowed.returncode != 0:
        machine.lacking("a private mount namespace (unshare --mount)")
    folder = tmp_path_factory.mktemp("bare")
    (folder / "blank.pdf").write_bytes(bench.blank)
    (folder / "ours.pdf").write_bytes(programs.own_fill(bench.blank, TEXTS, {}))
    pages = sorted({place.page for place in places(bench.blank) if place.name in TEXTS})
    (folder / "pages.json").write_text(json.dumps(pages), encoding="utf-8")
    (folder / "values.json").write_text(json.dumps(TEXTS), encoding="utf-8")
    program = f'{EMPTY} test -z "$(fc-list)" && exec "$0" -m tests.forms.engines.no_fonts "$1"'
    subprocess.run([*UNSHARE, "sh", "-c", program, sys.executable, folder], check=True, cwd=root)
    return folder


def read(bench: Bench, folder: Path, what: str, field: str) -> Reading:
    place = next(p for p in places(bench.blank) if p.name == field)
    picture = np.load(folder / f"{what} {place.page}.npy")
    return Reader(picture, box(place), place.size).read(TEXTS[field], sources=(reader.SANS,))


@pytest.mark.parametrize("engine", ENGINE_NAMES)
def test_what_our_filler_wrote_is_seen(bench: Bench, bare: Path, engine: str) -> None:
    wrong = {field: read(bench, bare, f"ours {engine}", field).wrong for field in TEXTS}
    assert not {field: text for field, text in wrong.items() if text}


def test_what_was_typed_is_stored(bare: Path) -> None:
    stored = values((bare / "typed.pdf").read_bytes())
    assert {field: stored[field] for field in TEXTS} == TEXTS


def test_pdfium_does_not_show_hanzi_while_typing_but_digits(bench: Bench, bare: Path) -> None:
    assert read(bench, bare, "typed", PLAIN["name"].field).verdicts == {"blank"}
    assert read(bench, bare, "typed", PLAIN["integer"].field).right
