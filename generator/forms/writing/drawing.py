"""What is printed, drawn by reportlab and marked with what it means (ISO 32000-1, 14.6)."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from reportlab.pdfgen.canvas import Canvas

from generator.forms.layout.face import FaceName
from generator.forms.layout.geometry import ARTIFACT, Cell, Element, Layout, Line, Page, Part, Picture
from generator.forms.writing.typefaces import typeface

LINE_WIDTH: Final = 0.5
SHADE: Final = 0.93

_Segment = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A PDF file with nothing but what is printed.

    ``marks`` has an entry for each page: for each marked content id the element it belongs to.
    """

    data: bytes
    marks: tuple[tuple[int, ...], ...]


def draw(layout: Layout) -> Drawn:
    """Draw all pages."""
    buffer = io.BytesIO()
    # the date of an invariant file is a fixed one; its id is taken from its content. An initial font of
    # ours, or every page would name Helvetica
    canvas = Canvas(buffer, invariant=1, pageCompression=1, initialFontName=typeface("sans"))
    # reportlab 5.1 begins that id with SOURCE_DATE_EPOCH where the environment has it, as under MkDocs
    canvas._doc.signature = hashlib.md5(usedforsecurity=False)  # noqa: SLF001
    marks = []
    for page in layout.pages:
        canvas.setPageSize((page.width, page.height))
        marks.append(_draw_page(canvas, page, layout.elements))
        canvas.showPage()
    canvas.save()
    return Drawn(buffer.getvalue(), tuple(marks))


@contextmanager
def _marked(canvas: Any, element: int, elements: tuple[Element, ...], marks: list[int]) -> Iterator[None]:  # noqa: ANN401 - reportlab has no types
    """Everything drawn within belongs to ``element``.

    Marked content is the one thing that reportlab has no call for, so its operators are written here.
    """
    if element == ARTIFACT:
        canvas.addLiteral("/Artifact BMC")
    else:
        canvas.addLiteral(f"/{elements[element].tag} <</MCID {len(marks)}>> BDC")
        marks.append(element)
    yield
    canvas.addLiteral("EMC")


def _draw_page(canvas: Any, page: Page, elements: tuple[Element, ...]) -> tuple[int, ...]:  # noqa: ANN401
    marks: list[int] = []
    with _marked(canvas, ARTIFACT, elements, marks):
        _shades(canvas, page.cells)
        canvas.setLineWidth(LINE_WIDTH)
        canvas.setLineCap(2)
        canvas.lines(list(_rules(page.cells)))
    for cell in page.cells:
        for part in cell.parts:
            if part.lines:
                with _marked(canvas, part.element, elements, marks):
                    _text(canvas, part)
    if page.picture is not None:
        with _marked(canvas, page.picture.element, elements, marks):
            _picture(canvas, page.picture)
    return tuple(marks)


def _shades(canvas: Any, cells: Iterable[Cell]) -> None:  # noqa: ANN401
    canvas.setFillGray(SHADE)
    for box in (cell.box for cell in cells if cell.shade):
        canvas.rect(box.x, box.y, box.width, box.height, stroke=0, fill=1)
    canvas.setFillGray(0)


def _rules(cells: Iterable[Cell]) -> Iterator[_Segment]:
    """Every edge once: neighbours share theirs."""
    flat: dict[float, list[tuple[float, float]]] = {}
    upright: dict[float, list[tuple[float, float]]] = {}
    for cell in cells:
        box = cell.box
        if cell.border:
            for y in (box.y, box.top):
                flat.setdefault(y, []).append((box.x, box.right))
            for x in (box.x, box.right):
                upright.setdefault(x, []).append((box.y, box.top))
        elif cell.underline:
            flat.setdefault(box.y, []).append((box.x, box.right))
    for y, spans in flat.items():
        for start, end in _merged(spans):
            yield start, y, end, y
    for x, spans in upright.items():
        for start, end in _merged(spans):
            yield x, start, x, end


def _merged(spans: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Spans that touch as one: ``[(0, 5), (9, 12), (5, 7)]`` gives ``(0, 7)`` and ``(9, 12)``."""
    start, end = None, 0.0
    for low, high in sorted(spans):
        if start is not None and low <= end + 0.01:
            end = max(end, high)
            continue
        if start is not None:
            yield start, end
        start, end = low, high
    if start is not None:
        yield start, end


def _text(canvas: Any, part: Part) -> None:  # noqa: ANN401
    text = canvas.beginText()
    font: tuple[FaceName, float] | None = None
    spacing = 0.0
    for line in part.lines:
        if (line.face, line.size) != font:
            font = (line.face, line.size)
            text.setFont(typeface(line.face), line.size)
        if line.spacing != spacing:
            spacing = line.spacing
            text.setCharSpace(spacing)
        _show(text, line)
    if spacing:
        text.setCharSpace(0)
    canvas.drawText(text)


def _show(text: Any, line: Line) -> None:  # noqa: ANN401
    text.setTextOrigin(line.x, line.y)
    text.textOut(line.text)


def _picture(canvas: Any, picture: Picture) -> None:  # noqa: ANN401
    """Dark modules as rectangles, runs in a row as one."""
    box, rows = picture.box, picture.modules
    module = box.width / len(rows)
    path = canvas.beginPath()
    for index, row in enumerate(rows):
        y = box.top - (index + 1) * module
        start = 0
        while start < len(row):
            end = start + 1
            while end < len(row) and row[end] == row[start]:
                end += 1
            if row[start]:
                path.rect(box.x + start * module, y, (end - start) * module, module)
            start = end
    canvas.drawPath(path, stroke=0, fill=1)
