"""Outputs appear whole or not at all: written beside their places, put there when all are whole."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from generator import spreadsheets
from generator.errors import UsageError
from generator.returns.report.column import Table

PutBeside = Callable[[Path, Callable[[Path], object]], None]


@contextmanager
def beside() -> Iterator[PutBeside]:
    """Give out temporary names; rename all of them at the end, or remove all of them.

    Raises:
        UsageError: something cannot be written or put in place.

    """
    made: list[tuple[Path, Path]] = []

    def put(target: Path, write: Callable[[Path], object]) -> None:
        try:
            handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", dir=target.absolute().parent)
            os.close(handle)
            made.append((Path(name), target))
            write(Path(name))
        except OSError as error:
            raise UsageError(f"写不进 {target}：{error.strerror or error}") from error

    try:
        yield put
        for temporary, target in made:
            temporary.chmod(0o644)
            try:
                temporary.replace(target)
            except OSError as error:
                raise UsageError(f"写不进 {target}（是不是正在 Excel 或 WPS 里打开着？）") from error
    finally:
        for temporary, _ in made:
            temporary.unlink(missing_ok=True)


def make_folder(path: Path) -> None:
    """Make a folder and those above it.

    Raises:
        UsageError: it cannot be made.

    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"建不了文件夹 {path}：{error.strerror or error}") from error


def holds_anything(folder: Path) -> bool:
    """Whether there is something at ``folder`` that a run would write into or over.

    Raises:
        UsageError: one may not look.

    """
    try:
        return not folder.is_dir() or any(folder.iterdir())
    except OSError as error:
        raise UsageError(f"读不到 {folder}：{error.strerror or error}") from error


def write_csv(path: Path, table: Table) -> None:
    """A sheet as a CSV file (:mod:`generator.spreadsheets`)."""
    with path.open("wb") as raw:
        spreadsheets.write_csv(raw, table.headings, table.rows)
