"""Merged cells of an OpenDocument table (.ods), which the library that reads its values does not tell."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as ET

_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_MOST: Final = 20_000
"""Merged cells of a sheet beyond which the rest is not looked at."""

Area = tuple[tuple[int, int], tuple[int, int]]
"""((top, left), (bottom, right)), from 0."""


def ods_merged(raw: bytes, sheet: str) -> list[Area]:
    """The merged areas of a sheet; none for what is no .ods.

    In ``content.xml`` a cell says how many rows and columns it spans, and the cells below and beside it are
    ``covered-table-cell`` (OpenDocument 1.3, part 3, 9.1.4); rows and cells that repeat say how often.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if "content.xml" not in archive.namelist():
                return []
            with archive.open("content.xml") as part:
                # expat itself bounds what entities may grow to
                for _, node in ET.iterparse(part):  # noqa: S314
                    if node.tag == f"{_TABLE}table":
                        if node.get(f"{_TABLE}name") == sheet:
                            return [area for area, _ in zip(_areas(node), range(_MOST), strict=False)]
                        node.clear()
    except (ET.ParseError, zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError):
        pass
    return []


def _areas(table: ET.Element) -> Iterator[Area]:
    line = 0
    for row in table.iter(f"{_TABLE}table-row"):
        column = 0
        for cell in row:
            tall, wide = _many(cell, "number-rows-spanned"), _many(cell, "number-columns-spanned")
            if tall > 1 or wide > 1:
                yield (line, column), (line + tall - 1, column + wide - 1)
            column += _many(cell, "number-columns-repeated")
        line += _many(row, "number-rows-repeated")


def _many(node: ET.Element, attribute: str) -> int:
    return int(node.get(f"{_TABLE}{attribute}", "1"))
