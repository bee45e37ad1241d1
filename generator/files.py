"""Put finished files in place: written beside, then renamed, so that nothing half-written stays."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from generator.errors import UsageError


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write each file into ``folder``, which is made if it is not there.

    Raises :class:`UsageError` if the folder or a file cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            replace(folder / name, content)
    except OSError as error:
        raise UsageError(f"写不进 {error.filename or folder}：{error.strerror}") from error


def replace(path: Path, content: bytes) -> None:
    """Make ``content`` the whole of ``path``, or leave what was there."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
