"""A worksheet of nothing but texts, written a row at a time.

XlsxWriter 3.3.1 asks of every cell what it is, once when it is given and once when it is saved. In a table
of texts all are alike; what is saved here is the same, byte for byte, and sooner written. The methods
that begin with an underscore are XlsxWriter's own, not part of its interface: a test compares the workbooks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

CELL: Final = 32_767
"""How much a cell may hold, in units of UTF-16."""

Row = Sequence[str]


class TextSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter tells no types
    """For ``add_worksheet(name, TextSheet)``: filled by :meth:`write_texts` alone, once."""

    def write_texts(self, headings: Row, rows: Sequence[Row], head: Format, cell: Format) -> None:
        """Put ``headings`` into the first row and ``rows`` below, all as long as each other.

        ``head`` is how headings look, ``cell`` how the texts below do. As by XlsxWriter, a text that no cell
        may hold is cut.
        """
        lines = (headings, *rows)
        self._check_dimensions(len(rows), len(headings) - 1)
        self._check_dimensions(0, 0)
        # a workbook holds each text once, cells hold its number; how many cells there are is counted too
        strings = self.str_table
        known = dict.fromkeys(chain.from_iterable(lines))
        number = {text: strings._get_shared_string_index(_cut(text)) for text in known}  # noqa: SLF001
        strings.count += len(lines) * len(headings) - len(number)
        self._lines = [[number[text] for text in line] for line in lines]
        self._looks = (head, cell)

    def _write_rows(self) -> None:
        self.fh.write("".join(self._rows_as_xml()))

    def _rows_as_xml(self) -> Iterator[str]:
        head, cell = self._looks
        columns = [xl_col_to_name(column) for column in range(len(self._lines[0]))]
        yield _row(columns, head).format(1, *self._lines[0])
        if below := self._lines[1:]:
            row = _row(columns, cell)
            yield from (row.format(number, *line) for number, line in enumerate(below, 2))


def _row(columns: Sequence[str], look: Format) -> str:
    """A row of SpreadsheetML (ECMA-376, part 1, 18.3.1.73) with ``{0}`` for its number, then each text's."""
    style = look._get_xf_index()  # noqa: SLF001
    cells = (
        f'<c r="{column}{{0}}" s="{style}" t="s"><v>{{{place}}}</v></c>'
        for place, column in enumerate(columns, 1)
    )
    return f'<row r="{{0}}" spans="1:{len(columns)}">{"".join(cells)}</row>'


def _cut(text: str) -> str:
    """As much of ``text`` as a cell may hold; a character above U+FFFF counts as two and stays whole."""
    if 2 * len(text) <= CELL:  # nearly every text
        return text
    return text.encode("utf-16-le")[: 2 * CELL].decode("utf-16-le", "ignore")
