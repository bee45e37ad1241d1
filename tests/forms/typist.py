"""A person at the keyboard of PDFium (the engine of Chrome and Edge), through its form-fill interface."""

from __future__ import annotations

import ctypes
import io

import numpy as np
import pypdfium2 as pdfium
from pypdfium2 import raw


class Typist:
    """Clicks, types and pastes into a PDF as a viewer's user does."""

    def __init__(self, data: bytes) -> None:
        self._document = pdfium.PdfDocument(data)
        self._document.init_forms()
        self._form = self._document.formenv.raw
        self._pages: dict[int, pdfium.PdfPage] = {}

    def click(self, page: int, x: float, y: float) -> None:
        handle = self._page(page)
        raw.FORM_OnMouseMove(self._form, handle, 0, x, y)
        raw.FORM_OnLButtonDown(self._form, handle, 0, x, y)
        raw.FORM_OnLButtonUp(self._form, handle, 0, x, y)

    def type(self, page: int, text: str) -> None:
        """One call for each UTF-16 unit, as the window system does it."""
        units = text.encode("utf-16-le")
        for start in range(0, len(units), 2):
            raw.FORM_OnChar(
                self._form, self._page(page), int.from_bytes(units[start : start + 2], "little"), 0
            )

    def paste(self, page: int, text: str) -> None:
        buffer = ctypes.create_string_buffer(text.encode("utf-16-le") + b"\0\0")
        raw.FORM_ReplaceSelection(
            self._form, self._page(page), ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
        )

    def save(self) -> bytes:
        raw.FORM_ForceToKillFocus(self._form)
        buffer = io.BytesIO()
        self._document.save(buffer)
        return buffer.getvalue()

    def _page(self, number: int) -> object:
        if number not in self._pages:
            self._pages[number] = self._document[number]
        return self._pages[number].raw


SCALE = 3


def picture(data: bytes, page: int) -> np.ndarray:
    """A page as PDFium shows it, 3 pixels a point, grey, 255 is white; row 0 is the top."""
    document = pdfium.PdfDocument(data)
    document.init_forms()
    bitmap = document[page].render(scale=SCALE, grayscale=True, may_draw_forms=True)
    shown: np.ndarray = np.asarray(bitmap.to_numpy()).squeeze()
    return shown


def ink(shown: np.ndarray, left: float, lower: float, right: float, upper: float) -> float:
    """The share of dark pixels in a rectangle given in points."""
    height = shown.shape[0]
    part = shown[
        round(height - upper * SCALE) : round(height - lower * SCALE),
        round(left * SCALE) : round(right * SCALE),
    ]
    return float((part < 128).mean())
