"""What every spreadsheet of ours has in common: cells that no program changes, CSV files, printed pages.

Excel and WPS read a CSV file as if a person had typed it: text that looks like a formula is run, text
that looks like a number or a date becomes one, and what it was is lost. The one policy, for every CSV
file that the site offers or a command writes: such text is preceded by ``'``.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import IO, TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Value = str | float | None

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
"""A cell that starts so is run as a formula (OWASP, CSV injection); ``'`` so that it can be undone."""

_MONTH: Final = (
    "jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?"
    "|nov(ember)?|dec(ember)?"
)
_CONVERTED: Final = re.compile(
    r"(?=.*\d)\(?[\d\s.,:/\\%eEtT+$￥¥€£-]+([ap]m?)?\)?"  # numbers, money, dates, times, shares
    r"|\d+年(\d+月)?(\d+日)?|\d+月(\d+日)?|(上午|下午)?\s*\d+[时:](\d+[分:]?(\d+秒?)?)?"
    rf"|(\d{{1,4}}[\s/.,-]*)?({_MONTH})[\s/.,-]*\d{{1,4}}([\s/.,-]+\d{{1,4}})?|\d{{1,4}}[\s/.,-]*({_MONTH})"
    r"|true|false|#(n/a|ref!|div/0!|name\?|null!|num!|value!|getting_data|spill!)",
    re.ASCII | re.IGNORECASE,
)
"""What a person who types it sees become a number, a date, a time, a truth value or an error."""

_SHOWN: Final = " \t\xa0\u200b\ufeff"
"""What may stand before a formula without being seen."""

_LATIN: Final = "\xff"
"""The last character that a pattern above begins with, but for ``_HALF_WIDTH`` and ``_OTHERS``."""

# the full-width and small forms alone: a Chinese Excel takes １．５ for a number, but no ① and no ㎡; and the
# mathematical minus, which LibreOffice takes for one
_HALF_WIDTH: Final = {
    c: unicodedata.normalize("NFKC", chr(c))
    for c in (0x3000, *range(0xFE50, 0xFE6C), *range(0xFF01, 0xFF5F), 0xFFE1, 0xFFE5)
} | {0x2212: "-"}
_OTHERS: Final = frozenset("上下€\u200b\ufeff")

KNOWN: Final = 4096
"""How many cells of a CSV file are kept in mind while it is written."""


def csv_cell(value: Value) -> str:
    """A cell of a CSV file such that Excel and WPS take text as text, and nothing as a formula.

    A number stays one; text that would be run, or turned into a number or a date, in full width too
    (``1.1.2``, ``＝1+1``, ``2024年3月``, telephone numbers), is preceded by ``'``.
    :func:`from_csv_cell` undoes it.
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value) if isinstance(value, int) else f"{value:.10g}"
    if value and value[0] > _LATIN and ord(value[0]) not in _HALF_WIDTH and value[0] not in _OTHERS:
        return value  # nearly every cell: what a program would change begins otherwise
    typed = value.translate(_HALF_WIDTH)
    runs = typed.startswith(_FORMULA) or typed.lstrip(_SHOWN).startswith(_FORMULA)
    return "'" + value if runs or _CONVERTED.fullmatch(typed.strip()) else value


def from_csv_cell(cell: str) -> str:
    """What :func:`csv_cell` was given, or what a person typed."""
    return cell.removeprefix("'")


def write_csv(file: IO[bytes], headings: Sequence[str], rows: Iterable[Iterable[Value]]) -> None:
    """UTF-8 with a byte order mark and CRLF, so that Excel and WPS open it right; row by row."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    # many cells of a file say the same; 1 and 1.0 are equal, but not written alike
    cell = lru_cache(maxsize=KNOWN, typed=True)(csv_cell)
    writer.writerow(map(cell, headings))
    writer.writerows(map(cell, row) for row in rows)
    text.flush()
    text.detach()


def csv_file(headings: Sequence[str], rows: Iterable[Iterable[Value]]) -> bytes:
    """The same as the bytes of a file."""
    out = io.BytesIO()
    write_csv(out, headings, rows)
    return out.getvalue()


def set_up_page(sheet: Worksheet) -> None:
    """Landscape A4, as wide as the page, pages numbered."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    sheet.set_footer("&C&P / &N")


def set_up_table(sheet: Worksheet, columns: int, head: int, end: int, fixed: int = 0) -> None:
    """A page with one table: the row ``head`` stays in sight, filters and is repeated in print.

    ``end`` is the row of the last entry, ``fixed`` how many columns stay in sight; rows count from 0.
    """
    sheet.freeze_panes(head + 1, fixed)
    sheet.autofilter(head, 0, max(end, head + 1), columns - 1)
    sheet.repeat_rows(head)
    set_up_page(sheet)
