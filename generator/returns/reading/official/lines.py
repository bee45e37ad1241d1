"""Lines outside of tables: where a label stands in one, which blanks are its own, what was entered in them.

A cover has 申报单位：＿＿＿＿ and 填报日期：　　年　月　日, a foot 填表人：　　　联系电话：　　　. All blanks
of a paragraph are read together, since only the words between them tell one from the other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from generator.returns.reading.official.blanks import GAP, Blank, answer_of, is_date
from generator.returns.reading.official.known import Official, OfficialCell
from generator.returns.reading.text import folded
from generator.returns.reading.word.glyphs import OPEN
from generator.returns.reading.word.shown import Cell

_COLON: Final = re.compile(r"[）)\]］】》”]*[^\S\n]?([：:]?)")
_BRACKET: Final = re.compile(r"[（(\[［【]\s*[）)\]］】]")
_PARTS_LABELS: Final = re.compile(r"[^\w\s]|[_\t\n\u3000]|[^\S\n]{2}")
_ANOTHER: Final = re.compile(r"[：:。；;]")
"""What ends a label or a sentence: the blank behind it is not that of the label before it."""
_SPACED: Final = 2
"""Blanks between two characters that may be a word's own (经　办　人)."""
BEGINNING: Final = 120
"""Characters of a line by which it is looked for."""
HEAD: Final = 20
"""Characters that are looked for there."""
LABELLED: Final = 4
"""Characters of a label that nobody means by an answer."""
_DATE: Final = re.compile(r".{0,8}年.{0,4}月(?:.{0,4}日)?")


def behind_labels(text: str, label: str) -> list[int]:
    """Where a line goes on behind each place where this label stands, whole and with its colon.

    A date without any label is called by its own words (年月日), and begins the line.

    >>> behind_labels("填 表 人：　　　电话：　　　", "填表人"), behind_labels("联系电话：", "电话")
    ([6], [])
    """
    words = folded(label)
    dates = [gap for gap in gaps(text) if is_date(text, gap) and folded(text[gap.start : gap.end]) == words]
    if dates:
        return [gap.start for gap in dates if not folded(text[: gap.start])]
    letters = [(c, at) for at, char in enumerate(text) for c in folded(char)]
    line = "".join(c for c, _ in letters)
    found: list[int] = []
    at = line.find(words) if words else -1
    while at >= 0:
        start, end = letters[at][1], _label_end(text, letters[at + len(words) - 1][1] + 1)
        if end >= 0 and _begins(text, start):
            found.append(end)
        at = line.find(words, at + len(words))
    return found


def _begins(text: str, start: int) -> bool:
    """Whether a label begins here, and is not the end of a longer one."""
    before = text[:start]
    last = next((n for n in range(start - 1, -1, -1) if before[n].isalpha()), -1)
    return last < 0 or bool(_PARTS_LABELS.search(before[last + 1 :]))


def _label_end(text: str, end: int) -> int:
    """Where the line goes on behind a label that ends here; -1 if it is the beginning of a longer one."""
    match = _COLON.match(text, end)
    if match is not None and match[1]:
        return match.end()
    while end < len(text) and text[end] in "）)]］】》”":
        end += 1
    rest = text[end:].lstrip()
    goes_on = rest and rest[0] not in OPEN and not GAP.match(text, end) and not _BRACKET.match(rest)
    return -1 if goes_on else end


def gaps(text: str) -> list[Blank]:
    """Every blank of a line; a blank or two between two characters may be a word's own, and is none.

    >>> gaps("　　经　办　人：　　　电话：____")
    [Blank(start=8, end=11), Blank(start=14, end=18)]
    """
    found = [Blank(m.start(), m.end()) for m in GAP.finditer(text) if m[0]]
    return [gap for gap in found if is_date(text, gap) or not _is_spacing(text, gap)]


def _is_spacing(text: str, gap: Blank) -> bool:
    within = text[gap.start : gap.end]
    if not gap.start and within.isspace():
        return True
    if not within.isspace() or "\t" in within or len(within) > _SPACED - ("\u3000" in within):
        return False
    return text[max(0, gap.start - 1) : gap.start].isalpha() and text[gap.end : gap.end + 1].isalpha()


def places_behind(text: str, end: int, count: int) -> list[Blank] | None:
    """The ``count`` blanks that follow a label; behind a colon there is room for one in any case.

    >>> places_behind("填表人：　　电话：", 4, 1), places_behind("填表人：　　电话：", 9, 1)
    ([Blank(start=4, end=6)], [Blank(start=9, end=9)])
    """
    found = [gap for gap in gaps(text) if gap.start >= end]
    at_once = GAP.match(text, end)
    if at_once is not None and at_once[0] and (not found or found[0].start != end):
        found.insert(0, Blank(end, at_once.end()))
    if found and not _ANOTHER.search(text, end, found[0].start):
        return found[:count] if len(found) >= count else None
    return [Blank(end, end)] if count == 1 and text[:end].endswith(("：", ":")) else None


