"""A choice as it is printed, chosen: its box ticked, or a tick put in its brackets or behind it."""

from __future__ import annotations

from typing import Final

from generator.forms.definitions.word_names import CHECKED
from generator.returns.official.scan import CellBytes, UnfillableError
from generator.returns.official.writing import Edits, insert, replace, write
from generator.returns.reading.official.blanks import Blank
from generator.returns.reading.official.choices import beginning, choices
from generator.returns.reading.official.known import OfficialCell
from generator.returns.reading.word.glyphs import OPEN

TICK: Final = "√"
"""What is typed where no box is printed."""
_OPENING: Final = "（([［【"
_CLOSING: Final = "）)]］】"


def tick(cell: CellBytes, own: OfficialCell, state: str, edits: Edits) -> None:
    """Tick the box of a state: printed before all labels or behind them, or in brackets; else type a tick.

    Raises:
        UnfillableError: the state is not printed there, or has no text to put a tick to.

    """
    text = cell.text
    begin = beginning(own)
    found = [choice for choice in choices(text, own.options) if choice.start >= begin]
    at = next((number for number, choice in enumerate(found) if choice.state == state), None)
    if at is None:
        raise UnfillableError(own.label)
    box = _box_before(text, found[0].start)
    position = _box_before(text, found[at].start) if box >= 0 else _box_behind(text, found[at].end)
    if position >= 0:
        atom = cell.atoms[position]
        replace(cell, atom, CHECKED, edits)
        if atom.box >= 0:
            edits.boxes.add(atom.box)
        return
    blank = _in_brackets(text, found[at].end)
    if blank is not None:
        write(cell, blank, TICK, edits)
    elif not insert(cell, Blank(found[at].end, found[at].end), TICK, edits):
        raise UnfillableError(own.label)


def _box_before(text: str, at: int) -> int:
    """The position of the box before a label; -1 if there is none."""
    at -= 1
    while at >= 0 and text[at].isspace():
        at -= 1
    return at if at >= 0 and text[at] in OPEN else -1


def _box_behind(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at if at < len(text) and text[at] in OPEN else -1


def _in_brackets(text: str, at: int) -> Blank | None:
    """The blank in the brackets behind a label."""
    while at < len(text) and text[at].isspace():
        at += 1
    if at >= len(text) or text[at] not in _OPENING:
        return None
    end = at + 1
    while end < len(text) and text[end].isspace():
        end += 1
    return Blank(at + 1, end) if end < len(text) and text[end] in _CLOSING else None
