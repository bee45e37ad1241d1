"""Debian's WebKit on a screen of its own: the page of a form answered through WebKit's WebDriver."""

from __future__ import annotations

import base64
import json
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from tests.forms.engines.viewers.display import PATIENCE, PROGRAMS, screen, until
from tests.forms.engines.viewers.marionette import ELEMENT
from tests.machine import lacking, program
from tests.webform.phone import PHONE, READY, Field

DRIVER: Final = "WebKitWebDriver"
LIBRARIES: Final = Path("/usr/lib")
BYTES: Final = """
    const [done] = arguments, reader = new FileReader();
    reader.onload = () => done(reader.result.split(',')[1]);
    fetch(document.querySelector('#link').href).then(answer => answer.blob())
        .then(blob => reader.readAsDataURL(blob), error => done(String(error)));
"""


class WebKit:
    """WebKit with a window, as narrow as its frame lets it be."""

    def __init__(self, port: int, browser: Path) -> None:
        self._base = f"http://127.0.0.1:{port}"
        options = {"binary": str(browser), "args": ["--automation"]}
        capabilities = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        session = until(lambda: self._begun(capabilities), "WebKit's driver")
        self._base += f"/session/{session['sessionId']}"
        self._call("window/rect", PHONE)

    def _begun(self, capabilities: Mapping[str, object]) -> Mapping[str, Any]:
        try:
            session: Mapping[str, Any] = self._call("session", {"capabilities": capabilities})
        except ConnectionError:
            return {}
        except urllib.error.HTTPError:
            raise
        except urllib.error.URLError:  # nobody listens yet
            return {}
        return session

    def open(self, url: str) -> None:
        """Go to the page of a form and wait until it is alive."""
        self._call("url", {"url": url})
        self._wait(READY)

    def reload(self) -> None:
        """Load the page again."""
        self._call("refresh", {})
        self._wait(READY)

    def answer(self, field: Field, value: str) -> None:
        """One answer by mouse and keyboard."""
        name = field["name"]
        if field["options"]:
            # on a busy machine the page may still move below the mouse: who sees no mark presses again
            until(lambda: self._choose(f"input[name='{name}'][value='{value}']"), f"{name}: {value}")
        else:
            self._type(name, value)

    def shown(self) -> dict[str, str]:
        """The answers on the page."""
        answers: dict[str, str] = self._run("return FillPage.controls.read()")
        return answers

    def sideways(self) -> bool:
        """Whether the page is wider than its window."""
        return bool(self._run("return document.documentElement.scrollWidth > innerWidth"))

    def make(self) -> bytes:
        """Press the button: what the link offers."""
        self._click("#make")
        self._wait("#link")
        return base64.b64decode(self._call("execute/async", {"script": BYTES, "args": []}))

    def quit(self) -> None:
        """Close the window."""
        self._call("", None)

    def _type(self, name: str, text: str) -> None:
        if all(ord(character) < 0x10000 for character in text):
            self._call(f"element/{self._find(f'[name={name}]')}/value", {"text": text})
        else:  # the driver has no keys for these and leaves them out: put in as a paste would
            script = "const [name, text] = arguments, node = document.getElementsByName(name)[0];"
            script += "node.focus(); document.execCommand('insertText', false, text)"
            self._run(script, name, text)

    def _choose(self, choice: str) -> bool:
        """Press a choice; whether it is marked then. One that is marked would be taken back by a press."""
        self._click(f"label.option:has({choice})")
        return bool(self._run(f"return document.querySelector({json.dumps(choice)}).checked"))

    def _wait(self, selector: str) -> None:
        script = f"return !!document.querySelector({json.dumps(selector)})"
        until(lambda: self._run(script), selector)

    def _click(self, selector: str) -> None:
        self._call(f"element/{self._find(selector)}/click", {})

    def _find(self, selector: str) -> str:
        return str(self._call("element", {"using": "css selector", "value": selector})[ELEMENT])

    def _run(self, script: str, *arguments: object) -> Any:  # noqa: ANN401 - whatever the script returns
        return self._call("execute/sync", {"script": script, "args": arguments})

    def _call(self, path: str, body: Mapping[str, object] | None) -> Any:  # noqa: ANN401
        """The value that the driver answers; without a body the thing is deleted."""
        request = urllib.request.Request(
            f"{self._base}/{path}".rstrip("/"),
            method="DELETE" if body is None else "POST",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.loads(answer.read())["value"]


@contextmanager
def a_webkit() -> Iterator[WebKit]:
    """WebKit with a home of its own, ended with the block."""
    for name in (*PROGRAMS, DRIVER):
        program(name)
    browser = next(LIBRARIES.glob("*/webkit2gtk-4.*/MiniBrowser"), None)
    if browser is None:
        lacking("MiniBrowser (Debian: webkit2gtk-driver)")
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = int(listener.getsockname()[1])
    with screen("") as display, display.program(DRIVER, f"--port={port}"):
        webkit = WebKit(port, browser)
        yield webkit
        webkit.quit()
