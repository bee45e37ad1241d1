"""What was handed in: files, folders, members of archives. Nothing is read here, and nothing followed."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.errors import UsageError
from generator.returns.reading.given import Given
from generator.returns.reading.text import visible

SEPARATOR: Final = "!/"
"""Between an archive and its member, as in ``a.zip!/b.pdf``."""

_LITTER: Final = re.compile(
    r"(?:eh)?thumbs(?:_vista)?\.db|desktop\.ini|\.ds_store|icon\r|\.localized|\.nomedia"
    r"|~\$.*|\._.*|\.~.*|~wr[a-z]\d+\.tmp",
    re.IGNORECASE,
)
_LITTER_FOLDERS: Final = frozenset(
    {"__macosx", ".git", "$recycle.bin", "system volume information", "@eadir", "#recycle"}
    | {".trashes", ".fseventsd", ".spotlight-v100", ".temporaryitems", "lost+found"}
)
"""Of Windows, macOS, Linux, and of network disks (Synology)."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file to be read: from ``path``, or from ``given`` where it is in memory.

    Where a worker was lost over a container, ``skip`` is how many of its files have been told already,
    and ``losses`` how often that has happened.
    """

    label: str
    path: str
    size: int = 0
    litter: bool = False
    skip: int = 0
    losses: int = 0
    given: Given | None = None


def is_litter(name: str) -> bool:
    """Whether a file is left by an operating system or an office program, by its path."""
    *folders, last = name.replace("\\", "/").split("/")
    return bool(_LITTER.fullmatch(last)) or any(f.casefold() in _LITTER_FOLDERS for f in folders)


def readable(name: str) -> str:
    """A file's name for people: bytes that are no UTF-8 are read as GBK, the rest made visible."""
    try:
        name.encode()
    except UnicodeEncodeError:
        with suppress(UnicodeError):
            name = os.fsencode(name).decode("gb18030")
    return visible(name).replace("\n", "⟦U+000A⟧").replace("\t", "⟦U+0009⟧")


def scan(paths: Sequence[Path], own: Collection[Path]) -> Iterator[Candidate]:
    """Every file under ``paths`` once, in the order of names; links to folders are not followed.

    ``own`` are files that this run writes or reads otherwise; they are litter where they turn up.

    Raises:
        UsageError: one of ``paths`` is not there.

    """
    for path in paths:
        if not path.exists() and not path.is_symlink():
            raise UsageError(f"找不到 {readable(str(path))}")
    ours = {_identity(path) for path in own}
    seen: set[str] = set()
    labels = Labels()
    for path in paths:
        for file in _files(path):
            identity = _identity(file)
            if identity in seen:
                continue
            seen.add(identity)
            label = labels.unique(readable(file.as_posix()))
            litter = identity in ours or is_litter(os.path.relpath(file, path) if file != path else file.name)
            yield Candidate(label, str(file), size=_size(file), litter=litter)


class Labels:
    """Gives each label once: the second ``a.pdf`` is ``a.pdf (2)``. Linear in the labels, however alike."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def unique(self, label: str) -> str:
        """``label``, or ``label (2)`` … if it was given before."""
        number, found = self._given.get(label, 0) + 1, label
        while number > 1:
            found = f"{label} ({number})"
            if found not in self._given:
                break
            number += 1
        self._given[label] = number
        self._given.setdefault(found, 1)
        return found


def _identity(path: Path) -> str:
    return os.path.normcase(os.path.realpath(path))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0


def _files(path: Path) -> Iterator[Path]:
    """``path`` itself, or every file below it; a folder that cannot be listed comes as itself."""
    if not path.is_dir():
        yield path
        return
    stack = [path]
    while stack:
        folder = stack.pop()
        try:
            with os.scandir(folder) as entries:
                found = sorted(entries, key=lambda e: e.name)
        except OSError:
            yield folder
            continue
        below = []
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                below.append(folder / entry.name)
            else:
                yield folder / entry.name
        stack += reversed(below)
