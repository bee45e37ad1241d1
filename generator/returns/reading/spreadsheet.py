"""CSV files that people made: in UTF-8 or GBK, with commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.errors import UsageError
from generator.spreadsheets import from_csv_cell

MAX_BYTES: Final = 64 << 20


@dataclass(frozen=True)
class CsvFile:
    """Headings and rows; a row is (line number in the file, cells), short rows filled up."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_csv(path: Path) -> CsvFile:
    """Read a CSV file; rows without any text are left out.

    Raises:
        UsageError: it cannot be read, is in neither encoding, or has no headings.

    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UsageError(f"{path} 太大，不像是名册或补录表")
        raw = path.read_bytes()
    except OSError as error:
        raise UsageError(f"读不到 {path}：{error.strerror or error}") from error
    text = _decoded(raw, path)
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        lines = [(reader.line_num, [from_csv_cell(cell.strip()) for cell in row]) for row in reader]
    except csv.Error as error:
        raise UsageError(f"{path} 不是合法的 CSV：{error}") from error
    lines = [(number, row) for number, row in lines if any(row)]
    if not lines:
        raise UsageError(f"{path} 是空的")
    headings = tuple(lines[0][1])
    width = len(headings)
    rows = tuple((number, tuple((row + [""] * width)[:width])) for number, row in lines[1:])
    return CsvFile(headings, rows)


def _decoded(raw: bytes, path: Path) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UsageError(f"{path} 既不是 UTF-8 也不是 GBK 编码；在 Excel 或 WPS 里另存为“CSV UTF-8”")
