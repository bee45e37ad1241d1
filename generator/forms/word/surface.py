"""The body of a form in Word: what the layout composes, as paragraphs and tables of WordprocessingML.

Word divides the pages itself, so nothing is placed here. Widths of columns are those of the PDF, and a
row is at least as high as there, so that the paper looks the same and has the same room for a pen.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from generator.forms.definitions.definition import CHOOSING
from generator.forms.definitions.expand import Form
from generator.forms.definitions.word_names import option_tag, option_title
from generator.forms.layout.cells import SEAL, Measured
from generator.forms.layout.entries import LEADING, PAD_X, PAD_Y, Entry, Text
from generator.forms.layout.geometry import MM
from generator.forms.layout.running import GAP
from generator.forms.layout.sheet import A4, Group, Row
from generator.forms.word import markup
from generator.forms.word.markup import Style

SHADE: Final = "EBEBEB"
"""The grey of label cells."""
HEADINGS: Final = {"H1": "Heading1", "H2": "Heading2"}
"""Built-in styles by structure type: what is a heading in the PDF is one in Word."""
HAIR: Final = 1.0
"""Height of the paragraph that must stand between two tables and behind the last, in points."""
SPARE: Final = 40.0
"""Points that are left free where a row takes what its page has left: lines are higher in some typefaces."""
SPLITS: Final = 0.5
"""Share of a page from which on a row may be divided: what is written in it may need more than a page."""


@dataclass(slots=True)
class _Paragraph:
    text: Text
    base: str
    before: float = 0.0
    keep: bool = False
    new_page: bool = False


@dataclass(slots=True)
class _Table:
    """A table and its rows; tables that are joined in the layout are one here, since Word makes one of
    two that touch.
    """

    head: Row | None
    title: str
    gap: float
    new_page: bool
    rows: list[tuple[Row, bool]] = field(default_factory=list)


class WordSurface:
    """The body of one form; ``xml`` is what was composed on it, ``styles`` the styles that it uses.

    ``top`` and ``bottom`` are where head and foot leave the page to it, in points from its edges.
    """

    medium: Final = "word"
    url: Final = ""
    """Nothing in the file leads outside: programs warn of that, and mail filters distrust it."""
    unit_box: Final = None

    def __init__(self, form: Form) -> None:
        page = form.definition.page
        self.page_width, self.page_height = A4 if page.orientation == "portrait" else A4[::-1]
        margins = page.margins
        self.width = int(self.page_width - round(margins.left * MM) - margins.right * MM)
        running, small = form.definition.running, page.sizes["small"] * LEADING
        feet = max(pattern.count("\n") + 1 for pattern in running.foot)
        self.top = margins.top * MM + len(running.head) * small + GAP
        self.bottom = margins.bottom * MM + feet * small + GAP
        self._height = self.page_height - self.top - self.bottom
        self._name = form.definition.short
        self.styles: dict[str, Style] = {}
        self._ids = itertools.count(1)
        self._content: list[_Paragraph | _Table] = []
        self._open: _Table | None = None
        self._gap = 0.0
        self._joins = self._new_page = False
        self._title = ""

    # --- what the layout calls ------------------------------------------------------------------

    def new_id(self) -> str:
        """An id for a header cell; Word has none, so that it is of no use."""
        return f"h{next(self._ids)}"

    def gap(self, points: float) -> None:
        """White space before what comes next."""
        self._gap = max(self._gap, points)

    def join(self) -> None:
        """The next table continues the last."""
        self._joins = True

    def bookmark(self, title: str, level: int) -> None:
        """What the next table is called."""
        self._title = title if level == 1 else self._title

    def new_page(self) -> None:
        """Begin a new page with what comes next."""
        self._new_page = bool(self._content)

    def paragraph(
        self,
        texts: Sequence[Text],
        tag: str,
        *,
        parent: Group | None = None,  # noqa: ARG002 - lists are numbered by their text
        after: float = 0.0,
        keep: bool = False,
    ) -> None:
        """Paragraphs over the full width."""
        for text in texts:
            new = _Paragraph(text, HEADINGS.get(tag, "Normal"), self._gap, keep=keep, new_page=self._new_page)
            self._content.append(new)
            self._gap, self._new_page = 0.0, False
        self.gap(after)

    def table(self, head: Row | None = None) -> None:
        """Begin a table; ``head`` is repeated on every page."""
        last = self._content[-1] if self._content else None
        if self._joins and isinstance(last, _Table) and not head and not last.head:
            self._open = last
        else:
            self._open = _Table(head, self._title or self._name, self._gap, self._new_page)
            self._content.append(self._open)
            self._title = ""
        self._gap, self._joins, self._new_page = 0.0, False, False

    def row(self, row: Row, *, follow: bool = False, bookmark: str = "") -> None:  # noqa: ARG002
        """Add a row to the table; ``follow`` keeps it on one page with the next."""
        if self._open is not None:
            self._open.rows.append((row, follow))

    def end_table(self) -> None:
        """End the table."""
        self._open = None

    # --- what comes of it -----------------------------------------------------------------------

    def xml(self) -> str:
        """Everything, in order. Tables end with a paragraph, as they must."""
        parts: list[str] = []
        after_table = True
        for content, following in itertools.zip_longest(self._content, self._content[1:]):
            if isinstance(content, _Table):
                if after_table or content.gap or content.new_page:
                    parts.append(self._hair(content.gap, new_page=content.new_page))
                alone = content.new_page and (following is None or following.new_page)
                parts.append(self._table(content, alone=alone))
            else:
                parts.append(self._paragraph(content))
            after_table = isinstance(content, _Table)
        if after_table:
            parts.append(self._hair(0.0))
        return "".join(parts)

    def style(self, text: Text, base: str = "Normal") -> Style:
        """The style of a text, noted among those in use."""
        style = Style(text.face, text.size, base)
        return self.styles.setdefault(style.id, style)

    def _hair(self, height: float, *, new_page: bool = False) -> str:
        style = self.style(Text("", "serif", HAIR))
        return markup.paragraph("", style, line=max(height, HAIR), new_page=new_page)

    def _paragraph(self, content: _Paragraph) -> str:
        text = content.text
        return markup.paragraph(
            markup.run(text.text),
            self.style(text, content.base),
            align="both" if text.justify else text.align,
            before=content.before,
            keep=content.keep,
            new_page=content.new_page,
        )

    def _table(self, table: _Table, *, alone: bool) -> str:
        """A table; where it stands ``alone`` on its page, rows that may grow share what is left of that.

        Its grid has a column between any two edges of cells, so that rows of different columns stand in one
        table. Example: rows of 34 + 138 and of 34 + 69 + 69 make a grid of 34, 69 and 69, in which the
        second cell of the first row spans two columns.
        """
        rows = [(table.head, False)] if table.head else []
        rows += table.rows
        edges = sorted({edge for row, _ in rows for edge in _edges(row)})
        widths = [right - left for left, right in itertools.pairwise(edges)]
        left = self._height - SPARE - sum(row.height for row, _ in rows) if alone else 0.0
        shares = sum(row.grow for row, _ in rows)
        more = max(left, 0.0) / shares if shares else 0.0
        written = (
            self._row(row, edges, row.height + row.grow * more, keep=follow, header=row is table.head)
            for row, follow in rows
        )
        return markup.table(widths, written, pad_x=PAD_X, pad_y=PAD_Y, title=table.title)

    def _row(self, row: Row, edges: Sequence[float], height: float, *, keep: bool, header: bool) -> str:
        cells = []
        for cell, (left, right) in zip(row.cells, itertools.pairwise(_edges(row)), strict=True):
            span = edges.index(right) - edges.index(left)
            plan = cell.plan
            cells.append(
                markup.cell(
                    self._cell(cell, keep=keep),
                    cell.width,
                    span=span,
                    shade=SHADE if plan.shade else "",
                    middle=row.border and _in_the_middle(cell),
                    border=row.border,
                    underline=plan.entry is not None,
                )
            )
        return markup.row(cells, height, split=height > SPLITS * self._height, header=header)

    def _cell(self, cell: Measured, *, keep: bool) -> str:
        plan = cell.plan
        base = HEADINGS.get(plan.heading, "Normal")
        parts = [self._text(text, base=base, keep=keep) for text in plan.texts]
        if plan.entry is not None:
            parts += self._entry(plan.entry, keep=keep)
        parts += [self._text(text, keep=keep) for text in plan.hints]
        parts += [self._text(text, keep=keep) for text in plan.pen]
        # the date stands in the middle of the place that a seal covers (骑年盖月)
        beside = max(cell.width - SEAL - 2 * PAD_X, 0.0)
        above = (SEAL - _height(plan.seal)) / 2 - _height(plan.pen) if plan.pen else 0.0
        for text in plan.seal:
            parts.append(self._text(text, keep=keep, indent=beside, before=max(above, 0.0)))
            above = 0.0
        # a cell is never without a paragraph (ECMA-376, part 1, 17.4.65)
        return "".join(parts) or markup.paragraph("", self.style(Text("", "serif", 10)), keep=keep)

    def _text(
        self, text: Text, *, keep: bool, base: str = "Normal", indent: float = 0.0, before: float = 0.0
    ) -> str:
        return markup.paragraph(
            markup.run(text.text),
            self.style(text, base),
            align="both" if text.justify else text.align,
            before=before,
            indent=indent,
            keep=keep,
        )

    def _entry(self, entry: Entry, *, keep: bool) -> list[str]:
        question = entry.field
        if question.type not in CHOOSING:
            # rows grow, so that long answers need not be set as small as in the boxes of the PDF
            style = self.style(Text("", "serif", max(entry.size, entry.double)))
            inner = markup.text_control(question.name, question.label)
            if entry.suffix is not None:
                suffix = entry.suffix
                inner += markup.run(suffix.text, markup.fonts(suffix.face) + markup.size(suffix.size))
            return [markup.paragraph(inner, style, align=entry.align, keep=keep)]
        style = self.style(Text("", "sans", entry.size))
        written = []
        for option in question.options:
            title = option_title(question.item, question.label, option.label)
            box = markup.check_box(option_tag(question.name, option.state), title)
            written.append(markup.paragraph(box + markup.run(f" {option.label}"), style, keep=keep))
        return written


def _edges(row: Row) -> list[float]:
    """Where the cells of a row begin and end, from the left edge of the table."""
    return [0.0, *itertools.accumulate(float(cell.width) for cell in row.cells)]


def _height(texts: Sequence[Text]) -> float:
    """Height of paragraphs of one line each."""
    return sum(text.size * LEADING for text in texts)


def _in_the_middle(cell: Measured) -> bool:
    """Whether a cell's content stands in its middle: not where much is written, nor where a pen begins."""
    entry = cell.plan.entry
    return not (cell.plan.pen or (entry is not None and entry.field.type == "multiline"))
