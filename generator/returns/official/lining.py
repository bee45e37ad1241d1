"""An answer in a blank of a line outside of tables: set as the blank is, which gives way to it.

A blank that is underlined, or made of underscores or tabulators, goes on behind the answer, by so much less
as the answer is wide: the line stays as long as it was and does not break where the blank had room.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from generator.returns.official.scan import Atom, CellBytes, RunLook, UnfillableError
from generator.returns.official.writing import Edits, insert, new_run, put_before
from generator.returns.reading.official.blanks import Blank

_BLANK: Final = r"[\s_＿]"
_PARTS: Final = re.compile(rf"({_BLANK}*)年({_BLANK}+)月(?:({_BLANK}+)日)?")
_DATE: Final = re.compile(r"(\d+)年(\d+)月(?:(\d+)日)?")
_LABEL: Final = re.compile(r"\s*\w[\w\s]{0,15}[：:]")
_UNDERSCORES: Final = "_＿"
_WIDE, _NARROW, _THIN, _TAB = 4, 2, 1, 8
"""Widths in quarters of a character; a tabulator has the least that one has."""
_CHINESE: Final = re.compile(r"[^\x00-\x7f]|sim(sun|hei)|fangsong|kaiti|yahei|dengxian", re.IGNORECASE)
"""Typefaces whose space is half as wide as a character; in others it is a quarter."""


def write_in_line(line: CellBytes, blank: Blank, answer: str, edits: Edits) -> None:
    """Put an answer into a blank; a date that is printed in parts gets its numbers.

    Raises:
        UnfillableError: there is no text to put it to.

    """
    printed, given = _PARTS.fullmatch(line.text[blank.start : blank.end]), _DATE.fullmatch(answer)
    if printed and given and (printed[3] is None) == (given[3] is None):
        for number in range(1, 4 if given[3] else 3):
            start, end = printed.span(number)
            _write(line, Blank(blank.start + start, blank.start + end), given[number], edits)
    else:
        _write(line, blank, answer, edits)


def _write(line: CellBytes, blank: Blank, answer: str, edits: Edits) -> None:
    atoms = line.atoms[blank.start : blank.end]
    if not atoms:
        _put_between(line, blank, answer, edits)
        return
    first = _drawn(atoms)
    put_before(line, atoms[first], answer, edits)
    kept = bool(_LABEL.match(line.text, blank.end))
    for gone in _given_up(atoms[first:], answer, kept=kept):
        edits.made.append((gone.start, gone.end, b""))
        if gone.kind == "text":
            edits.spaces.add(gone.tag)


def _drawn(atoms: Sequence[Atom]) -> int:
    """Where in a blank the line to write on begins; at its beginning if none is drawn, or more is printed."""
    if not all(map(_is_blank, atoms)):
        return 0
    return next((n for n, a in enumerate(atoms) if a.look.underlined or a.char in _UNDERSCORES), 0)


def _given_up(atoms: Sequence[Atom], answer: str, *, kept: bool) -> list[Atom]:
    """The characters of a blank that an answer takes the room of; the last is kept before a label."""
    if not all(map(_is_blank, atoms)):
        # the century of a date, and its 年
        return list(atoms)
    needed = sum(_width(char) for char in answer.split("\n", maxsplit=1)[0])
    gone: list[Atom] = []
    tabs = sum(atom.char == "\t" for atom in atoms)
    for atom in atoms[: len(atoms) - kept]:
        width = _width(atom.char, atom.look)
        if needed <= 0:
            break
        if atom.char == "\t":
            if tabs == 1 or needed < width:
                break
            tabs -= 1
        gone.append(atom)
        needed -= width
    return gone


def _is_blank(atom: Atom) -> bool:
    return atom.char.isspace() or atom.char in _UNDERSCORES


def _width(char: str, look: RunLook | None = None) -> int:
    if char == "\t":
        return _TAB
    if unicodedata.east_asian_width(char) in "WFA":
        return _WIDE
    return _THIN if look and char.isspace() and not _CHINESE.search(look.ascii) else _NARROW


def _put_between(line: CellBytes, blank: Blank, answer: str, edits: Edits) -> None:
    """Put an answer where nothing is left free: to the text around it, or at the end of the line."""
    if insert(line, blank, answer, edits):
        return
    if line.text[blank.end :].strip():
        raise UnfillableError(line.text)
    new_run(line, answer, edits)
