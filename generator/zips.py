"""Several files as one zip: the same bytes for the same files, on every machine and every day."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from typing import Final

FIRST_DAY: Final = "1980-01-01"
"""The first day that a zip can tell, for what has no date of its own."""

_UNIX: Final = 3
_PLAIN_FILE: Final = 0o100644 << 16
"""The system that packed, and the rights of a file there: what unpacks on Linux and macOS goes by these."""


def zipped(members: Iterable[tuple[str, bytes]], date: str = FIRST_DAY, *, level: int = 6) -> bytes:
    """A zip of ``members``, name and bytes, in their order, all with midnight of ``date`` (ISO).

    ``level`` is that of Deflate, from 1 to 9; at 0 they are stored as they are. Names must differ.

    >>> zipped([("a.txt", b"1")]) == zipped(iter([("a.txt", b"1")]), "1980-01-01")
    True
    """
    year, month, day = map(int, date.split("-"))
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in members:
            entry = zipfile.ZipInfo(name, (year, month, day, 0, 0, 0))
            entry.create_system = _UNIX
            entry.external_attr = _PLAIN_FILE
            kind = zipfile.ZIP_DEFLATED if level else zipfile.ZIP_STORED
            archive.writestr(entry, content, kind, level or None)
    return written.getvalue()
