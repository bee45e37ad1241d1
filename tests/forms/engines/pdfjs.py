"""pdf.js, the PDF engine of Firefox, running in headless Chromium from a server on this machine."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image
from playwright.sync_api import Browser, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.forms.engines.picture import SCALE, Picture
from tests.machine import lacking, package
from tests.served import serve

NAME: Final = "pdf.js"
HERE: Final = Path(__file__).parent
INSTALLED: Final = HERE / "node_modules" / "pdfjs-dist" / "build" / "pdf.mjs"


class PdfJs:
    """A page with pdf.js loaded."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def fill(self, data: bytes, values: Mapping[str, str], states: Mapping[str, str]) -> bytes:
        """Set fields as the viewer does when somebody types, and save."""
        request = {"file": _encoded(data), "values": dict(values), "states": dict(states)}
        return base64.b64decode(self.page.evaluate("request => window.fill(request)", request))

    def show(self, data: bytes, page: int) -> None:
        """Open a page as Firefox shows it, with an input element for every field."""
        self.page.evaluate("request => window.show(request)", {"file": _encoded(data), "page": page})

    def save(self) -> bytes:
        """The file that was shown, with what was typed."""
        return base64.b64decode(self.page.evaluate("() => window.save()"))

    def render(self, data: bytes, pages: Sequence[int]) -> list[Picture]:
        """Pages as pdf.js draws them on a canvas."""
        request = {"file": _encoded(data), "pages": list(pages), "scale": SCALE}
        pictures = []
        for picture in self.page.evaluate("request => window.draw(request)", request):
            with Image.open(io.BytesIO(base64.b64decode(picture))) as image:
                pictures.append(np.asarray(image.convert("L"), dtype=np.uint8))
        return pictures


def _encoded(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


@contextmanager
def opened(browser: Browser) -> Iterator[PdfJs]:
    """pdf.js in a page of ``browser``, as long as the block lasts."""
    package(INSTALLED, "pdfjs-dist: npm install --prefix tests/forms/engines")
    with serve(HERE) as address:
        page = browser.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{address}pdfjs.html")
        try:
            page.wait_for_function("() => window.ready", timeout=120_000)
        except PlaywrightTimeout:
            lacking(f"pdfjs-dist, whole: {errors}")
        yield PdfJs(page)
        page.close()
