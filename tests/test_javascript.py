"""The scripts of the pages are held to their types, as the Python is: ``tsc --checkJs --strict``.

Each room that has scripts names them in a configuration of its own in ``tests/javascript``.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent / "javascript"
LONGEST = 400


def compiler() -> Path:
    """TypeScript as npm installs it; CI must have it."""
    found = HERE / "node_modules/.bin/tsc"
    if not found.exists() and os.environ.get("CI") != "true":
        pytest.skip("npm install --prefix tests/javascript")
    return found


def checked(config: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([compiler(), "-p", config], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("config", sorted(HERE.glob("*.tsconfig.json")), ids=lambda path: path.name)
def test_the_scripts_fit_their_types(config: Path) -> None:
    result = checked(config)
    assert result.returncode == 0, result.stdout


def test_every_script_of_the_generator_is_checked(root: Path) -> None:
    checked_files: set[Path] = set()
    for config in HERE.glob("*.tsconfig.json"):
        command = [str(compiler()), "-p", str(config), "--listFilesOnly"]
        listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        checked_files |= {Path(line).resolve() for line in listed.splitlines()}
    scripts = {path for path in (root / "generator").rglob("*.js") if "node_modules" not in path.parts}
    assert {path.relative_to(root).as_posix() for path in scripts - checked_files} == set()
    assert root / "generator/site/folder.js" in checked_files


def test_a_wrong_type_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "slip.js").write_text('const n = Math.max("1");\n', encoding="utf-8")
    options = json.loads((HERE / "search.tsconfig.json").read_text(encoding="utf-8"))
    options["include"] = ["*.js"]
    (tmp_path / "tsconfig.json").write_text(json.dumps(options), encoding="utf-8")
    assert "TS2345" in checked(tmp_path / "tsconfig.json").stdout


def test_no_script_grows_beyond_what_one_can_overlook(root: Path) -> None:
    scripts = [path for path in (root / "generator").rglob("*.js") if "node_modules" not in path.parts]
    assert {
        path.name: n for path in scripts if (n := len(path.read_text("utf-8").splitlines())) > LONGEST
    } == {}
