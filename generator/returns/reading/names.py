"""Names of units (单位名称) and their codes (统一社会信用代码), as they are compared."""

from __future__ import annotations

import re
from collections import Counter

from generator.forms.definitions.summary import Summary
from generator.returns.reading.text import folded


class Names:
    """Normal forms of unit names."""

    def __init__(self, summary: Summary) -> None:
        self._endings = sorted((folded(e) for e in summary.endings), key=len, reverse=True)
        self._distinct = frozenset(folded(summary.distinct))
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

    def differ_by_design(self, first: str, second: str) -> bool:
        """Whether the one character in which two names differ is one by which units are counted."""
        one, two = Counter(first), Counter(second)
        changed = set(one - two) | set(two - one)
        return bool(changed) and changed <= self._distinct