def entered_in(text: str, printed: str, places: Sequence[Blank], *, strict: bool = False) -> list[str] | None:
    """What a line that shows ``text`` has in each of its blanks; ``None`` where that cannot be told.

    The letters that are printed around them have to be there, each once; of marks (a colon) any may be gone
    or of another width, unless ``strict``.

    >>> entered_in("填表人:张三 电话 123", "填表人：　　　电话：　　", [Blank(4, 7), Blank(10, 12)])
    ['张三', '123']
    >>> entered_in("填表：张三　电话：123", "填表人：　　　电话：　　", [Blank(4, 7), Blank(10, 12)])
    """
    at = [n for n, char in enumerate(text) if not char.isspace()]
    bare = "".join(_width(text[n]) for n in at)
    literals = literals_of(printed, places)
    patterns = [_pattern(literal, strict=strict) for literal in literals]
    head = patterns[0].match(bare)
    if head is None:
        return None
    start, end = head.end(), len(bare)
    if literals[-1]:
        tails = [match for match in patterns[-1].finditer(bare, start) if match.end() == len(bare)]
        if not tails:
            return None
        end = tails[-1].start()
    edges = [start]
    for literal, pattern in zip(literals[1:-1], patterns[1:-1], strict=True):
        match = pattern.search(bare, edges[-1], end)
        if match is None or len(pattern.findall(bare, start, end)) != literals[1:-1].count(literal):
            return None
        edges += match.span()
    edges.append(end)
    for number, (a, b) in enumerate(zip(edges[::2], edges[1::2], strict=True)):
        # a mark further on: words were typed between a label and its colon, or a bracket and its words
        mark, following = literals[number][-1:], literals[number + 1][:1]
        if _displaced(mark, bare[a - 1 : a], bare[a:b]) or _displaced(following, bare[b : b + 1], bare[a:b]):
            return None
    parts = [
        text[at[a] : at[b - 1] + 1] if b > a else "" for a, b in zip(edges[::2], edges[1::2], strict=True)
    ]
    return [answer_of(part, printed[b.start : b.end]) for part, b in zip(parts, places, strict=True)]


def _displaced(mark: str, there: str, part: str) -> bool:
    """Whether a mark that should stand beside a blank is in it."""
    return bool(mark) and not mark.isalnum() and mark != there and mark in part


def literals_of(printed: str, places: Sequence[Blank]) -> list[str]:
    """What is printed before, between and behind the blanks, without what is blank in it."""
    edges = [0, *(edge for place in places for edge in (place.start, place.end)), len(printed)]
    pieces = [printed[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return ["".join(_width(c) for c in piece if not c.isspace()) for piece in pieces]


@cache
def _pattern(literal: str, *, strict: bool) -> re.Pattern[str]:
    """A literal, of which marks may be gone where letters are left to tell it by."""
    loose = not strict and any(map(str.isalnum, literal))
    return re.compile("".join(re.escape(c) + ("?" if loose and not c.isalnum() else "") for c in literal))


def _width(char: str) -> str:
    """A character in its usual width."""
    usual = unicodedata.normalize("NFKC", char)
    return usual if len(usual) == 1 else char


def blanks_of(cell: OfficialCell) -> list[Blank]:
    """The blanks of a paragraph."""
    return [Blank(start, end) for start, end in cell.places]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph outside of tables: its beginning without blanks (``bare``), and as it is compared."""

    cell: Cell
    bare: str
    words: str


def as_line(paragraph: Cell) -> Line:
    """A paragraph, ready to be held against many."""
    beginning = paragraph.text.lstrip()[:BEGINNING]
    return Line(paragraph, "".join(_width(c) for c in beginning if not c.isspace()), folded(beginning))


def alike(lines: Sequence[Line], cell: OfficialCell, *, strict: bool = True) -> list[Cell]:
    """The paragraphs that read as the blank's does."""
    places = blanks_of(cell)
    literals = literals_of(cell.printed, places)
    if not any(map(folded, literals)):
        # a date alone
        return [line.cell for line in lines if _DATE.fullmatch("".join(line.cell.text.split()))]
    head, words = literals[0][:HEAD], folded(literals[0])[:HEAD]
    return [
        line.cell
        for line in lines
        if (line.bare.startswith(head) if strict else line.words.startswith(words))
        and entered_in(line.cell.text, cell.printed, places, strict=strict) is not None
    ]


def lines_of(lines: Sequence[Line], cell: OfficialCell) -> list[Cell]:
    """The paragraph of a document in which a blank's is answered; several where it was copied.

    One whose printed words were changed is told by how it begins, if it is the only one.
    """
    found = alike(lines, cell)
    if len(found) == cell.total:
        return found[cell.ordinal - 1 : cell.ordinal]
    if cell.total > 1 or found:
        return found if cell.total == 1 else []
    found = alike(lines, cell, strict=False)
    head = folded(literals_of(cell.printed, blanks_of(cell))[0])[:HEAD]
    if not found and head:
        found = [line.cell for line in lines if line.words.startswith(head)]
    return found if len(found) == 1 else []


def swallowed(parts: Sequence[str], own: OfficialCell, official: Official) -> bool:
    """Whether what stands in the blanks of a line has another printed line in it: two were made one."""
    words = [folded(part) for part in parts]
    printed = folded(own.printed)
    others = [label for cell in official.cells if cell.where == "line" for label in _labels(cell)]
    others += [line for line in official.outside if len(line) >= LABELLED]
    return any(other in word for other in others if other not in printed for word in words)


def _labels(cell: OfficialCell) -> list[str]:
    """What is printed before the blanks of a line, where it is long enough to tell it from an answer."""
    before = map(folded, literals_of(cell.printed, blanks_of(cell))[:-1])
    return [words for words in before if len(words) >= LABELLED]


def overlap(places: Sequence[Blank]) -> bool:
    """Whether two of these blanks, in their order, are one and the same."""
    return any(b.start < a.end or a == b for a, b in pairwise(places))
