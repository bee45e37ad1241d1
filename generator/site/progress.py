"""What a build is doing, for the person at the console: a line for each step, a bar where it takes long."""

from __future__ import annotations

from typing import Final, TextIO

from generator.returns.progress import bar

WIDTH: Final = 72


class Steps:
    """The steps of a build as lines; on a terminal (``live``) a line is written over as its step goes on."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream
        self.live = stream is not None and stream.isatty()
        self._what = ""
        self._total = 0
        self._done = 0

    def begin(self, what: str, total: int = 0) -> None:
        """The next step, of ``total`` parts if they can be counted."""
        self.end()
        self._what, self._total, self._done = what, total, 0
        if self.live:
            self._show()
        elif self._stream is not None:
            self._stream.write(f"{what}……\n")
            self._stream.flush()

    def advance(self, done: int | None = None) -> None:
        """One more part, or ``done`` parts in all."""
        done = min(self._done + 1 if done is None else done, self._total)
        if done != self._done:
            self._done = done
            if self.live:
                self._show()

    def end(self) -> None:
        """Leave the line of the step."""
        if self.live and self._what and self._stream is not None:
            self._stream.write("\n")
            self._stream.flush()
        self._what = ""

    def _show(self) -> None:
        assert self._stream is not None
        measured = f" {bar(self._done, self._total)}" if self._total else "……"
        self._stream.write(f"\r{self._what + measured:<{WIDTH}}")
        self._stream.flush()
