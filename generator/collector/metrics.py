"""The field font without its outlines: all that a reader needs of it is how wide each character is.

With outlines it is 1.8 MB of what a browser downloads, without them a twentieth of that.
"""

from __future__ import annotations

import struct
from typing import Final

KEPT: Final = ("cmap", "head", "hhea", "hmtx", "maxp")
"""The tables that :func:`generator.forms.layout.face.face` reads (OpenType 1.9, chapter 5)."""

_ENTRY: Final = struct.Struct(">4sIII")
_HEAD: Final = 12


def metrics_only(font: bytes) -> bytes:
    """A TrueType font with the tables of :data:`KEPT` alone, in the order in which they stood.

    A table's entry in the directory is its tag, check sum, offset and length; a kept table keeps all of
    these but its offset. No program draws with what is left.
    """
    (count,) = struct.unpack_from(">H", font, 4)
    entries = [_ENTRY.unpack_from(font, _HEAD + _ENTRY.size * index) for index in range(count)]
    kept = [entry for entry in entries if entry[0].decode("ascii") in KEPT]
    written = bytearray(font[:4] + struct.pack(">HHHH", len(kept), 0, 0, 0))
    start = _HEAD + _ENTRY.size * len(kept)
    tables = bytearray()
    for tag, check, offset, length in kept:
        written += _ENTRY.pack(tag, check, start + len(tables), length)
        tables += font[offset : offset + length] + bytes(-length % 4)
    return bytes(written + tables)
