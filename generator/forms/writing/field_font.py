"""The field font: a face embedded whole as Type 0, Identity-H, CID = GID (ISO 32000-1, 9.7).

It keeps its ``cmap``: people type characters that the form does not contain, and fillers look up glyphs
there. Streams are deflated once per process.
"""

from __future__ import annotations

import zlib
from functools import cache
from typing import Final

from pypdf import PdfWriter
from pypdf.generic import ByteStringObject, IndirectObject

from generator.forms.layout.face import Face
from generator.forms.writing.objects import Value, add, deflated, dictionary

DEFAULT_WIDTH: Final = 1000
SYMBOLIC: Final = 4


def field_font(pdf: PdfWriter, font: Face) -> IndirectObject:
    """The complete face as a font of ``pdf``."""
    file = add(pdf, deflated(font.deflated, {"Length1": len(font.data)}))
    descriptor = dictionary(
        {
            "Type": "/FontDescriptor",
            "FontName": f"/{font.name}",
            "Flags": SYMBOLIC,
            "FontBBox": list(font.bbox),
            "ItalicAngle": 0,
            "Ascent": font.ascent,
            "Descent": font.descent,
            "CapHeight": 733,
            "StemV": 80,
            "FontFile2": file,
        }
    )
    descendant = dictionary(
        {
            "Type": "/Font",
            "Subtype": "/CIDFontType2",
            "BaseFont": f"/{font.name}",
            "CIDSystemInfo": {
                "Registry": ByteStringObject(b"Adobe"),
                "Ordering": ByteStringObject(b"Identity"),
                "Supplement": 0,
            },
            "CIDToGIDMap": "/Identity",
            "DW": DEFAULT_WIDTH,
            "W": _widths(font),
            "FontDescriptor": add(pdf, descriptor),
        }
    )
    whole = dictionary(
        {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": f"/{font.name}",
            "Encoding": "/Identity-H",
            "DescendantFonts": [add(pdf, descendant)],
            "ToUnicode": add(pdf, deflated(_to_unicode(font), {})),
        }
    )
    return add(pdf, whole)


@cache
def _widths(font: Face) -> list[Value]:
    """The ``/W`` array: runs of glyphs whose width is not the default one.

    Widths 0: 1000, 1: 224, 2: 320, 3: 1000, 4: 555 give ``[1, [224, 320], 4, [555]]``.
    """
    runs: list[tuple[int, list[Value]]] = []
    for gid, width in enumerate(font.widths):
        if width == DEFAULT_WIDTH:
            continue
        if runs and runs[-1][0] + len(runs[-1][1]) == gid:
            runs[-1][1].append(width)
        else:
            runs.append((gid, [width]))
    return [part for first, run in runs for part in (first, run)]


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
