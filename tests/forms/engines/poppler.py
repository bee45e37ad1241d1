"""Poppler, the PDF engine of Evince and Okular: pdftoppm draws, poppler-glib fills.

Debian's Python has the bindings (gir1.2-poppler-0.18, python3-gi); ours has not, so a subprocess fills.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image

from tests.forms.engines.blanks import places
from tests.forms.engines.picture import SCALE, Picture
from tests.machine import SYSTEM_PYTHON

NAME: Final = "Poppler"
SCRIPT: Final = Path(__file__).with_name("poppler_fill.py")


def fill(data: bytes, values: Mapping[str, str], states: Mapping[str, str]) -> bytes:
    """Fill in as Evince does, and save."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "blank.pdf"), Path(folder, "filled.pdf")
        source.write_bytes(data)
        answers = json.dumps({"values": dict(values), "states": _indices(data, states)})
        subprocess.run([SYSTEM_PYTHON, SCRIPT, source, target], input=answers, text=True, check=True)
        return target.read_bytes()


def _indices(data: bytes, states: Mapping[str, str]) -> dict[str, int]:
    """poppler-glib does not tell a box's state, so a box is named by its place in reading order."""
    options: dict[str, list[str]] = {}
    for place in places(data):
        options.setdefault(place.name, []).append(place.state)
    return {name: options[name].index(state) for name, state in states.items()}


def render(data: bytes, pages: Sequence[int]) -> list[Picture]:
    """Pages as Poppler draws them."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "form.pdf")
        source.write_bytes(data)
        pictures = []
        for page in pages:
            command = ["pdftoppm", "-r", str(72 * SCALE), "-gray", "-singlefile"]
            command += ["-f", str(page + 1), "-l", str(page + 1), str(source), str(Path(folder, "page"))]
            subprocess.run(command, check=True, stderr=subprocess.PIPE)
            with Image.open(Path(folder, "page.pgm")) as image:
                pictures.append(np.asarray(image, dtype=np.uint8))
        return pictures
