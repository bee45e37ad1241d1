"""Build the whole site beside the old one, prove that nothing is missing from it, then swap."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from generator import addresses
from generator.check.handwritten import CONFIG
from generator.collector.runtime import read_runtime
from generator.collector.site_files import collector_files
from generator.errors import BuildError, UsageError
from generator.files import scratch
from generator.interrupts import held, undone
from generator.project import Project, open_project
from generator.site import verify
from generator.site.built import Built
from generator.site.collecting import offer_collector
from generator.site.joining import join
from generator.site.offline import publish
from generator.site.progress import Steps
from generator.site.refusal import told
from generator.site.writer import write

CHECKING: Final = "检查数据"
FORMS: Final = "生成表格"
PAGES: Final = "生成网页和数据文件"
LAYING_OUT: Final = "排版网页"
PROVING: Final = "核对生成的网站"
OFFLINE: Final = "打离线包"
SWAPPING: Final = "换上新网站"
"""The steps of a build, as they are told."""

SOURCES: Final = ("standards", "forms", "docs")
"""Folders of the root that hold what people wrote: a site put there would take its place."""

LOOK_SECONDS: Final = 0.25
"""How often to look how far MkDocs has got."""

KILL_SECONDS: Final = 5.0
"""How long to wait for MkDocs, killed, to be gone."""


def generate(
    root: Path, steps: Steps, python: Mapping[str, bytes] | None = None
) -> tuple[Project, dict[str, bytes]]:
    """Check, and bring the generated files below ``docs/`` up to date.

    With ``python`` for browsers, the page on which forms are collected too. Returns the project, and every
    file that was made, by path.
    """
    steps.begin(CHECKING)
    project = open_project(root)
    steps.begin(FORMS, 2 * len(project.forms))  # each as PDF and in Word
    for _ in project.draw_forms():
        steps.advance()
    steps.begin(PAGES)
    files = project.generated | (collector_files(project, python) if python else {})
    write(root / "docs", files)
    return project, files


def build(
    root: Path,
    site: Path,
    *,
    offline: bool = True,
    collector: Path | None = None,
    steps: Steps | None = None,
) -> Project:
    """Build the site of ``root`` into ``site``, with a copy for use without a network if ``offline``.

    ``collector`` is the folder of the npm package with which forms are collected in the browser; without it,
    there is no page for that. Whatever goes wrong, an existing ``site`` stays as it was. Raises
    :class:`~generator.errors.FindingsError` or :class:`BuildError`.
    """
    if site.resolve() in (root.resolve(), *root.resolve().parents):
        raise UsageError(f"--site-dir 不能是 {site}：那里放着源文件")
    if found := next((name for name in SOURCES if _within(site, root / name)), None):
        raise UsageError(f"--site-dir 不能是 {site}：{found}/ 里放着源文件")
    if site.exists() and not _is_ours(site):
        raise UsageError(f"{site} 里有别的东西，不是以前生成的网站；请换一个 --site-dir，或先把它移走")
    steps = steps or Steps()
    require_settings(root)
    python = read_runtime(collector) if collector else None
    project, files = generate(root, steps, python)
    with scratch(_beside(site)) as folder:
        fresh = folder / site.name
        run_mkdocs(root, fresh, project, steps)
        built = Built(fresh)
        join(built, files)
        steps.begin(PROVING)
        verify.verify(project, built, files)
        offer_collector(fresh, made=collector is not None)
        if offline:
            steps.begin(OFFLINE)
            publish(project.corpus, fresh)
        steps.begin(SWAPPING)
        with held():
            _swap(fresh, site)
    return project


def require_settings(root: Path) -> None:
    """Raises :class:`UsageError` where there is no ``mkdocs.yml``: forms need none, a site does."""
    if not (root / CONFIG).exists():
        raise UsageError(f"{root} 里没有 {CONFIG}：它是网站的设置，没有它只能做表格（forms）")


def run_mkdocs(root: Path, site: Path, project: Project, steps: Steps | None = None) -> None:
    """``mkdocs build --strict`` in a process of its own; its output is shown only if it fails."""
    steps = steps or Steps()
    steps.begin(LAYING_OUT, sum(path.endswith(".md") for path in project.generated))
    # not --quiet: it silences warnings before strict mode counts them
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    site.parent.mkdir(parents=True, exist_ok=True)
    with (site.parent / "mkdocs.log").open("w+b") as said, ExitStack() as until_done:
        with held():
            process = subprocess.Popen(
                command, cwd=root, env=mkdocs_environment(project), stdout=said, stderr=subprocess.STDOUT
            )
            until_done.enter_context(undone(partial(_kill, process)))
            until_done.callback(_kill, process)
        while not _ended(process):
            if steps.live:
                steps.advance(sum(1 for _ in site.rglob("index.html")))
        if process.returncode != 0:
            said.seek(0)
            text = said.read().decode("utf-8", "replace").strip()
            why = told(text, root) or text
            raise BuildError(f"MkDocs 没有通过严格检查，原来的网站没有改动：\n{why}")


def _ended(process: subprocess.Popen[bytes]) -> bool:
    """Whether it has ended; waits for a moment."""
    try:
        process.wait(LOOK_SECONDS)
    except subprocess.TimeoutExpired:
        return False
    return True


def _kill(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.kill()
        # with an end: an interrupt may have come while this very thread held the lock of its own wait()
        process.wait(KILL_SECONDS)


def mkdocs_environment(project: Project) -> dict[str, str]:
    """The date of the data as the date of every page, and where the theme of this package stands."""
    moment = datetime.fromisoformat(project.corpus.catalog.date).replace(tzinfo=UTC)
    return os.environ | {
        "SOURCE_DATE_EPOCH": str(int(moment.timestamp())),
        "GENERATOR_THEME": str(Path(__file__).parent / "theme"),
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONUTF8": "1",
    }


def _within(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def _is_ours(site: Path) -> bool:
    return site.is_dir() and (
        not any(site.iterdir()) or (site / addresses.data_file("standards.json")).exists()
    )


def _beside(site: Path) -> Path:
    """The path of a fresh folder on the same file system as ``site``."""
    return site.resolve().parent / f"{site.name}.{os.getpid()}.new"


def _swap(fresh: Path, site: Path) -> None:
    old = fresh.with_name("old")
    try:
        if site.exists():
            site.rename(old)
        try:
            shutil.move(fresh, site)
        except OSError:
            if old.exists():
                old.rename(site)
            raise
    except OSError as error:
        raise BuildError(f"换不上新网站（{error.strerror}）：{site} 可能正被别的程序占用") from error
