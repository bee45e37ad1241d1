"""Cells before and after measuring: how high a cell must be, and where its content goes.

A cell is a stack: lines of text, then a place to answer, then small hint lines. The place to answer
takes all the height that is left over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, Protocol

from generator.forms.definitions.expand import FormField
from generator.forms.layout.face import FaceName, face
from generator.forms.layout.geometry import Box, Cell, Line, Link, Part, Widget
from generator.forms.layout.linebreak import break_text

PAD_X: Final = 3.5
PAD_Y: Final = 3.0
LEADING: Final = 1.42
"""Distance of printed base lines, in em."""
TICK: Final = 11.5
"""Side of a box to tick: 4.06 mm, so that a pen can."""
TICK_PITCH: Final = 13.25
TICK_GAP: Final = 3.0
OPTION_GAP: Final = 12.0
ENTRY_INSET: Final = 1.5
"""From the line of a cell to the field in it, so that a viewer's highlight leaves the line free."""

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
    """A place to answer a field. ``fixed`` is width and height of its widget where the cell does not
    give them: widgets of one field that share their appearance are of one size.
    """

    field: FormField
    size: float
    arrange: Arrange = "flow"
    align: Align = "left"
    suffix: Text | None = None
    fixed: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a cell shall hold. ``header`` is the scope of a header cell, empty for a data cell.

    ``pen`` paragraphs stand at the lower edge.
    """

    texts: tuple[Text, ...] = ()
    entry: Entry | None = None
    hints: tuple[Text, ...] = ()
    pen: tuple[Text, ...] = ()
    header: Literal["", "Column", "Row"] = ""
    heading: str = ""
    shade: bool = False
    middle: bool = True
    span: int = 1


@dataclass(frozen=True, slots=True)
class SetLine:
    """A broken line and the paragraph it comes from; ``last`` of its paragraph."""

    text: str
    style: Text
    last: bool

    @property
    def leading(self) -> float:
        """Height that the line takes, in points."""
        return round(self.style.size * LEADING, 2)


@dataclass(frozen=True, slots=True)
class Tick:
    """One option of a choosing field: offset of its box from the entry's upper left corner."""

    state: str
    label: str
    x: float
    y: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """A plan at a given width. ``height`` is the least that shows everything."""

    plan: Plan
    width: float
    lines: tuple[SetLine, ...]
    hints: tuple[SetLine, ...]
    pen: tuple[SetLine, ...]
    ticks: tuple[Tick, ...]
    entry_height: float
    height: float


class Elements(Protocol):
    """Where cells register what they mean; returns the index of the new structure element."""

    def add(self, tag: str, parent: int, *, alt: str = "", title: str = "") -> int:
        """A new element under ``parent``."""


def measure(plan: Plan, width: float) -> Measured:
    """Break everything in ``plan`` for a cell of ``width`` points."""
    room = width - 2 * PAD_X
    lines = set_lines(plan.texts, room)
    hints, pen = set_lines(plan.hints, room), set_lines(plan.pen, room)
    ticks, entry_height = _entry(plan.entry, room)
    return _sized(Measured(plan, width, lines, hints, pen, ticks, entry_height, 0.0))


def _sized(measured: Measured) -> Measured:
    text = sum(line.leading for line in (*measured.lines, *measured.hints, *measured.pen))
    return replace(measured, height=2 * PAD_Y + text + measured.entry_height)


def set_lines(texts: Sequence[Text], width: float) -> tuple[SetLine, ...]:
    """All lines of some paragraphs at a width."""
    result: list[SetLine] = []
    for text in texts:
        broken = break_text(text.text, width, face(text.face), text.size)
        result += [SetLine(line, text, n == len(broken) - 1) for n, line in enumerate(broken)]
    return tuple(result)


def _entry(entry: Entry | None, room: float) -> tuple[tuple[Tick, ...], float]:
    if entry is None:
        return (), 0.0
    if entry.field.options and entry.field.type != "choice":
        return _ticks(entry, room)
    line = face("sans").line_height * entry.size
    if entry.field.type == "multiline":
        return (), 2 * line + 4
    return (), max(line, entry.size + 6, entry.fixed[1] - 2 * (PAD_Y - ENTRY_INSET) if entry.fixed else 0.0)


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


def split(measured: Measured, room: float) -> tuple[Measured, Measured]:
    """Cut a cell that is higher than a page after the line that still fits into ``room`` points.

    The place to answer stays in the first part, hints and pen lines too if there is room.
    """
    first: list[SetLine] = []
    left = room - 2 * PAD_Y - measured.entry_height - sum(x.leading for x in (*measured.hints, *measured.pen))
    for line in measured.lines:
        if line.leading > left:
            break
        first.append(line)
        left -= line.leading
    rest = Plan(header=measured.plan.header, shade=measured.plan.shade, middle=False, span=measured.plan.span)
    return (
        _sized(replace(measured, lines=tuple(first), plan=replace(measured.plan, middle=False))),
        _sized(Measured(rest, measured.width, measured.lines[len(first) :], (), (), (), 0.0, 0.0)),
    )


