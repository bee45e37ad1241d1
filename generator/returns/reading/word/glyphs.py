"""Marks that people put into boxes, and the boxes: characters, and pictures of the symbol typefaces.

In Wingdings and its like a letter is a picture: ``R`` in Wingdings 2 is a ticked box. WPS and Word insert
such pictures as ``w:sym`` (17.3.3.30), whose codes they shift to U+F000, or as letters in that typeface.
"""

from __future__ import annotations

import re
from typing import Final

TICKED: Final = frozenset("☑☒√✓✔■●◼⬛✅🗹🗸▣◉⦿▇█\uf050\uf052\uf053\uf054\uf0fc\uf0fd\uf0fe")
"""What says yes; the last are those of the symbol typefaces, where the typeface was lost."""
CROSSED: Final = frozenset("×✗✘✕✖╳⨯❌")
"""What may say yes or no, as people use it."""
OPEN: Final = frozenset("□☐○◻▢◯▫◽⬜❏❐❑❒〇\uf02a\uf06f\uf0a3\uf0a8")
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


_EQUATION: Final = re.compile(r"\s*eq\b(.*)", re.IGNORECASE | re.DOTALL)
_SWITCH: Final = re.compile(r"\\[a-z]+[0-9]*", re.IGNORECASE)


def equation(code: str) -> str:
    r"""What an ``EQ`` field (17.16.5.16) shows, which has no result: characters over one another, a fraction.

    Word and WPS make these of 带圈字符: a tick in a box is ``eq \o\ac(□,√)``.

    >>> equation(r" eq \o\ac(□,√)"), equation(r" EQ \f(1,2)"), equation(" PAGE ")
    ('□√', '1/2', '')
    """
    match = _EQUATION.match(code)
    if match is None:
        return ""
    first = _SWITCH.search(match[1])
    kind = first[0].lower() if first else ""
    arguments = (a.strip() for a in re.split(r"[,;，；()]", _SWITCH.sub("", match[1])))
    return {"\\o": "", "\\f": "/"}.get(kind, ",").join(a for a in arguments if a)
