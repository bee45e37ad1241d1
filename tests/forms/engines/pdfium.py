"""PDFium, the PDF engine of Chrome and Edge, driven as a person drives it: click, type, paste, save.

Coordinates are points of the page, which is what PDFium's form events take. Every function opens the
file anew, so nothing is carried over from one to the next but the bytes.
"""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final, Literal

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from tests.forms.engines.blanks import Place, places
from tests.forms.engines.picture import SCALE, Picture

NAME: Final = "PDFium"
BACKSPACE: Final = 8
ENTER: Final = 13

How = Literal["typed", "pasted"]


class Session:
    """An open form that takes events. Field names are those of the file."""

    def __init__(self, data: bytes) -> None:
        self._places = places(data)
        self._pdf = pypdfium2.PdfDocument(data)
        self._pdf.init_forms()
        self._form: Any = self._pdf.formenv
        self._pages: dict[int, Any] = {}

    def close(self) -> None:
        """Give everything back."""
        for page in self._pages.values():
            page.close()
        self._pdf.close()

    def click(self, name: str, state: str = "") -> Place:
        """Click into a field, or on the box of one of its options."""
        place = next(p for p in self._places if p.name == name and p.state == state)
        page = self._page(place.page)
        x, y = (place.left + place.right) / 2, (place.lower + place.upper) / 2
        pdfium.FORM_OnMouseMove(self._form.raw, page.raw, 0, x, y)
        pdfium.FORM_OnLButtonDown(self._form.raw, page.raw, 0, x, y)
        pdfium.FORM_OnLButtonUp(self._form.raw, page.raw, 0, x, y)
        return place

    def enter(self, name: str, text: str, how: How = "typed") -> None:
        """Click into a text field and put ``text`` in."""
        place = self.click(name)
        page = self._page(place.page)
        if how == "pasted":
            wide = (text + "\0").encode("utf-16-le")
            buffer = ctypes.create_string_buffer(wide, len(wide))
            pointer = ctypes.cast(buffer, pdfium.FPDF_WIDESTRING)
            pdfium.FORM_ReplaceSelection(self._form.raw, page.raw, pointer)
        else:
            units = text.replace("\n", chr(ENTER)).encode("utf-16-le")
            for low, high in zip(units[::2], units[1::2], strict=True):
                pdfium.FORM_OnChar(self._form.raw, page.raw, low | high << 8, 0)
        self.leave()

    def erase(self, name: str) -> None:
        """Select all of a text field and delete it."""
        place = self.click(name)
        page = self._page(place.page)
        pdfium.FORM_SelectAllText(self._form.raw, page.raw)
        pdfium.FORM_OnChar(self._form.raw, page.raw, BACKSPACE, 0)
        self.leave()

    def leave(self) -> None:
        """Take the focus away, which is when PDFium stores what was typed."""
        pdfium.FORM_ForceToKillFocus(self._form.raw)

    def save(self) -> bytes:
        """The file as it would be saved now."""
        self.leave()
        buffer = io.BytesIO()
        self._pdf.save(buffer)
        return buffer.getvalue()

    def picture(self, page: int) -> Picture:
        """What is on the screen now."""
        return _picture(self._page(page))

    def _page(self, index: int) -> pypdfium2.PdfPage:
        if index not in self._pages:
            self._pages[index] = self._pdf[index]
        return self._pages[index]


@contextmanager
def session(data: bytes) -> Iterator[Session]:
    """A form being filled in."""
    opened = Session(data)
    try:
        yield opened
    finally:
        opened.close()


def fill(data: bytes, values: Mapping[str, str], states: Mapping[str, str], how: How = "typed") -> bytes:
    """Enter ``values`` into text fields, click on the ``states`` of choosing fields, and save."""
    with session(data) as opened:
        for name, text in values.items():
            opened.enter(name, text, how)
        for name, state in states.items():
            opened.click(name, state)
        return opened.save()


def render(data: bytes, pages: Sequence[int]) -> list[Picture]:
    """Pages as PDFium shows them."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        pdf.init_forms()
        pictures = []
        for index in pages:
            page = pdf[index]
            pictures.append(_picture(page))
            page.close()
        return pictures
    finally:
        pdf.close()


def _picture(page: pypdfium2.PdfPage) -> Picture:
    bitmap = page.render(scale=SCALE, grayscale=True, may_draw_forms=True)
    pixels = np.array(bitmap.to_numpy(), dtype=np.uint8).reshape(bitmap.height, bitmap.width)
    bitmap.close()
    return pixels
