"""Lines of a roster that are no units: totals, notes below the table, titles of groups.

    序号  单位名称            职工数
    一、白沙镇（2 个）                    one merged cell: the title of a group
    1    张村                 30
    白沙镇小计                30         a total
    注：人数以上年末为准。                  a note: nothing else stands in its line

What is left out is told, so that a unit with such a name is not lost silently.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from generator.forms.definitions.summary import Summary
from generator.returns.reading.spreadsheet import Listing
from generator.returns.reading.text import folded, visible

_COUNT: Final = r"(\d+\w{0,4})?"
_COLON: Final = re.compile(r"[:：﹕]")


class NoUnits:
    """Tells such lines of one table by the columns of its roster."""

    def __init__(self, table: Listing, columns: Collection[int], name: int, summary: Summary) -> None:
        words = "|".join(re.escape(folded(word)) for word in summary.totals)
        self._total = re.compile(rf"(.*({words})|({words}){_COUNT})" if words else r"(?!)")
        # most cells have none of these characters, and need not be put into one form
        self._hint = re.compile("|".join(re.escape(word[-1]) for word in summary.totals) or r"(?!)")
        self._notes = {folded(word) for word in summary.roster_notes}
        self._table, self._columns, self._name = table, columns, name

    def why(self, line: int, row: Sequence[str]) -> str:
        """Why a line is no unit, as the rest of a sentence; empty if it is one."""
        upto = row[: max(self._columns) + 1]
        if any(self._hint.search(cell) and self._total.fullmatch(folded(cell)) for cell in upto):
            return "是合计，没有用"
        if (line, self._name) in self._table.continued and line not in self._table.spanned:
            return (
                f"与上一行的单位名称“{visible(row[self._name])}”是一个合并的单元格，算作一个单位，用上一行的"
            )
        filled = [column for column, cell in enumerate(row) if cell and column in self._columns]
        span = self._table.spanned.get(line, range(0))
        if len(filled) > 1 and self._name in span and all(column in span for column in filled):
            return f"整行是一句话“{visible(row[self._name])}”，不是单位，没有用"
        first = next((cell for cell in upto if cell), "")
        head, colon, _ = (_COLON.sub("\n", first)).partition("\n")
        if colon and len(filled) <= 1 and folded(head) in self._notes:
            return f"是说明“{visible(first)}”，不是单位，没有用"
        return ""
