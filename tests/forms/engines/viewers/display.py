"""A screen of its own (Xvfb) with a window manager, and a person at its keyboard and mouse (xdotool)."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final, TypeVar

import numpy as np

PROGRAMS: Final = ("Xvfb", "matchbox-window-manager", "xdotool", "xmodmap", "xclip", "dbus-run-session")
WIDTH, HEIGHT = 1600, 1200
SCREEN: Final = ("-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-noreset")
"""Without a reset whenever the last client has gone, which would forget the keys."""
CARET: Final = 150
"""Pixels that a caret does not have."""
PATIENCE: Final = 180.0
"""Seconds after which a thing that does not happen is a failure, for a machine that does ten other things."""

T = TypeVar("T")


def until(look: Callable[[], T], what: str, seconds: float = PATIENCE) -> T:
    """Look again and again until what is seen is true."""
    end = time.monotonic() + seconds
    while not (seen := look()):
        if time.monotonic() > end:
            raise TimeoutError(what)
        time.sleep(0.05)
    return seen


class Display:
    """The screen. ``environment`` is that of programs shown on it, with settings of their own."""

    def __init__(self, number: str, folder: Path) -> None:
        self.folder = folder
        self._frame = folder / "Xvfb_screen0"
        home = folder / "home"
        for name in ("config", "data", "cache", "runtime"):
            (home / name).mkdir(parents=True, mode=0o700)
        self.config = home / "config"
        self.environment: Mapping[str, str] = {
            "PATH": os.environ["PATH"],
            "DISPLAY": f":{number}",
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "XDG_CONFIG_HOME": str(self.config),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_RUNTIME_DIR": str(home / "runtime"),
            "GSETTINGS_BACKEND": "keyfile",
            "GDK_BACKEND": "x11",
            "QT_QPA_PLATFORM": "xcb",
            "NO_AT_BRIDGE": "1",
        }

    @contextmanager
    def program(self, *command: str) -> Iterator[subprocess.Popen[bytes]]:
        """A program shown on the screen, with a session bus of its own, ended with the block."""
        started = subprocess.Popen(
            ["dbus-run-session", "--", *command],
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            yield started
        finally:
            # the bus, the program and what they started are a group of their own
            with suppress(ProcessLookupError):
                os.killpg(started.pid, signal.SIGTERM)
            ended(started)
            with suppress(ProcessLookupError):
                os.killpg(started.pid, signal.SIGKILL)

    def run(self, *command: str) -> str:
        """What a program answers that shows nothing."""
        result = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        return result.stdout.strip()

    def xdo(self, *arguments: str) -> str:
        """What xdotool answers; empty if it finds nothing."""
        return self.run("xdotool", *arguments)

    def free_keys(self) -> list[int]:
        """The keys that stand for nothing."""
        lines = [line.split() for line in self.run("xmodmap", "-pke").splitlines()]
        return [int(words[1]) for words in lines if words[-1] == "="]

    def windows(self, name: str) -> list[str]:
        """The visible windows whose title has ``name`` in it."""
        return self.xdo("search", "--onlyvisible", "--name", name).split()

    def click(self, x: float, y: float) -> None:
        """Click at a place of the screen in pixels."""
        self.xdo("mousemove", str(round(x)), str(round(y)), "click", "1")

    def key(self, *keys: str) -> None:
        """Press keys, as xdotool names them: ``ctrl+s``."""
        self.xdo("key", "--clearmodifiers", "--delay", "30", *keys)

    def type(self, text: str) -> None:
        """Type a text."""
        self.xdo("type", "--clearmodifiers", "--delay", "30", text)

    @contextmanager
    def clipboard(self, text: str) -> Iterator[None]:
        """The text in the clipboard, as long as the block lasts."""
        holder = subprocess.Popen(
            ["xclip", "-quiet", "-selection", "clipboard"],
            env=self.environment,
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert holder.stdin is not None
        holder.stdin.write(text.encode())
        holder.stdin.close()
        until(lambda: self._pasted() == text, "clipboard")
        try:
            yield
        finally:
            ended(holder)

    def _pasted(self) -> str:
        return self.run("xclip", "-selection", "clipboard", "-out")

    def picture(self) -> np.ndarray:
        """What is on the screen, grey, row 0 is the top."""
        raw = self._frame.read_bytes()
        # XWD, version 7: header size, then the colour map, then rows of BGRX
        header = np.frombuffer(raw[:100], dtype=">u4")
        start = int(header[0]) + int(header[19]) * 12
        pixels = np.frombuffer(raw[start : start + WIDTH * HEIGHT * 4], dtype=np.uint8)
        return np.asarray(pixels.reshape(HEIGHT, WIDTH, 4)[:, :, 1])

    def still(self) -> np.ndarray:
        """What is on the screen once it has not changed for three looks, but for a caret that blinks."""
        seen = [self.picture()]

        def same() -> bool:
            time.sleep(0.1)
            seen.append(self.picture())
            return len(seen) > 3 and all(np.count_nonzero(seen[-1] != old) < CARET for old in seen[-4:-1])

        until(same, "a picture that does not change")
        return seen[-1]


def save_as(display: Display, target: Path) -> None:
    """Type where to into GTK's dialog, and wait for the file."""
    until(lambda: display.xdo("getwindowfocus") in display.windows("^Save"), "the dialog, with the keyboard")
    display.still()
    display.key("ctrl+a")
    display.type(str(target))
    display.still()
    display.key("Return")
    until(lambda: complete(target), "a saved file")


def complete(path: Path) -> bool:
    """Whether a PDF file is there to its end, and stays as it is."""
    if not path.exists() or b"%%EOF" not in path.read_bytes()[-64:]:
        return False
    size = path.stat().st_size
    time.sleep(0.1)
    return path.stat().st_size == size


def ended(process: subprocess.Popen[bytes]) -> None:
    """End a program that was started here."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def screen(hanzi: str) -> Iterator[Display]:
    """A screen with a window manager, on a number that is free, and a keyboard with keys for ``hanzi``.

    Without keys of their own, xdotool puts one character after the other on the same key while it types,
    and programs that look at the keyboard too late miss some.
    """
    reading, writing = os.pipe()
    with ExitStack() as stack:
        # a short path: names of sockets, which Okular makes to save, have at most 107 characters
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), *SCREEN, "-fbdir", str(folder)],
            pass_fds=[writing],
            stderr=subprocess.DEVNULL,
        )
        stack.callback(ended, server)
        os.close(writing)
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        display = Display(number, folder)
        for key, character in zip(display.free_keys(), sorted(set(hanzi)), strict=False):
            display.run("xmodmap", "-e", f"keycode {key} = U{ord(character):04X}")
        manager = subprocess.Popen(
            ["matchbox-window-manager", "-use_titlebar", "no"],
            env=display.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        stack.callback(ended, manager)
        yield display


def missing(programs: Sequence[str]) -> list[str]:
    """Those that are not installed."""
    return [program for program in programs if shutil.which(program) is None]
