"""What a machine lacks, whole or in part, skips a test and fails in CI; it never ends in an error."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests import machine, served

LACKING: dict[str, Callable[[], object]] = {
    "a program": lambda: machine.program("no-such-program"),
    "a package of npm": lambda: machine.package(Path("no/such/file.mjs"), "pdfjs-dist"),
    "one half of Poppler": machine.poppler,
    "an office with its parts": lambda: machine.through_libreoffice([Path("a.xlsx")], "ods", Path("no")),
    "a browser that starts": lambda: apart(lambda: ExitStack().enter_context(served.chromium())),
}


def apart(start: Callable[[], object]) -> object:
    """In a thread of its own: Playwright refuses where the browser that tests share is open already."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(start).result()


@pytest.fixture
def half_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """pdftoppm and a browser are found; the bindings are not, and the browser is no browser."""
    monkeypatch.setattr("shutil.which", lambda name: None if name == "no-such-program" else "/bin/true")
    monkeypatch.setattr(machine, "SYSTEM_PYTHON", "/no/such/python3")
    machine._has_poppler_bindings.cache_clear()


@pytest.mark.usefixtures("half_installed")
@pytest.mark.parametrize("what", LACKING)
def test_what_is_lacking_skips_and_fails_in_ci(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "")
    with pytest.raises(pytest.skip.Exception, match="not installed"):
        LACKING[what]()
    machine._has_poppler_bindings.cache_clear()
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="not installed"):
        LACKING[what]()
    machine._has_poppler_bindings.cache_clear()
