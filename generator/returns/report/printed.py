"""Printed pages with tables, drawn by reportlab with the faces and the line breaking of our forms.

reportlab's own paragraphs let a line begin with a comma; :mod:`generator.forms.layout.linebreak` does not.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from generator.forms.layout.face import FaceName
from generator.forms.layout.face import face as face_of
from generator.forms.layout.linebreak import break_text
from generator.forms.writing.typefaces import typeface

WIDTH: Final = 595.28
HEIGHT: Final = 841.89
"""A4 in points."""

LEFT: Final = 45.0
TOP: Final = 45.0
FOOT: Final = 30.0
TEXT: Final = WIDTH - 2 * LEFT
SIZE: Final = 9.0
PADDING: Final = 3.0
MISSING: Final = "□"
"""Stands for a character that the face does not have; the workbook has the character itself."""


@dataclass(frozen=True)
class PrintedColumn:
    """A column: its heading, its share of the width, whether its text stands in the middle."""

    heading: str
    share: float
    centred: bool = False


class Printed:
    """A document that grows downwards, page by page; every page says whose it is and its number."""

    def __init__(self, title: str, foot: str) -> None:
        """Begin a document; ``foot`` has the placeholder ``{page}``."""
        self._out = io.BytesIO()
        self._canvas = Canvas(
            self._out, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1,
            initialFontName=typeface("sans"),
        )  # fmt: skip
        self._canvas.setTitle(title)
        # reportlab writes "anonymous" and "unspecified" otherwise
        self._canvas.setAuthor("")
        self._canvas.setSubject("")
        self._canvas.setCreator("")
        self._foot = foot
        self._page = 0
        self._y = 0.0
        self.new_page()

    def new_page(self) -> None:
        """Go on at the top of a new page, unless this one is empty."""
        if self._page and self._y == HEIGHT - TOP:
            return
        if self._page:
            self._end_page()
        self._page += 1
        self._y = HEIGHT - TOP

    def _end_page(self) -> None:
        self._draw("sans", 8, LEFT, FOOT, self._foot.replace("{page}", str(self._page)))
        self._canvas.showPage()

    def heading(self, text: str, size: float = 12.0) -> None:
        """A line of its own in bold, kept with what follows; a long one is parted at its last space."""
        self._need(size * 1.6 + 40)
        lines = self._broken(text, TEXT, "bold", size)
        if len(lines) > 1:
            lines = tuple(
                line for part in text.rsplit(" ", 1) for line in self._broken(part, TEXT, "bold", size)
            )
        for line in lines:
            self._y -= size * 1.5
            self._draw("bold", size, LEFT, self._y, line)
        self._y -= size * 0.4

    def line(self, text: str) -> None:
        """A paragraph."""
        for line in self._broken(text, TEXT, "sans", SIZE):
            self._need(SIZE * 1.5)
            self._y -= SIZE * 1.5
            self._draw("sans", SIZE, LEFT, self._y, line)

    def box(self, label: str, height: float) -> None:
        """An empty box to write into, with a label in its corner; one label a line."""
        self._need(height + 6)
        self._y -= height
        self._canvas.rect(LEFT, self._y, TEXT, height)
        for number, line in enumerate(label.split("\n"), 1):
            offset = SIZE * 1.5 * number if number == 1 else height - SIZE * (label.count("\n") - number + 2)
            self._draw("sans", SIZE, LEFT + PADDING, self._y + height - offset, line)
        self._y -= 6

    def table(self, columns: Sequence[PrintedColumn], rows: Sequence[Sequence[str]]) -> None:
        """A table whose headings are repeated on every page; a row taller than a page is cut into pages."""
        self._y -= 4
        widths = [TEXT * c.share / sum(column.share for column in columns) for c in columns]
        head = self._cells([c.heading for c in columns], widths, "bold")
        self._row(columns, widths, head, "bold")
        most = int((HEIGHT - TOP - FOOT - 60) / (SIZE * 1.4))
        for row in rows:
            for part in _pieces(self._cells(row, widths, "sans"), most):
                if not self._fits(part):
                    self.new_page()
                    self._row(columns, widths, head, "bold")
                self._row(columns, widths, part, "sans")
        self._y -= 6

    def save(self) -> bytes:
        """The file; the same content gives the same bytes."""
        self._end_page()
        self._canvas.save()
        return self._out.getvalue()

    def _cells(self, texts: Sequence[str], widths: Sequence[float], face: FaceName) -> list[tuple[str, ...]]:
        return [
            self._broken(text, width - 2 * PADDING, face, SIZE)
            for text, width in zip(texts, widths, strict=True)
        ]

    def _row(
        self, columns: Sequence[PrintedColumn], widths: Sequence[float], cells: list[tuple[str, ...]],
        face: FaceName,
    ) -> None:  # fmt: skip
        height = _height(cells)
        x = LEFT
        for column, width, lines in zip(columns, widths, cells, strict=True):
            self._canvas.setLineWidth(0.5)
            self._canvas.rect(x, self._y - height, width, height)
            for number, line in enumerate(lines, 1):
                start = x + PADDING
                if column.centred or face == "bold":
                    start = x + (width - face_of(face).width(line, SIZE)) / 2
                self._draw(face, SIZE, start, self._y - PADDING - number * SIZE * 1.4 + SIZE * 0.4, line)
            x += width
        self._y -= height

    def _broken(self, text: str, width: float, face: FaceName, size: float) -> tuple[str, ...]:
        known = face_of(face)
        shown = "".join(c if c in known.advance or c in "\r\n" else MISSING for c in text.replace("\t", " "))
        return break_text(shown, width, known, size)

    def _draw(self, face: FaceName, size: float, x: float, y: float, text: str) -> None:
        self._canvas.setFont(typeface(face), size)
        self._canvas.drawString(x, y, text)

    def _fits(self, cells: list[tuple[str, ...]]) -> bool:
        return self._y - _height(cells) >= FOOT + 15

    def _need(self, height: float) -> None:
        if self._y - height < FOOT + 15:
            self.new_page()


def _height(cells: list[tuple[str, ...]]) -> float:
    return max(len(lines) for lines in cells) * SIZE * 1.4 + 2 * PADDING


def _pieces(cells: list[tuple[str, ...]], most: int) -> Iterator[list[tuple[str, ...]]]:
    """The row in pieces of at most ``most`` lines, so that each fits a page."""
    for start in range(0, max(len(lines) for lines in cells), most):
        yield [lines[start : start + most] for lines in cells]
