"""Cells before and after measuring: how high a cell must be, and where its content goes.

A cell is a stack: lines of text, then a place to answer, then small hint lines. The place to answer
takes all the height that is left over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from generator.forms.layout.entries import (
    LEADING,
    PAD_X,
    PAD_Y,
    Answer,
    Elements,
    Entry,
    Text,
    measure_entry,
    place_text,
    place_ticks,
)
from generator.forms.layout.face import MIDDLE, face
from generator.forms.layout.geometry import MM, Box, Cell, Line, Link, Part, Widget
from generator.forms.layout.linebreak import break_text

SEAL: Final = 42 * MM
"""Side of the square that is left for a seal."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a cell shall hold. ``header`` is the scope of a header cell, empty for a data cell.

    ``pen`` paragraphs stand at the lower edge. ``seal`` paragraphs (the date) stand in the middle of a
    square at the right that a seal covers, since it is put over the date (骑年盖月); beside one,
    ``pen`` paragraphs stand at the upper edge.
    """

    texts: tuple[Text, ...] = ()
    entry: Entry | None = None
    hints: tuple[Text, ...] = ()
    pen: tuple[Text, ...] = ()
    seal: tuple[Text, ...] = ()
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
class Measured:
    """A plan at a given width. ``height`` is the least that shows everything."""

    plan: Plan
    width: float
    lines: tuple[SetLine, ...]
    hints: tuple[SetLine, ...]
    pen: tuple[SetLine, ...]
    seal: tuple[SetLine, ...]
    answer: Answer
    height: float


def measure(plan: Plan, width: float) -> Measured:
    """Break everything in ``plan`` for a cell of ``width`` points."""
    room = width - 2 * PAD_X
    lines = set_lines(plan.texts, room)
    hints = set_lines(plan.hints, room)
    pen = set_lines(plan.pen, room - (SEAL if plan.seal else 0.0))
    seal = set_lines(plan.seal, SEAL - 2 * PAD_X)
    return _sized(Measured(plan, width, lines, hints, pen, seal, measure_entry(plan.entry, room), 0.0))


def _sized(measured: Measured) -> Measured:
    text = sum(line.leading for line in (*measured.lines, *measured.hints, *measured.pen))
    height = 2 * PAD_Y + text + measured.answer.height
    return replace(measured, height=max(height, SEAL + 1.0) if measured.seal else height)


def set_lines(texts: Sequence[Text], width: float) -> tuple[SetLine, ...]:
    """All lines of some paragraphs at a width."""
    result: list[SetLine] = []
    for text in texts:
        broken = break_text(text.text, width, face(text.face), text.size)
        result += [SetLine(line, text, n == len(broken) - 1) for n, line in enumerate(broken)]
    return tuple(result)


def split(measured: Measured, room: float) -> tuple[Measured, Measured]:
    """Cut a cell that is higher than a page after the line that still fits into ``room`` points.

    The place to answer stays in the first part, hints and pen lines too if there is room.
    """
    first: list[SetLine] = []
    left = (
        room - 2 * PAD_Y - measured.answer.height - sum(x.leading for x in (*measured.hints, *measured.pen))
    )
    for line in measured.lines:
        if line.leading > left:
            break
        first.append(line)
        left -= line.leading
    rest = Plan(header=measured.plan.header, shade=measured.plan.shade, middle=False, span=measured.plan.span)
    return (
        _sized(replace(measured, lines=tuple(first), plan=replace(measured.plan, middle=False))),
        _sized(Measured(rest, measured.width, measured.lines[len(first) :], (), (), (), Answer(), 0.0)),
    )


def place(measured: Measured, box: Box, element: int, elements: Elements, option_pattern: str) -> Cell:
    """Put a measured cell into its box; its text belongs to ``element``."""
    plan = measured.plan
    free = max(box.height - measured.height, 0.0)
    fills = plan.entry is not None and not measured.answer.ticks
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
        answer = measured.answer
        height = answer.height + (free if fills else 0.0)
        area = Box(box.x, top - height, box.width, height)
        if answer.box is not None:
            more_parts, more_widgets = place_text(plan.entry, answer.box, area, element, elements)
        else:
            more_parts, more_widgets = place_ticks(
                plan.entry, answer.ticks, area, element, elements, option_pattern
            )
        parts += more_parts
        widgets += more_widgets
        top -= height
    if measured.hints:
        lines, top = place_lines(measured.hints, box, top)
        parts.append(Part(elements.add("P", element), lines))
    if measured.pen and measured.seal:
        parts.append(Part(element, place_lines(measured.pen, box, box.top - PAD_Y)[0]))
    elif measured.pen:
        foot = box.y + PAD_Y + sum(line.leading for line in measured.pen)
        parts.append(Part(element, place_lines(measured.pen, box, foot)[0]))
    if measured.seal:
        square = Box(box.right - SEAL, box.y, SEAL, box.height)
        height = sum(line.leading for line in measured.seal)
        middle = box.y + (box.height + height) / 2
        parts.append(Part(element, place_lines(measured.seal, square, middle)[0]))
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
        y = top - line.leading / 2 - MIDDLE * style.size
        placed.append(Line(x, y, line.text, style.face, style.size, spacing))
        top -= line.leading
    return tuple(placed), top
