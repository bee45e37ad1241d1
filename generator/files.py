"""Put finished files in place: written beside, then renamed, so that nothing half-written stays.

An interrupt takes back what is beside, and waits while names are being changed.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from generator.errors import UsageError, trouble
from generator.interrupts import held, undone

Placer = Callable[[Path, Callable[[Path], object]], None]
"""Takes the path of a file and a function that writes it to the path that it is given."""

GENERATED: Final = ".generated.json"
"""The list of the generated files of a folder, in the folder itself."""


def generated(folder: Path) -> frozenset[str]:
    """The path below ``folder`` of every file in it that was generated; nothing without a list."""
    try:
        data = json.loads((folder / GENERATED).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return frozenset()
    if not isinstance(data, dict):
        return frozenset()
    return frozenset(
        path for path in map(str, data) if ".." not in Path(path).parts and not Path(path).anchor
    )


def readable(size: int) -> str:
    """A number of bytes as people read it; decimal units, as browsers show them.

    >>> readable(25_163), readable(3_012_272), readable(12)
    ('25 KB', '3.0 MB', '1 KB')
    """
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(round(size / 1000), 1)} KB"


@contextmanager
def together(*, new: bool = False) -> Iterator[Placer]:
    """Files that appear whole and at one moment, when the block ends, or not at all.

    Raises :class:`UsageError` if one cannot be written, or not be put where it belongs; with ``new``,
    also if something has come to stand there meanwhile.
    """
    made: list[tuple[Path, Path]] = []

    def discard() -> None:
        for temporary, _ in made:
            temporary.unlink(missing_ok=True)

    def place(target: Path, write: Callable[[Path], object]) -> None:
        temporary = target.with_name(f".{target.name[:40]}.{os.getpid()}-{len(made)}")
        made.append((temporary, target))  # first noted, then made
        try:
            write(temporary)
        except OSError as error:
            raise UsageError(f"写不进 {target}：{trouble(error)}") from error

    with undone(discard):
        try:
            yield place
            with held():
                if new:
                    _put_new(made)
                else:
                    for temporary, target in made:
                        _rename(temporary, target)
        finally:
            discard()


def _put_new(made: list[tuple[Path, Path]]) -> None:
    """Put files where nothing stands: of two runs that write one file, the first keeps it."""
    put: list[Path] = []
    try:
        for temporary, target in made:
            _link(temporary, target)
            put.append(target)
    except UsageError:
        for target in put:
            target.unlink(missing_ok=True)
        raise


def _link(temporary: Path, target: Path) -> None:
    try:
        # unlike renaming, which replaces what stands there, on every system but Windows
        os.link(temporary, target)
    except FileExistsError as error:
        raise UsageError(f"{target} 刚才被别的程序写了（是不是同时收了两次？），没有动它") from error
    except OSError:  # a file system without links
        if target.exists():
            raise UsageError(f"{target} 刚才被别的程序写了（是不是同时收了两次？），没有动它") from None
        _rename(temporary, target)


def may_be_written(folder: Path) -> None:
    """Find out before the work whether files can be made in ``folder``, or where it is to be made.

    Raises :class:`UsageError` if not.
    """
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if not there.is_dir():
        raise UsageError(f"建不了文件夹 {folder}：{there} 是一个文件")
    try:
        with held(), tempfile.NamedTemporaryFile(prefix=".", dir=there):
            pass
    except OSError as error:
        raise UsageError(f"写不进 {there}：{trouble(error)}") from error


def _rename(temporary: Path, target: Path) -> None:
    try:
        temporary.replace(target)
    except OSError as error:
        reason = "" if target.is_dir() else "（是不是正在 Excel 或 WPS 里打开着？）"
        raise UsageError(f"写不进 {target}{reason}") from error


def replace(path: Path, content: bytes) -> None:
    """Make ``content`` the whole of ``path``, or leave what was there; raises :class:`UsageError`."""
    with together() as place:
        place(path, partial(Path.write_bytes, data=content))


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files into ``folder``, all or none; it is made if it is not there.

    Raises :class:`UsageError` if the folder or a file cannot be written.
    """
    with made_folder(folder), together() as place:
        for name, content in files.items():
            place(folder / name, partial(Path.write_bytes, data=content))


@contextmanager
def made_folder(folder: Path) -> Iterator[None]:
    """``folder`` with its parents; those made here go again if they are empty when the block fails.

    Raises :class:`UsageError` if it cannot be made.
    """
    new = [path for path in (folder, *folder.parents) if not path.exists()]

    def discard() -> None:
        for path in new:
            if path.is_dir() and not any(path.iterdir()):
                path.rmdir()

    with undone(discard):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"建不了文件夹 {folder}：{trouble(error)}") from error
        try:
            yield
        except BaseException:
            discard()
            raise


@contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """``folder``, which is nobody's yet, made for the block and gone after it, whatever happens."""
    import shutil  # which takes longer to load than all of this package's reading of a file

    remove = partial(shutil.rmtree, folder, ignore_errors=True)
    with undone(remove):
        try:
            folder.mkdir(parents=True)
            yield folder
        finally:
            remove()
