"""What a text field holds: how much may be typed into it, and at which size a given text fits.

Two questions with two answers. What a *viewer* shows of what somebody types there, at the size of the
blank and set in whatever font that machine has, is counted in characters, before any is known
(:func:`holds`): that is ``/MaxLen``. What *our own fillers* show of a text that is known is broken
into lines and may be set smaller (:func:`fitted`).

Sizes are never left to the viewer: PDFium 159, pdf.js 5.6, Poppler 22.12 and MuPDF 2.0 each make
something else of size 0 in ``/DA``, from 4 to 20 points for the same text in the same box.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from generator.forms.layout.face import face
from generator.forms.layout.linebreak import break_text

PAD: Final = 2.0
"""From the edge of a field to its text, as viewers have it for a border of one point."""
SMALLEST: Final = 7.0
"""Size of type in points below which our fillers report instead of shrinking."""
STEP: Final = 0.5
VIEWER_LEADING: Final = 1.45
"""Distance of base lines in em that a viewer may take. PDFium has 1.31 and pdf.js 1.36 with the fonts
of our machines; what is typed is set in a font of the system, of which Noto Sans CJK (1.448) is the
tallest in use."""
TYPED_LEADING: Final = 1.31
"""Distance of base lines in em that a viewer takes at least: what then does not fit is surely not seen."""
LATIN: Final = 0.62
"""Width in em that a Latin letter or a digit is counted for; digits have 0.56."""
SLACK: Final = 0.5
"""Added to a whole number of characters: Poppler drops the last one of a line that fits exactly."""


@dataclass(frozen=True, slots=True)
class TextBox:
    """The rectangle of a text field in points, its size of type, and whether text wraps in it."""

    width: float
    height: float
    size: float
    multiline: bool = False


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text as our fillers set it: lines at a size, and how many characters find no place."""

    lines: tuple[str, ...]
    size: float
    over: int


def per_line(width: float, size: float, em: float = 1.0) -> int:
    """Characters of ``em`` width in one line of a field of ``width`` points."""
    return max(int((width - 2 * PAD + 1e-6) // (em * size)), 0)


def rows(height: float, size: float) -> int:
    """Lines of type that a viewer shows in a field of ``height`` points."""
    return max(int((height - 2 * PAD + 1e-6) // (VIEWER_LEADING * size)), 0)


def holds(box: TextBox, em: float = 1.0) -> int:
    """Characters of running text of which every viewer shows every one at the size of the box.

    Chinese line breaking (避头尾) moves a character to the next line now and then, so each line
    but the last is counted one character short.

    Example: a box of 228.5 x 74 points at 8 points has 28 characters in a line and 6 lines, and
    holds 6 x 27 + 1 = 163.
    """
    row = per_line(box.width, box.size, em)
    if not box.multiline:
        return row
    return max(rows(box.height, box.size) * (row - 1) + 1, 0) if rows(box.height, box.size) else 0


def rows_needed(count: int, width: float, size: float, em: float = 1.0) -> int:
    """Lines that ``count`` characters take: the inverse of :func:`holds`."""
    row = per_line(width, size, em)
    return max(-(-(count - 1) // max(row - 1, 1)), 1)


def height_of(lines: int, size: float) -> float:
    """Height of a field in points in which a viewer shows so many lines."""
    return round(lines * VIEWER_LEADING * size + 2 * PAD, 2)


def width_of(count: int, size: float) -> float:
    """Width of a field in points that takes ``count`` full-width characters in a line, in every engine."""
    return count * size + 2 * PAD + SLACK


def whole_width(width: float, size: float) -> float:
    """The widest such field within ``width``: nothing is gained by a part of a character, and
    Poppler clips the last character of a line where (width - 2) is just below a multiple of the size.
    """
    count = int((width - 2 * PAD - SLACK + 1e-6) // size)
    return width_of(count, size) if count > 0 else width


def fitted(text: str, box: TextBox) -> Fitted:
    """The text broken for the box at the largest size at which all of it is inside.

    From the size of the box downwards in steps of half a point; at :data:`SMALLEST` what still does
    not fit is counted. Lines stand as far apart as the font asks (``hhea``).

    Example: 30 characters in a single line of 298.5 points at 10 points (29 fit) are set at 9.5.
    """
    size = box.size
    while True:
        found = _at(text, box, size)
        if not found.over or size <= SMALLEST:
            return found
        size = max(size - STEP, SMALLEST)


def overflow(text: str, box: TextBox, size: float, *, leading: float | None = None) -> int:
    """How many characters of ``text`` are not seen in the box, set at ``size``; 0 if all are.

    ``leading`` is the distance of base lines in em; without it that of our fillers.
    """
    return _at(text, box, size, leading).over


def _at(text: str, box: TextBox, size: float, leading: float | None = None) -> Fitted:
    font = face("sans")
    room = box.width - 2 * PAD
    if not box.multiline:
        line = " ".join(text.splitlines())
        return Fitted((line,), size, len(line) - _shown(line, room, size))
    lines = break_text(text, room, font, size)
    count = int((box.height - 2 + 0.01) // ((leading or font.line_height) * size))
    return Fitted(lines, size, sum(len(line) for line in lines[max(count, 0) :]))


def _shown(line: str, room: float, size: float) -> int:
    """Characters of one line that end within ``room`` points."""
    font = face("sans")
    if font.width(line, size) <= room + 0.01:
        return len(line)
    used = 0.0
    for index, character in enumerate(line):
        used += font.width(character, size)
        if used > room + 0.01:
            return index
    return len(line)
