"""A copy of the root, the site built from it, a folder as an address, and Chromium: for tests of pages."""

from __future__ import annotations

import functools
import http.server
import os
import re
import shutil
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from generator import addresses
from generator.model import Corpus
from generator.site.build import build
from tests.machine import lacking, program

PATIENCE = 280.0
"""Seconds to wait for another worker that builds the same thing."""


def generated_names(root: Path) -> list[str]:
    """The names at the top of docs/ that git ignores, from .gitignore."""
    lines = (root / ".gitignore").read_text(encoding="utf-8").splitlines()
    return [line.removeprefix("/docs/").rstrip("/") for line in lines if line.startswith("/docs/")]


def copy_root(root: Path, to: Path) -> Path:
    """What a build needs of a root folder, without what a build of it left there."""
    for folder in ("standards", "forms", "generator/site/theme"):
        # without the record of releases: what a copy says may be changed
        shutil.copytree(root / folder, to / folder, ignore=shutil.ignore_patterns("releases.yml"))
    made = set(generated_names(root))
    # only at the top: a guide further down may bear the name of a page that is made
    top = str(root / "docs")
    shutil.copytree(top, to / "docs", ignore=lambda folder, _: made if folder == top else set())
    shutil.copy(root / "mkdocs.yml", to / "mkdocs.yml")
    return to


def once(folder: Path, make: Callable[[Path], None]) -> Path:
    """``folder``, made by whichever worker comes first; the others wait until it is there.

    Raises :class:`TimeoutError` where the worker that began never finished.
    """
    done = folder.with_suffix(".done")
    try:
        os.close(os.open(folder.with_suffix(".begun"), os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        deadline = time.monotonic() + PATIENCE
        while not done.exists():
            if time.monotonic() > deadline:
                raise TimeoutError(folder) from None
            time.sleep(0.2)
    else:
        make(folder)
        done.touch()
    return folder


def real_site(root: Path, base: Path, run: str, *, collector: Path | None = None) -> Path:
    """The real site, built from a copy of ``root`` once for all workers of the ``run``; where it stands.

    ``base`` is the folder for temporary files, of this worker where there are several. With ``collector``,
    the folder of the npm package, the site has the page that collects.
    """
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def make(folder: Path) -> None:
        build(copy_root(root, folder), folder / "site", collector=collector)

    return once(shared / f"{'collecting' if collector else 'site'}-{run}", make) / "site"


def unpacked(site: Path, corpus: Corpus, folder: Path) -> Path:
    """The copy for use without a network, unpacked into ``folder`` as a person does it; its own folder."""
    with zipfile.ZipFile(site / addresses.offline_copy(corpus)) as archive:
        archive.extractall(folder)
    (top,) = folder.iterdir()
    return top


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Answers with the files of a folder, and logs nothing."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base's
        pass


def policy(root: Path, *, collecting: bool = False) -> str:
    """The Content-Security-Policy of docs/guide/host.md for every page, or for the one that collects."""
    text = (root / "docs" / "guide" / "host.md").read_text(encoding="utf-8")
    more = re.search(r'\^/collect/ "([^"]+)"', text)
    whole = re.search(r'"(default-src [^"]+)"', text)
    assert more is not None
    assert whole is not None
    assert "$compiled" in whole[1]
    return whole[1].replace("$compiled", more[1] if collecting else "")


def guarding(policy: str) -> type[Quiet]:
    """What answers with ``policy`` besides, whatever is asked for."""

    class Guarded(Quiet):
        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", policy)
            super().end_headers()

    return Guarded


@contextmanager
def serve(folder: Path, handler: type[Quiet] = Quiet) -> Iterator[str]:
    """The address of a server of ``folder`` on this machine, ending in ``/``; ``handler`` answers."""
    answers = functools.partial(handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), answers) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium of this machine, headless."""
    executable = program("chromium", "chromium-browser", "google-chrome")
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=executable, args=["--no-sandbox", "--disable-gpu"]
            )
        except PlaywrightError as error:
            lacking(f"Chromium that starts ({executable}: {error})")
        yield browser
        browser.close()
