"""The members of a document as one file, the same bytes for the same members on every machine."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Final

from generator.zips import zipped

FIRST: Final = ("[Content_Types].xml", "_rels/.rels")
"""Programs that tell a .docx by its first bytes look for these at the beginning."""


def unpacked(data: bytes) -> dict[str, bytes]:
    """The members of a document by their names, in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(members: Mapping[str, bytes]) -> bytes:
    """The members in one order, deflated, without dates and the traces of a machine."""
    names = sorted(members, key=lambda name: (name not in FIRST, name))
    return zipped((name, members[name]) for name in names)