def place(measured: Measured, box: Box, element: int, elements: Elements, option_pattern: str) -> Cell:
    """Put a measured cell into its box; its text belongs to ``element``."""
    plan = measured.plan
    free = max(box.height - measured.height, 0.0)
    fills = plan.entry is not None and not measured.ticks
    top = box.top - PAD_Y - (free / 2 if plan.middle and not fills and not plan.pen else 0.0)
    parts: list[Part] = []
    widgets: list[Widget] = []
    links: list[Link] = []
    if measured.lines:
        lines, after = place_lines(measured.lines, box, top)
        target = elements.add(plan.heading, element) if plan.heading else element
        style = measured.lines[0].style
        if style.url:
            target = elements.add("Link", target)
            area = Box(box.x + 1, after, box.width - 2, top - after)
            links.append(Link(area, target, style.url, style.url_text))
        parts.append(Part(target, lines))
        top = after
    if plan.entry is not None:
        height = measured.entry_height + (free if fills else 0.0)
        area = Box(box.x, top - height, box.width, height)
        if measured.ticks:
            more_parts, more_widgets = _place_ticks(measured, area, element, elements, option_pattern)
        else:
            more_parts, more_widgets = _place_entry(plan.entry, area, element, elements)
        parts += more_parts
        widgets += more_widgets
        top -= height
    if measured.hints:
        lines, top = place_lines(measured.hints, box, top)
        parts.append(Part(elements.add("P", element), lines))
    if measured.pen:
        foot = box.y + PAD_Y + sum(line.leading for line in measured.pen)
        parts.append(Part(element, place_lines(measured.pen, box, foot)[0]))
    return Cell(box, tuple(parts), tuple(widgets), tuple(links), border=True, shade=plan.shade)


def place_lines(lines: Sequence[SetLine], box: Box, top: float) -> tuple[tuple[Line, ...], float]:
    """Lines from ``top`` downwards within the box's padding; returns them and where they end."""
    placed: list[Line] = []
    room = box.width - 2 * PAD_X
    for line in lines:
        style = line.style
        metrics = face(style.face)
        width = metrics.width(line.text, style.size)
        slack = room - width
        spacing = 0.0
        x = box.x + PAD_X
        if style.align == "center":
            x += slack / 2
        elif style.align == "right":
            x += slack
        elif style.justify and not line.last and len(line.text) > 1 and 0 < slack < 2.5 * style.size:
            spacing = slack / (len(line.text) - 1)
        # the ideographic em box (0.88 above, 0.12 below the base line) is centred in the line
        y = top - line.leading / 2 - 0.38 * style.size
        placed.append(Line(x, y, line.text, style.face, style.size, spacing))
        top -= line.leading
    return tuple(placed), top


def _place_entry(
    entry: Entry, area: Box, element: int, elements: Elements
) -> tuple[list[Part], list[Widget]]:
    suffix_width = 0.0
    parts: list[Part] = []
    if entry.suffix is not None:
        style = entry.suffix
        suffix_width = face(style.face).width(style.text, style.size) + PAD_X
    height = area.height + 2 * (PAD_Y - ENTRY_INSET)
    if entry.field.type != "multiline":
        height = min(height, entry.size + 12)
    box = Box(
        area.x + ENTRY_INSET,
        area.y + (area.height - height) / 2,
        area.width - 2 * ENTRY_INSET - suffix_width,
        height,
    )
    if entry.fixed is not None:
        width, height = min(entry.fixed[0], box.width), entry.fixed[1]
        box = Box(box.x, box.y + (box.height - height) / 2, width, height)
    form = elements.add("Form", element)
    if entry.suffix is not None:
        style = entry.suffix
        x, y = area.right - suffix_width, area.y + area.height / 2 - 0.38 * style.size
        line = Line(x, y, style.text, style.face, style.size)
        parts.append(Part(elements.add("Span", element), (line,)))
    field = entry.field
    return parts, [Widget(field, box, form, entry.size, field.tooltip, align=entry.align)]


def _place_ticks(
    measured: Measured, area: Box, element: int, elements: Elements, option_pattern: str
) -> tuple[list[Part], list[Widget]]:
    entry = measured.plan.entry
    parts: list[Part] = []
    widgets: list[Widget] = []
    if entry is None:
        return parts, widgets
    leading = entry.size * LEADING
    for tick in measured.ticks:
        x, top = area.x + PAD_X + tick.x, area.top - tick.y
        box = Box(x, top - (TICK_PITCH + TICK) / 2, TICK, TICK)
        tooltip = option_pattern.format(field=entry.field.tooltip, label=tick.label)
        form = elements.add("Form", element)
        widgets.append(Widget(entry.field, box, form, entry.size, tooltip, tick.state))
        base = box.y + TICK / 2 - 0.38 * entry.size
        lines = tuple(
            Line(box.right + TICK_GAP, base - n * leading, text, "sans", entry.size)
            for n, text in enumerate(tick.lines)
        )
        # beside the Form, not in it: that has exactly one child, its widget (ISO 14289-1, 7.18.4)
        parts.append(Part(elements.add("Span", element), lines))
    return parts, widgets
