"""The sheets of a workbook that people see and that hold anything, by the library of this place.

On the desk calamine reads, which is compiled and fast; where nothing compiled can be, as in a browser,
openpyxl does, which is Python. Both give the same cells of .xlsx (``tests/returns/reading/test_sheets.py``);
the desk alone knows .xls (and .et of WPS, which is the same inside), .xlsb and .ods.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from typing import TYPE_CHECKING, Final, NamedTuple

from generator.returns.reading.odsmerged import ods_merged

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MAX_CELLS: Final = 4_000_000
UNPACKED: Final = 256 << 20
"""Bytes that a workbook may unpack to."""
_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - spreadsheets know no time zones
_FIRST: Final = 4096
"""Bytes in which a declaration of entities would stand."""
_COLUMN: Final = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\br=["']([A-Z]{1,3})\d""")
_ROW: Final = re.compile(rb"""<(?:\w+:)?(?:c|row)\b[^>]*?\br=["'][A-Z]{0,3}(\d{1,7})["']""")
"""Where a sheet says that a cell or a row is."""


class TooLarge(Exception):
    """There are more cells than a table that a person made has."""


class NoWorkbook(Exception):
    """It is none that can be read here."""


class Sheet(NamedTuple):
    """Rows of values from A1 on, and what is merged: ((top, left), (bottom, right)) from 0."""

    name: str
    rows: Sequence[Sequence[object]] = ()
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]] = ()


def seen_sheets(raw: bytes) -> Iterator[Sheet]:
    """The sheets that hold anything, one by one; what is hidden (lists of choices, say) is left out.

    Raises:
        NoWorkbook, TooLarge: it cannot be read.

    """
    if raw.startswith(b"PK"):
        _look_at_parts(raw)
    try:
        import python_calamine  # noqa: F401 - only who has a workbook pays for it
    except ImportError:
        yield from in_python(raw)
    else:
        yield from compiled(raw)


def compiled(raw: bytes) -> Iterator[Sheet]:
    """By calamine."""
    import python_calamine

    kind, seen = python_calamine.SheetTypeEnum.WorkSheet, python_calamine.SheetVisibleEnum.Visible
    try:
        book = python_calamine.load_workbook(io.BytesIO(raw))
        for known in book.sheets_metadata:
            if (known.typ, known.visible) != (kind, seen):
                continue
            sheet = book.get_sheet_by_name(known.name)
            if sheet.total_height * sheet.total_width > MAX_CELLS:
                raise TooLarge
            rows = sheet.to_python(skip_empty_area=False)
            if any(cell not in ("", None) for row in rows for cell in row):
                yield Sheet(known.name, rows, sheet.merged_cell_ranges or ods_merged(raw, known.name))
    except (python_calamine.CalamineError, OSError, ValueError, OverflowError) as error:
        raise NoWorkbook from error


def in_python(raw: bytes) -> Iterator[Sheet]:
    """By openpyxl."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(raw), data_only=True)
        yield from filter(None, (_rows(sheet) for sheet in book.worksheets if sheet.sheet_state == "visible"))
    except TooLarge:
        raise
    except Exception as error:  # whatever openpyxl trips over, it is no workbook to us
        raise NoWorkbook from error


def _rows(sheet: Worksheet) -> Sheet | None:
    """What a sheet of openpyxl holds, if it holds anything."""
    if sheet.max_row * sheet.max_column > MAX_CELLS:
        raise TooLarge
    rows = [[_value(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows()]
    if all(cell is None for row in rows for cell in row):
        return None
    spans = (each.bounds for each in sheet.merged_cells.ranges)
    merged = [((top - 1, left - 1), (bottom - 1, right - 1)) for left, top, right, bottom in spans]
    return Sheet(sheet.title, rows, merged)


def _value(value: object, kind: str) -> object:
    """A value as calamine gives it: errors are empty, and there is no day before the first."""
    if kind == "e":
        return None
    if isinstance(value, datetime) and value < _EPOCH:
        return time()
    return value


def _look_at_parts(raw: bytes) -> None:
    """Bound what a library unpacks and makes room for, before it does.

    One cell in XFD1048576 is seventeen thousand million cells to a library that fills a rectangle, and the
    end of the process. XML that declares entities is refused: no program writes any.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if sum(part.file_size for part in archive.infolist()) > UNPACKED:
                raise TooLarge
            for part in archive.infolist():
                if part.filename.endswith((".xml", ".rels")):
                    _look_at_part(part.filename, archive.read(part))
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError) as error:
        raise NoWorkbook from error


def _look_at_part(name: str, xml: bytes) -> None:
    if b"<!DOCTYPE" in xml[:_FIRST].replace(b"\0", b""):
        raise NoWorkbook
    if name.startswith("xl/worksheets/"):
        columns = max((_number(letters) for letters in set(_COLUMN.findall(xml))), default=0)
        if columns * max(map(int, _ROW.findall(xml)), default=0) > MAX_CELLS:
            raise TooLarge


def _number(letters: bytes) -> int:
    """``A`` is 1, ``AA`` is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
