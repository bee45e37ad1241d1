"""The choices that are printed in a cell: where each stands, and what is printed around all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from generator.forms.definitions.definition import Option
from generator.returns.reading.official.blanks import behind
from generator.returns.reading.official.known import OfficialCell
from generator.returns.reading.official.lines import blanks_of, entered_in
from generator.returns.reading.word import looks
from generator.returns.reading.word.glyphs import CROSSED, OPEN, TICKED
from generator.returns.reading.word.texts import answer_in

_MARKS = TICKED | OPEN | CROSSED
_BETWEEN = str.maketrans("／｜|", "///")
_BOX = f"[{''.join(OPEN)}]"
_OWN = re.compile(rf"\s*(?:[（(\[［【]\s*{_BOX}?\s*[）)\]］】]|{_BOX}|[_＿]+)?")
_EMPTY = re.compile(r"[（(\[［【]\s*[）)\]］】]")


@dataclass(frozen=True, slots=True)
class Choice:
    """The label of a state at characters ``start`` to ``end`` of a text."""

    state: str
    start: int
    end: int


def choices(text: str, options: Sequence[Option]) -> list[Choice]:
    """Where the labels of ``options`` stand, blanks within them aside; the longer label counts first.

    >>> choices("□专 职 □兼职", [Option("full", "专职"), Option("part", "兼职")])
    [Choice(state='full', start=1, end=4), Choice(state='part', start=6, end=8)]
    """
    words = tuple(sorted(("".join(o.label.split()) for o in options), key=len, reverse=True))
    states = {"".join(o.label.split()): o.state for o in options}
    return [Choice(states["".join(m[0].split())], m.start(), m.end()) for m in _pattern(words).finditer(text)]


@cache
def _pattern(labels: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(r"\s*".join(map(re.escape, label)) for label in labels))


def chosen_from(pieces: Sequence[str], cell: OfficialCell) -> list[str]:
    """What a cell shows of its choices, without what is printed before the first and behind the last.

    ``□有　□无（在方框里打√）`` as it is printed: the mark in the brackets is nobody's choice. Pieces keep
    their looks, by which people choose, too, unless they look as they do in the blank.
    """
    standing = [piece for piece in pieces if not looks.is_struck(piece)]
    text = "".join(standing)
    before, after = around(cell)
    answer = text
    if cell.where == "line":
        parts = entered_in(text, cell.printed, blanks_of(cell))
        answer, before = (text, before) if parts is None else (parts[0], before[beginning(cell) :])
    answer = answer_in(answer, [before, after])
    chosen = list(_cut(standing, text.find(answer), len(answer)))
    return ["".join(chosen)] if looks.set_off(chosen) == cell.set_off else chosen


def _cut(pieces: Sequence[str], start: int, length: int) -> Iterator[str]:
    """These characters of all pieces together; what parts choices is no answer, in whatever width."""
    for piece in pieces:
        text = piece[max(0, start) : max(0, start + length)].translate(_BETWEEN)
        if text:
            yield looks.Piece(text, piece.look) if isinstance(piece, looks.Piece) else text
        start -= len(piece)


def beginning(cell: OfficialCell) -> int:
    """Where in its printed text the answer of a cell begins: behind its label where that is in it, too."""
    if cell.where == "line":
        return cell.places[0][0]
    return behind(cell.printed, cell.label) if cell.where == "inside" else 0


def around(cell: OfficialCell) -> tuple[str, str]:
    """What is printed before the first choice and its box, and behind the last and its box."""
    printed = cell.printed
    begin = beginning(cell)
    found = [choice for choice in choices(printed, cell.options) if choice.start >= begin]
    if not found:
        return "", ""
    first, last = found[0].start, found[-1].end
    while first > begin and (printed[first - 1].isspace() or printed[first - 1] in _MARKS):
        first -= 1
    tail = printed[last:]
    own = _OWN.match(tail)
    kept = own[0] if own is not None else ""
    return printed[:first], tail[len(kept) :]


def unsure(cell: OfficialCell) -> str:
    """What is printed in a cell of choices that could be another choice, so that a mark could be its own.

    More boxes or brackets than choices, or words before or behind them that are no heading and no remark.
    """
    begin = beginning(cell)
    printed = cell.printed[begin:]
    head, tail = around(cell)
    own = printed.removesuffix(tail)
    boxes = [c for c in own if c in OPEN or c in TICKED] + [c for c in tail if c in OPEN]
    brackets = _EMPTY.findall(printed)
    if any(found and len(found) != len(cell.options) for found in (boxes, brackets)):
        return " ".join(printed.split())
    before, after = (" ".join(text.split()) for text in (head[begin:], tail))
    if before and before[-1] not in "：:）)]］】。，,":
        return before
    return after if after and after[0] not in "（([［【。，,；;" else ""
