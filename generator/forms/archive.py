"""All forms of a body of standards as one file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from generator.zips import zipped


def archive(files: Mapping[str, bytes], date: str) -> bytes:
    """A zip of ``files`` by their names, without folders; the same bytes for the same files and date.

    Stored, not deflated: what is in a PDF is compressed already. ``date`` is ISO; two files must not
    have one name.
    """
    members = ((PurePosixPath(path).name, content) for path, content in sorted(files.items()))
    return zipped(members, date, level=0)
