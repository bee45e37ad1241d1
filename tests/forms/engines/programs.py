"""Filling by program: pypdf, and the project's own filler."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pypdf
from pypdf.generic import NameObject

from generator import forms

ROOT: Final = Path(__file__).parents[3]
WITHOUT_FONTTOOLS: Final = """
import sys
sys.modules["fontTools"] = None
import json
from pathlib import Path
from tests.forms.engines.programs import pypdf_fill
source, target = map(Path, sys.argv[1:])
answers = json.load(sys.stdin)
target.write_bytes(pypdf_fill(source.read_bytes(), answers["values"], answers["states"]))
"""


def own_fill(data: bytes, values: Mapping[str, str], states: Mapping[str, str]) -> bytes:
    """The project's filler."""
    return forms.fill(data, {**values, **states}).data


def pypdf_fill(data: bytes, values: Mapping[str, str], states: Mapping[str, str]) -> bytes:
    """pypdf, as its documentation shows, without the flag that has viewers redraw everything."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    answers = {**values, **{name: NameObject(f"/{state}") for name, state in states.items()}}
    for page in writer.pages:
        writer.update_page_form_field_values(page, answers, auto_regenerate=False)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def pypdf_fill_without_fonttools(data: bytes, values: Mapping[str, str], states: Mapping[str, str]) -> bytes:
    """pypdf where fontTools is not installed: it encodes by the codes alone, not by the font file."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "blank.pdf"), Path(folder, "filled.pdf")
        source.write_bytes(data)
        subprocess.run(
            [sys.executable, "-c", WITHOUT_FONTTOOLS, source, target],
            input=json.dumps({"values": dict(values), "states": dict(states)}),
            text=True,
            check=True,
            cwd=ROOT,
            stderr=subprocess.PIPE,
        )
        return target.read_bytes()
