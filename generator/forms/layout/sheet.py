"""Collect rows and paragraphs, divide them over pages, and note what each of them means."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from generator.errors import Place
from generator.forms.definitions.expand import Form
from generator.forms.layout.cells import Measured, SetLine, place, place_lines, set_lines, split
from generator.forms.layout.entries import PAD_X, PAD_Y, Text
from generator.forms.layout.flow import Unit, divide, spread, used_height
from generator.forms.layout.geometry import (
    MM,
    Bookmark,
    Box,
    Cell,
    Element,
    Layout,
    LayoutError,
    Page,
    Part,
)
from generator.forms.layout.room import TextBox
from generator.forms.layout.running import Area, Running

A4: Final = (595.0, 842.0)
"""A4 in whole points (595.276 x 841.890, ISO 216), so that every line can stand on a whole point."""
LEAST_BODY: Final = 200.0
"""Points between running head and foot below which a page is no use."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of measured cells. ``ids`` and ``headers`` go with the cells; ``c0`` … are the ids of
    the columns of the running table. ``continued`` is printed in cell ``number_cell`` of what is cut
    off. ``grow`` is the row's share of what its page has left.
    """

    cells: tuple[Measured, ...]
    height: float
    ids: tuple[str, ...]
    headers: tuple[tuple[str, ...], ...]
    border: bool = True
    continued: str = ""
    number_cell: int = -1
    grow: float = 0.0
    item: str = ""
    place: Place | None = None


@dataclass(slots=True)
class Group:
    """A structure element that comes into being when the first of its content is placed."""

    tag: str
    parent: Group | None = None
    element: int = -1


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a paragraph."""

    line: SetLine
    group: Group


@dataclass(slots=True)
class _Table:
    """The table that rows are added to; ``element`` is that of its part on the present page."""

    head: Row | None
    key: int
    element: int = -1
    number: int = 0


@dataclass(frozen=True, slots=True)
class _Row:
    row: Row
    table: _Table


_Unit = Unit[_Line | _Row]


