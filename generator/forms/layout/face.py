"""The typefaces of the forms: measuring and encoding.

The files in ``fonts/`` are made so that glyph ids are CIDs and each code point has a glyph of its
own, which is what a field font must be for fillers that go through the font's ``cmap`` and for
those that go through the code alone. A face is parsed once per process.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Final, Literal

from generator.frozen import dataclass

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
    data: bytes
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
        return {chr(point): self.widths[gid] for point, gid in self.glyphs.items()}

    @cached_property
    def deflated(self) -> bytes:
        """The whole font file, deflated: once per process, not per form."""
        return zlib.compress(self.data, DEFLATE_LEVEL)

    def missing(self, text: str) -> str:
        """The characters of ``text`` that the face lacks, each once, in order; no line ends."""
        if self._shown.issuperset(text):
            return ""
        return "".join(dict.fromkeys(c for c in text if c not in self._shown))

    @cached_property
    def _shown(self) -> frozenset[str]:
        """Every character that needs no glyph or has one."""
        return frozenset(map(chr, self.glyphs)) | {"\r", "\n"}

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
    file = FILES[name]
    data = (FONTS / file).read_bytes()
    count = struct.unpack_from(">H", data, 4)[0]
    tables: dict[str, tuple[int, int]] = {}
    for index in range(count):
        tag, _, start, length = struct.unpack_from(">4sIII", data, 12 + 16 * index)
        tables[tag.decode("ascii")] = (start, length)
    ascent, descent = struct.unpack_from(">hh", data, tables["hhea"][0] + 4)
    advances = struct.unpack_from(">H", data, tables["hhea"][0] + 34)[0]
    glyph_count = struct.unpack_from(">H", data, tables["maxp"][0] + 4)[0]
    metrics = struct.unpack_from(">" + "Hh" * advances, data, tables["hmtx"][0])[::2]
    return Face(
        name=file.removesuffix(".ttf"),
        data=data,
        glyphs=_cmap(data, tables["cmap"][0]),
        widths=(*metrics, *(metrics[-1:] * (glyph_count - advances))),
        ascent=ascent,
        descent=descent,
        bbox=struct.unpack_from(">4h", data, tables["head"][0] + 36),
    )


def _cmap(data: bytes, start: int) -> dict[int, int]:
    """The format 12 subtable (OpenType, ``cmap``): sequential groups of code points."""
    glyphs: dict[int, int] = {}
    for index in range(struct.unpack_from(">H", data, start + 2)[0]):
        offset = struct.unpack_from(">I", data, start + 4 + 8 * index + 4)[0]
        if struct.unpack_from(">H", data, start + offset)[0] != 12:
            continue
        groups = start + offset + 16
        count = struct.unpack_from(">I", data, groups - 4)[0]
        for first, last, gid in struct.iter_unpack(">III", data[groups : groups + 12 * count]):
            for point in range(first, last + 1):  # nearly all hold one: quicker than whole ranges
                glyphs[point] = gid + point - first
    return glyphs
