"""Tables that people made: CSV in the encodings and with the separators that occur, or workbooks.

People put titles above the headings, write headings in two rows, repeat them on every page, merge cells,
and have other sheets beside the one that is meant. Where the caller says what headings mean, all of that
is understood: the row of headings is the one in which the most of them stand.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from generator.errors import UsageError, trouble
from generator.returns.reading import sheets
from generator.returns.reading.given import Given, Source, size_of
from generator.returns.reading.xlsx import lost_cells
from generator.spreadsheets import from_csv_cell

MAX_BYTES: Final = 64 << 20
ABOVE: Final = 30
"""Lines of title and notes that may stand above the headings."""

_COMMON: Final = ",;\t"
_SEPARATORS: Final = ",;\t|，；"
"""What people type between cells; the last three only where the headings are found by them."""
_DECLARED: Final = re.compile(r"\"?sep=(.)\"?\r?\n?", re.IGNORECASE)
_QUOTED: Final = re.compile(r'="(.*)"', re.DOTALL)
"""How people make Excel keep a long number: a formula that is a text."""
_WHOLE: Final = 10**15
"""Spreadsheets keep fifteen digits of a number; more are lost, and shown as 9.14101E+17."""
_END: Final = "\x03"
"""A line after the last one, by which a quotation mark that was never closed is found."""
_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_PAGES: Final = (b"<!doctype", b"<html", b"<head", b"<meta", b"<table", b"<?xml", b"mime-version")
"""How files begin that programs write as web pages or XML and call .xls."""

SEARCHED: Final = 200
"""Rows of a sheet, empty ones too, in which headings are looked for when there are several sheets."""


@dataclass(frozen=True)
class Listing:
    """Headings and rows; a row is (line number in the file, cells), short rows filled up.

    Of a workbook, ``spanned`` says which columns one merged cell covers in a line, ``continued`` which
    (line, column) go on with the merged cell above, ``lost`` in which columns of a line stand formulas
    without a stored value or errors, and ``others`` are sheets with such headings that were not read.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    spanned: Mapping[int, range] = field(default_factory=dict)
    continued: frozenset[tuple[int, int]] = frozenset()
    lost: Mapping[int, Collection[int]] = field(default_factory=dict)
    others: tuple[str, ...] = ()


Cells = list[str]
Lines = list[tuple[int, Cells]]


@dataclass(frozen=True)
class Headings:
    """What headings mean: ``meaning`` of a cell, empty if it is none; ``required`` has every such row."""

    meaning: Callable[[str], str] = lambda _: ""
    required: frozenset[str] = frozenset()

    def count(self, row: Sequence[str]) -> int:
        """How many different headings stand in a row; 0 if one that is required does not."""
        found = {meant for cell in row if (meant := self.meaning(cell))}
        return len(found) if self.required and found >= self.required else 0

    def top(self, lines: Lines) -> int | None:
        """Which line is that of the headings; of several the first, ``None`` if there is none."""
        counts = [self.count(row) for _, row in lines[:ABOVE]]
        best = max(counts, default=0)
        return counts.index(best) if best else None

    def goes_on(self, head: Sequence[str], row: Sequence[str]) -> bool:
        """Whether a row is a second one of headings: it holds nothing else, and stands beside the first."""
        filled = [(above, cell) for above, cell in zip(head, row, strict=False) if cell]
        return bool(filled) and all(self.meaning(c) and not self.meaning(above) for above, c in filled)


_ANY: Final = Headings()


def read_table(path: Source, headings: Headings = _ANY) -> Listing:
    """Read a table; rows without any text are left out, and so are headings that are repeated.

    The first line is that of the headings, if ``headings`` know none.

    Raises:
        UsageError: it cannot be read, is in no known encoding, or has no headings.

    """
    try:
        if size_of(path) > MAX_BYTES:
            raise UsageError(f"{path} 太大，不像是名册或补录表")
        raw = path.read_bytes()
    except OSError as error:
        raise UsageError(f"读不到 {path}：{trouble(error)}") from error
    if raw.startswith(_WORKBOOKS):
        return _workbook(raw, path, headings)
    return _listing(_csv(raw, path, headings), path, headings)


def _listing(
    found: Lines, path: Source, known: Headings, lost: Mapping[int, Collection[int]] | None = None
) -> Listing:
    lost = lost or {}
    # a line that holds nothing else may stand beyond what the library gives
    unknown: Lines = [(number, []) for number in lost if number > len(found)]
    lines = [(number, row) for number, row in (*found, *unknown) if any(row) or number in lost]
    if not lines:
        raise UsageError(f"{path} 是空的")
    top = known.top(lines) or 0
    heads = [lines[top][1]]
    titles = list(heads[0])
    if top + 1 < len(lines) and known.goes_on(titles, lines[top + 1][1]):
        heads.append(lines[top + 1][1])
        titles = [below or above for above, below in itertools.zip_longest(*heads, fillvalue="")]
    width = len(titles)
    rows = tuple(
        (number, tuple((row + [""] * width)[:width]))
        for number, row in lines[top + len(heads) :]
        if not (known.required and row in heads)
    )
    return Listing(tuple(titles), rows, lost=lost)


# --- CSV ------------------------------------------------------------------------------------------


