"""pdf.js, the PDF engine of Firefox, running in headless Chromium from a server on this machine."""

from __future__ import annotations

import base64
import io
import os
import shutil
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.forms.engines.picture import SCALE, Picture

NAME: Final = "pdf.js"
HERE: Final = Path(__file__).parent
INSTALLED: Final = HERE / "node_modules" / "pdfjs-dist" / "build" / "pdf.mjs"


class _Files(SimpleHTTPRequestHandler):
    extensions_map: dict[str, str] = {  # noqa: RUF012
        **SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing: requests are of no interest."""


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Files, directory=os.fspath(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


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
def browser() -> Iterator[PdfJs]:
    """Chromium with pdf.js, as long as the block lasts."""
    with _served(HERE) as address, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = chromium.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{address}/pdfjs.html")
        try:
            page.wait_for_function("() => window.ready", timeout=30_000)
        except Exception as error:
            raise RuntimeError(f"pdf.js does not start: {errors}") from error
        yield PdfJs(page)
        chromium.close()
