"""Programs that tests drive and that pip does not install, whole or in part.

In CI what is missing is a failure: a test that did not run has shown nothing. Elsewhere the test is
skipped and says what it lacks, also where a program is there and a part of it is not: an engine
without its bindings, an office without its spreadsheet, a browser that does not start.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NoReturn

import pytest

SYSTEM_PYTHON = "/usr/bin/python3"
"""Debian's, which has the bindings that Debian packages."""


def lacking(what: str) -> NoReturn:
    """Skip the test for want of ``what``, or fail where CI=true."""
    message = f"not installed: {what}"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


def program(*names: str) -> str:
    """The path of the first of ``names`` on this machine."""
    for name in names:
        path = shutil.which(name)
        if path is not None:
            return path
    lacking(names[0])


def package(file: Path, what: str) -> Path:
    """``file`` of something that npm installs, with all that it needs beside it."""
    if not file.exists():
        lacking(what)
    return file


def through_libreoffice(files: Sequence[Path], suffix: str, folder: Path) -> list[Path]:
    """Each of ``files`` as LibreOffice saves it as ``suffix``, in ``folder``."""
    command = [program("soffice"), "--headless", f"-env:UserInstallation=file://{folder}/profile"]
    command += ["--convert-to", suffix, "--outdir", str(folder), *map(str, files)]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=280)
    said = run.stdout + run.stderr
    saved = [folder / f"{path.stem}.{suffix}" for path in files]
    if not all(path.exists() for path in saved):
        if not said or "no export filter" in said or "could not be loaded" in said:
            lacking("LibreOffice Calc and Writer (Debian: libreoffice-calc, libreoffice-writer)")
        pytest.fail(said)
    assert "rror" not in said, said
    return saved


def poppler() -> None:
    """Both halves of Poppler: what draws, and what fills."""
    program("pdftoppm")
    if not _has_poppler_bindings():
        lacking("poppler-glib for Python (Debian: gir1.2-poppler-0.18 python3-gi)")


@cache
def _has_poppler_bindings() -> bool:
    bindings = "import gi; gi.require_version('Poppler', '0.18'); from gi.repository import Poppler"
    try:
        probe = subprocess.run([SYSTEM_PYTHON, "-c", bindings], check=False, capture_output=True)
    except OSError:
        return False
    return probe.returncode == 0
