"""``serve``: says when it is ready, shows an edit of the YAML, reports a slip, never loops."""

from __future__ import annotations

import queue
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.served import copy_root


class Served:
    def __init__(self, folder: Path, here: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.folder = folder
        command = [sys.executable, "-u", "-m", "generator", "--root", str(folder), "serve"]
        self.process = subprocess.Popen(
            [*command, "--port", str(self.port)],
            cwd=here,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self.lines: queue.Queue[str] = queue.Queue()
        self.seen: list[str] = []
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line)

    def wait_for(self, text: str, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                line = self.lines.get(timeout=0.2)
            except queue.Empty:
                continue
            self.seen.append(line)
            if text in line:
                return
        pytest.fail(f"{text!r} never came; said: {''.join(self.seen)}")

    def page(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{path}", timeout=120) as answer:
            return str(answer.read().decode("utf-8"))

    def wait_for_page(self, path: str, text: str, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if text in self.page(path):
                return
            time.sleep(0.2)
        pytest.fail(f"{text!r} never showed on {path}; said: {''.join(self.seen)}")

    def silent_for(self, seconds: float) -> bool:
        try:
            self.seen.append(self.lines.get(timeout=seconds))
        except queue.Empty:
            return True
        return False


@pytest.fixture
def served(root: Path, tmp_path: Path) -> Iterator[Served]:
    served = Served(copy_root(root, tmp_path / "r"), root)
    yield served
    served.process.terminate()  # not kill: its folder of temporary files goes with it
    served.process.wait(timeout=120)
    assert served.process.stdout is not None
    served.process.stdout.close()


def test_an_edit_shows_a_slip_is_reported_and_nothing_loops(served: Served) -> None:
    served.wait_for(f"http://127.0.0.1:{served.port}/", 120)
    file = served.folder / "standards" / "editorial" / "finder.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("村工会", "行政村工会"), encoding="utf-8")
    served.wait_for("已重新生成", 120)
    served.wait_for_page("", "行政村工会", 120)
    file.write_text(text + "surplus: 1\n", encoding="utf-8")
    served.wait_for("finder.yml:", 120)
    served.wait_for_page("", "行政村工会", 120)
    file.write_text(text, encoding="utf-8")
    served.wait_for("已重新生成", 120)
    assert served.silent_for(3)


def test_a_taken_port_is_said_in_plain_words(root: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = subprocess.run(
            [sys.executable, "-m", "generator", "serve", "--port", port],
            cwd=root,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
    assert result.returncode == 2
    assert "--port" in result.stderr
    assert "Traceback" not in result.stderr
