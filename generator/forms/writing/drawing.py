"""Page content streams: what is printed, marked with what it means (ISO 32000-1, 7.8 and 14.6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from generator.forms.layout.face import FaceName, face
from generator.forms.layout.geometry import ARTIFACT, Box, Cell, Element, Line, Page, Part, Picture

RESOURCE: Final[dict[FaceName, str]] = {"sans": "FormSans", "serif": "FormSerif"}
"""Names of the fonts in resource dictionaries."""
LINE_WIDTH: Final = 0.5
SHADE: Final = 0.93
BOLD: Final = 0.028
"""Width of the stroke that makes a heading bold, in em."""


def number(value: float) -> str:
    """A number as a content stream writes it, at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))


def draw_page(page: Page, elements: tuple[Element, ...]) -> tuple[bytes, tuple[int, ...]]:
    """The content stream of a page, and for each marked content id the element it belongs to."""
    marks: list[int] = []
    out: list[str] = ["/Artifact BMC"]
    out += _shades(page.cells)
    out += _rules(page.cells)
    out.append("EMC")
    for cell in page.cells:
        for part in cell.parts:
            if part.lines:
                out += _marked(part.element, elements, marks, _text(part))
    if page.picture is not None:
        out += _marked(page.picture.element, elements, marks, _picture(page.picture))
    return "\n".join(out).encode("ascii"), tuple(marks)


def _marked(
    element: int, elements: tuple[Element, ...], marks: list[int], content: Iterable[str]
) -> Iterator[str]:
    if element == ARTIFACT:
        yield "/Artifact BMC"
    else:
        yield f"/{elements[element].tag} <</MCID {len(marks)}>> BDC"
        marks.append(element)
    yield from content
    yield "EMC"


def _shades(cells: Iterable[Cell]) -> Iterator[str]:
    shaded = [cell.box for cell in cells if cell.shade]
    if shaded:
        yield f"{SHADE} g"
        for box in shaded:
            yield f"{_rectangle(box)} re"
        yield "f 0 g"


def _rectangle(box: Box) -> str:
    return f"{number(box.x)} {number(box.y)} {number(box.width)} {number(box.height)}"


def _rules(cells: Iterable[Cell]) -> Iterator[str]:
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
    yield f"{LINE_WIDTH} w 2 J"
    for y, spans in flat.items():
        for start, end in _merged(spans):
            yield f"{number(start)} {number(y)} m {number(end)} {number(y)} l"
    for x, spans in upright.items():
        for start, end in _merged(spans):
            yield f"{number(x)} {number(start)} m {number(x)} {number(end)} l"
    yield "S"


def _merged(spans: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
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


def _text(part: Part) -> Iterator[str]:
    yield "BT"
    font: tuple[FaceName, float] | None = None
    spacing, bold = 0.0, False
    for line in part.lines:
        if (line.face, line.size) != font:
            font = (line.face, line.size)
            yield f"/{RESOURCE[line.face]} {number(line.size)} Tf"
        if line.bold != bold:
            bold = line.bold
            yield f"2 Tr {number(line.size * BOLD)} w" if bold else "0 Tr"
        if line.spacing != spacing:
            spacing = line.spacing
            yield f"{spacing:.4f} Tc"
        yield from _shown(line)
    if bold:
        yield f"0 Tr {LINE_WIDTH} w"
    if spacing:
        yield "0 Tc"
    yield "ET"


def _shown(line: Line) -> Iterator[str]:
    codes = face(line.face).encode(line.text).hex().upper()
    yield f"1 0 0 1 {number(line.x)} {number(line.y)} Tm <{codes}> Tj"


def _picture(picture: Picture) -> Iterator[str]:
    """Dark modules as rectangles, runs in a row as one."""
    box, rows = picture.box, picture.modules
    module = box.width / len(rows)
    for index, row in enumerate(rows):
        y = box.top - (index + 1) * module
        start = 0
        while start < len(row):
            end = start + 1
            while end < len(row) and row[end] == row[start]:
                end += 1
            if row[start]:
                x = box.x + start * module
                yield f"{x:.3f} {y:.3f} {(end - start) * module:.3f} {module:.3f} re"
            start = end
    yield "f"
