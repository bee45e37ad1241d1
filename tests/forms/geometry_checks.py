"""What must hold of every layout: nothing leaves its box, nothing lies on anything else."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from generator.forms.layout.face import face
from generator.forms.layout.geometry import Box, Cell, Layout, Line, Page

SLACK = 0.1
"""Points."""


def line_box(line: Line) -> Box:
    """The em boxes of a line of Chinese text."""
    width = face(line.face).width(line.text, line.size) + line.spacing * max(len(line.text) - 1, 0)
    return Box(line.x, line.y - 0.12 * line.size, width, line.size)


def inside(inner: Box, outer: Box) -> bool:
    return (
        inner.x >= outer.x - SLACK
        and inner.y >= outer.y - SLACK
        and inner.right <= outer.right + SLACK
        and inner.top <= outer.top + SLACK
    )


def overlap(one: Box, other: Box) -> bool:
    return (
        min(one.right, other.right) - max(one.x, other.x) > SLACK
        and min(one.top, other.top) - max(one.y, other.y) > SLACK
    )


def faults(layout: Layout) -> list[str]:
    """Everything that is wrong with the geometry of a layout."""
    return [fault for number, page in enumerate(layout.pages, 1) for fault in page_faults(page, number)]


def page_faults(page: Page, number: int) -> list[str]:
    found = []
    sheet = Box(0, 0, page.width, page.height)
    boxes = [cell.box for cell in page.cells]
    if page.picture is not None:
        boxes.append(page.picture.box)
    found += [f"page {number}: {box} is not on the page" for box in boxes if not inside(box, sheet)]
    found += [
        f"page {number}: {one} and {other} overlap"
        for one, other in combinations(boxes, 2)
        if overlap(one, other)
    ]
    for cell in page.cells:
        found += [f"page {number}: {fault}" for fault in cell_faults(cell)]
    return found


def cell_faults(cell: Cell) -> list[str]:
    lines = [line for part in cell.parts for line in part.lines if line.text]
    placed: Sequence[tuple[str, Box]] = [
        *((line.text, line_box(line)) for line in lines),
        *((widget.field.name + widget.state, widget.box) for widget in cell.widgets),
    ]
    found = [f"{what!r} leaves {cell.box}" for what, box in placed if not inside(box, cell.box)]
    found += [
        f"{one!r} lies on {other!r}" for (one, a), (other, b) in combinations(placed, 2) if overlap(a, b)
    ]
    return found
