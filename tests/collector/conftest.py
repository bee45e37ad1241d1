"""A site with the page on which forms are collected, built once, and what tests of it share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.site.build import build
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

    def make_site(folder: Path) -> None:
        build(served.copy_root(root, folder), folder / "site", collector=runtime)

    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if testrun_uid and "PYTEST_XDIST_WORKER" in os.environ else shared
    return served.once(shared / f"collecting-{testrun_uid}", make_site) / "site"


@pytest.fixture(scope="session")
def collecting_address(collecting: Path) -> Iterator[str]:
    """The same under an address of this machine."""
    with served.serve(collecting) as address:
        yield address
