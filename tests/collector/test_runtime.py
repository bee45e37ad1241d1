"""The Python for browsers is published byte for byte as it is pinned, or nothing is built."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.cli import main
from generator.collector.runtime import pinned, read_runtime
from generator.errors import UsageError


@pytest.fixture
def package(runtime: Path, tmp_path: Path) -> Path:
    """A copy of the package, to be spoilt."""
    to = tmp_path / "pyodide"
    to.mkdir()
    for name in ("package.json", *pinned().files):
        shutil.copy(runtime / name, to / name)
    return to


def test_the_installed_package_is_the_pinned_one(runtime: Path) -> None:
    assert set(read_runtime(runtime)) == set(pinned().files)


def test_a_file_that_was_tampered_with_builds_nothing(package: Path) -> None:
    with (package / "pyodide.mjs").open("ab") as file:
        file.write(b"\n")
    with pytest.raises(UsageError, match=r"pyodide\.mjs 和 .* 里的摘要不符"):
        read_runtime(package)


def test_another_version_builds_nothing(package: Path) -> None:
    (package / "package.json").write_text('{"version": "0.1.0"}', encoding="utf-8")
    with pytest.raises(UsageError, match=r"是 pyodide 0\.1\.0，要的是 "):
        read_runtime(package)


@pytest.mark.parametrize("written", ["", "[]", "{}", None])
def test_what_is_no_package_is_told_with_the_command_that_installs_it(
    root: Path, tmp_path: Path, written: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    if written is not None:
        (tmp_path / "package.json").write_text(written, encoding="utf-8")
    site = tmp_path / "site"
    order = ["--root", str(root), "build", "--site-dir", str(site), "--collector", str(tmp_path)]
    assert main(order) == 2
    assert "npm ci --prefix tests/collector" in capsys.readouterr().err
    assert not site.exists()
