"""What a Word document shows once its revisions are accepted: its tables and the text of their cells.

Text is gathered where it stands, whatever stands around it: a content control may hold runs, paragraphs,
cells, rows or whole tables (17.5.2), and so may an insertion, a moved range or a smart tag. What is not
part of that view (deleted, hidden, in text boxes, in comments) is kept apart, to be told and not to count.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from generator.returns.reading.refusal import Refused
from generator.returns.reading.word import names as n
from generator.returns.reading.word.glyphs import equation, in_symbol_font, symbol
from generator.returns.reading.word.looks import UNSEEN, Piece, has_ground, in_list, look
from generator.returns.reading.word.markup import Element
from generator.returns.reading.word.shown import Cell, Control, Row, View

DEPTH: Final = 200
"""Elements within one another: a table within a cell takes five, and people nest three or four tables."""
NESTING: Final = 8
"""Tables within one another."""
MOST_ROWS: Final = 4000
MOST_CELLS: Final = 40_000
MOST_PARAGRAPHS: Final = 60_000
"""A form has sixty rows and six hundred paragraphs; people paste a few tables."""
TOLD: Final = 12
"""Pieces of one kind that are kept to be told."""
QUOTED: Final = 80
"""Characters of each."""

W = n.W
_PARAGRAPH_PROPERTIES: Final = f"{W}pPr"
_RUN_PROPERTIES: Final = f"{W}rPr"
_CELL_PROPERTIES: Final = f"{W}tcPr"
_VANISH: Final = f"{W}vanish"
_FONTS: Final = f"{W}rFonts"


def view(root: Element) -> View:
    """The view of a ``w:document``.

    Raises:
        Refused: ``too-complex`` where elements are nested too deep.

    """
    walk = _Walk()
    body = root.find(n.BODY)
    if body is not None:
        walk.content(body)
    return walk.view


class _Walk:
    """One walk over a document. ``sink`` takes the text: of the present cell, or what is outside."""

    def __init__(self) -> None:
        self.view = View()
        self.sink: list[str] = self.view.outside
        self.cell: Cell | None = None
        self.row: Row | None = None
        self.table = 0
        self.column = 0
        self.around: list[Control] = []
        self.depth = self.nesting = self.cells = self.paragraphs = 0
        self.joined = False
        self.begun = False
        self.codes = 0
        self.fields: list[bool] = []
        self.code: list[str] = []
        self.look = self.listed = ""
        self.shaded = False

    # --- structure --------------------------------------------------------------------------------

    def content(self, parent: Element) -> None:
        """Whatever stands in ``parent``."""
        self.depth += 1
        if self.depth > DEPTH:
            raise Refused("too-complex", {"kind": "nested"})
        for node in parent:
            handler = _HANDLERS.get(node.tag)
            if handler is not None:
                handler(self, node)
            elif node.tag not in _HANDLERS and len(node) and node.tag[-2:] != "Pr":
                self.content(node)
        self.depth -= 1

    def paragraph(self, node: Element) -> None:
        self.paragraphs += 1
        if self.paragraphs > MOST_PARAGRAPHS:
            raise Refused("too-complex", {"kind": "fields"})
        if self.begun and not self.joined:
            self.sink.append("\n")
        joined, self.joined, self.begun = self.joined, False, True
        start, pictures = len(self.sink), self.view.pictures
        properties = node.find(_PARAGRAPH_PROPERTIES)
        outer = self.listed, self.shaded
        if properties is not None:
            self.listed = in_list(properties)
            self.shaded = self.shaded or has_ground(properties)
        self.look = self.listed
        self.content(node)
        self.listed, self.shaded = outer
        self.look = self.listed
        if self.cell is None:
            self.view.outer(node, start, self.view.pictures - pictures, joined=joined)
        if self.fields:
            # a field whose end is missing: what follows is text again
            self.fields.clear()
            self.codes = 0
        properties = None if properties is None else properties.find(_RUN_PROPERTIES)
        if properties is not None:
            if properties.find(f"{W}del") is not None or properties.find(f"{W}moveFrom") is not None:
                # the mark at its end is deleted: it goes on in the next paragraph
                self.view.revised = self.joined = True
            elif properties.find(f"{W}ins") is not None:
                self.view.revised = True

    def nested_table(self, node: Element) -> None:
        before = self.table, self.row, self.column
        self.view.tables += 1
        self.table = self.view.tables
        self.nesting += 1
        if self.nesting > NESTING:
            raise Refused("too-complex", {"kind": "nested"})
        self.content(node)
        self.nesting -= 1
        self.table, self.row, self.column = before
        self.begun, self.joined = True, False

    def table_row(self, node: Element) -> None:
        properties = node.find(f"{W}trPr")
        self.column = 0
        if properties is not None:
            if properties.find(f"{W}del") is not None:
                self.deleted(node)
                return
            if properties.find(f"{W}ins") is not None:
                self.view.revised = True
            before = properties.find(f"{W}gridBefore")
            self.column = 0 if before is None else _number(before)
        if self.cell is not None and self.sink and self.sink[-1] != "\n":
            self.sink.append("\n")
        outer = self.row
        self.row = Row(self.table, within=self.cell)
        self.view.rows.append(self.row)
        if len(self.view.rows) > MOST_ROWS:
            raise Refused("too-complex", {"kind": "fields"})
        self.content(node)
        self.row = outer

    def table_cell(self, node: Element) -> None:
        properties = node.find(_CELL_PROPERTIES)
        span, merged = 1, False
        if properties is not None:
            if properties.find(f"{W}cellDel") is not None:
                self.deleted(node)
                return
            if properties.find(f"{W}cellIns") is not None or properties.find(f"{W}cellMerge") is not None:
                self.view.revised = True
            wide = properties.find(f"{W}gridSpan")
            span = 1 if wide is None else max(1, _number(wide))
            down = properties.find(f"{W}vMerge")
            merged = down is not None and down.get(n.VAL, "continue") == "continue"
        self.cells += 1
        if self.cells > MOST_CELLS or len(self.view.controls) > MOST_CELLS:
            raise Refused("too-complex", {"kind": "fields"})
        cell = Cell(self.column, span, merged, node=node)
        outer = self.cell, self.sink, self.around, self.begun, self.joined, self.column, self.shaded
        for control in self.around:
            control.cells.append(cell)
            cell.controls.append(control)
        self.cell, self.sink, self.around, self.begun, self.joined = cell, cell.pieces, [], False, False
        if self.row is not None:
            self.row.cells.append(cell)
        self.shaded = self.shaded or (properties is not None and has_ground(properties))
        self.content(node)
        if outer[0] is not None and cell.pieces:
            # the text of a table within a cell is text of that cell too
            above = outer[1]
            above += cell.pieces if not above or above[-1] == "\n" else ["\t", *cell.pieces]
        self.cell, self.sink, self.around, self.begun, self.joined, self.column, self.shaded = outer
        self.column += span

    def control(self, node: Element) -> None:
        properties, content = node.find(f"{W}sdtPr"), node.find(n.CONTENT)
        if content is None:
            return
        tag, checked = "", None
        if properties is not None:
            named = properties.find(f"{W}tag")
            tag = "" if named is None else named.get(n.VAL, "")
            box = properties.find(f"{n.W14}checkbox")
            if box is not None:
                state = box.find(f"{n.W14}checked")
                checked = state is not None and state.get(f"{n.W14}val", "1") not in n.OFF
        if not tag and checked is None:
            self.content(content)
            return
        control = Control(tag, checked, self.cell, len(self.sink))
        self.view.controls.append(control)
        if self.cell is not None:
            self.cell.controls.append(control)
        self.around.append(control)
        self.content(content)
        self.around.remove(control)
        control.end = len(self.sink)
        if control.cell is None:
            control.outside = self.sink[control.start :]

    # --- text -------------------------------------------------------------------------------------

    def run(self, node: Element) -> None:
        properties = node.find(_RUN_PROPERTIES)
        font = None
        if properties is not None:
            hidden = properties.find(_VANISH)
            if hidden is not None and hidden.get(n.VAL, "1") not in n.OFF:
                _tell(self.view.hidden, _words(node))
                return
            font = properties.find(_FONTS)
            self.look = look(properties, shaded=self.shaded)
            if self.look == UNSEEN:
                _tell(self.view.hidden, _words(node))
                self.look = self.listed
                return
            self.look = self.look or self.listed
        for part in node:
            if part.tag == n.TEXT:
                text = part.text or ""
                if self.codes:
                    _tell(self.view.hidden, text)
                elif font is not None and len(text) == 1:
                    self.show(in_symbol_font(text, font.get(f"{W}ascii") or font.get(f"{W}hAnsi") or ""))
                else:
                    self.show(text)
            else:
                handler = _HANDLERS.get(part.tag)
                if handler is not None:
                    handler(self, part)
                elif part.tag not in _HANDLERS and len(part) and part.tag[-2:] != "Pr":
                    self.content(part)
        self.look = self.listed

    def show(self, text: str) -> None:
        self.sink.append(Piece(text, self.look) if self.look else text)

    def text(self, node: Element) -> None:
        self.show(node.text or "")

    def new_line(self, _node: Element) -> None:
        self.sink.append("\n")

    def tabulator(self, _node: Element) -> None:
        self.sink.append("\t")

    def hyphen(self, _node: Element) -> None:
        self.sink.append("-")

    def sign(self, node: Element) -> None:
        self.show(symbol(node.get(f"{W}font", ""), node.get(f"{W}char", "")))

    def field_part(self, node: Element) -> None:
        """``begin``, ``separate``, ``end`` of a field (17.16.18): its code is not seen, its result is."""
        match node.get(f"{W}fldCharType"):
            case "begin":
                box = node.find(f"{W}ffData/{W}checkBox")
                if box is not None:
                    state = box.find(f"{W}checked")
                    state = box.find(f"{W}default") if state is None else state
                    on = state is not None and state.get(n.VAL, "1") not in n.OFF
                    self.sink.append("☑" if on else "□")
                self.fields.append(True)
                self.codes += 1
                self.code.clear()
            case "separate" if self.fields and self.fields[-1]:
                self.fields[-1] = False
                self.codes -= 1
            case "end" if self.fields:
                if self.fields.pop():
                    self.codes -= 1
                    self.sink.append(equation("".join(self.code)))

    def field_code(self, node: Element) -> None:
        self.code.append(node.text or "")

    def simple_field(self, node: Element) -> None:
        """A field in one element (17.16.19)."""
        self.sink.append("" if len(node) else equation(node.get(f"{W}instr", "")))
        self.content(node)

    # --- what does not count ----------------------------------------------------------------------

    def deleted(self, node: Element) -> None:
        self.view.revised = True
        _tell(self.view.gone, _words(node))

    def inserted(self, node: Element) -> None:
        self.view.revised = True
        self.content(node)

    def alternatives(self, node: Element) -> None:
        """The same content for newer and older programs: of the two, one."""
        chosen = next(iter(node), None)
        if chosen is not None:
            self.content(chosen)

    def picture(self, node: Element) -> None:
        boxes = list(node.iter(n.BOX_CONTENT))
        for box in boxes[:TOLD]:
            _tell(self.view.boxes, _words(box))
        if not boxes:
            self.view.pictures += 1
            if self.cell is not None:
                self.cell.pictures += 1

    def comment(self, _node: Element) -> None:
        self.view.comments += 1

    def footnote(self, _node: Element) -> None:
        self.view.footnotes += 1

    def elsewhere(self, _node: Element) -> None:
        self.view.imported += 1


_Handler = Callable[[_Walk, Element], None]
_SILENT: Final = (
    "rPr", "pPr", "tcPr", "trPr", "tblPr", "tblGrid", "tblPrEx", "sectPr", "sdtPr", "sdtEndPr",
    "delText", "delInstrText", "bookmarkStart", "bookmarkEnd", "proofErr", "lastRenderedPageBreak",
    "softHyphen", "annotationRef", "footnoteRef", "endnoteRef", "rt", "ffData", "permStart", "permEnd",
)  # fmt: skip
_HANDLERS: Final[dict[str, _Handler | None]] = {
    **dict.fromkeys([f"{W}{name}" for name in _SILENT]),
    n.PARAGRAPH: _Walk.paragraph,
    n.RUN: _Walk.run,
    n.TEXT: _Walk.text,
    f"{n.M}t": _Walk.text,
    n.TABLE: _Walk.nested_table,
    n.ROW: _Walk.table_row,
    n.CELL: _Walk.table_cell,
    n.CONTROL: _Walk.control,
    n.CHOICE: _Walk.alternatives,
    f"{W}br": _Walk.new_line,
    f"{W}cr": _Walk.new_line,
    f"{W}tab": _Walk.tabulator,
    f"{W}ptab": _Walk.tabulator,
    f"{W}noBreakHyphen": _Walk.hyphen,
    f"{W}sym": _Walk.sign,
    f"{W}fldChar": _Walk.field_part,
    f"{W}instrText": _Walk.field_code,
    f"{W}fldSimple": _Walk.simple_field,
    f"{W}del": _Walk.deleted,
    f"{W}moveFrom": _Walk.deleted,
    f"{W}ins": _Walk.inserted,
    f"{W}moveTo": _Walk.inserted,
    f"{W}drawing": _Walk.picture,
    f"{W}pict": _Walk.picture,
    f"{W}object": _Walk.picture,
    f"{W}commentReference": _Walk.comment,
    f"{W}footnoteReference": _Walk.footnote,
    f"{W}endnoteReference": _Walk.footnote,
    f"{W}altChunk": _Walk.elsewhere,
    f"{W}subDoc": _Walk.elsewhere,
}


def _number(node: Element) -> int:
    """A small count in ``w:val``; 0 where there is none."""
    text = node.get(n.VAL, "")
    return min(int(text), 1000) if text.isascii() and text.isdigit() else 0


_WORDS: Final = frozenset({n.TEXT, f"{W}delText", f"{n.M}t"})


def _words(node: Element) -> str:
    """The words in something that does not count, begun."""
    found: list[str] = []
    length = 0
    for part in node.iter():
        if part.tag in _WORDS and part.text:
            found.append(part.text)
            length += len(part.text)
            if length > QUOTED:
                break
    return "".join(found)[: QUOTED + 1]


def _tell(told: list[str], words: str) -> None:
    """Keep words to be told, each once and not too many."""
    words = " ".join(words.split())
    if words and len(told) < TOLD and words not in told:
        told.append(words if len(words) <= QUOTED else f"{words[:QUOTED]}……")
