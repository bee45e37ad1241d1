"""The page on which forms are collected, used as a person does: drop, press, save."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, Page

READY: Final = "html.collect-ready"
PATIENCE: Final = 240_000.0
"""Milliseconds for a run, on a machine that does ten other things."""
OUTPUTS: Final = {"workbook": "汇总.xlsx", "result": "结果.json", "replies": "回复.zip"}


class Desk:
    """The page in a tab of Chromium."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.asked: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))

    def open(self, url: str) -> None:
        """Go to the page and wait until it is alive."""
        self.page.goto(url)
        self.page.wait_for_selector(READY)

    def drop(self, *paths: Path) -> None:
        """Drop files and folders onto the page, as from the desktop."""
        before = self.chosen()
        session = self.page.context.new_cdp_session(self.page)
        box = self.page.locator("#place").bounding_box()
        assert box is not None
        data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
        for kind in ("dragEnter", "dragOver", "drop"):
            session.send(
                "Input.dispatchDragEvent",
                {"type": kind, "x": box["x"] + 20, "y": box["y"] + 20, "data": data},
            )
        session.detach()
        self.page.wait_for_function(
            "before => document.querySelector('#chosen').textContent !== before", arg=before
        )

    def choose(self, *paths: Path) -> None:
        """Choose files with the button."""
        self.page.set_input_files("#pick-files", list(paths))

    def chosen(self) -> str:
        """What the page says is chosen."""
        return self.page.inner_text("#chosen")

    def start(self) -> None:
        """Press the button."""
        self.page.click("#start")

    def finished(self) -> None:
        """Wait until there is a result, or something that stopped the work, which fails the test."""
        self.page.wait_for_function("() => !CollectPage.busy")
        assert self.page.is_visible("#results"), self.state()

    def run(self) -> None:
        """From the button to the result."""
        self.start()
        self.finished()

    def state(self) -> str:
        """The line that says how far it is."""
        return self.page.inner_text("#state")

    def save(self, which: str, folder: Path) -> Path:
        """Click on a link: the file that was saved."""
        with self.page.expect_download() as download:
            self.page.click(f"[data-file={which}]")
        assert download.value.suggested_filename == OUTPUTS[which]
        path = folder / f"saved-{OUTPUTS[which]}"
        download.value.save_as(path)
        return path

    def result(self, folder: Path) -> dict[str, Any]:
        """The result as JSON."""
        saved: dict[str, Any] = json.loads(self.save("result", folder).read_text(encoding="utf-8"))
        return saved


@contextmanager
def a_desk(browser: Browser, **context: Any) -> Iterator[Desk]:  # noqa: ANN401 - what a context takes
    """The page in a tab of its own."""
    made = browser.new_context(accept_downloads=True, **context)
    yield Desk(made.new_page())
    made.close()


def cells(path: Path) -> dict[tuple[str, str], object]:
    """Every cell of every sheet, hidden ones too: (sheet, ``B7``) -> its value and how it is shown."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    return {
        (sheet.title, cell.coordinate): (cell.value, cell.number_format, cell.fill.fgColor.rgb)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def members(path: Path) -> dict[str, bytes]:
    """The files of a zip."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def differences(one: Mapping[Any, object], other: Mapping[Any, object]) -> Sequence[str]:
    """What differs, in short."""
    return [
        f"{key}: {one.get(key)!r} / {other.get(key)!r}"
        for key in {**one, **other}
        if one.get(key) != other.get(key)
    ][:20]
