"""How far a run has got, for the person at the console."""

from __future__ import annotations

import time
from typing import TextIO


class Progress:
    """A line on a terminal that is written over; nothing at all where ``stream`` is no terminal."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream if stream is not None and stream.isatty() else None
        self._last = 0.0
        self.total = 0
        self.done = 0
        self.kept = ""

    def found(self) -> None:
        """One more file to read."""
        self.total += 1

    def step(self) -> None:
        """One more file read (members of archives are found while reading)."""
        self.done += 1
        now = time.monotonic()
        if now - self._last >= 0.2:
            self._last = now
            total = max(self.total, self.done)
            self._line(f"读表 {bar(self.done, total)}")

    def say(self, what: str) -> None:
        """The next stage."""
        self._line(f"{what}……（已读 {self.done} 个文件）")

    def end(self) -> None:
        """Leave the line."""
        if self._stream is not None:
            self._stream.write("\n")
            self._stream = None

    def _line(self, text: str) -> None:
        if self._stream is not None:
            self._stream.write(f"\r{text:<60}")
            self._stream.flush()


def bar(done: int, total: int) -> str:
    """``[######..................] 3/12``."""
    filled = 24 * done // max(total, 1)
    return f"[{'#' * filled}{'.' * (24 - filled)}] {done}/{total}"
