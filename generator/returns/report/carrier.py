"""The workbook carries its own results: a hidden sheet with every entry, packed, row by row.

So a county's workbook is all that a city needs. A row is the digest of what is packed, then the pieces::

    collect-result 1 | {"version": …, "totals": …}
    3f9a…            | eNrtXVtvG8mxfl…  | …
    roster           | …                 |

A row whose digest does not agree was edited; it is not used, and said.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Iterator
from typing import Final, cast

import xlsxwriter

from generator.errors import UsageError
from generator.returns.reading.given import Source
from generator.returns.reading.record import Json
from generator.returns.reading.xlsx import open_workbook
from generator.returns.report.column import Cell
from generator.returns.report.report import Report
from generator.returns.report.result import expected_json, finished

MARK: Final = "collect-result 1"
ROSTER: Final = "roster"
PIECE: Final = 32_000
LARGEST: Final = 64 << 20
"""Bytes that one packed entry may unpack to."""


def write_carrier(book: xlsxwriter.Workbook, report: Report) -> None:
    """Add the hidden sheet to ``book``."""
    sheet = book.add_worksheet(report.setup.summary.sheets["carrier"].name)
    sheet.very_hidden()
    for line, row in enumerate(_rows(report)):
        for column, cell in enumerate(row):
            sheet.write_string(line, column, str(cell))


def _rows(report: Report) -> Iterator[list[Cell]]:
    yield [MARK, report.setup.summary.words["carrier"]]
    for _, entry in finished(report.store, report.outcome):
        yield _packed(entry)
    for line in expected_json(report.roster):
        yield [ROSTER, *_packed(line)]


def _packed(data: Json) -> list[Cell]:
    raw = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    text = base64.b64encode(zlib.compress(raw, 6)).decode()
    pieces = [text[start : start + PIECE] for start in range(0, len(text), PIECE)]
    return [hashlib.sha256(raw).hexdigest()[:16], *pieces]


def carries_results(path: Source, name: str) -> bool:
    """Whether an ``.xlsx`` file is a workbook of ``collect``; ``name`` is that of the hidden sheet."""
    try:
        with open_workbook(path) as book:
            return name in book.sheets and next(book.rows(name)).text(0) == MARK
    except (UsageError, StopIteration):
        return False


def read_carrier(path: Source, name: str) -> tuple[list[Json], list[Json], int]:
    """The entries in a workbook, the lines of its roster, and how many rows were edited since.

    Raises:
        UsageError: it is no workbook of ``collect``, or is damaged.

    """
    entries: list[Json] = []
    roster: list[Json] = []
    edited = 0
    with open_workbook(path) as book:
        rows = book.rows(name) if name in book.sheets else iter(())
        if next((row.text(0) for row in rows), "") != MARK:
            raise UsageError(f"{path} 不是 collect 写的工作簿")
        for row in rows:
            texts = [row.text(column) for column in range(max(row.cells) + 1)]
            wanted = roster if texts[0] == ROSTER else entries
            data = _unpacked(texts[1:] if texts[0] == ROSTER else texts)
            if data is None:
                edited += 1
            else:
                wanted.append(data)
    return entries, roster, edited


def _unpacked(texts: list[str]) -> Json | None:
    """What :func:`_packed` was given; ``None`` if it was edited since."""
    try:
        inflater = zlib.decompressobj()
        raw = inflater.decompress(base64.b64decode("".join(texts[1:]), validate=True), LARGEST)
        if hashlib.sha256(raw).hexdigest()[:16] != texts[0]:
            return None
        return cast("Json", json.loads(raw))
    except (ValueError, zlib.error, IndexError, RecursionError):
        return None
