"""Names of units (单位名称) and their codes (统一社会信用代码), as they are compared."""

from __future__ import annotations

import re
from typing import Final

from generator.forms.definitions.summary import Summary
from generator.returns.reading.text import folded

SHORTEST: Final = 4
"""Names shorter than this are compared whole only: one character in three is another name."""


class Names:
    """Normal forms of unit names."""

    def __init__(self, summary: Summary) -> None:
        self._endings = sorted((folded(e) for e in summary.endings), key=len, reverse=True)
        distinct = "".join(re.escape(c) for c in folded(summary.distinct))
        self._counters = re.compile(f"[{distinct}]+" if distinct else r"(?!)")
        self._code = re.compile(summary.roles.code_pattern or r"(?!)")

    def name(self, text: str) -> str:
        """One form for full and half width, with and without 工会委员会."""
        name = folded(text)
        ending = next((e for e in self._endings if e and name.endswith(e) and name != e), "")
        return name.removesuffix(ending) if ending else name

    def code(self, text: str) -> str:
        """The code in capitals; empty if it is none (what is no code identifies nobody)."""
        code = folded(text).upper()
        return code if self._code.fullmatch(code) else ""

    def agree(self, first: str, second: str) -> bool:
        """Whether two names may be spellings of one: equal, one within the other, or one slip apart.

        郑州市白沙镇 and 白沙镇工会 agree; 第一小学 and 第二小学 do not.
        """
        one, other = self.name(first), self.name(second)
        if one == other:
            return True
        short, long = sorted((one, other), key=len)
        if len(short) < SHORTEST or self.differ_by_design(one, other):
            return False
        return short in long or _one_slip(short, long)

    def differ_by_design(self, first: str, second: str) -> bool:
        """Whether two names are the same but for the characters by which units are counted.

        第一小学 and 第十二小学, 东街社区 and 西街社区, 第十二 and 第二十.
        """
        if first == second:
            return False
        return self._counters.sub("", first) == self._counters.sub("", second)


def _one_slip(short: str, long: str) -> bool:
    """Whether one character replaced, left out or added makes ``long`` of ``short``."""
    if len(long) - len(short) > 1:
        return False
    start = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    rest = long[start + 1 :]
    return rest in (short[start + 1 :], short[start:])
