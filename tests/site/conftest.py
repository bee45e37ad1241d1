"""The real site, built once per process, and a browser to look at it."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from generator.site.build import build
from tests.machine import program


def copy_root(root: Path, to: Path) -> Path:
    """What a build needs of a root folder, without what a build of it left there."""
    for folder in ("standards", "forms"):
        shutil.copytree(root / folder, to / folder)
    ignore = shutil.ignore_patterns(*generated(root))
    shutil.copytree(root / "docs", to / "docs", ignore=ignore)
    (to / "generator" / "site").mkdir(parents=True)
    shutil.copytree(root / "generator" / "site" / "theme", to / "generator" / "site" / "theme")
    shutil.copy(root / "mkdocs.yml", to / "mkdocs.yml")
    return to


def generated(root: Path) -> list[str]:
    """The names at the top of docs/ that git ignores, from .gitignore."""
    lines = (root / ".gitignore").read_text(encoding="utf-8").splitlines()
    return [line.removeprefix("/docs/").rstrip("/") for line in lines if line.startswith("/docs/")]


@pytest.fixture(scope="session")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_root(root, tmp_path_factory.mktemp("root"))
    build(folder, folder / "site")
    return folder / "site"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    executable = program("chromium", "chromium-browser", "google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield browser
        browser.close()
