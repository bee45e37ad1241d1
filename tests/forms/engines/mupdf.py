"""MuPDF (SumatraPDF, and many apps on phones) through PyMuPDF."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

import numpy as np

from tests.forms.engines.picture import SCALE, Picture

pymupdf: Any = importlib.import_module("pymupdf")
"""It has no types of its own."""

NAME: Final = "MuPDF"


def fill(data: bytes, values: Mapping[str, str], states: Mapping[str, str]) -> bytes:
    """Set fields, have MuPDF redraw them, and save."""
    with pymupdf.open(stream=data, filetype="pdf") as document:
        for page in document:
            for widget in page.widgets():
                if widget.field_name in values:
                    widget.field_value = values[widget.field_name]
                    widget.update()
                elif (
                    widget.field_type == pymupdf.PDF_WIDGET_TYPE_CHECKBOX
                    and states.get(widget.field_name) == widget.on_state()
                ):
                    # what a click does; update() would redraw the mark in a symbol font, not embedded
                    pymupdf.mupdf.pdf_toggle_widget(widget._annot)
        return bytes(document.tobytes())


@cache
def faces() -> tuple[tuple[bytes, int], ...]:
    """The fonts that MuPDF carries and falls back to: nothing else has glyphs of these shapes."""
    return tuple((bytes(pymupdf.Font(name).buffer), 0) for name in ("cjk", "helv"))


def render(data: bytes, pages: Sequence[int]) -> list[Picture]:
    """Pages as MuPDF draws them."""
    with pymupdf.open(stream=data, filetype="pdf") as document:
        pictures = []
        for page in pages:
            pixels = document[page].get_pixmap(matrix=pymupdf.Matrix(SCALE, SCALE), colorspace="gray")
            samples = np.frombuffer(pixels.samples, dtype=np.uint8)
            pictures.append(samples.reshape(pixels.height, pixels.stride)[:, : pixels.width].copy())
        return pictures
