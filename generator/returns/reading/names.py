"""Names of units (单位名称) and their codes (统一社会信用代码), as they are compared."""

from __future__ import annotations

import re
from typing import Final

from generator import numerals
from generator.forms.definitions.summary import Summary
from generator.returns.reading.text import folded

SHORTEST: Final = 4
"""Names shorter than this are compared whole only: one character in three is another name."""
LONGEST: Final = 255
"""Characters of a file's name on any system; no unit's name has as many, and longer ones cost too much."""

_FORMAL: Final = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")


class Names:
    """Normal forms of unit names."""

    def __init__(self, summary: Summary) -> None:
        self._endings = sorted((folded(e) for e in summary.endings), key=len, reverse=True)
        distinct = "".join(re.escape(c) for c in folded(summary.distinct))
        self._counters = re.compile(f"[{distinct}]+" if distinct else r"(?!)")
        # words that say what a file is, and end what is said of whose it is
        self._fillers = re.compile("|".join(re.escape(folded(w)) for w in summary.fillers if w) or r"(?!)")
        self._below = re.compile(summary.below or r"(?!)")
        self._code = re.compile(summary.roles.code_pattern or r"(?!)")
        self._slips = str.maketrans(dict(summary.roles.code_slips))

    def goes_on(self, rest: str) -> bool:
        """Whether what stands behind a unit's name makes it the name of a unit below: 白沙镇 and 第一小学."""
        return self._below.match(self._fillers.split(rest, maxsplit=1)[0]) is not None

    def name(self, text: str) -> str:
        """One form for full and half width, with and without 工会委员会."""
        name = folded(text)
        ending = next((e for e in self._endings if e and name.endswith(e) and name != e), "")
        return name.removesuffix(ending) if ending else name

    def counted(self, text: str) -> str:
        """The normal form with every number in digits, so that 第一小学 is 第1小学.

        Never a ground for taking two units for one, only for showing them side by side.
        """
        name = self.name(text).translate(_FORMAL)
        return numerals.NUMERAL.sub(_in_digits, name)

    def written_code(self, text: str) -> str:
        """The code in capitals, as it was written; empty if it is none: that identifies nobody."""
        code = folded(text).upper()
        return code if self._code.fullmatch(code) else ""

    def code(self, text: str) -> str:
        """The code as it is compared: letters that no code has (O, I) are the digits that they look like."""
        return self.written_code(text).translate(self._slips)

    def agree(self, first: str, second: str) -> bool:
        """Whether two names may be spellings of one: equal, one within the other, or one slip apart.

        郑州市白沙镇 and 白沙镇工会 agree, 第一小学 and 第1小学 too; 第一小学 and 第二小学 do not.
        """
        one, other = self.name(first), self.name(second)
        if one == other or self.counted(one) == self.counted(other):
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


def _in_digits(match: re.Match[str]) -> str:
    value = numerals.value_of(match[0])
    return match[0] if value is None else f"{value:.15g}"


def _one_slip(short: str, long: str) -> bool:
    """Whether one character replaced, left out or added makes ``long`` of ``short``."""
    if len(long) - len(short) > 1:
        return False
    start = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    rest = long[start + 1 :]
    return rest in (short[start + 1 :], short[start:])