class Sheet:
    """The content of one form, and then its pages. ``width`` is that of the type area, ``url`` its
    page's address.
    """

    medium: Final = "pdf"

    def __init__(self, form: Form, url: str, web: str = "") -> None:
        self.form = form
        self.url = url
        page, margins = form.definition.page, form.definition.page.margins
        self.page_width, self.page_height = A4 if page.orientation == "portrait" else A4[::-1]
        left = round(margins.left * MM)
        self._area = Area(
            left,
            int(self.page_width - left - margins.right * MM),
            self.page_height - round(margins.top * MM),
            round(margins.bottom * MM),
        )
        self.width = int(self._area.width)
        self._running = Running(form, self._area, web)
        self._elements: list[Element] = [Element("Document", -1)]
        self._bookmarks: list[Bookmark] = []
        self._waiting: list[tuple[str, int]] = []
        self._units: list[_Unit] = []
        self._table: _Table | None = None
        self._tables = itertools.count(1)
        self._ids = itertools.count(1)
        self._gap = 0.0
        self._opens = False
        self._need_room(0.0)

    @property
    def unit_box(self) -> TextBox:
        """Size of every widget of the field in the running head."""
        return self._running.unit_box

    # --- what blocks use ------------------------------------------------------------------------

    def new_id(self) -> str:
        """An id for a header cell that no other has."""
        return f"h{next(self._ids)}"

    def gap(self, points: float) -> None:
        """White space before what comes next, unless that is the first thing on a page."""
        self._gap = max(self._gap, points)

    def join(self) -> None:
        """No white space before what comes next, and both on one page."""
        self._gap = 0.0
        if self._units:
            self._units[-1].follow = True

    def bookmark(self, title: str, level: int) -> None:
        """A bookmark to what comes next."""
        self._waiting.append((title, level))

    def new_page(self) -> None:
        """Begin a new page with what comes next."""
        self._opens = bool(self._units)

    def paragraph(
        self,
        texts: Sequence[Text],
        tag: str,
        *,
        parent: Group | None = None,
        after: float = 0.0,
        keep: bool = False,
    ) -> None:
        """Paragraphs over the full width; a page may end between two lines of them, but not after the
        first. ``keep`` keeps them on one page with what comes next.
        """
        lines = set_lines(texts, self.width - 2 * PAD_X)
        group = Group(tag, parent)
        for number, line in enumerate(lines):
            self._add(_Line(line, group), line.leading, follow=keep or (number == 0 and len(lines) > 1))
        self.gap(after)

    def table(self, head: Row | None = None) -> None:
        """Begin a table; ``head`` is repeated on every page."""
        self._table = _Table(head, next(self._tables))
        self._need_room(math.ceil(head.height) if head else 0.0)

    def end_table(self) -> None:
        """End the table."""
        self._table = None

    def row(self, row: Row, *, follow: bool = False, bookmark: str = "") -> None:
        """Add a row to the table; ``follow`` keeps it on one page with the next.

        Raises:
            LayoutError: the row is higher than a page and cannot be cut.

        """
        if bookmark:
            self.bookmark(bookmark, 1)
        table = self._table
        if table is None:
            return
        capacity = self._capacity - (math.ceil(table.head.height) if table.head else 0.0)
        while row.height > capacity:
            before = sum(u.height for u in itertools.takewhile(lambda u: u.follow, reversed(self._units)))
            first, row = self._cut(row, max(capacity - before, capacity / 2), capacity)
            self._add_row(first, table, follow=False)
        self._add_row(row, table, follow=follow)

    def _add_row(self, row: Row, table: _Table, *, follow: bool) -> None:
        self._add(_Row(row, table), math.ceil(row.height), follow=follow)
        unit = self._units[-1]
        unit.table, unit.grow = table.key, row.grow
        unit.spreads = row.border and any(not cell.plan.header for cell in row.cells)
        unit.head = math.ceil(table.head.height) if table.head else 0.0

    def _add(self, content: _Line | _Row, height: float, *, follow: bool) -> None:
        unit = Unit(content, height, self._gap, follow=follow, opens=self._opens)
        unit.bookmarks = self._waiting
        self._units.append(unit)
        self._waiting, self._gap, self._opens = [], 0.0, False

    def finish(self, *, stretch: bool = True) -> Layout:
        """Divide everything over pages, and give them out; without ``stretch`` every row is as high
        as it must be.
        """
        bottom = self._running.body_bottom
        first, other = (self._running.body_top(first=f) - bottom for f in (True, False))
        divided = divide(self._units, first, other)
        pages = []
        for number, units in enumerate(divided, 1):
            cells, picture = self._running.head(self, first=number == 1)
            left = (first if number == 1 else other) - used_height(units)
            extra = spread(units, left) if stretch else [0.0] * len(units)
            top = self._running.body_top(first=number == 1)
            body, items = self._body(units, extra, top, number)
            foot = self._running.foot(self, number, len(divided), items)
            pages.append(Page(self.page_width, self.page_height, (*cells, *body, *foot), picture))
        return Layout(tuple(pages), tuple(self._elements), tuple(self._bookmarks))

    def add(self, tag: str, parent: int, *, alt: str = "", title: str = "") -> int:
        """Register a structure element; returns its index."""
        self._elements.append(Element(tag, parent, alt=alt, title=title))
        return len(self._elements) - 1

    # --- room -----------------------------------------------------------------------------------

    @property
    def _capacity(self) -> float:
        """Points between head and foot of every page."""
        top = min(self._running.body_top(first=f) for f in (True, False))
        return float(int(top - self._running.body_bottom))

    def _need_room(self, head: float) -> None:
        if self._capacity - head < LEAST_BODY:
            running = self.form.definition.running
            raise LayoutError("running", running.head[0], running.place)

    def _cut(self, row: Row, room: float, capacity: float) -> tuple[Row, Row]:
        """A row that is higher than a page, as a part of ``room`` points and the rest.

        The rest begins with the number again (``1.1.6（续）``), and its header cells get ids of their own:
        after ``h7`` comes ``h7r``, and what went with the one goes with the other.

        Raises:
            LayoutError: no line of any cell fits into the room, or what is too high is not text.

        """
        pairs = [split(cell, room) for cell in row.cells]
        if max(cell.height for cell in row.cells) <= capacity or all(
            len(rest.lines) == len(cell.lines) for cell, (_, rest) in zip(row.cells, pairs, strict=True)
        ):
            what = row.continued or next((x.text for c in row.cells for x in c.lines), "")
            raise LayoutError("high", what, row.place)
        first = replace(row, cells=tuple(p[0] for p in pairs), height=room)
        rest = [p[1] for p in pairs]
        if row.number_cell >= 0:
            shown = row.cells[row.number_cell]
            small = self.form.definition.page.sizes["small"]
            style = shown.lines[0].style if shown.lines else Text("", "sans", small, "center")
            style = replace(style, url="")
            again = tuple(
                SetLine(line.text, style, line.last)
                for line in set_lines((replace(style, text=row.continued),), shown.width - 2 * PAD_X)
            )
            rest[row.number_cell] = replace(rest[row.number_cell], lines=again)
        height = max(2 * PAD_Y + sum(line.leading for line in cell.lines) for cell in rest)
        ids = tuple(f"{name}r" if name else "" for name in row.ids)
        headers = tuple(tuple(f"{h}r" if h in row.ids else h for h in names) for names in row.headers)
        return first, replace(row, cells=tuple(rest), height=height, ids=ids, headers=headers)

    # --- placing --------------------------------------------------------------------------------

    def _body(
        self, units: Sequence[_Unit], extra: Sequence[float], y: float, page: int
    ) -> tuple[list[Cell], list[str]]:
        """The cells of one page from ``y`` downwards, and the ids of the items on it."""
        cells: list[Cell] = []
        items: list[str] = []
        table = 0
        for unit, more in zip(units, extra, strict=True):
            y -= unit.gap if cells else 0.0
            self._bookmarks += [Bookmark(title, level, page - 1, y) for title, level in unit.bookmarks]
            content = unit.content
            if isinstance(content, _Line):
                y -= unit.height
                box = Box(self._area.left, y, self.width, unit.height)
                lines, _ = place_lines((content.line,), box, box.top)
                cells.append(Cell(box, (Part(self._element(content.group), lines),)))
            else:
                if unit.table != table:
                    y = self._open(content.table, y, cells)
                height = unit.height + more
                cells += self._place_row(content.row, content.table, y, height)
                y -= height
                items += [content.row.item] if content.row.item else []
            table = unit.table
        return cells, items

    def _element(self, group: Group) -> int:
        if group.element < 0:
            group.element = self.add(group.tag, self._element(group.parent) if group.parent else 0)
        return group.element

    def _open(self, table: _Table, y: float, cells: list[Cell]) -> float:
        """Begin a table, or its part on a page; returns where its head ends."""
        table.element = self.add("Table", 0)
        table.number = sum(element.tag == "Table" for element in self._elements)
        if table.head is None:
            return y
        height = math.ceil(table.head.height)
        cells += self._place_row(table.head, table, y, height)
        return y - height

    def _place_row(self, row: Row, table: _Table, y: float, height: float) -> list[Cell]:
        tr = self.add("TR", table.element)
        x = float(self._area.left)
        option = self.form.definition.words["option"]
        cells = []
        for measured, name, headers in zip(row.cells, row.ids, row.headers, strict=True):
            plan = measured.plan
            element = self.add("TH" if plan.header else "TD", tr)
            entry = self._elements[element]
            entry.scope, entry.span = plan.header, plan.span
            entry.id = _local(table, name)
            entry.headers = tuple(_local(table, h) for h in headers)
            box = Box(x, y - height, measured.width, height)
            cell = place(measured, box, element, self, option)
            if not row.border:
                cell = _unboxed(cell)
            cells.append(cell)
            x += measured.width
        return cells


def _unboxed(cell: Cell) -> Cell:
    """A cell without a frame; where there is a field for text, a line below that field."""
    fields = [widget.box for widget in cell.widgets if not widget.state]
    if not fields:
        return replace(cell, border=False)
    low, high = min(f.y for f in fields), max(f.top for f in fields)
    suffix = [line.y for part in cell.parts for line in part.lines]
    if suffix:
        low, high = min(low, *suffix), max(high, *(y + MM * 4 for y in suffix))
    box = Box(cell.box.x, max(low - 1, cell.box.y), cell.box.width, 0.0)
    return replace(
        cell, box=replace(box, height=min(high + 1, cell.box.top) - box.y), border=False, underline=True
    )


def _local(table: _Table, name: str) -> str:
    """Ids of columns are those of the table's part on one page."""
    return f"t{table.number}{name}" if name.startswith("c") else name
