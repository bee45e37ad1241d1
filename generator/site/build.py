"""Build the whole site beside the old one, prove that nothing is missing from it, then swap."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from generator.errors import BuildError, UsageError
from generator.project import Project, open_project
from generator.site import verify
from generator.site.offline import publish
from generator.site.writer import Written, write


def generate(root: Path) -> tuple[Project, Written]:
    """Check, and bring the generated files below ``docs/`` up to date."""
    project = open_project(root)
    files = project.generated
    return project, write(root / "docs", files)


def build(root: Path, site: Path, *, offline: bool = False) -> Project:
    """Build the site of ``root`` into ``site``, with a copy for use without a network if ``offline``.

    Whatever goes wrong, an existing ``site`` stays as it was. Raises
    :class:`~generator.errors.FindingsError` or :class:`BuildError`.
    """
    if site.resolve() in (root.resolve(), *root.resolve().parents):
        raise UsageError(f"--site-dir 不能是 {site}：那里放着源文件")
    if site.exists() and not _is_ours(site):
        raise UsageError(f"{site} 里有别的东西，不是以前生成的网站；请换一个 --site-dir，或先把它移走")
    project, _ = generate(root)
    with _beside(site) as fresh:
        run_mkdocs(root, fresh, project)
        verify.verify(project, fresh)
        if offline:
            publish(project.corpus, fresh)
        _swap(fresh, site)
    return project


def run_mkdocs(root: Path, site: Path, project: Project) -> None:
    """``mkdocs build --strict`` in a process of its own; its output is shown only if it fails."""
    # not --quiet: it silences warnings before strict mode counts them
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    result = subprocess.run(
        command,
        cwd=root,
        env=mkdocs_environment(project),
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if result.returncode != 0:
        said = (result.stdout + result.stderr).strip()
        raise BuildError(f"MkDocs 没有通过严格检查，原来的网站没有改动：\n{said}")


def mkdocs_environment(project: Project) -> dict[str, str]:
    """The date of the data as the date of every page, and where the theme of this package stands."""
    moment = datetime.fromisoformat(project.corpus.catalog.date).replace(tzinfo=UTC)
    return os.environ | {
        "SOURCE_DATE_EPOCH": str(int(moment.timestamp())),
        "GENERATOR_THEME": str(Path(__file__).parent / "theme"),
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONUTF8": "1",
    }


def _is_ours(site: Path) -> bool:
    return site.is_dir() and (not any(site.iterdir()) or (site / "data" / "standards.json").exists())


@contextmanager
def _beside(site: Path) -> Iterator[Path]:
    """A fresh folder on the same file system as ``site``, gone again whatever happens."""
    parent = site.resolve().parent
    parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f"{site.name}.", suffix=".new", dir=parent) as folder:
        yield Path(folder) / site.name


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
