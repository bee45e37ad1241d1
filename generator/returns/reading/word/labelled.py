"""Which marks stand at which label: what people wrote between two labels, shared out or found unclear.

A mark belongs to the label that its box belongs to, and boxes stand before labels as printed, or behind
them where somebody typed the cell anew. What may as well belong to either label is nobody's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from generator.returns.reading.word.glyphs import CROSSED, OPEN, TICKED

KNOWN: Final = TICKED | CROSSED | OPEN
AROUND: Final = frozenset("()（）[]【】、，,/；;:：.。_＿—-")
"""What people write around a mark or between options."""
_MARKED: Final = TICKED | CROSSED
_PLACES: Final = tuple("(（[［【_＿:：")
"""What a place for a mark behind a label begins with."""
_OWN_PLACE: Final = OPEN | frozenset("）)]］】_＿")
"""What it ends with."""
_LETTERS: Final = frozenset({"v", "V", "ｖ", "Ｖ"})
_UNSEEN: Final = re.compile("[\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]")
"""What phones put behind a tick to have it drawn as a picture, and other characters of no width."""

_PARTING: Final = re.compile(r"[\s／/、，,；;|｜]")
"""What stands between two labels, and leans on neither."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label with the marks and words at it.

    ``other`` is set where it is a piece of other words (不达标), ``goes_on`` where words follow at once.
    """

    label: str
    beside: str
    other: bool = False
    goes_on: bool = False

    @property
    def boxes(self) -> str:
        """Its boxes and marks."""
        return "".join(sorted(c for c in self.beside if c in KNOWN))

    @property
    def words(self) -> str:
        """What stands at it that is neither."""
        if is_typed_tick(self.beside):
            return ""
        return "".join(c for c in self.beside if c not in KNOWN and c not in AROUND)


@dataclass(frozen=True, slots=True)
class Shared:
    """The labels of a cell in their order, the lines without any, and whether a mark is nobody's."""

    labels: tuple[Labelled, ...]
    others: tuple[str, ...]
    unclear: bool


def is_typed_tick(beside: str) -> bool:
    """Whether it is a letter that people without a √ at hand type for one."""
    return "".join(c for c in beside if c not in OPEN and c not in AROUND) in _LETTERS


def squeezed(text: str) -> str:
    """Without blanks, and without what has no width."""
    return re.sub(r"\s+", "", _UNSEEN.sub("", text))


