"""Write the generated files beside the hand-written ones, touching only what changed.

The generator keeps a list of what it wrote (``docs/.generated.json``), so that a page that is no
longer made disappears, and a hand-written file is never overwritten.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from generator.errors import BuildError
from generator.files import GENERATED, generated, replace
from generator.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Written:
    """What a run changed: paths below the folder."""

    changed: tuple[str, ...]
    removed: tuple[str, ...]


def write(folder: Path, files: Mapping[str, bytes]) -> Written:
    """Make ``files`` (path below ``folder`` -> content) the generated files of ``folder``.

    Raises :class:`BuildError` if one would overwrite a hand-written file, before writing anything.
    """
    owned = generated(folder)
    foreign = [p for p in files if p not in owned and (folder / p).exists()]
    foreign = [p for p in foreign if (folder / p).read_bytes() != files[p]]
    if foreign:
        raise BuildError(f"{folder / foreign[0]} 是手写的文件，与要生成的页面同名；请改名或删去它")
    changed = [p for p, content in files.items() if not _holds(folder / p, content)]
    removed = [path for path in owned if path not in files]
    if changed or removed or not (folder / GENERATED).exists():
        # whose the files are is noted before one is written: what an interrupted run leaves is known as ours
        _note(folder, {path: owned.get(path, "") for path in (*owned, *files)})
    for above in sorted({(folder / path).parent for path in changed}):
        above.mkdir(parents=True, exist_ok=True)
    for path in changed:
        (folder / path).write_bytes(files[path])
    for path in removed:
        (folder / path).unlink(missing_ok=True)
        _remove_empty(folder, (folder / path).parent)
    if changed or removed or not (folder / GENERATED).exists():
        _note(folder, {path: hashlib.sha256(content).hexdigest() for path, content in files.items()})
    return Written(tuple(changed), tuple(removed))


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content


def _note(folder: Path, owned: Mapping[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(dict(sorted(owned.items())), ensure_ascii=False, indent=1) + "\n"
    replace(folder / GENERATED, text.encode())


def _remove_empty(top: Path, folder: Path) -> None:
    while folder not in (top, folder.parent) and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
