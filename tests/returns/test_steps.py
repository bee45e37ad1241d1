"""The three steps of the way back: what they need, and that ``collect`` is nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from generator import returns
from generator.errors import UsageError
from generator.returns.collect import Options, collect
from generator.returns.reading.setup import Setup
from tests.returns.conftest import Make

READ_ALONE = """
import builtins, json, os, socket, subprocess, sys
text, data = sys.argv[1], sys.stdin.buffer.read()
text = open(text, encoding="utf-8").read()
from generator.returns import Setup, read_file
setup = Setup.from_json(text)
read_file(b"%PDF-1.7", "warm.pdf", setup)  # what is imported late is imported now

def forbidden(*arguments, **named):
    raise AssertionError(arguments)

builtins.open = os.open = os.fork = subprocess.Popen = socket.socket = forbidden
entry = read_file(data, "甲村.pdf", setup)
sys.stdout.buffer.write(entry.line)
loaded = {"multiprocessing", "xlsxwriter", "generator.check"} & set(sys.modules)
assert not loaded, loaded
"""


def test_a_file_is_read_from_its_bytes_and_the_setup_as_json(
    root: Path, setup: Setup, make: Make, tmp_path: Path
) -> None:
    """As a browser would: no project folder, no file, no process, nothing of the workbook."""
    (tmp_path / "setup.json").write_text(setup.to_json(), encoding="utf-8")
    data = make(answers={"unit-name": "甲村", "item-6-1-1-rating": "met"})
    run = subprocess.run(
        [sys.executable, "-c", READ_ALONE, str(tmp_path / "setup.json")],
        input=data, cwd=root, capture_output=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr.decode()
    entry = json.loads(run.stdout)
    assert entry["path"] == "甲村.pdf"
    assert entry["values"]["item-6-1-1-rating"] == "met"


def test_a_setup_comes_back_from_json_as_it_was(setup: Setup) -> None:
    assert Setup.from_json(setup.to_json()) == setup


@pytest.mark.parametrize(
    ("data", "reason"), [(b"", "not-a-pdf"), (b"%PDF-1.7", "cut-off"), (b"PK\x03\x04", "damaged")]
)
def test_a_file_that_cannot_be_read_is_an_entry_too(setup: Setup, data: bytes, reason: str) -> None:
    entry = json.loads(returns.read_file(data, "坏.pdf", setup).line)
    assert (entry["status"], entry["reason"]) == ("rejected", reason)
    assert entry["message"].startswith("您单位交来的“坏.pdf”")


def test_collect_is_the_three_steps(root: Path, setup: Setup, make: Make, tmp_path: Path) -> None:
    inbox = tmp_path / "收件"
    inbox.mkdir()
    files = {"甲.pdf": make(answers={"unit-name": "甲村"}), "空.pdf": b""}
    for name, data in files.items():
        (inbox / name).write_bytes(data)
    out = tmp_path / "a.xlsx"
    collect(root, Options([inbox], out, tmp_path / "a.json", jobs=1))
    times = {e["path"]: e["modified"] for e in json.loads((tmp_path / "a.json").read_bytes())["files"]}
    entries = [
        returns.read_file(data, path, setup, times[path] or "")
        for name, data in files.items()
        for path in times
        if path.endswith(name)
    ]
    report = returns.finish(entries, setup)
    assert returns.result(report) == (tmp_path / "a.json").read_bytes()
    assert returns.workbook(report) == out.read_bytes()


def test_nothing_to_put_together_is_said(setup: Setup) -> None:
    with pytest.raises(UsageError, match="没有找到任何文件"):
        returns.finish([], setup)
