"""What an interrupt does: undo what is under way, say so, and end the process at once.

Ctrl+C, SIGTERM and a closed terminal come at any moment: while a module loads (an extension module
reports an exception raised then as an ``ImportError``), inside a callback that swallows exceptions,
between the making of a temporary file and the ``try`` that removes it. So nothing is raised. The
handler runs what has been registered to undo the work, and leaves by ``os._exit``:

* :func:`undone` registers how to take back what a block makes. Register first, then make: an undo
  that finds nothing to take back does nothing.
* :func:`held` marks a stretch that must be done whole (a swap of folders, the start of a process);
  an interrupt waits for its end.

Installed by ``__main__`` before anything else is imported, so this module imports little, and no
extension module but built-in ones. As a library the package leaves signals alone.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, NoReturn

EXIT_CODE: Final = 130
"""What every interrupted command ends with, as a shell says it of Ctrl+C (128 + SIGINT)."""

SIGNALS: Final = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
"""Those of them that the system knows; SIGBREAK is Ctrl+Break on Windows."""


class _State:
    holds = 0
    pending = False
    undo: tuple[Callable[[], object], ...] = ()
    say: Callable[[], str] = staticmethod(lambda: "已中断。")


def install() -> None:
    """From here on a signal ends the process with :data:`EXIT_CODE`; what is ignored stays ignored."""
    for name in SIGNALS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _interrupted)


def say(words: Callable[[], str]) -> None:
    """What to tell the person at the console instead of the plain word."""
    _State.say = words


@contextmanager
def undone(undo: Callable[[], object]) -> Iterator[None]:
    """For the block, an interrupt runs ``undo`` (the last registered first); the block's end does not."""
    _State.undo = (*_State.undo, undo)
    try:
        yield
    finally:
        _State.undo = tuple(known for known in _State.undo if known is not undo)


@contextmanager
def held() -> Iterator[None]:
    """An interrupt waits until the block is done. Blocks may nest; keep them short."""
    _State.holds += 1
    try:
        yield
    finally:
        _State.holds -= 1
        if _State.pending and not _State.holds:
            _end()


def leave(code: int) -> NoReturn:
    """End the process with ``code``, what has been said written out."""
    for stream in filter(None, (sys.stdout, sys.stderr)):  # a process may have been started without them
        try:
            stream.flush()
        except (OSError, ValueError):  # whoever was to read it has gone
            continue
    os._exit(code)


def _interrupted(_number: int, _frame: object) -> None:
    if _State.holds:
        _State.pending = True
    else:
        _end()


def _end() -> None:
    """Undo, say so, and be gone. Whatever fails on the way, the rest is still done."""
    for name in SIGNALS:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    for undo in reversed(_State.undo):
        try:
            undo()
        except Exception:  # noqa: BLE001, S112 - a process that is ending can only go on
            continue
    try:
        encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
        # not print: the interrupt may have come in the middle of one
        os.write(2, ("\n" + _State.say() + "\n").encode(encoding, "backslashreplace"))
    except Exception:  # noqa: BLE001, S110 - nobody listens any more
        pass
    os._exit(EXIT_CODE)
