"""Faces as PDF fonts: Type 0, Identity-H, CID = GID (ISO 32000-1, 9.7).

The field font is embedded whole, with its ``cmap``: people type characters that the form does not
contain. The face that only prints is cut down to the characters printed. Streams are deflated once
per process.
"""

from __future__ import annotations

import hashlib
import zlib
from functools import cache, lru_cache
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name

from generator.forms.layout.face import Face, FaceName, face

DEFAULT_WIDTH: Final = 1000
SYMBOLIC: Final = 4


def whole_font(pdf: pikepdf.Pdf, name: FaceName) -> pikepdf.Object:
    """The complete face, as an indirect font object of ``pdf``."""
    font = face(name)
    return _font(pdf, font, font.name, font.deflated, len(font.data))


def subset_font(pdf: pikepdf.Pdf, name: FaceName, characters: str) -> pikepdf.Object:
    """The face with only ``characters``, as an indirect font object of ``pdf``."""
    font = face(name)
    key = "".join(sorted(set(characters)))
    letters = hashlib.sha256(key.encode()).digest()[:6]
    tag = "".join(chr(ord("A") + byte % 26) for byte in letters)
    deflated, length = _subset(name, key)
    return _font(pdf, font, f"{tag}+{font.name}", deflated, length)


@lru_cache(maxsize=32)
def _subset(name: FaceName, characters: str) -> tuple[bytes, int]:
    data = face(name).subset(characters)
    return zlib.compress(data), len(data)


def _font(pdf: pikepdf.Pdf, font: Face, base: str, deflated: bytes, length: int) -> pikepdf.Object:
    file = pikepdf.Stream(pdf, deflated, Filter=Name.FlateDecode, Length1=length)
    base_name = Name(f"/{base}")
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=base_name,
        Flags=SYMBOLIC,
        FontBBox=Array(list(font.bbox)),
        ItalicAngle=0,
        Ascent=font.ascent,
        Descent=font.descent,
        CapHeight=733,
        StemV=80,
        FontFile2=pdf.make_indirect(file),
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=base_name,
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        CIDToGIDMap=Name.Identity,
        DW=DEFAULT_WIDTH,
        W=pikepdf.Object.parse(_widths(font)),
        FontDescriptor=pdf.make_indirect(descriptor),
    )
    unicode = pikepdf.Stream(pdf, _to_unicode(font), Filter=Name.FlateDecode)
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=base_name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_indirect(unicode),
        )
    )


@cache
def _widths(font: Face) -> bytes:
    """The ``/W`` array: runs of glyphs whose width is not the default one."""
    runs: list[tuple[int, list[int]]] = []
    for gid, width in enumerate(font.widths):
        if width == DEFAULT_WIDTH:
            continue
        if runs and runs[-1][0] + len(runs[-1][1]) == gid:
            runs[-1][1].append(width)
        else:
            runs.append((gid, [width]))
    return ("[" + " ".join(f"{first} [{' '.join(map(str, run))}]" for first, run in runs) + "]").encode()


@cache
def _to_unicode(font: Face) -> bytes:
    """The ``/ToUnicode`` CMap, one entry for each glyph (ISO 32000-1, 9.10.3), deflated."""
    entries = [
        f"<{gid:04X}> <{chr(point).encode('utf-16-be').hex().upper()}>"
        for point, gid in sorted(font.glyphs.items(), key=lambda pair: pair[1])
    ]
    blocks = [entries[start : start + 100] for start in range(0, len(entries), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    cmap = (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        f"/CMapName /{font.name}-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )
    return zlib.compress(cmap.encode("ascii"), 9)
