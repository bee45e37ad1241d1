"""Put rows and paragraphs on pages, with running heads and feet, and note what each of them means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from generator.errors import Place
from generator.forms.definitions.expand import Form
from generator.forms.layout.cells import Measured, SetLine, Text, place, place_lines, set_lines, split
from generator.forms.layout.face import face
from generator.forms.layout.geometry import (
    ARTIFACT,
    MM,
    Bookmark,
    Box,
    Cell,
    Element,
    Layout,
    LayoutError,
    Page,
    Part,
    Picture,
    Widget,
)

A4: Final = (595.0, 842.0)
"""A4 in whole points (595.276 x 841.890, ISO 216), so that every line can stand on a whole point."""
PICTURE: Final = 42.0
"""Side of the QR code: 14.8 mm."""
UNIT_SHARE: Final = 0.43
"""Share of the type area that the place for the unit's name takes in the running head."""
UNIT_HEIGHT: Final = 18.0
"""Height of that place, and of the field's first widget, so that all can share one appearance."""
LEAST_BODY: Final = 200.0
"""Points between running head and foot below which a page is no use."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of measured cells. ``ids`` and ``headers`` go with the cells; ``c0`` … are the ids of
    the columns of the running table. ``continued`` is printed in cell ``number_cell`` of what is cut off.
    """

    cells: tuple[Measured, ...]
    height: float
    ids: tuple[str, ...]
    headers: tuple[tuple[str, ...], ...]
    border: bool = True
    continued: str = ""
    number_cell: int = -1
    place: Place | None = None


@dataclass(slots=True)
class _Draft:
    """A page being filled."""

    cells: list[Cell] = field(default_factory=list)
    picture: Picture | None = None
    items: list[str] = field(default_factory=list)
    started: bool = False


