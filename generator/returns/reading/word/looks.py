"""How a run of text looks, as far as people answer with it: struck through, set off, or not to be seen.

On paper people cross out what does not hold (划掉其余), and underline, frame or colour what does. In a
document they do the same by formatting, and no character of the text is changed by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Self

from generator.returns.reading.word import names as n
from generator.returns.reading.word.markup import Element

STRUCK: Final = "struck"
UNSEEN: Final = "unseen"

W = n.W
_PALE: Final = 0xF0
"""Each part of a colour that cannot be told from paper."""
_ON_OR_OFF: Final = ("b", "i")
_KINDS: Final = ("u", "em", "highlight", "bdr", "sz")
_TOLD: Final = frozenset(f"{W}{name}" for name in ("strike", "dstrike", "color", "shd", *_ON_OR_OFF, *_KINDS))
_NONE: Final = frozenset({"none", "nil", "white"})


class Piece(str):
    """Text that does not look as the form's own: ``look`` is :data:`STRUCK`, or how it is set off."""

    __slots__ = ("look",)
    look: str

    def __new__(cls, text: str, look: str) -> Self:
        """``text`` with its look."""
        piece = super().__new__(cls, text)
        piece.look = look
        return piece


def look(properties: Element, *, shaded: bool) -> str:
    """How a run with these properties (``w:rPr``) looks; empty where it is as any other.

    ``shaded`` is whether it stands on a ground that is not white: there white letters are seen.
    """
    if not any(child.tag in _TOLD for child in properties):
        # nearly all runs have a typeface and nothing else
        return ""
    if _is_on(properties, "strike") or _is_on(properties, "dstrike"):
        return STRUCK
    color = properties.find(f"{W}color")
    written = "" if color is None else color.get(n.VAL, "")
    ground = has_ground(properties)
    if is_pale(written) and not shaded and not ground:
        return UNSEEN
    found = [name for name in _ON_OR_OFF if _is_on(properties, name)]
    for name in _KINDS:
        node = properties.find(f"{W}{name}")
        if node is not None and (kind := node.get(n.VAL, "none")) not in _NONE:
            found.append(f"{name}={kind}")
    if ground:
        found.append("ground")
    if written not in ("", "auto", "000000") and not is_pale(written):
        found.append(written)
    return " ".join(found)


def in_list(properties: Element) -> str:
    """Which list a paragraph is of, if any (17.9.18): its number or mark is drawn and no text."""
    number = properties.find(f"{W}numPr")
    number = None if number is None else number.find(f"{W}numId")
    listed = "" if number is None else number.get(n.VAL, "0")
    return "" if listed in ("", "0") else f"list={listed}"


def has_ground(properties: Element) -> bool:
    """Whether a run, paragraph or cell with these properties has a ground of its own that is not white."""
    for name, value in ((f"{W}shd", f"{W}fill"), (f"{W}highlight", n.VAL)):
        node = properties.find(name)
        if node is not None:
            fill = node.get(value, "auto")
            if fill not in ("auto", *_NONE) and not is_pale(fill):
                return True
    return False


def is_pale(color: str) -> bool:
    """Whether a colour is white, or cannot be told from it.

    >>> is_pale("FFFFFF"), is_pale("FFFF00"), is_pale("auto")
    (True, False, False)
    """
    try:
        parts = bytes.fromhex(color)
    except ValueError:
        return False
    return len(parts) == 3 and min(parts) >= _PALE


def _is_on(properties: Element, name: str) -> bool:
    node = properties.find(f"{W}{name}")
    return node is not None and node.get(n.VAL, "1") not in n.OFF


def standing(pieces: Sequence[str]) -> str:
    """The text without what is struck through."""
    return "".join(piece for piece in pieces if not is_struck(piece))


def is_struck(piece: str) -> bool:
    """Whether a piece has a line through it."""
    return isinstance(piece, Piece) and piece.look == STRUCK


def set_off(pieces: Sequence[str]) -> str:
    """The words that do not look as the others do; nothing where all look the same."""
    words = [piece for piece in pieces if any(c.isalpha() for c in piece)]
    looks = [piece.look if isinstance(piece, Piece) else "" for piece in words]
    if len(set(looks)) < 2:
        return ""
    return "".join(piece for piece, own in zip(words, looks, strict=True) if own)
