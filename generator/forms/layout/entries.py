"""Places to answer: how high they must be for what is asked, and where their widgets go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, Protocol

from generator.forms.definitions.expand import FormField
from generator.forms.layout.face import MIDDLE, FaceName, face
from generator.forms.layout.geometry import Box, Line, Part, Widget
from generator.forms.layout.linebreak import break_text
from generator.forms.layout.room import (
    LATIN,
    TextBox,
    height_of,
    holds,
    per_line,
    rows_needed,
    whole_width,
)

PAD_X: Final = 3.5
PAD_Y: Final = 3.0
LEADING: Final = 1.42
"""Distance of printed base lines, in em."""
TICK: Final = 11.5
"""Side of a box to tick: 4.06 mm, so that a pen can."""
TICK_PITCH: Final = 14.5
TICK_GAP: Final = 3.0
OPTION_GAP: Final = 12.0
ENTRY_INSET: Final = 1.5
"""From the line of a cell to the field in it, so that a viewer's highlight leaves the line free."""
SINGLE: Final = 12.0
"""What a field for one line is higher than its type."""
MOST_LINES: Final = 2
"""Lines that a field of type ``text`` may have where its answer does not fit into one."""
LEAST_LINES: Final = 2
"""Lines that a field of type ``multiline`` has at least."""

Align = Literal["left", "center", "right"]
Arrange = Literal["flow", "stack"]


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph to be broken into lines. ``url`` makes it a link."""

    text: str
    face: FaceName
    size: float
    align: Align = "left"
    justify: bool = False
    url: str = ""
    url_text: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A place to answer a field, at ``size``; a ``text`` that needs two lines is set at ``double``.

    ``fixed`` is the size of its widgets where the cell does not give it: widgets of one field that
    share their appearance are of one size.
    """

    field: FormField
    size: float
    double: float
    arrange: Arrange = "flow"
    align: Align = "left"
    suffix: Text | None = None
    fixed: TextBox | None = None


@dataclass(frozen=True, slots=True)
class Tick:
    """One option of a choosing field: offset of its box from the entry's upper left corner."""

    state: str
    label: str
    x: float
    y: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A measured place to answer: ``height`` is the least it needs. ``ticks`` are there where it is
    answered by choosing, ``box`` (its height the least) where it is answered with text.
    """

    height: float = 0.0
    ticks: tuple[Tick, ...] = ()
    box: TextBox | None = None


class Elements(Protocol):
    """Where cells register what they mean; returns the index of the new structure element."""

    def add(self, tag: str, parent: int, *, alt: str = "", title: str = "") -> int:
        """A new element under ``parent``."""


def em(field: FormField) -> float:
    """Width in em that a character of the field's answers is counted for."""
    return LATIN if field.latin else 1.0


def capacity(field: FormField, box: TextBox) -> int:
    """What ``/MaxLen`` says: the characters that the box holds, of which single lines take no more
    than is asked (six digits of a postcode); 0 where the field is not limited.
    """
    if not field.max_length:
        return 0
    held = holds(box, em(field))
    return held if field.type == "multiline" else min(held, field.max_length)


def measure_entry(entry: Entry | None, room: float) -> Answer:
    """What a place to answer needs in ``room`` points between the paddings of its cell."""
    if entry is None:
        return Answer()
    if entry.field.options and entry.field.type != "choice":
        ticks, height = _ticks(entry, room)
        return Answer(height, ticks)
    box = entry.fixed or text_box(entry, room + 2 * (PAD_X - ENTRY_INSET) - suffix_width(entry))
    return Answer(box.height - 2 * (PAD_Y - ENTRY_INSET), (), box)


