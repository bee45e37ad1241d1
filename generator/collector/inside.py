"""What the page calls in the browser: a :class:`~generator.returns.batch.Batch`, spoken to in bytes and JSON.

Only this module knows how a script's values come to Python. An order that cannot be carried out for a reason
that people can mend is answered with that reason, as ``{"refused": …}``.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib import resources
from typing import Final, Protocol

from generator.errors import GeneratorError
from generator.returns.batch import Batch, Finished, Lost, Role
from generator.returns.reading.setup import Setup

SETUP: Final = "setup.json"
"""Beside this module in the packed program: what :meth:`Setup.to_json` wrote when the site was built."""

EVERY: Final = 25
"""Files after which garbage is looked for, which costs a seventh of reading when it is looked for always."""


class Buffer(Protocol):
    """Bytes of a script, as Pyodide hands them over."""

    def to_bytes(self) -> bytes:
        """A copy of them."""


Hear = Callable[[str], object]
"""A function of the script that is told a text."""


def open_desk() -> Desk:
    """The desk in the browser, with the setup that the site was built with, as of today."""
    text = (resources.files("generator.collector") / SETUP).read_text(encoding="utf-8")
    gc.disable()
    today = date.today().isoformat()  # noqa: DTZ011 - the day of the place where forms are collected
    return Desk(replace(Setup.from_json(text), today=today))


class Desk:
    """One collecting."""

    def __init__(self, setup: Setup) -> None:
        self._batch = Batch(setup)
        self._done: Finished | None = None
        self._read = 0

    def role(self, name: str, data: Buffer) -> str:
        """What a file seems to be: one of :data:`~generator.returns.batch.ROLES`."""
        return self._batch.role(name, data.to_bytes())

    def give(self, role: Role, name: str, data: Buffer, modified: str) -> str:
        """Take a file that is no return: ``{"problems": […]}``, or why it cannot be used."""
        try:
            problems = self._batch.give(role, name, data.to_bytes(), modified)
        except GeneratorError as error:
            return _refused(error)
        return json.dumps({"problems": problems}, ensure_ascii=False)

    def restore(self, lines: str) -> None:
        """Take back what an earlier worker read, a line each."""
        for line in lines.splitlines():
            self._batch.restore(line)

    def read(self, name: str, data: Buffer, modified: str, skip: int, at: Hear, entry: Hear) -> None:
        """Read one file: ``at`` hears the label of each member of a container, ``entry`` every line."""
        held = data.to_bytes()
        for line in self._batch.read(name, held, modified, skip=skip, started=lambda label: _tell(at, label)):
            entry(line)
        self._read += 1
        if self._read % EVERY == 0:
            gc.collect()

    def lose(self, name: str, data: Buffer, label: str, why: Lost) -> str:
        """The line of a file over which a worker was ended; ``label`` is that of the member it was at."""
        return self._batch.lose(name, data.to_bytes(), label, why)

    def finish(self) -> str:
        """Put together what there is: what the page shows, or why it cannot be done."""
        try:
            self._done = self._batch.finish()
            self._done.workbook()  # only now are all sentences about it known
            return self._done.overview()
        except GeneratorError as error:
            return _refused(error)

    def output(self, which: str) -> bytes:
        """One of ``workbook``, ``result``, ``replies`` of what was put together last."""
        assert self._done is not None
        made = {
            "workbook": self._done.workbook,
            "result": self._done.result,
            "replies": self._done.replies,
        }
        return made[which]()


def _tell(hear: Hear, text: str) -> None:
    hear(text)


def _refused(error: GeneratorError) -> str:
    return json.dumps({"refused": str(error)}, ensure_ascii=False)
