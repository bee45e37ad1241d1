"""Appearance streams of fields: what stands in a field when nobody has a viewer redraw it.

Text is set in the field font with Chinese line breaking, at the size of the field or, where it does
not fit, smaller (:mod:`generator.forms.layout.room`), with the line height of the font, as viewers
do it (ISO 32000-1, 12.7.3.3).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from generator.forms.layout.face import MIDDLE, face
from generator.forms.layout.room import PAD, TYPED_LEADING, TextBox, fitted, overflow

FONT: Final = "FormSans"
"""Name of the field font in resource dictionaries."""

BLANK: Final = b"/Tx BMC\nEMC"


@dataclass(frozen=True, slots=True)
class Appearance:
    """A content stream for a field, and how many characters of its text are not seen in the box."""

    content: bytes
    over: int


def number(value: float) -> str:
    """A number as a content stream writes it, at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))


def default_appearance(size: float) -> str:
    """The value of ``/DA``."""
    return f"/{FONT} {number(size)} Tf 0 g"


def text_appearance(text: str, box: TextBox, *, align: str = "left") -> Appearance:
    """The appearance of a text field.

    A character that the font lacks is drawn as its box for missing characters.
    """
    font = face("sans")
    found = fitted(text, box)
    lines, size = found.lines, found.size
    width, height, room = box.width, box.height, box.width - 2 * PAD
    leading = font.line_height * size
    base = height - PAD - font.ascent * size / 1000 if box.multiline else height / 2 - MIDDLE * size
    out = [
        "/Tx BMC",
        "q",
        f"1 1 {number(width - 2)} {number(height - 2)} re W n",
        "BT",
        f"0 g /{FONT} {number(size)} Tf",
    ]
    for index, line in enumerate(lines):
        slack = max(room - font.width(line, size), 0.0)
        x = PAD + {"left": 0.0, "center": slack / 2, "right": slack}[align]
        codes = font.encode(line).hex().upper()
        out.append(f"1 0 0 1 {number(x)} {number(base - index * leading)} Tm <{codes}> Tj")
    out += ["ET", "Q", "EMC"]
    return Appearance("\n".join(out).encode("ascii"), found.over)


_OURS: Final = b"/Tx BMC\nq\n1 1 "
"""How the streams of :func:`text_appearance` begin; no other program's do."""
_SIZE: Final = re.compile(rb"(\d*\.?\d+)\s+Tf\b")


def unseen(text: str, box: TextBox, content: bytes) -> int:
    """How many characters of an answer are not seen in the box of a returned file; 0 if all are.

    ``box`` is that of the file's own widget, of whatever version: width and height of ``/Rect``, the
    size in ``/DA`` (see :func:`size_of`) and the flag for several lines. ``content`` is the decoded
    appearance stream of the widget (``/AP /N``), or empty: it says at which size the text stands
    there, and whether our filler set it, whose lines are closer than a viewer's.

    Example: 200 hanzi in a box that holds 150 of them at 8 points. Written by our filler, which went
    down to 7.5 points, all are seen: 0. Typed in a viewer and cut after 180: 20.
    """
    sizes = _SIZE.findall(content)
    size = float(sizes[-1]) if sizes else box.size
    if size <= 0:
        return 0
    return overflow(text, box, size, leading=None if content.startswith(_OURS) else TYPED_LEADING)


def size_of(default_appearance: str) -> float:
    """The size of type in a ``/DA`` string; 0 where it is left to the viewer or not given."""
    found = _SIZE.findall(default_appearance.encode("latin-1", "replace"))
    return float(found[-1]) if found else 0.0


def tick_appearance(side: float, *, on: bool) -> bytes:
    """A box to tick, drawn as paths: no symbol font is needed."""
    edge = number(side - 1)
    box = f"q 0 G 0.8 w 1 g 0.5 0.5 {edge} {edge} re B"
    if not on:
        return f"{box} Q".encode("ascii")
    points = [(0.2, 0.5), (0.42, 0.26), (0.82, 0.8)]
    path = " ".join(
        f"{number(x * side)} {number(y * side)} {operator}"
        for (x, y), operator in zip(points, "mll", strict=True)
    )
    return f"{box} 1.7 w 1 J 1 j {path} S Q".encode("ascii")
