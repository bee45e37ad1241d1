"""Whether an answer is seen in its field, as the file that came back draws it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from generator.forms.layout.room import PAD, VIEWER_LEADING, TextBox
from generator.forms.writing.appearance import size_of, unseen
from generator.forms.writing.flags import MULTILINE
from generator.returns.reading.fieldtree import held
from generator.returns.reading.pdf.library import ARRAY, BROKEN, DICTIONARY, STREAM
from generator.returns.reading.pdfvalue import UnreadableValue, inflated, text

if TYPE_CHECKING:
    import pikepdf

MOST: Final = 1 << 20
"""Bytes of a drawing that are looked at."""
EMPTY: Final = 24
"""Bytes of the drawing of an empty field, as ours and others write it: ``/Tx BMC EMC``."""
_SHOWN_TEXT: Final = re.compile(
    rb"(?:\([^()]*[^()\s][^()]*\)|<\s*[0-9A-Fa-f][^<>]*>|[)>]\s*\])\s*(?:Tj|TJ|'|\")(?![A-Za-z])"
)
"""A string that is not blank, and an operator that shows it (ISO 32000-1, 9.4.3)."""


def cut_off(answer: str, field: pikepdf.Object) -> int:
    """How many characters of an answer no viewer and no print shows; 0 if all are seen, or it cannot be told.

    Most answers fit however they are set, which a division tells; only for the others is the drawing
    looked at, and the font that measures loaded.
    """
    found = _box(field)
    if found is None:
        return 0
    widget, box = found
    return 0 if _fits_anyhow(answer, box) else unseen(answer, box, _drawing(widget))


def draws(widgets: Iterable[pikepdf.Object]) -> bool:
    """Whether a field without an answer shows text all the same, as a program left it that stored none."""
    return any(_SHOWN_TEXT.search(_drawing(widget)) for widget in widgets if isinstance(widget, DICTIONARY))


def _box(field: pikepdf.Object) -> tuple[pikepdf.Object, TextBox] | None:
    """The first widget of a field, and its box, if the file says both and the size of type."""
    kids = held(field, "/Kids")
    widget = kids[0] if isinstance(kids, ARRAY) and len(kids) else field
    if not isinstance(widget, DICTIONARY):
        return None
    rect, said = held(widget, "/Rect"), held(widget, "/DA") or held(field, "/DA")
    flags = held(field, "/Ff")
    if not isinstance(rect, ARRAY) or len(rect) != 4 or said is None:
        return None
    try:
        left, lower, right, upper = (float(side) for side in rect)
        size = size_of(text(said).text)
    except (TypeError, ValueError, UnreadableValue):
        return None
    several = isinstance(flags, int) and bool(flags & MULTILINE)
    if size <= 0 or right <= left or upper <= lower:
        return None
    return widget, TextBox(right - left, upper - lower, size, several)


def _fits_anyhow(answer: str, box: TextBox) -> bool:
    """Whether an answer fits even if every character is as wide as a hanzi and lines are far apart."""
    line = int((box.width - 2 * PAD) // box.size)
    if line < 1:
        return False
    if not box.multiline:
        return len(answer) <= line
    # a line may end one character early, where a mark must not begin the next one
    wrapped = sum(max(1, math.ceil(len(part) / max(line - 1, 1))) for part in answer.splitlines())
    return wrapped <= int((box.height - 2) // (VIEWER_LEADING * box.size))


def _drawing(widget: pikepdf.Object) -> bytes:
    if "/AP" not in widget:  # as in a blank form
        return b""
    try:
        normal = widget["/AP"]["/N"]
        if int(normal["/Length"]) <= EMPTY or not isinstance(normal, STREAM):
            return b""
        return inflated(normal)[:MOST]
    except (UnreadableValue, *BROKEN):
        return b""
