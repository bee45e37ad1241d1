"""Debian's Firefox without a screen, 375 px wide: the page of a form answered by clicks and keys."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from tests.forms.engines.viewers.display import complete, ended, until
from tests.forms.engines.viewers.firefox import COMMAND, PREFERENCES, prepare
from tests.forms.engines.viewers.marionette import Marionette
from tests.machine import program
from tests.webform.phone import PHONE, READY, Field

NARROW: Final = """
    const style = gBrowser.selectedBrowser.style;
    for (const side of ['min', 'max']) style.setProperty(`${side}-width`, `${arguments[0]}px`);
"""
"""A window of Firefox does not become as narrow as a phone, what it shows does."""
COMPLAINTS: Final = """
    return Services.console.getMessageArray()
        .filter(one => one instanceof Ci.nsIScriptError && !(one.flags & one.warningFlag))
        .filter(one => /^(https?|file|blob|data):/.test(one.sourceName))
        .map(one => one.errorMessage);
"""
"""The errors that Firefox reports of pages: what a script throws and nobody catches.

Its warnings are not ours (the theme asks for the element that an empty fragment names); what a page
writes to its console itself does not leave the process of the page.
"""


class Fox:
    """A Firefox with a tab."""

    def __init__(self, session: Marionette, downloads: Path) -> None:
        self._session = session
        self._downloads = downloads
        self._in_firefox(NARROW, PHONE["width"])

    def open(self, url: str) -> None:
        """Go to the page of a form and wait until it is alive."""
        self._session.open(url)
        self._session.wait("return !!document.querySelector(arguments[0])", READY)

    def reload(self) -> None:
        """Load the page again."""
        self._session.call("WebDriver:Refresh")
        self._session.wait("return !!document.querySelector(arguments[0])", READY)

    def answer(self, field: Field, value: str) -> None:
        """One answer by mouse and keyboard."""
        name = field["name"]
        if field["options"]:
            self._session.click(f"label.option:has(input[name='{name}'][value='{value}'])")
        else:
            self._session.click(f"[name='{name}']")
            self._session.keys(*value)

    def shown(self) -> dict[str, str]:
        """The answers on the page."""
        answers: dict[str, str] = self._session.run("return FillPage.controls.read()")
        return answers

    def width(self) -> int:
        """Pixels that the page takes from left to right."""
        return int(self._session.run("return document.documentElement.scrollWidth"))

    def make(self) -> Path:
        """Press the button, click on the link: the file that Firefox saved."""
        self._session.click("#make")
        self._session.wait("return !!document.querySelector('#link')")
        self._session.click("#link")
        return until(self._saved, "a saved file")[0]

    def complaints(self) -> list[str]:
        """What went wrong in the pages so far."""
        complaints: list[str] = self._in_firefox(COMPLAINTS)
        return complaints

    def _saved(self) -> list[Path]:
        return [path for path in self._downloads.glob("*.pdf") if complete(path)]

    def _in_firefox(self, script: str, *arguments: object) -> list[str]:
        self._session.call("Marionette:SetContext", {"value": "chrome"})
        value: list[str] = self._session.run(script, *arguments)
        self._session.call("Marionette:SetContext", {"value": "content"})
        return value


@contextmanager
def a_fox(folder: Path) -> Iterator[Fox]:
    """Firefox with a profile and downloads in ``folder``, which is empty; ended with the block."""
    with headless(folder, "application/pdf") as (session, downloads):
        yield Fox(session, downloads)


@contextmanager
def headless(folder: Path, saved: str) -> Iterator[tuple[Marionette, Path]]:
    """Firefox without a screen, and the folder where it saves what is of the type ``saved``.

    Its profile and that folder are made in ``folder``, which is empty; it is ended with the block.
    """
    program(COMMAND[0])
    profile, downloads, home = (folder / name for name in ("profile", "downloads", "home"))
    for made in (profile, downloads, home):
        made.mkdir(parents=True)
    asked = {
        "browser.download.folderList": 2,
        "browser.download.dir": str(downloads),
        "browser.download.useDownloadDir": True,
        "ui.useOverlayScrollbars": 1,  # as on a phone: they take no width
        "browser.helperApps.neverAsk.saveToDisk": saved,
        "dom.disable_beforeunload": True,  # it is ended whatever the page would ask
    }
    port = prepare(profile, {**PREFERENCES, **asked})
    started = subprocess.Popen(
        [*COMMAND, "--headless", "--profile", str(profile)],
        env={"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        session = Marionette(port)
        yield session, downloads
        session.quit()
    finally:
        # Firefox and the processes of its pages are a group of their own
        with suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGTERM)
        ended(started)
        with suppress(ProcessLookupError):
            os.killpg(started.pid, signal.SIGKILL)
