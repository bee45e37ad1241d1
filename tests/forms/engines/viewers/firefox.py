"""Firefox with its built-in viewer (pdf.js), opened on a file and saved from its toolbar."""

from __future__ import annotations

import json
import socket
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.forms.engines.blanks import Place, places
from tests.forms.engines.viewers.display import PATIENCE, Display, save_as, until
from tests.forms.engines.viewers.marionette import CONTROL, Marionette

COMMAND: Final = ("firefox-esr", "--marionette", "--remote-allow-system-access", "--no-remote")
PREFERENCES: Final[Mapping[str, object]] = {
    "browser.download.alwaysOpenPanel": False,
    "dom.disable_beforeunload": True,
    "pdfjs.disabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "app.update.enabled": False,
}


class Firefox:
    """The viewer with a form open; it scrolls to the page of whatever field is asked for."""

    def __init__(self, session: Marionette, display: Display, path: Path) -> None:
        self._session = session
        self._display = display
        self._path = path
        self._places = places(path.read_bytes())
        session.open(path.as_uri())
        session.wait("return document.readyState === 'complete' && !!document.querySelector('.page')")
        self._turn(0)

    def type(self, name: str, text: str) -> None:
        """Click into a text field and type."""
        self._session.click(self._selector(name))
        self._session.keys(*text)

    def paste(self, name: str, text: str) -> None:
        """Click into a text field and paste."""
        with self._display.clipboard(text):
            self._session.click(self._selector(name))
            self._session.keys(CONTROL, "v")
            until(lambda: self.written(name), "what was pasted")

    def click(self, name: str, state: str) -> None:
        """Click on a box to tick."""
        self._session.click(self._selector(name, state))

    def space(self) -> None:
        """Press the space bar, which turns over the box that has the keyboard."""
        self._session.keys(" ")

    def ticked(self, name: str, state: str) -> bool:
        """Whether a box is ticked."""
        return bool(self._get("checked", name, state))

    def written(self, name: str) -> bool:
        """Whether something stands in a text field."""
        return bool(self._get("value", name))

    def spoken(self, name: str, state: str = "") -> str:
        """What a screen reader is told of a field."""
        label, title = self._get("ariaLabel", name, state), self._get("parentElement.title", name, state)
        return str(label or title)

    def save(self) -> Path:
        """From the toolbar, which asks where to."""
        target = self._path.with_name(f"{self._path.stem}-saved.pdf")
        self._session.click("#downloadButton")
        save_as(self._display, target)
        return target

    def _get(self, what: str, name: str, state: str = "") -> object:
        script = f"return document.querySelector(arguments[0]).{what}"
        return self._session.run(script, self._selector(name, state))

    def _selector(self, name: str, state: str = "") -> str:
        """The element of a field on the page where it stands first, or of one of its options.

        Boxes bear no state, but the ids of their annotations, in the order of the file.
        """
        place = next(p for p in self._places if (p.name, p.state) == (name, state))
        page = self._turn(place.page)
        if not state:
            return f"{page} [name='{name}']"
        beside: list[Place] = [p for p in self._places if (p.name, p.page) == (name, place.page)]
        script = "return [...document.querySelectorAll(arguments[0])].map(box => box.dataset.elementId)"
        found = self._session.run(script, f"{page} input[type=checkbox][name='{name}']")
        return f"[data-element-id='{found[beside.index(place)]}']"

    def _turn(self, page: int) -> str:
        """Go to a page, which has elements for its fields only then; how to select in it."""
        selector = f".page[data-page-number='{page + 1}']"
        drawn = "return !!document.querySelector(arguments[0])"
        if not self._session.run(drawn, f"{selector} .annotationLayer section"):
            self._session.run("window.PDFViewerApplication.page = arguments[0]", page + 1)
            self._session.wait(drawn, f"{selector} .annotationLayer section")
        return selector


def prepare(profile: Path, preferences: Mapping[str, object]) -> int:
    """Write the preferences of an empty profile; the port at which its Firefox will listen."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = int(listener.getsockname()[1])
    wanted = {**preferences, "marionette.port": port}
    lines = [f'user_pref("{key}", {json.dumps(value)});' for key, value in wanted.items()]
    (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
    return port


@contextmanager
def firefox(display: Display, path: Path) -> Iterator[Firefox]:
    """Firefox on a file, with a profile of its own."""
    profile = Path(tempfile.mkdtemp(dir=display.folder))
    port = prepare(profile, PREFERENCES)
    with display.program(*COMMAND, "--profile", str(profile)) as process:
        session = Marionette(port)
        yield Firefox(session, display, path)
        session.quit()
        process.wait(timeout=PATIENCE)
