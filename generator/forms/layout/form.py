"""Lay a form out on pages: blocks become rows of cells, rows are put on pages.

Rows are never split, unless one is higher than a whole page: then between two lines. A section's
title stays with its first row; the head of the table of items is repeated on every page. Rows are
as high as what is asked for needs, and share what their page has left.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal, Protocol

from generator import addresses
from generator.errors import Place
from generator.forms.definitions import hints
from generator.forms.definitions.definition import Block, CellDefinition, Column, GridRow
from generator.forms.definitions.expand import Form, FormField
from generator.forms.layout.cells import SEAL, Measured, Plan, measure
from generator.forms.layout.entries import Align, Arrange, Entry, Text
from generator.forms.layout.face import face
from generator.forms.layout.geometry import MM, Layout, LayoutError
from generator.forms.layout.room import TextBox
from generator.forms.layout.sheet import Group, Row, Sheet
from generator.model import Corpus, Item
from generator.remarks import Remark


class Surface(Protocol):
    """What a form is composed on: :class:`~generator.forms.layout.sheet.Sheet` for pages that we divide
    ourselves, another for programs that divide them. ``medium`` says which notes are for it, ``width`` is
    that of the type area in points, ``url`` the address of the standard's page (or empty), ``unit_box``
    the size of the place for the unit's name where that is the same everywhere.
    """

    @property
    def medium(self) -> Literal["pdf", "word"]: ...  # noqa: D102
    @property
    def width(self) -> int: ...  # noqa: D102
    @property
    def url(self) -> str: ...  # noqa: D102
    @property
    def unit_box(self) -> TextBox | None: ...  # noqa: D102

    def new_id(self) -> str:
        """An id for a header cell that no other has."""

    def gap(self, points: float) -> None:
        """White space before what comes next."""

    def join(self) -> None:
        """No white space before what comes next, and both on one page."""

    def bookmark(self, title: str, level: int) -> None:
        """A bookmark to what comes next."""

    def new_page(self) -> None:
        """Begin a new page with what comes next."""

    def paragraph(
        self,
        texts: Sequence[Text],
        tag: str,
        *,
        parent: Group | None = None,
        after: float = 0.0,
        keep: bool = False,
    ) -> None:
        """Paragraphs over the full width, of the structure type ``tag``."""

    def table(self, head: Row | None = None) -> None:
        """Begin a table; ``head`` is repeated on every page."""

    def row(self, row: Row, *, follow: bool = False, bookmark: str = "") -> None:
        """Add a row to the table; ``follow`` keeps it on one page with the next."""

    def end_table(self) -> None:
        """End the table."""


def lay_out(corpus: Corpus, form: Form, *, site_url: str = "", stretch: bool = True) -> Layout:
    """The laid-out form. Links and QR codes are made only where ``site_url`` is not empty; without
    ``stretch`` no row takes what its page has left.

    Raises:
        LayoutError: the definition leaves no room for what it asks for.

    """
    site_url = _root(site_url)
    page = site_url
    if page and form.standard is not None:
        page += addresses.standard_page(form.standard)
    web = site_url + addresses.web_form(form.id) if site_url else ""
    sheet = Sheet(form, page, web)
    compose(corpus, form, sheet, site_url=site_url)
    return sheet.finish(stretch=stretch)


def compose(corpus: Corpus, form: Form, sheet: Surface, *, site_url: str = "") -> None:
    """Put everything that the definition says on ``sheet``, block by block.

    Raises:
        LayoutError: a column is narrower than what stands in it.

    """
    _Composer(corpus, form, sheet, _root(site_url)).run()


def _root(site_url: str) -> str:
    return site_url.rstrip("/") + "/" if site_url else ""


MARGINS: Final = 8.0
"""What a column is wider than what stands in it, at least: its paddings, and a point."""


@dataclass
class _Grid:
    """Running state of the header ids within one grid."""

    columns: dict[int, str] = field(default_factory=dict)


class _Composer:
    def __init__(self, corpus: Corpus, form: Form, sheet: Surface, site_url: str) -> None:
        self.corpus = corpus
        self.form = form
        self.definition = form.definition
        self.sizes = form.definition.page.sizes
        self.sheet = sheet
        self.site_url = site_url
        self.fields = {f.name: f for f in form.fields}
        self.item_fields = {(f.item, f.column): f for f in form.fields if f.item}

    def run(self) -> None:
        self.sheet.bookmark(self.definition.running.bookmark, 1)
        for block in self.definition.body:
            if block.new_page:
                self.sheet.new_page()
            if block.bookmark:
                self.sheet.bookmark(block.bookmark, 1)
            match block.kind:
                case "title":
                    self._title(block)
                case "grid":
                    self._grid(block)
                case "notes":
                    said = block.word if self.sheet.medium == "word" and block.word else block.items
                    self._notes(block, tuple(self._noted(said)))
                case "remarks":
                    self._remarks(block, self.corpus.remarks_for(self.form.kind, self.form.standard))
                case "items":
                    self._items()

    def _filled(self, pattern: str) -> str:
        return pattern.format_map(self.form.patterns)

    def _noted(self, items: Sequence[str]) -> Iterator[str]:
        """Notes with their placeholders filled in; without an address, none that tells the web page's."""
        web = self.site_url + addresses.web_form(self.form.id) if self.site_url else ""
        for item in items:
            if web or "{web}" not in item:
                yield item.format_map({**self.form.patterns, "web": web})

    # --- blocks ---------------------------------------------------------------------------------

    def _title(self, block: Block) -> None:
        title = _heading(self._filled(block.text), self.sizes["title"], "center")
        self.sheet.paragraph((title,), "H1", after=3 if block.subtitle else 8, keep=True)
        if block.subtitle:
            subtitle = Text(self._filled(block.subtitle), "sans", self.sizes["heading"], "center")
            self.sheet.paragraph((subtitle,), "P", after=7)

    def _notes(self, block: Block, items: Sequence[str]) -> None:
        if not items:
            return
        size = self.sizes["note"]
        self.sheet.gap(5)
        if block.heading:
            heading = _heading(block.heading, self.sizes["label"])
            self.sheet.paragraph((heading,), "H2", after=1, keep=True)
        listing = Group("L")
        for number, text in enumerate(items, 1):
            marker = f"{number}. " if len(items) > 1 else ""
            note = Text(marker + text, "serif", size, justify=True)
            self.sheet.paragraph((note,), "LBody", parent=Group("LI", listing), after=1)
        self.sheet.gap(4)

    def _remarks(self, block: Block, remarks: Sequence[Remark]) -> None:
        if not remarks:
            return
        size = self.sizes["note"]
        if block.heading:
            heading = _heading(block.heading, self.sizes["label"])
            self.sheet.paragraph((heading,), "H2", after=1, keep=True)
        for remark in remarks:
            there = f"{self.site_url}{remark.more.to}" if self.site_url and remark.more else ""
            text = f"{remark.text}{there}"
            self.sheet.paragraph((Text(text, "serif", size, justify=True),), "P", after=1)
        self.sheet.gap(4)

    def _grid(self, block: Block) -> None:
        widths = whole_widths(block.columns, self.sheet.width)
        grid = _Grid()
        rows = [self._grid_row(block, row, widths, grid) for row in block.rows]
        if block.join:
            self.sheet.join()
        self.sheet.table()
        for number, row in enumerate(rows, 1):
            self.sheet.row(row, follow=block.keep and number < len(rows))
        self.sheet.end_table()
        self.sheet.gap(7)

    def _grid_row(self, block: Block, row: GridRow, widths: Sequence[int], grid: _Grid) -> Row:
        cells = row.cells
        only_labels = all(cell.label for cell in cells)
        measured: list[Measured] = []
        headers: list[tuple[str, ...]] = []
        ids: list[str] = []
        column, beside = 0, ""
        for cell in cells:
            width = sum(widths[column : column + cell.span])
            plan = self._cell_plan(cell, "Column" if only_labels else "Row")
            measured.append(self._measure(plan, width, cell.label or cell.field or cell.text, cell.place))
            if cell.label:
                name = self.sheet.new_id()
                beside = name
                if only_labels:
                    grid.columns[column] = name
                ids.append(name)
                headers.append(())
            else:
                above = grid.columns.get(column, "")
                ids.append("")
                headers.append(tuple(h for h in dict.fromkeys((beside, above)) if h))
            column += cell.span
        return Row(
            tuple(measured),
            max(row.height * MM, *(m.height for m in measured)),
            ids=tuple(ids),
            headers=tuple(headers),
            border=block.border,
            grow=row.grow,
            place=row.place,
        )

    def _cell_plan(self, cell: CellDefinition, scope: str) -> Plan:
        if cell.label:
            text = Text(
                self._filled(cell.label), "sans", self.sizes["label"], "left" if cell.plain else "center"
            )
            return Plan(
                (text,), header="Row" if scope == "Row" else "Column", shade=not cell.plain, span=cell.span
            )
        if cell.pen or cell.seal:
            size = self.sizes["label"]
            pen = tuple(Text(line, "serif", size, "left" if cell.seal else "right") for line in cell.pen)
            seal = tuple(Text(line, "serif", size, "center") for line in cell.seal)
            return Plan(pen=pen, seal=seal, span=cell.span)
        if cell.text:
            size = self.sizes[cell.size or "body"]
            return Plan((Text(self._filled(cell.text), "serif", size, cell.align),), span=cell.span)
        question = self.fields[cell.field]
        suffix = Text(cell.suffix, "sans", self.sizes["label"]) if cell.suffix else None
        entry = self._entry(question, cell.arrange, cell.align, suffix)
        hint = (Text(question.hint, "sans", self.sizes["small"]),) if question.hint else ()
        return Plan(entry=entry, hints=hint, span=cell.span)

    def _measure(self, plan: Plan, width: float, what: str, place: Place) -> Measured:
        widest = max((t.size for t in (*plan.texts, *plan.hints, *plan.pen)), default=0.0)
        widest = SEAL if plan.seal else widest
        if plan.entry is not None:
            suffix = plan.entry.suffix
            widest = max(widest, 3 * plan.entry.size + (len(suffix.text) * suffix.size if suffix else 0))
        if width < widest + MARGINS:
            raise LayoutError("narrow", what, place)
        return measure(plan, width)

    # --- the table of items ---------------------------------------------------------------------

    def _items(self) -> None:
        standard = self.form.standard
        if standard is None:
            return
        columns = self.definition.columns
        widths = whole_widths([c.width for c in columns], self.sheet.width)
        head_plans = [
            Plan((Text(c.heading, "sans", self.sizes["label"], "center"),), header="Column", shade=True)
            for c in columns
        ]
        head = self._row(head_plans, widths, 0.0)
        self.sheet.table(replace(head, ids=tuple(f"c{n}" for n in range(len(columns)))))
        for section in standard.sections:
            pattern = self.definition.row.section
            title = pattern.format(marker=section.marker, title=section.title)
            plan = Plan(
                (_heading(title, self.sizes["heading"]),),
                header="Row", heading="H2", shade=True, span=len(columns),
            )  # fmt: skip
            measured = self._measure(plan, sum(widths), title, section.place)
            banner = Row((measured,), measured.height, ids=("",), headers=((),))
            rows = [self._item_row(item, columns, widths) for item in section.items]
            self.sheet.row(banner, follow=bool(rows), bookmark=title)
            for row in rows:
                self.sheet.row(row)
        self.sheet.end_table()
        self.sheet.gap(7)

    def _item_row(self, item: Item, columns: Sequence[Column], widths: Sequence[int]) -> Row:
        plans = [self._item_plan(item, column) for column in columns]
        row = self._row(plans, widths, self.definition.row.height * MM)
        own = self.sheet.new_id()
        number = next((n for n, c in enumerate(columns) if c.shows == "number"), -1)
        ids = tuple(own if n == number else "" for n in range(len(columns)))
        headers = tuple(() if n == number else (f"c{n}", own) for n in range(len(columns)))
        again = self.definition.words["continued"]
        return replace(
            row, ids=ids, headers=headers, continued=f"{item.id}{again}", number_cell=number, item=item.id,
            place=item.place,
        )  # fmt: skip

    def _item_plan(self, item: Item, column: Column) -> Plan:
        body, small = self.sizes["body"], self.sizes["small"]
        match column.shows:
            case "number":
                url = f"{self.sheet.url}#{item.id}" if self.sheet.url else ""
                text = Text(item.id, "sans", body, "center", url=url, url_text=item.id)
                return Plan((text,), header="Row")
            case "text":
                extra = hints.item_hints(self.corpus, self.definition, item.id)
                return Plan(
                    (
                        Text(item.text, "serif", body, justify=True),
                        *(Text(line, "sans", small) for line in extra),
                    )
                )
            case "field":
                question = self.item_fields[item.id, column.id]
                prompts = hints.item_prompts(self.corpus, column, item.id)
                asked = tuple(Text(line, "sans", small) for line in prompts)
                return Plan(asked, entry=self._entry(question, "stack"))
            case _:
                return Plan()

    def _entry(
        self, question: FormField, arrange: Arrange, align: Align = "left", suffix: Text | None = None
    ) -> Entry:
        fixed = self.sheet.unit_box if question.name == self.definition.running.unit_field else None
        sizes = self.sizes
        double = sizes.get("double", sizes["entry"])
        usual = "long" if question.type == "multiline" else "entry"
        size = sizes.get(question.size or usual, sizes["entry"])
        return Entry(question, size, double, arrange, align, suffix, fixed)

    def _row(self, plans: Sequence[Plan], widths: Sequence[int], least: float) -> Row:
        columns = self.definition.columns
        cells = tuple(
            self._measure(plan, width, column.heading, column.place)
            for plan, width, column in zip(plans, widths, columns, strict=True)
        )
        height = max(least, *(cell.height for cell in cells))
        return Row(cells, height, ids=("",) * len(cells), headers=((),) * len(cells))


def _heading(text: str, size: float, align: Align = "left") -> Text:
    """A heading in bold, or whole in the regular weight where the bold face lacks a character of it."""
    return Text(text, "sans" if face("bold").missing(text) else "bold", size, align)


def whole_widths(weights: Sequence[float], total: float) -> list[int]:
    """Share ``total`` points by weight; every edge is rounded to a whole point by itself, so that
    grids of different columns still meet where their proportions do.
    """
    scale = int(total) / sum(weights)
    edges = [0, *(round(scale * sum(weights[: n + 1])) for n in range(len(weights)))]
    return [right - left for left, right in itertools.pairwise(edges)]
