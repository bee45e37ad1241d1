"""The engine as its tests drive it: in Node, or in a page of Chromium."""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser

from generator.webform import engine
from tests import machine

HERE: Final = Path(__file__).parent
DRIVER: Final = HERE / "driver.js"


class Refused(Exception):
    """What ``WebForm.Refused`` said."""

    def __init__(self, code: str, detail: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.detail = detail
        self.message = message


@dataclass(frozen=True)
class Filled:
    """What ``PdfForm.fill`` gave back, in the shape of :class:`generator.forms.Filled`."""

    data: bytes
    missing: Mapping[str, str]
    overflowing: Mapping[str, int]
    code: str


@dataclass(frozen=True)
class OpenForm:
    """A ``PdfForm`` that stays open in the engine."""

    engine: Engine
    data: bytes
    number: int
    identity: Mapping[str, str]
    values: Mapping[str, str]
    writable: bool
    fields: Mapping[str, Mapping[str, Any]]

    def fill(self, values: Mapping[str, str]) -> Filled:
        said = self.engine.ask("fill", number=self.number, values=dict(values))
        return Filled(
            self.data + base64.b64decode(said["update"]),
            {entry["name"]: entry["characters"] for entry in said["missing"]},
            {entry["name"]: entry["over"] for entry in said["overflowing"]},
            said["code"],
        )

    def room(self, name: str, text: str) -> tuple[bool, int]:
        said = self.engine.ask("room", number=self.number, name=name, text=text)
        return said["fits"], said["left"]

    def lacks(self, text: str) -> list[str]:
        found: list[str] = self.engine.ask("lacks", number=self.number, text=text)
        return found


class Engine:
    """Sends requests to ``driver.js``."""

    def __init__(self, send: Callable[[dict[str, Any]], Mapping[str, Any]]) -> None:
        self._send = send

    def ask(self, operation: str, **request: object) -> Any:  # noqa: ANN401 - as JSON has it
        said = self._send({"operation": operation, **request})
        if refused := said.get("refused"):
            raise Refused(refused["code"], refused["detail"], refused["message"])
        assert "broken" not in said, said["broken"]
        return said.get("done")

    def open(self, data: bytes) -> OpenForm:
        return OpenForm(self, data, **self.ask("open", pdf=base64.b64encode(data).decode()))

    def close(self, form: OpenForm) -> None:
        self.ask("close", number=form.number)

    def evaluate(self, form: Mapping[str, object], cases: Sequence[Mapping[str, str]]) -> Any:  # noqa: ANN401
        return self.ask("evaluate", form=form, cases=[dict(values) for values in cases])


@contextmanager
def in_node(folder: Path, *, minified: bool = True) -> Iterator[Engine]:
    """The engine in Node, as long as the block lasts; ``folder`` is where the script is put."""
    script = folder / f"engine-{minified}.js"
    script.write_text(engine(minified=minified), encoding="utf-8")
    command = [machine.program("node"), str(HERE / "lines.js"), str(script), str(DRIVER)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        sent, said = process.stdin, process.stdout

        def send(request: dict[str, Any]) -> Mapping[str, Any]:
            sent.write(json.dumps(request) + "\n")
            sent.flush()
            answer: Mapping[str, Any] = json.loads(said.readline())
            return answer

        yield Engine(send)
        sent.close()


@contextmanager
def in_browser(browser: Browser) -> Iterator[Engine]:
    """The engine in a page of Chromium."""
    page = browser.new_page()
    page.add_script_tag(content=engine())
    page.add_script_tag(content=DRIVER.read_text(encoding="utf-8"))
    yield Engine(lambda request: page.evaluate("request => answer(request)", request))
    page.close()
