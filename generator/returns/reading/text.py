"""Text that came from outside, made safe to show, to compare and to put into a spreadsheet."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from generator.radicals import RADICALS

LINE_END: Final = re.compile(r"\r\n?")

# C0 and C1 but for tab and line feed; bidirectional controls (UAX 9); invisible formats that hide or
# reorder what is read; surrogates and noncharacters, which no file of ours can hold
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_BLANK: Final = re.compile("[\\s\u00ad\u200b-\u200f\u2060\ufeff]+")
_LOST: Final = re.compile(r"\?{3,}|^\?{2}$")
"""What programs without Chinese put in the place of hanzi."""
_WRONG: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufffd\ufffe\uffff\U000f0000-\U0010fffd]"
)


def plain(text: str) -> str:
    """The answer as it was entered, each line end one line feed; nothing but blanks is no answer."""
    if "\r" in text:
        text = LINE_END.sub("\n", text)
    return "" if _BLANK.fullmatch(text) else text


def visible(text: str) -> str:
    """The text with everything that cannot be seen, or would mislead the eye, written as ``⟦U+202E⟧``."""
    if text.isprintable():
        return text
    return _UNSEEN.sub(lambda m: f"⟦U+{ord(m.group()):04X}⟧", text)


def wrong_characters(text: str) -> tuple[str, ...]:
    """Code points that no keyboard enters: controls, lone surrogates, private use, replacement characters.

    Question marks in a row were hanzi, most often; they come as they are.
    """
    lost = (_LOST.search(text) or ("",))[0] if "??" in text else ""
    if text.isprintable() and text.isascii():
        return (lost,) if lost else ()
    return tuple(dict.fromkeys([*filter(None, [lost]), *(f"U+{ord(c):04X}" for c in _WRONG.findall(text))]))


_ALIKE: Final = RADICALS | dict.fromkeys(map(ord, "○◯"), "〇")
"""Radicals, and circles that people type for 〇: without these 二○一厂 would be 二一厂."""


_HANZI: Final = RADICALS | {c: unicodedata.normalize("NFKC", chr(c)) for c in range(0x2F00, 0x2FD6)}
"""Radicals of both blocks, as they stand for hanzi."""


def with_hanzi(text: str) -> str:
    """The text with the hanzi that its radicals stand for: what was copied from a PDF, as it was meant.

    >>> with_hanzi("⺠权县⾦⽔村")
    '民权县金水村'
    """
    return text if text.isascii() else text.translate(_HANZI)


def folded(text: str) -> str:
    """For comparing names only: one form of each character, radicals too; no blanks, marks or capitals."""
    wide = unicodedata.normalize("NFKC", text.translate(_ALIKE)).casefold()
    return "".join(c for c in wide if unicodedata.category(c)[0] in "LN")
