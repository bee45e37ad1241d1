"""Firefox's own remote control (Marionette): enough of it to use a page as a person does.

Messages are JSON with their length before them, ``23:[0,1,"Command",{...}]``; geckodriver, which Debian
does not ship, would do no more than translate. Clicks and keys are those of Firefox's event loop.
"""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Sequence
from typing import Any, Final

CONTROL: Final = "\ue009"
PATIENCE: Final = 180.0
"""Seconds for an answer, for a machine that does ten other things."""
ELEMENT: Final = "element-6066-11e4-a52e-4f735466cecf"


class MarionetteError(Exception):
    """Firefox refused a command."""


class Marionette:
    """A session with a Firefox that listens on ``port``."""

    def __init__(self, port: int, *, seconds: float = PATIENCE) -> None:
        self._socket = _connected(port, seconds)
        self._number = 0
        self._buffer = b""
        self._receive()
        self.call("WebDriver:NewSession", {"capabilities": {"alwaysMatch": {"acceptInsecureCerts": True}}})

    def call(self, command: str, parameters: dict[str, Any] | None = None) -> Any:  # noqa: ANN401
        """Send a command and wait for its answer."""
        self._number += 1
        message = json.dumps([0, self._number, command, parameters or {}]).encode()
        self._socket.sendall(str(len(message)).encode() + b":" + message)
        _, _, error, result = self._receive()
        if error:
            raise MarionetteError(f"{command}: {error['error']}: {error['message']}")
        return result

    def open(self, url: str) -> None:
        """Go to an address."""
        self.call("WebDriver:Navigate", {"url": url})

    def run(self, script: str, *arguments: object) -> Any:  # noqa: ANN401
        """The value of a script, which sees the page as the page sees itself."""
        parameters = {"script": script, "args": list(arguments), "sandbox": None}
        return self.call("WebDriver:ExecuteScript", parameters)["value"]

    def wait(self, script: str, *arguments: object, seconds: float = PATIENCE) -> Any:  # noqa: ANN401
        """Run a script until its value is true."""
        end = time.monotonic() + seconds
        while not (value := self.run(script, *arguments)):
            if time.monotonic() > end:
                raise TimeoutError(script)
            time.sleep(0.05)
        return value

    def click(self, selector: str) -> None:
        """Click on the first element that matches, scrolled into view."""
        self.call("WebDriver:ElementClick", {"id": self._find(selector)})

    def type(self, selector: str, text: str) -> None:
        """Type into the first element that matches; into one for files, their paths, a line each."""
        self.call("WebDriver:ElementSendKeys", {"id": self._find(selector), "text": text})

    def keys(self, *keys: str) -> None:
        """Press keys one after the other into what has the focus; :data:`CONTROL` is held for the next."""
        actions = []
        held: list[str] = []
        for key in keys:
            if key == CONTROL:
                held.append(key)
                actions.append({"type": "keyDown", "value": key})
                continue
            actions += [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
            actions += [{"type": "keyUp", "value": h} for h in reversed(held)]
            held = []
        self._perform(actions)

    def _perform(self, actions: Sequence[dict[str, str]]) -> None:
        self.call("WebDriver:PerformActions", {"actions": [{"type": "key", "id": "k", "actions": actions}]})

    def _find(self, selector: str) -> str:
        found = self.call("WebDriver:FindElement", {"using": "css selector", "value": selector})
        return str(found["value"][ELEMENT])

    def quit(self) -> None:
        """Close Firefox."""
        self.call("Marionette:Quit", {"flags": ["eForceQuit"]})
        self._socket.close()

    def _receive(self) -> Any:  # noqa: ANN401
        while b":" not in self._buffer:
            self._fill()
        length, _, self._buffer = self._buffer.partition(b":")
        while len(self._buffer) < int(length):
            self._fill()
        message, self._buffer = self._buffer[: int(length)], self._buffer[int(length) :]
        return json.loads(message)

    def _fill(self) -> None:
        received = self._socket.recv(1 << 16)
        if not received:
            raise ConnectionError("Firefox has gone")
        self._buffer += received


def _connected(port: int, seconds: float) -> socket.socket:
    end = time.monotonic() + seconds
    while True:
        try:
            made = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        except ConnectionError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            made.settimeout(PATIENCE)
            return made
