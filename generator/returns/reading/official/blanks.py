"""The blanks in a printed text, and what was entered in them: ``职工　　人，会员　　人`` has two.

A blank is a run of spaces or underscores, or a date that is still to be filled in (``　年　月　日``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from generator.returns.reading.text import folded
from generator.returns.reading.word.texts import answer_in

_SPACE: Final = r"[^\S\n]"
_RUN: Final = rf"(?:{_SPACE}|[_＿])"
_CENTURY: Final = r"(?<!\d)20(?:\d\d)?|二[〇○零][〇○零一二三四五六七八九]{0,2}"
"""The part of a year that is printed already: the answer says it, too."""
GAP: Final = re.compile(
    rf"(?:{_CENTURY})?{_RUN}*年{_RUN}+月(?:{_RUN}+日)?|{_RUN}*(?:[_＿\u3000\t]|{_SPACE}{{2}}){_RUN}*",
)
_FILLER: Final = re.compile(r"[\s_＿]+")
_DATE: Final = re.compile(r"\d+年\d+月(\d+日)?")
_COLONS: Final = "：:"
_ENDS: Final = "：:）)】］]，,。."
"""What ends a label and is not compared."""


@dataclass(frozen=True, slots=True)
class Blank:
    """Characters ``start`` to ``end`` of a printed text; empty where an answer is put between two of them."""

    start: int
    end: int


def blanks(printed: str, count: int, label: str = "") -> list[Blank] | None:
    """The ``count`` blanks of a printed text, behind ``label`` where that begins it; ``None`` if they differ.

    A text without any has room for one answer: behind a colon, else before what is printed.

    >>> blanks("职工　　人，会员　　人", 2)
    [Blank(start=2, end=4), Blank(start=8, end=10)]
    >>> blanks("人", 1), blanks("电话：", 1), blanks("　年　月　日", 1), blanks("共__人", 2)
    ([Blank(start=0, end=0)], [Blank(start=3, end=3)], [Blank(start=0, end=6)], None)
    """
    begin = behind(printed, label) if label else 0
    if not printed[begin:].strip():
        return [Blank(begin, len(printed))] if count == 1 else None
    found = [Blank(m.start(), m.end()) for m in GAP.finditer(printed, begin) if m[0]]
    if len(found) > count and not printed[found[-1].end :].strip() and not is_date(printed, found[-1]):
        del found[-1]
    if len(found) > count and not printed[begin : found[0].start].strip() and not is_date(printed, found[0]):
        del found[0]
    if not found and count == 1:
        rest = printed.rstrip()
        at = len(rest) if rest[-1] in _COLONS or len(rest) <= begin else begin
        return [Blank(at, at)]
    apart = all(printed[a.end : b.start].strip() for a, b in pairwise(found))
    return found if len(found) == count and apart else None


def is_date(printed: str, blank: Blank) -> bool:
    """Whether a blank is a date that is still to be filled in."""
    return "年" in printed[blank.start : blank.end]


def behind(printed: str, label: str) -> int:
    """Where the text goes on behind the label that begins it, with its colon; 0 if it does not.

    >>> behind("单 位：　　", "单位")
    4
    """
    wanted = folded(label)
    at = next((n for n in range(1, len(printed) + 1) if folded(printed[:n]) == wanted), 0)
    while at and at < len(printed) and printed[at] in _ENDS:
        at += 1
    return at


def entered(text: str, printed: str, places: Sequence[Blank]) -> list[str] | None:
    """What a cell that shows ``text`` has in each of its blanks; ``None`` where that cannot be told.

    Of one blank it always can: what is printed around it is taken off, as far as it is still there.

    >>> entered("职工120人，会员 98 人", "职工　　人，会员　　人", [Blank(2, 4), Blank(8, 10)])
    ['120', '98']
    """
    text = text.strip()
    edges = [0, *(edge for blank in places for edge in (blank.start, blank.end)), len(printed)]
    literals = [_squeezed(printed[a:b]) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    parts = _parts(text, literals)
    if parts is None:
        if len(places) > 1:
            return None
        parts = [answer_in(text, literals)]
    return [answer_of(part, printed[b.start : b.end]) for part, b in zip(parts, places, strict=True)]


def _parts(text: str, literals: Sequence[str]) -> list[str] | None:
    """What stands between the literals, if there is but one way to see it."""
    head = _pattern(literals[0]).match(text)
    tail = _at_end(literals[-1]).search(text, head.end() if head else 0)
    if head is None or tail is None:
        return None
    start, end = head.end(), tail.start()
    first: list[tuple[int, int]] = []
    at = start
    for literal in literals[1:-1]:
        match = _pattern(literal).search(text, at, end)
        if match is None:
            return None
        first.append(match.span())
        at = match.end()
    if any(len(_pattern(x).findall(text, start, end)) != literals[1:-1].count(x) for x in literals[1:-1]):
        return None
    edges = [start, *(edge for span in first for edge in span), end]
    return [text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]


@cache
def _pattern(literal: str) -> re.Pattern[str]:
    return re.compile(r"\s*".join(map(re.escape, literal)))


@cache
def _at_end(literal: str) -> re.Pattern[str]:
    return re.compile(rf"{_pattern(literal).pattern}\s*\Z" if literal else r"\Z")


def answer_of(part: str, blank: str) -> str:
    """An answer without what is left of its blank around it."""
    answer = part.strip()
    if "_" in blank or "＿" in blank:
        answer = answer.strip("_＿ \t\u3000")
    squeezed = _FILLER.sub("", answer)
    if "年" in blank:
        if squeezed == _FILLER.sub("", blank):
            return ""
        if _DATE.fullmatch(squeezed):
            return squeezed
    return answer


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
