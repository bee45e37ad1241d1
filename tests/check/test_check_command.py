"""What ``check`` prints on the command line, and how it ends."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.check.mutations import named
from tests.check.mutations.making import spoil


def run_check(root: Path, project: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "generator", "--root", str(root), "check"],
        cwd=project,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


THROUGH_THE_COMMAND: Final = (
    "a character changed in an item",
    "an item lost in the middle of a section",
    "a key misspelt",
    "a tab for indentation",
    "bytes that are not UTF-8",
    "the catalog missing",
    "the transcript missing",
)


@pytest.mark.parametrize("name", THROUGH_THE_COMMAND)
def test_the_command_prints_place_finding_and_remedy_and_ends_with_one(
    name: str, root: Path, copy: Path
) -> None:
    (mutation,) = named(name)
    file, line = spoil(copy, mutation)
    done = run_check(copy, root)
    assert done.returncode == 1, done.stderr
    lines = done.stdout.splitlines()
    assert any(text.startswith(f"{file}:{line}: ") for text in lines), done.stdout
    for text in lines:
        assert re.fullmatch(r"standards/[\w./-]+:\d+: .+（.+）", text), text
    assert f"共 {len(lines)} 处问题" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_the_command_says_how_much_it_checked_and_ends_with_zero(root: Path, copy_with_forms: Path) -> None:
    done = run_check(copy_with_forms, root)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert "6 个标准" in done.stdout
    assert "210 条" in done.stdout


def test_the_command_cannot_run_without_standards(root: Path, tmp_path: Path) -> None:
    done = run_check(tmp_path, root)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "standards/" in done.stderr
    assert "Traceback" not in done.stderr