class Sheet:
    """The growing pages of one form. ``width`` is that of the type area, ``url`` its page's address."""

    def __init__(self, form: Form, url: str) -> None:
        self.form = form
        self.url = url
        page, margins = form.definition.page, form.definition.page.margins
        self.page_width, self.page_height = A4 if page.orientation == "portrait" else A4[::-1]
        self._left = round(margins.left * MM)
        self.width = int(self.page_width - self._left - margins.right * MM)
        self._small = page.sizes["small"]
        self._label = page.sizes["label"]
        self._entry = page.sizes["entry"]
        self._upper = self.page_height - round(margins.top * MM)
        self._lower = round(margins.bottom * MM)
        self._elements: list[Element] = [Element("Document", -1)]
        self._bookmarks: list[Bookmark] = []
        self._waiting: list[tuple[str, int]] = []
        self._pages: list[_Draft] = []
        self._table = -1
        self._tables = 0
        self._in_table = False
        self._head: Row | None = None
        self._ids = 0
        self._gap = 0.0
        self._foot_height = self._foot_lines_needed() * self._small * 1.42 + 5
        self._y = 0.0
        self._begin_page()

    @property
    def unit_size(self) -> tuple[float, float]:
        """Width and height of every widget of the field in the running head."""
        return float(round(self.width * UNIT_SHARE)), UNIT_HEIGHT

    # --- what blocks use ------------------------------------------------------------------------

    def new_id(self) -> str:
        """An id for a header cell that no other has."""
        self._ids += 1
        return f"h{self._ids}"

    def gap(self, points: float) -> None:
        """White space before what comes next, unless that is the first thing on a page."""
        self._gap = max(self._gap, points)

    def join(self) -> None:
        """No white space before what comes next."""
        self._gap = 0.0

    def bookmark(self, title: str, level: int) -> None:
        """A bookmark to what comes next."""
        self._waiting.append((title, level))

    def new_page(self) -> None:
        """Begin a new page, unless the present one is still empty."""
        if self._pages[-1].started:
            self._begin_page()

    def need(self, height: float) -> None:
        """Begin a new page unless ``height`` points are left, or no page has that many."""
        if self._gap + height > self._y - self._bottom and height <= self._capacity():
            self.new_page()

    def paragraph(
        self, texts: Sequence[Text], tag: str, *, parent: int = 0, after: float = 0.0, keep: float = 0.0
    ) -> None:
        """Paragraphs over the full width; split between lines where a page ends.

        ``parent`` is the structure element that they belong to, ``keep`` the points that must still
        follow on the same page.
        """
        lines = list(set_lines(texts, self.width - 7))
        self.need(min(2, len(lines)) * max(line.leading for line in lines) + keep)
        element = self.add(tag, parent)
        while lines:
            self._advance_gap()
            fitting = self._fitting(lines)
            if not fitting:
                self._begin_page()
                continue
            height = sum(line.leading for line in fitting)
            box = Box(self._left, self._y - height, self.width, height)
            self._mark(box.top)
            self._put(Cell(box, (Part(element, place_lines(fitting, box, box.top)[0]),)))
            self._y = box.y
            del lines[: len(fitting)]
            if lines:
                self._begin_page()
        self.gap(after)

    def table(self, head: Row | None = None) -> None:
        """Begin a table; ``head`` is repeated on every page."""
        self._head = head
        self._in_table = True
        self._table = -1

    def end_table(self) -> None:
        """End the table."""
        self._head = None
        self._in_table = False

    def row(self, row: Row, *, follow: float = 0.0, bookmark: str = "", item: str = "") -> None:
        """Add a row, on a new page if it does not fit here together with ``follow`` points more."""
        head = self._head.height if self._head and (self._table < 0 or not self._pages[-1].started) else 0.0
        if self._gap + head + row.height + follow > self._y - self._bottom:
            together = row.height + follow <= self._capacity()
            if together or self._y - self._bottom < 0.3 * self._capacity():
                self.new_page()
        if bookmark:
            self.bookmark(bookmark, 1)
        self._advance_gap()
        while True:
            self._open_table()
            room = self._y - self._bottom
            if row.height <= room:
                break
            if row.height <= self._capacity():
                self._begin_page()
                continue
            first, row = self._cut(row, room)
            self._place_row(first, item)
            self._begin_page()
        self._place_row(row, item)

    def finish(self) -> Layout:
        """Add the feet, now that pages can be counted, and give everything out."""
        pages = []
        for number, draft in enumerate(self._pages, 1):
            draft.cells.append(self._foot(draft, number))
            pages.append(Page(self.page_width, self.page_height, tuple(draft.cells), draft.picture))
        return Layout(tuple(pages), tuple(self._elements), tuple(self._bookmarks))

    def add(self, tag: str, parent: int, *, alt: str = "", title: str = "") -> int:
        """Register a structure element; returns its index."""
        self._elements.append(Element(tag, parent, alt=alt, title=title))
        return len(self._elements) - 1

    # --- rows -----------------------------------------------------------------------------------

    @property
    def _bottom(self) -> float:
        return self._lower + self._foot_height

    def _capacity(self) -> float:
        """Room for rows on a page that holds nothing else."""
        return self._body_top - self._bottom - (self._head.height if self._head else 0.0)

    def _open_table(self) -> None:
        if self._in_table and self._table < 0:
            self._tables += 1
            self._table = self.add("Table", 0)
            if self._head is not None:
                self._place_row(self._head, "")

    def _cut(self, row: Row, room: float) -> tuple[Row, Row]:
        pairs = [split(cell, room) for cell in row.cells]
        if max(cell.height for cell in row.cells) <= self._capacity() or all(
            len(rest.lines) == len(cell.lines) for cell, (_, rest) in zip(row.cells, pairs, strict=True)
        ):
            what = row.continued or next((x.text for c in row.cells for x in c.lines), "")
            raise LayoutError("high", what, row.place)
        first = replace(row, cells=tuple(p[0] for p in pairs), height=room)
        rest = [p[1] for p in pairs]
        if row.number_cell >= 0:
            shown = row.cells[row.number_cell]
            style = shown.lines[0].style if shown.lines else Text("", "sans", self._small, "center")
            style = replace(style, url="")
            again = tuple(
                SetLine(line.text, style, line.last)
                for line in set_lines((replace(style, text=row.continued),), shown.width - 7)
            )
            rest[row.number_cell] = replace(rest[row.number_cell], lines=again)
        height = max(6 + sum(line.leading for line in cell.lines) for cell in rest)
        ids = tuple(f"{name}r" if name else "" for name in row.ids)
        headers = tuple(tuple(f"{h}r" if h in row.ids else h for h in names) for names in row.headers)
        return first, replace(row, cells=tuple(rest), height=height, ids=ids, headers=headers)

    def _place_row(self, row: Row, item: str) -> None:
        height = float(-(-row.height // 1))
        tr = self.add("TR", self._table)
        x = float(self._left)
        self._mark(self._y)
        option = self.form.definition.words["option"]
        for measured, name, headers in zip(row.cells, row.ids, row.headers, strict=True):
            plan = measured.plan
            element = self.add("TH" if plan.header else "TD", tr)
            entry = self._elements[element]
            entry.scope, entry.span = plan.header, plan.span
            entry.id = self._local(name)
            entry.headers = tuple(self._local(h) for h in headers)
            box = Box(x, self._y - height, measured.width, height)
            cell = place(measured, box, element, self, option)
            if not row.border:
                cell = replace(cell, border=False, underline=plan.entry is not None)
            self._put(cell)
            x += measured.width
        self._y -= height
        if item:
            self._pages[-1].items.append(item)

    def _local(self, name: str) -> str:
        return f"t{self._tables}{name}" if name.startswith("c") else name

    # --- pages ----------------------------------------------------------------------------------

    def _put(self, cell: Cell) -> None:
        self._pages[-1].cells.append(cell)
        self._pages[-1].started = True

    def _mark(self, y: float) -> None:
        for title, level in self._waiting:
            self._bookmarks.append(Bookmark(title, level, len(self._pages) - 1, y))
        self._waiting.clear()

    def _advance_gap(self) -> None:
        if self._pages[-1].started:
            self._y -= self._gap
        self._gap = 0.0

    def _fitting(self, lines: Sequence[SetLine]) -> list[SetLine]:
        fitting: list[SetLine] = []
        room = self._y - self._bottom
        for line in lines:
            if line.leading > room:
                break
            fitting.append(line)
            room -= line.leading
        return fitting

    def _begin_page(self) -> None:
        first = not self._pages
        self._pages.append(_Draft())
        self._table = -1
        self._gap = 0.0
        running = self.form.definition.running
        right = float(self._left + self.width)
        if self.url:
            box = Box(right - PICTURE, self._upper - PICTURE, PICTURE, PICTURE)
            element = ARTIFACT
            if first:
                element = self.add("Figure", 0, alt=running.picture.format(url=self.url))
            self._pages[-1].picture = Picture(box, qr_modules(self.url), element)
            right -= PICTURE + 8
        unit = None if first else next((f for f in self.form.fields if f.name == running.unit_field), None)
        unit_width, unit_height = self.unit_size
        label_width = face("sans").width(running.unit_label, self._small)
        text_right = right - (unit_width + label_width + 10 if unit else 0)
        texts = [Text(p.format_map(self.form.patterns), "sans", self._small) for p in running.head]
        lines = set_lines([t for t in texts if t.text], max(text_right - self._left, 60) - 7)
        text_height = sum(line.leading for line in lines)
        height = max(text_height, PICTURE if self.url else 0.0, 22.0)
        box = Box(self._left, self._upper - height, text_right - self._left, height)
        top = box.y + text_height + (height - text_height) / 2
        self._pages[-1].cells.append(Cell(box, (Part(ARTIFACT, place_lines(lines, box, top)[0]),)))
        if unit is not None:
            paragraph = self.add("P", 0)
            label = Text(running.unit_label, "sans", self._small)
            foot = self._upper - height / 2 - unit_height / 2 - 1
            area = Box(text_right, foot, label_width + 10, unit_height + 2)
            label_lines = set_lines((replace(label, align="right"),), label_width + 3)
            part = Part(
                paragraph,
                place_lines(label_lines, area, foot + area.height / 2 + label_lines[0].leading / 2)[0],
            )
            self._pages[-1].cells.append(Cell(area, (part,)))
            place_box = Box(area.right, foot, unit_width, area.height)
            form = self.add("Form", paragraph)
            widget = Widget(unit, place_box.inset(0, 1), form, self._entry, unit.tooltip)
            self._pages[-1].cells.append(Cell(place_box, (), (widget,), underline=True))
        self._y = self._body_top = float(int(self._upper - height - 5))
        if self._capacity() < LEAST_BODY:
            raise LayoutError("running", running.head[0], running.place)

    def _foot_texts(self, page: str, pages: str, items: Sequence[str]) -> list[Text]:
        running = self.form.definition.running
        shown = running.items.format(first=items[0], last=items[-1]) if items else ""
        values = {**self.form.patterns, "page": page, "pages": pages, "items": shown}
        return [Text(pattern.format_map(values), "sans", self._small) for pattern in running.foot]

    def _foot_lines_needed(self) -> int:
        standard = self.form.standard
        items = [max((i.id for i in standard.items), key=len, default="")] * 2 if standard else []
        texts = self._foot_texts("888", "888", items)
        return max(len(set_lines((text,), self.width / 3 - 7)) for text in texts)

    def _foot(self, draft: _Draft, number: int) -> Cell:
        texts = self._foot_texts(str(number), str(len(self._pages)), draft.items)
        top = self._bottom - 3
        box = Box(self._left, self._lower, self.width, self._foot_height - 3)
        parts = []
        third = self.width / 3
        for index, (text, align) in enumerate(zip(texts, ("left", "center", "right"), strict=True)):
            area = Box(self._left + index * third, self._lower, third, self._foot_height)
            lines = set_lines((replace(text, align=align),), third - 7)  # type: ignore[arg-type]
            parts.append(Part(ARTIFACT, place_lines(lines, area, top)[0]))
        return Cell(box, tuple(parts))


def qr_modules(url: str) -> tuple[tuple[bool, ...], ...]:
    """The QR code of an address, error correction M, without the quiet zone."""
    import segno  # a tenth of a second that only a site with an address needs

    code = segno.make(url, error="m", micro=False, boost_error=False)
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)
