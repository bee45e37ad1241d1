"""The typefaces of the forms: measuring and encoding.

The files in ``fonts/`` are made so that glyph ids are CIDs and each code point has a glyph of its
own, which is what a field font must be for fillers that go through the font's ``cmap`` and for
those that go through the code alone. A face is parsed once per process.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import BinaryIO, Final, Literal

FaceName = Literal["sans", "serif", "bold"]

FONTS: Final = Path(__file__).parents[1] / "fonts"
"""Beside this module; importlib.resources takes longer to import than a font to parse."""

FILES: Final[Mapping[FaceName, str]] = {
    "sans": "FormSansSC-Regular.ttf",
    "serif": "FormSerifSC-Regular.ttf",
    "bold": "FormSansSC-Bold.ttf",
}
DEFLATE_LEVEL: Final = 9
MIDDLE: Final = 0.38
"""From the middle of the ideographic em box (0.88 above the base line, 0.12 below) to that line, in em."""


@dataclass(frozen=True, eq=False)
class Face:
    """A TrueType face with 1000 units per em; ``glyphs`` maps code points to glyph ids.

    ``ascent`` and ``descent`` (negative) are those of ``hhea``: line height is their difference.
    """

    name: str
    path: Path
    glyphs: Mapping[int, int]
    widths: tuple[int, ...]
    ascent: int
    descent: int
    bbox: tuple[int, int, int, int]

    @property
    def line_height(self) -> float:
        """Natural distance of base lines, in em."""
        return (self.ascent - self.descent) / 1000

    @cached_property
    def advance(self) -> Mapping[str, int]:
        """Width of every character in thousandths of an em."""
        return dict(
            zip(map(chr, self.glyphs), map(self.widths.__getitem__, self.glyphs.values()), strict=True)
        )

    @cached_property
    def data(self) -> bytes:
        """The whole font file, some megabytes, which only who draws needs."""
        return self.path.read_bytes()

    @cached_property
    def deflated(self) -> bytes:
        """The whole font file, deflated: once per process, not per form."""
        return zlib.compress(self.data, DEFLATE_LEVEL)

    def missing(self, text: str) -> str:
        """The characters of ``text`` that the face lacks, each once, in order; no line ends."""
        return "".join(c for c in dict.fromkeys(text) if ord(c) not in self.glyphs and c not in "\r\n")

    def width(self, text: str, size: float) -> float:
        """Width of one line of text in points; a missing character counts one em."""
        advance = self.advance
        return sum([advance.get(c, 1000) for c in text]) * size / 1000

    def encode(self, text: str) -> bytes:
        """The text as two-byte codes (Identity-H, CID = GID); a missing character becomes 0."""
        glyphs = self.glyphs
        return b"".join([glyphs.get(ord(c), 0).to_bytes(2, "big") for c in text])


@cache
def face(name: FaceName) -> Face:
    """The face of this name; parsed once."""
    path = FONTS / FILES[name]
    with path.open("rb") as file:
        tables = _tables(file)
    ascent, descent = struct.unpack_from(">hh", tables["hhea"], 4)
    advances = struct.unpack_from(">H", tables["hhea"], 34)[0]
    glyph_count = struct.unpack_from(">H", tables["maxp"], 4)[0]
    metrics = struct.unpack_from(f">{2 * advances}H", tables["hmtx"])[::2]  # each with a side bearing behind
    return Face(
        name=path.stem,
        path=path,
        glyphs=_cmap(tables["cmap"]),
        widths=(*metrics, *(metrics[-1:] * (glyph_count - advances))),
        ascent=ascent,
        descent=descent,
        bbox=struct.unpack_from(">4h", tables["head"], 36),
    )


def _tables(file: BinaryIO) -> dict[str, bytes]:
    """The tables that say how wide and how high what is; the outlines are nearly all of a file."""
    count = struct.unpack_from(">H", file.read(12), 4)[0]
    directory = list(struct.iter_unpack(">4s4xII", file.read(16 * count)))
    tables: dict[str, bytes] = {}
    for tag, start, length in directory:
        if tag in (b"cmap", b"head", b"hhea", b"hmtx", b"maxp"):
            file.seek(start)
            tables[tag.decode("ascii")] = file.read(length)
    return tables


def _cmap(table: bytes) -> dict[int, int]:
    """The format 12 subtable (OpenType, ``cmap``): sequential groups of code points."""
    glyphs: dict[int, int] = {}
    for index in range(struct.unpack_from(">H", table, 2)[0]):
        offset = struct.unpack_from(">I", table, 4 + 8 * index + 4)[0]
        if struct.unpack_from(">H", table, offset)[0] != 12:
            continue
        count = struct.unpack_from(">I", table, offset + 12)[0]
        for first, last, gid in struct.iter_unpack(">III", table[offset + 16 : offset + 16 + 12 * count]):
            for point in range(first, last + 1):  # most hold one or two: quicker than whole ranges
                glyphs[point] = gid + point - first
    return glyphs
