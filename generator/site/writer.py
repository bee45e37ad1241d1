"""Write the generated files beside the hand-written ones, touching only what changed.

The generator keeps a list of what it wrote (``docs/.generated.json``), so that a page that is no
longer made disappears, and a hand-written file is never overwritten.
"""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generator.errors import BuildError
from generator.files import GENERATED, generated, replace


@dataclass(frozen=True, slots=True)
class Written:
    """What a run changed: paths below the folder."""

    changed: tuple[str, ...]
    removed: tuple[str, ...]


def write(folder: Path, files: Mapping[str, bytes]) -> Written:
    """Make ``files`` (path below ``folder`` -> content) the generated files of ``folder``.

    Raises :class:`BuildError` if one would overwrite a hand-written file, or stand where a folder does or
    below what is a file, before writing anything.
    """
    owned = generated(folder)
    top, there = os.fspath(folder), _folders(folder, files)
    changed = []
    for path, content in files.items():
        standing = _standing(f"{top}/{path}") if there[_above(path)] else None
        if standing == content:
            continue
        if standing is not None and path not in owned:
            raise _taken(folder / path, "手写的文件")
        changed.append(path)
    removed = owned.difference(files)
    if not owned.issuperset(files) or not (folder / GENERATED).exists():
        # whose the files are is noted before one is written: what an interrupted run leaves is known as ours
        _note(folder, owned.union(files))
    for above in [name for name, stands in there.items() if not stands]:
        (folder / above).mkdir(exist_ok=True)
    for path in changed:
        with io.BufferedWriter(io.FileIO(f"{top}/{path}", "w")) as file:
            file.write(files[path])
    for path in removed:
        with suppress(FileNotFoundError, NotADirectoryError):
            (folder / path).unlink()
        _remove_empty(folder, (folder / path).parent)
    if removed:
        _note(folder, files)
    return Written(tuple(changed), tuple(sorted(removed)))


def _folders(folder: Path, paths: Iterable[str]) -> dict[str, bool]:
    """Whether each folder above one of ``paths`` is there, by its path below ``folder``; the outermost first.

    What is to stand in a new folder need not be looked for, and on a first run most are new. Raises
    :class:`BuildError` if a file is where a folder is to be.
    """
    there = {"": folder.is_dir()}

    def is_there(name: str) -> bool:
        if name not in there:
            there[name] = is_there(_above(name)) and (folder / name).is_dir()
            if there[_above(name)] and not there[name] and (folder / name).exists():
                raise _taken(folder / name, "文件")
        return there[name]

    for path in paths:
        is_there(_above(path))
    return there


def _above(path: str) -> str:
    return path.rpartition("/")[0]


def _standing(path: str) -> bytes | None:
    """The content of a file; nothing if there is none. Raises :class:`BuildError` if it is a folder."""
    try:
        with io.FileIO(path) as file:
            return file.readall()
    except FileNotFoundError:
        return None
    except OSError as error:  # of a folder, Windows says that it may not be read
        if Path(path).is_dir():
            raise _taken(Path(path), "文件夹") from error
        raise


def _taken(path: Path, by: str) -> BuildError:
    return BuildError(f"{path} 是{by}，与要生成的页面同名；请改名或删去它")


def _note(folder: Path, paths: Iterable[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    # a mapping, since older releases look for a digest behind each path and know a list for nothing
    text = json.dumps(dict.fromkeys(sorted(paths), ""), ensure_ascii=False, indent=1) + "\n"
    replace(folder / GENERATED, text.encode())


def _remove_empty(top: Path, folder: Path) -> None:
    while folder not in (top, folder.parent):
        if folder.is_dir():  # people may have removed it with the file
            if any(folder.iterdir()):
                return
            folder.rmdir()
        folder = folder.parent
