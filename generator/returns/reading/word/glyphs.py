"""Marks that people put into boxes, and the boxes: characters, and pictures of the symbol typefaces.

In Wingdings and its like a letter is a picture: ``R`` in Wingdings 2 is a ticked box. WPS and Word insert
such pictures as ``w:sym`` (17.3.3.30), whose codes they shift to U+F000, or as letters in that typeface.
"""

from __future__ import annotations

from typing import Final

TICKED: Final = frozenset("☑☒√✓✔■●◼⬛✅🗹🗸▣◉⦿▇█")
"""What says yes."""
CROSSED: Final = frozenset("×✗✘✕✖╳⨯❌")
"""What may say yes or no, as people use it."""
OPEN: Final = frozenset("□☐○◻▢◯▫◽⬜❏❐❑❒〇")
"""What is still to be ticked."""

_WINGDINGS: Final = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "□", 0x72: "□", 0x78: "☒", 0xA1: "○", 0xA3: "○",
    0xA4: "◉", 0xA8: "□", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS2: Final = {
    0x2A: "□", 0x30: "☑", 0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x55: "☒",
    0x56: "☒", 0x97: "●", 0xA2: "■", 0xA3: "□",
}  # fmt: skip
_WEBDINGS: Final = {0x61: "✓", 0x63: "□", 0x67: "■", 0x6E: "●", 0x72: "✗"}
_SYMBOL: Final = {0xD6: "√", 0xB7: "●", 0xB4: "×"}
_FONTS: Final = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS2,
    "webdings": _WEBDINGS,
    "symbol": _SYMBOL,
    "marlett": {0x61: "✓", 0x62: "✓", 0x72: "✗"},
}


def symbol(font: str, code: str) -> str:
    """The character that a ``w:sym`` shows; what is no known picture stays as the character it is.

    >>> symbol("Wingdings 2", "F052"), symbol("Segoe UI Symbol", "2611")
    ('☑', '☑')
    """
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if not 0 < number < 0x110000 or 0xD800 <= number < 0xE000:
        return ""
    return _picture(font, number) or chr(number)


def in_symbol_font(text: str, font: str) -> str:
    """A single character as its typeface shows it.

    >>> in_symbol_font("R", "Wingdings 2"), in_symbol_font("R", "Arial")
    ('☑', 'R')
    """
    return _picture(font, ord(text)) or text


def _picture(font: str, number: int) -> str:
    pictures = _FONTS.get(font.strip().casefold())
    if pictures is None:
        return ""
    return pictures.get(number - 0xF000 if 0xF000 <= number < 0xF100 else number, "")
