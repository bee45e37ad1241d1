"""Format, lint, types and floor plan hold, with the very settings in pyproject.toml."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

COMMANDS = {
    "format": ["-m", "ruff", "format", "--check", "."],
    "lint": ["-m", "ruff", "check", "."],
    "types": ["-m", "mypy"],
    # has no module to run
    "floor plan": ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_whole_tree_passes(name: str, root: Path) -> None:
    result = subprocess.run(
        [sys.executable, *COMMANDS[name]], cwd=root, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
