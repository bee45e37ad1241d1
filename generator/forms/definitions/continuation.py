"""The continuation (附页): what did not fit elsewhere, in pieces that name their item, in one field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

CONTINUATION: Final = "continuation"
"""Name of the field."""

_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_BLANKS: Final = " \t\u00a0\u3000"
_COLONS: Final = ":："
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)+", re.ASCII)
_NARROW: Final = str.maketrans("０１２３４５６７８９．", "0123456789.")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the 附页. ``key`` is what ``openers`` gave for its beginning, and empty where the part
    does not say what it belongs to, or names something that the form has not.
    """

    key: str
    text: str


def continuation_pieces(text: str, openers: Mapping[str, str]) -> tuple[Piece, ...]:
    r"""Cut the text of the 附页 into pieces; ``openers`` maps what may stand before the colon to a key.

    The number of an item stands for its id, the label of a field for its name: see
    :func:`continuation_openers`. The rule:

    1. A piece begins at the start of a line: white space or none, an opener, white space or none, and
       the first colon of the line, ``：`` or ``:``. Numbers may be written in full width (``１．３．２``).
    2. A line that begins with a number with dots in it and a colon begins a piece too, if nothing has
       this number: its key is empty and the number stays in its text.
    3. A piece goes on to the next beginning. Text before the first is a piece without a key.
    4. White space and empty lines at both ends of a piece are dropped, and pieces without text.

    Example: ``"1.3.2：会议三次\n另见台账\n曾获荣誉：省级"`` is two pieces: ``1.3.2`` with
    ``"会议三次\n另见台账"``, and ``honours`` with ``"省级"``.
    """
    found: list[tuple[str, list[str]]] = [("", [])]
    for line in _LINE_END.split(text):
        key, rest = _opened(line, openers)
        if key is None:
            found[-1][1].append(rest)
        else:
            found.append((key, [rest]))
    pieces = (Piece(key, "\n".join(lines).strip(_BLANKS + "\n")) for key, lines in found)
    return tuple(piece for piece in pieces if piece.text)


def continuation_openers(items: Iterable[str], labels: Mapping[str, str]) -> dict[str, str]:
    """What may open a piece: the ids of items, and the labels of fields (field name -> label)."""
    return {**{label: name for name, label in labels.items()}, **{item: item for item in items}}


def _opened(line: str, openers: Mapping[str, str]) -> tuple[str | None, str]:
    """The key of the piece that the line begins (``None``: it goes on), and the text that is left."""
    bare = line.lstrip(_BLANKS)
    ends = [bare.index(colon) for colon in _COLONS if colon in bare]
    before = bare[: min(ends)] if ends else ""
    head = before.rstrip(_BLANKS)
    for written in (head, head.translate(_NARROW)):
        if written and written in openers:
            return openers[written], bare[len(before) + 1 :].lstrip(_BLANKS)
    if head and _NUMBER.fullmatch(head.translate(_NARROW)):
        return "", bare
    return None, line