def text_box(entry: Entry, width: float) -> TextBox:
    """The least box of ``width`` points for what is asked."""
    field, size = entry.field, entry.size
    if field.type == "multiline":
        width = whole_width(width, size)
        lines = max(rows_needed(field.max_length, width, size, em(field)), LEAST_LINES)
        return TextBox(width, height_of(lines, size), size, multiline=True)
    if field.type == "text" and field.max_length > per_line(width, size, em(field)):
        width = whole_width(width, entry.double)
        lines = min(rows_needed(field.max_length, width, entry.double, em(field)), MOST_LINES)
        return TextBox(width, height_of(lines, entry.double), entry.double, multiline=True)
    return TextBox(width, size + SINGLE, size)


def suffix_width(entry: Entry) -> float:
    """Points at the right that the unit of measure takes."""
    style = entry.suffix
    return face(style.face).width(style.text, style.size) + PAD_X if style is not None else 0.0


def _ticks(entry: Entry, room: float) -> tuple[tuple[Tick, ...], float]:
    sans = face("sans")
    ticks: list[Tick] = []
    x = y = row = 0.0
    leading = entry.size * LEADING
    for option in entry.field.options:
        label_room = max(room - TICK - TICK_GAP, entry.size)
        lines = break_text(option.label, label_room, sans, entry.size)
        width = TICK + TICK_GAP + max(sans.width(line, entry.size) for line in lines)
        if ticks and (entry.arrange == "stack" or x + width > room):
            x, y, row = 0.0, y + row, 0.0
        ticks.append(Tick(option.state, option.label, x, y, lines))
        row = max(row, TICK_PITCH + (len(lines) - 1) * leading)
        x += width + OPTION_GAP
    return tuple(ticks), y + row


def place_text(
    entry: Entry, box: TextBox, area: Box, element: int, elements: Elements
) -> tuple[list[Part], list[Widget]]:
    """The widget of a field that is answered with text; a multiline one takes all of ``area``."""
    parts: list[Part] = []
    height = box.height
    if entry.field.type == "multiline" and entry.fixed is None:
        height = max(area.height + 2 * (PAD_Y - ENTRY_INSET), height)
    place = Box(area.x + ENTRY_INSET, area.y + (area.height - height) / 2, box.width, height)
    form = elements.add("Form", element)
    if entry.suffix is not None:
        style = entry.suffix
        x, y = area.right - suffix_width(entry), area.y + area.height / 2 - MIDDLE * style.size
        line = Line(x, y, style.text, style.face, style.size)
        parts.append(Part(elements.add("Span", element), (line,)))
    return parts, [text_widget(entry, box, place, form)]


def text_widget(entry: Entry, box: TextBox, place: Box, element: int) -> Widget:
    """The widget at ``place`` of a field whose least box is ``box``."""
    field = entry.field
    shown = TextBox(place.width, place.height, box.size, box.multiline)
    return Widget(
        field,
        place,
        element,
        box.size,
        field.tooltip,
        align=entry.align,
        multiline=box.multiline,
        max_length=capacity(field, shown),
    )


def place_ticks(
    entry: Entry, ticks: tuple[Tick, ...], area: Box, element: int, elements: Elements, option_pattern: str
) -> tuple[list[Part], list[Widget]]:
    """Boxes to tick with their labels."""
    parts: list[Part] = []
    widgets: list[Widget] = []
    leading = entry.size * LEADING
    for tick in ticks:
        x, top = area.x + PAD_X + tick.x, area.top - tick.y
        box = Box(x, top - (TICK_PITCH + TICK) / 2, TICK, TICK)
        tooltip = option_pattern.format(field=entry.field.tooltip, label=tick.label)
        form = elements.add("Form", element)
        widgets.append(Widget(entry.field, box, form, entry.size, tooltip, tick.state))
        base = box.y + TICK / 2 - MIDDLE * entry.size
        lines = tuple(
            Line(box.right + TICK_GAP, base - n * leading, text, "sans", entry.size)
            for n, text in enumerate(tick.lines)
        )
        # beside the Form, not in it: that has exactly one child, its widget (ISO 14289-1, 7.18.4)
        parts.append(Part(elements.add("Span", element), lines))
    return parts, widgets