@cache
def any_label(labels: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the labels, the longer first: 基本达标 is not a 达标. Blanks and ticks may stand within them."""
    longest = sorted(labels, key=len, reverse=True)
    within = rf"[\s{re.escape(''.join(sorted(TICKED)))}]*"
    return re.compile("|".join(within.join(map(re.escape, squeezed(label))) for label in longest))


def shared(text: str, labels: tuple[str, ...]) -> Shared:
    """The labels in the text of a cell with what stands at each.

    ``√□达标 □基本达标`` has ``√□`` at the first and ``□`` at the second. Of ``□达标 √□基本达标`` nobody can
    tell: the tick was put behind the first, or before the box of the second.
    """
    pattern = any_label(labels)
    lines, unclear = _lines(_UNSEEN.sub("", text), pattern)
    found: list[Labelled] = []
    others: list[str] = []
    for line in lines:
        matches = list(pattern.finditer(line))
        if not matches:
            others.append(squeezed(line))
            continue
        shares = list(_shares(line, matches))
        unclear = unclear or None in shares
        found += [share for share in shares if share is not None]
    return Shared(tuple(found), tuple(others), unclear)


def _lines(text: str, pattern: re.Pattern[str]) -> tuple[list[str], bool]:
    """The lines of a cell, and whether a mark that stands alone on one may be of that above or below.

    Marks alone go with the label below that has none of its own, or with the one above. Where the first
    line is a label and the last a mark, they stand below their labels.
    """
    rows = [row for raw in text.split("\n") if (row := raw.strip())]
    alone = [all(c in KNOWN or c.isspace() for c in row) for row in rows]
    below = bool(rows) and not alone[0] and alone[-1] and KNOWN.isdisjoint(rows[0])
    lines: list[str] = []
    waiting, unclear = "", False
    for row, only in zip(rows, alone, strict=True):
        if only:
            waiting += row
            continue
        if waiting and not below and pattern.match(row):
            row = waiting + row  # noqa: PLW2901 - the line with its mark
        elif waiting:
            unclear = _put_above(lines, waiting) or unclear
        waiting = ""
        lines.append(row)
    if waiting:
        unclear = _put_above(lines, waiting) or unclear
    return lines, unclear


def _put_above(lines: list[str], marks: str) -> bool:
    """Put marks to the line above; whether that has its own, so that they may be another's."""
    if not lines:
        lines.append(marks)
        return False
    own = not KNOWN.isdisjoint(lines[-1])
    lines[-1] += marks
    return own and not _MARKED.isdisjoint(marks)


def _shares(line: str, matches: Sequence[re.Match[str]]) -> Iterator[Labelled | None]:
    """Each label of a line with what stands at it; ``None`` besides where that is nobody's to tell."""
    ends = [*(match.start() for match in matches[1:]), len(line)]
    behind = [line[match.end() : end] for match, end in zip(matches, ends, strict=True)]
    before = line[: matches[0].start()]
    boxed = bool(before.strip())
    trailing = not boxed and (not KNOWN.isdisjoint(behind[-1]) or behind[-1].lstrip()[:1] in _PLACES)
    for match, between in zip(matches, behind, strict=True):
        last = match is matches[-1]
        if last:
            halves: tuple[str, str] | None = between, ""
        else:
            halves = _behind(between) if trailing else _halves(between, boxed=boxed)
        if halves is None:
            yield None
        after, following = halves or (between, "")
        within = "".join(c for c in match[0] if c in TICKED)
        beside = squeezed(before + within + after)
        other = _is_word(before.rstrip()[-1:]) and not is_typed_tick(squeezed(before))
        label = "".join(c for c in squeezed(match[0]) if c not in TICKED)
        yield Labelled(label, beside, other=other, goes_on=_is_word(between[:1]))
        before = following


def _is_word(character: str) -> bool:
    """Whether a character is a letter or digit: what makes another word of the label that it stands at."""
    return bool(character) and unicodedata.category(character) in ("Lo", "Ll", "Lu", "Nd")


def _halves(between: str, *, boxed: bool) -> tuple[str, str] | None:
    """What stands between two labels: what is the first's, and what is the second's.

    A box is its label's that it stands before. So of ``√□`` the box is the second's, and of a single mark
    the second's too, if the first has a box of its own before it. Blanks and marks between labels tell the
    rest: ``√ `` and ``√／`` are the first's, `` √`` and ``、√`` the second's, and a tick that leans on the
    box behind it is nobody's.
    """
    places = [n for n, c in enumerate(between) if c in KNOWN]
    if not places:
        return between, ""
    last = places[-1]
    if len(places) > 1:
        tick = places[-2]
        leans = last - tick == 1 and between[tick] in _MARKED and between[last] in OPEN
        return None if leans and between[:tick][-1:].isspace() else (between[:last], between[last:])
    if between[last] in OPEN:
        return between[:last], between[last:]
    left, right = " " in _plain(between[:last]), " " in _plain(between[last + 1 :])
    if boxed:
        return None if right and not left else (between[:last], between[last:])
    if left == right:
        return None
    return (between[:last], between[last:]) if left else (between, "")


def _behind(between: str) -> tuple[str, str] | None:
    """What stands between two labels whose places for a mark are behind them: all of it is the first's.

    Of ``□√`` nobody can tell: the tick is behind the box of the first, and before the second. Of ``□ √``
    neither; ``□√ `` is the first's, and so is a tick that took the place of the box.
    """
    free = max((n for n, c in enumerate(between) if c in _OWN_PLACE), default=-1) + 1
    rest = _plain(between[free:])
    if _MARKED.isdisjoint(rest) or rest.endswith(" "):
        return between, ""
    return None if free or rest.startswith(" ") else (between, "")


def _plain(text: str) -> str:
    """With one kind of blank only, which stands for what parts two labels as well."""
    return _PARTING.sub(" ", text)
