"""All forms of a body of standards as one file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import PurePosixPath


def archive(files: Mapping[str, bytes], date: str) -> bytes:
    """A zip of ``files`` by their names, without folders; the same bytes for the same files and date.

    Stored, not deflated: what is in a PDF is compressed already. ``date`` is ISO; two files must not
    have one name.
    """
    year, month, day = map(int, date.split("-"))
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as folder:
        for path, content in sorted(files.items()):
            entry = zipfile.ZipInfo(PurePosixPath(path).name, (year, month, day, 0, 0, 0))
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            folder.writestr(entry, content)
    return written.getvalue()