def _csv(raw: bytes, path: Source, headings: Headings) -> Lines:
    if raw.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_PAGES):
        raise UsageError(
            f"{path} 其实是网页或 XML（有的系统导出的 .xls 是这样）；在 Excel 或 WPS 里打开，另存为 .xlsx"
        )
    text = _decoded(raw, path, headings)
    declared = _DECLARED.match(text)
    if declared is not None:
        # a line for Excel alone: what separates the cells
        return _records(text[declared.end() :], declared[1], path, 1)
    if not headings.required:
        return _records(text, max(_COMMON, key=lambda s: _most(_beginning(text, s))), path)
    known = {separator: _beginning(text, separator) for separator in _SEPARATORS}
    best = max(
        _SEPARATORS,
        key=lambda s: (max(map(headings.count, known[s]), default=0), s in _COMMON, _most(known[s])),
    )
    return _records(text, best, path)


def _most(records: Iterable[Cells]) -> int:
    """Columns of the widest record: titles above the headings have one."""
    return max(map(len, records), default=0)


def _beginning(text: str, separator: str) -> list[Cells]:
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        return [[_typed(cell) for cell in row] for row in itertools.islice(reader, ABOVE)]
    except csv.Error:
        return []


def _records(text: str, separator: str, path: Source, skipped: int = 0) -> Lines:
    try:
        reader = csv.reader(io.StringIO(f"{text.rstrip()}\n{_END}\n", newline=""), delimiter=separator)
        found = [(reader.line_num + skipped, [_typed(cell) for cell in row]) for row in reader]
    except csv.Error as error:
        raise UsageError(f"{path} 不是合法的 CSV：{error}") from error
    if found[-1][1] != [_END]:
        start = found[-2][0] + 1 if len(found) > 1 else 1 + skipped
        raise UsageError(f"{path} 第 {start} 行的引号没有成对，后面的行都连在了一起；请补上引号，或者删去它")
    return found[:-1]


def _typed(cell: str) -> str:
    """What a person typed, without what keeps a spreadsheet from changing it."""
    cell = cell.strip()
    quoted = _QUOTED.fullmatch(cell)
    return quoted[1].replace('""', '"').strip() if quoted else from_csv_cell(cell)


def _decoded(raw: bytes, path: Source, headings: Headings) -> str:
    encodings = ["utf-8-sig", "gb18030"]
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in raw[:4000]:
        # UTF-16 without a mark: in which half of the pairs do the zeros of commas and digits stand?
        encodings = ["utf-16-le" if raw[1:4000:2].count(0) > raw[:4000:2].count(0) else "utf-16-be"]
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError as error:
            if encoding == "utf-8-sig" and _has_headings(raw.decode("utf-8-sig", "replace"), headings):
                line = raw[: error.start].count(b"\n") + 1
                raise UsageError(
                    f"{path} 第 {line} 行有存坏了的字（不是 UTF-8）；在 Excel 或 WPS 里打开，改好后再存"
                ) from error
        else:
            return text
    raise UsageError(f"{path} 既不是 UTF-8 也不是 GBK 编码；在 Excel 或 WPS 里另存为“CSV UTF-8”")


def _has_headings(text: str, headings: Headings) -> bool:
    rows = (row for separator in _SEPARATORS for row in _beginning(text, separator))
    return any(map(headings.count, rows))


# --- workbooks ------------------------------------------------------------------------------------


def _workbook(raw: bytes, path: Source, headings: Headings) -> Listing:
    """The first sheet with the headings, else the first that holds anything."""
    first: tuple[str, _Grid] | None = None
    fitting: list[tuple[str, _Grid]] = []
    try:
        for sheet in sheets.seen_sheets(raw):
            grid = _grid(sheet)
            first = first or (sheet.name, grid)
            if headings.top([(n, row) for n, row in grid.lines[:SEARCHED] if any(row)]) is not None:
                # the rows of the others are not kept
                fitting.append((sheet.name, _Grid() if fitting else grid))
            if not headings.required:
                break
    except sheets.TooLarge as error:
        raise UsageError(f"{path} 太大，不像是名册或补录表") from error
    except sheets.NoWorkbook as error:
        advice = "在 Excel 或 WPS 里打开（有密码的去掉密码），另存为 .xlsx 或“CSV UTF-8”"
        raise UsageError(f"{path} 不是能读的工作簿；{advice}") from error
    if first is None:
        raise UsageError(f"{path} 是空的")
    name, grid = (fitting or [first])[0]
    lost = lost_cells(Given(str(path), raw), name) if raw.startswith(b"PK") else {}
    listing = _listing(grid.lines, path, headings, lost)
    others = tuple(name for name, _ in fitting[1:])
    return replace(listing, spanned=grid.spanned, continued=frozenset(grid.continued), others=others)


@dataclass
class _Grid:
    """A sheet as lines; what a merged cell says, it says for all its cells."""

    lines: Lines = field(default_factory=list)
    spanned: dict[int, range] = field(default_factory=dict)
    continued: set[tuple[int, int]] = field(default_factory=set)


def _grid(sheet: sheets.Sheet) -> _Grid:
    grid = _Grid([(number, [_cell(cell) for cell in row]) for number, row in enumerate(sheet.rows, 1)])
    for (top, left), (bottom, right) in sheet.merged:
        for number, row in grid.lines[top : bottom + 1]:
            for column in range(left, min(right + 1, len(row))):
                row[column] = grid.lines[top][1][left]
                if number > top + 1:
                    grid.continued.add((number, column))
            if right > left and right - left >= len(grid.spanned.get(number, ())):
                grid.spanned[number] = range(left, right + 1)
    return grid


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
