"""Tables that people made: CSV in the encodings and with the separators that occur, or .xlsx."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from generator.errors import UsageError
from generator.returns.reading import sheets
from generator.returns.reading.given import Source, size_of
from generator.spreadsheets import from_csv_cell

MAX_BYTES: Final = 64 << 20
ABOVE: Final = 30
"""Lines of title and notes that may stand above the headings."""

_SEPARATORS: Final = ",;\t"
_DECLARED: Final = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
_QUOTED: Final = re.compile(r'="(.*)"', re.DOTALL)
"""How people make Excel keep a long number: a formula that is a text."""
_WHOLE: Final = 10**15
"""Spreadsheets keep fifteen digits of a number; more are lost, and shown as 9.14101E+17."""


@dataclass(frozen=True)
class Listing:
    """Headings and rows; a row is (line number in the file, cells), short rows filled up."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


Cells = list[str]
Lines = list[tuple[int, Cells]]


def read_table(path: Source, is_heading: Callable[[Sequence[str]], bool] | None = None) -> Listing:
    """Read a table; rows without any text are left out.

    ``is_heading`` tells the line of headings, for which the first lines are searched; without it, or
    where it knows none, that is the first line.

    Raises:
        UsageError: it cannot be read, is in no known encoding, or has no headings.

    """
    try:
        if size_of(path) > MAX_BYTES:
            raise UsageError(f"{path} 太大，不像是名册或补录表")
        raw = path.read_bytes()
    except OSError as error:
        raise UsageError(f"读不到 {path}：{error.strerror or error}") from error
    found = _workbook(raw, path) if raw.startswith(b"PK\x03\x04") else _csv(raw, path)
    lines = [(number, row) for number, row in found if any(row)]
    if not lines:
        raise UsageError(f"{path} 是空的")
    top = next((n for n, (_, row) in enumerate(lines[:ABOVE]) if is_heading and is_heading(row)), 0)
    headings = tuple(lines[top][1])
    width = len(headings)
    rows = tuple((number, tuple((row + [""] * width)[:width])) for number, row in lines[top + 1 :])
    return Listing(headings, rows)


def _csv(raw: bytes, path: Source) -> Lines:
    text = _decoded(raw, path)
    declared = _DECLARED.match(text)
    skipped = 0
    if declared is not None:
        # a line for Excel alone: what separates the cells
        separator, text, skipped = declared[1], text[declared.end() :], 1
    else:
        separator = _separator(text)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        return [(reader.line_num + skipped, [_typed(cell) for cell in row]) for row in reader]
    except csv.Error as error:
        raise UsageError(f"{path} 不是合法的 CSV：{error}") from error


def _separator(text: str) -> str:
    """What makes the most columns of one of the first records: titles above the headings make one."""

    def columns(separator: str) -> int:
        records = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        try:
            return max((len(row) for row in itertools.islice(records, ABOVE)), default=0)
        except csv.Error:
            return 0

    return max(_SEPARATORS, key=columns)


def _typed(cell: str) -> str:
    """What a person typed, without what keeps a spreadsheet from changing it."""
    cell = cell.strip()
    quoted = _QUOTED.fullmatch(cell)
    return quoted[1].replace('""', '"').strip() if quoted else from_csv_cell(cell)


def _decoded(raw: bytes, path: Source) -> str:
    encodings = ["utf-8-sig", "gb18030"]
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in raw[:4000]:
        # UTF-16 without a mark: in which half of the pairs do the zeros of commas and digits stand?
        encodings = ["utf-16-le" if raw[1:4000:2].count(0) > raw[:4000:2].count(0) else "utf-16-be"]
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UsageError(f"{path} 既不是 UTF-8 也不是 GBK 编码；在 Excel 或 WPS 里另存为“CSV UTF-8”")


def _workbook(raw: bytes, path: Source) -> Lines:
    """The first sheet that holds anything; what a merged cell says, it says for all its cells."""
    try:
        sheet = sheets.first_sheet(raw)
    except sheets.TooLarge as error:
        raise UsageError(f"{path} 太大，不像是名册或补录表") from error
    except sheets.NoWorkbook as error:
        advice = "在 Excel 或 WPS 里另存为 .xlsx 或“CSV UTF-8”"
        raise UsageError(f"{path} 不是能读的工作簿；{advice}") from error
    lines = [[_cell(cell) for cell in row] for row in sheet.rows]
    _fill_merged(lines, sheet.merged)
    return list(enumerate(lines, 1))


def _fill_merged(lines: list[Cells], ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    for (top, left), (bottom, right) in ranges:
        for row in lines[top : bottom + 1]:
            for column in range(left, min(right + 1, len(row))):
                row[column] = lines[top][left]


def _cell(value: object) -> str:
    """A cell's value as a person would type it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        if abs(value) >= _WHOLE:
            return f"{value:.6G}"
        return f"{value:.0f}" if float(value).is_integer() else f"{value:.10g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time | timedelta):
        return str(value)
    return _typed(str(value or ""))
