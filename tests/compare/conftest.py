"""The crosswalk of the real corpus, the real site built once, and a browser to look at it."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from generator.compare import Crosswalk
from generator.model import Corpus
from generator.site.build import build


@pytest.fixture(scope="session")
def crosswalk(corpus: Corpus) -> Crosswalk:
    return Crosswalk(corpus)


@pytest.fixture(scope="session")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built from a copy, so that nothing is written into the tree."""
    copy = tmp_path_factory.mktemp("root")
    for folder in ("standards", "forms", "generator/site/theme"):
        shutil.copytree(root / folder, copy / folder)
    ignored = (root / ".gitignore").read_text(encoding="utf-8").split()
    made = [line.removeprefix("/docs/").rstrip("/") for line in ignored if line.startswith("/docs/")]
    shutil.copytree(root / "docs", copy / "docs", ignore=shutil.ignore_patterns(*made))
    shutil.copy(root / "mkdocs.yml", copy / "mkdocs.yml")
    build(copy, copy / "site")
    return copy / "site"


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
def browser() -> Iterator[Browser]:
    """Debian's Chromium. In CI a missing browser fails: a test that did not run has shown nothing."""
    path = next((p for name in ("chromium", "chromium-browser") if (p := shutil.which(name))), None)
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("chromium is not installed")
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield running
        running.close()
