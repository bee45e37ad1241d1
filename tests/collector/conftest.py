"""A site with the page on which forms are collected, built once, and what tests of it share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import served
from tests.machine import package
from tests.returns.conftest import blank, forms, make, setup

__all__ = ["blank", "forms", "make", "setup"]

RUNTIME = Path(__file__).parent / "node_modules" / "pyodide"


@pytest.fixture(scope="session")
def runtime() -> Path:
    """The folder of the npm package."""
    package(RUNTIME / "package.json", "npm ci --prefix tests/collector")
    return RUNTIME


@pytest.fixture(scope="session")
def collecting(root: Path, runtime: Path, tmp_path_factory: pytest.TempPathFactory, testrun_uid: str) -> Path:
    """The real site with the page, and with its copy for use without a network; once for all workers."""
    return served.real_site(root, tmp_path_factory.getbasetemp(), testrun_uid, collector=runtime)


@pytest.fixture(scope="session")
def collecting_address(collecting: Path) -> Iterator[str]:
    """The same under an address of this machine."""
    with served.serve(collecting) as address:
        yield address
