"""Put finished files in place: written beside, then renamed, so that nothing half-written stays."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from generator.errors import UsageError

GENERATED: Final = ".generated.json"
"""The list of the generated files of a folder, with their digests, in the folder itself."""


def generated(folder: Path) -> dict[str, str]:
    """Path below ``folder`` and digest of every file in it that was generated; nothing without a list."""
    try:
        data = json.loads((folder / GENERATED).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(data, dict):
        return {}
    return {str(path): str(digest) for path, digest in data.items() if ".." not in Path(path).parts}


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
