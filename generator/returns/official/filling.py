"""Fill an official form by program: answers into its cells, and not a byte besides.

What is added to the file is one custom XML part, by which a copy that comes back says whose it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from xml.sax.saxutils import escape

from generator.forms import Filled, FillError
from generator.forms.definitions.expand import HIDDEN, UNIT
from generator.forms.definitions.word_names import CHECKED, OFFICIAL
from generator.forms.word.markup import CARRIAGE_RETURN, NOT_XML
from generator.forms.word.packing import unpacked
from generator.returns.official.carrying import carried, replaced_parts
from generator.returns.official.scan import Atom, CellBytes, Paragraph, UnfillableError, scan
from generator.returns.reading.known import KnownForm
from generator.returns.reading.limits import Limits
from generator.returns.reading.official.blanks import Blank, behind, blanks
from generator.returns.reading.official.choices import choices
from generator.returns.reading.official.known import NOBODY, Official, OfficialCell
from generator.returns.reading.official.read import item_places
from generator.returns.reading.official.spots import Grid, located
from generator.returns.reading.word import names as n
from generator.returns.reading.word.glyphs import OPEN
from generator.returns.reading.word.markup import parse
from generator.returns.reading.word.package import opened
from generator.returns.reading.word.shown import Cell
from generator.returns.reading.word.visible import view

TICK: Final = "√"
"""What is typed where no box is printed."""
_REVISED: Final = re.compile(rb"<(?:\w+:)?(?:ins|del|moveFrom|moveTo|rPrChange)\b")
_STATE: Final = re.compile(rb"(val=[\"'])\w+")
_OPENING: Final = "（([［【"
_CLOSING: Final = "）)]］】"


@dataclass(slots=True)
class _Place:
    """Where a field is answered: the cell, as it is printed and as bytes, and which of its blanks."""

    wanted: OfficialCell
    cell: CellBytes
    blank: int = 0
    state: str = ""


@dataclass(slots=True)
class _Edits:
    """Bytes to be put in place of others.

    ``spaces`` are texts whose blanks are to be kept, ``boxes`` states of boxes to tick that are to be set.
    """

    made: list[tuple[int, int, bytes]] = field(default_factory=list)
    spaces: set[int] = field(default_factory=set)
    boxes: set[int] = field(default_factory=set)

    def applied(self, data: bytes) -> bytes:
        edits = list(self.made)
        for tag in self.spaces:
            end = data.index(b">", tag)
            if b"xml:space" not in data[tag:end]:
                edits.append((end, end, b' xml:space="preserve"'))
        for box in self.boxes:
            end = data.index(b">", box)
            edits.append((box, end, _STATE.sub(rb"\g<1>1", data[box:end])))
        pieces, at = [], 0
        for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
            pieces += [data[at:start], new]
            at = end
        return b"".join([*pieces, data[at:]])


class Document:
    """The blank of an official form, ready to be filled any number of times."""

    def __init__(self, blank: bytes, official: Official, form: KnownForm, limits: Limits) -> None:
        """Find every place.

        Raises:
            UnfillableError: the document is of an encoding whose bytes are not told apart here.
            Refused: it cannot be read.

        """
        self._official, self._form = official, form
        self._members = unpacked(blank)
        self._main = next(
            (name for name in self._members if name.casefold() == opened(blank, limits).main().casefold()), ""
        )
        if not self._main:
            raise UnfillableError("文件里没有正文")
        self._data = self._members[self._main]
        root = parse(self._data)
        seen = view(root)
        order = {id(node): number for number, node in enumerate(root.iter(n.CELL))}
        wanted: list[tuple[str, OfficialCell, Cell, int, str]] = []
        for number, cells in located(Grid(seen), official.cells).items():
            own = official.cells[number]
            wanted += [(name, own, cells[0], at, "") for at, name in enumerate(own.fields) if name != NOBODY]
        options = {column.column: column.options for column in official.columns if not column.state}
        for name, cells in item_places(seen, official, form).cells.items():
            plain, _, state = name.partition(".")
            if plain in form.by_name:
                column = form.by_name[plain].column
                own = OfficialCell("", "right", (plain,), cells[0].text, options=options.get(column, ()))
                wanted.append((plain, own, cells[0], 0, state))
        found = scan(self._data, {order[id(cell.node)] for _, _, cell, _, _ in wanted})
        self._places: dict[str, list[_Place]] = {}
        self._unfillable: list[str] = []
        for name, own, cell, at, state in wanted:
            held = found[order[id(cell.node)]]
            if len(held.text) != len(cell.text):
                self._unfillable.append(name)
                continue
            for atom, char in zip(held.atoms, cell.text, strict=True):
                atom.char = char  # as its typeface shows it
            self._places.setdefault(name, []).append(_Place(own, held, at, state))

    def unfillable(self) -> list[str]:
        """Fields in whose cells stands what is neither text nor a line end."""
        return list(self._unfillable)

    def names(self) -> frozenset[str]:
        """The fields that it has a place for."""
        return frozenset(self._places)

    def fill(self, values: Mapping[str, str]) -> Filled:
        """Put ``values`` (field name -> text or state) in, and the key of the unit; empty ones stay blank.

        The same input gives the same bytes.

        Raises:
            FillError: there is no place for a field, or no such choice, or XML has none for a character.

        """
        edits = _Edits()
        for name, value in values.items():
            if name == UNIT or not value:
                continue
            places = self._places.get(name, ())
            if not places or NOT_XML.search(value) or not self._is_answer(name, value, places):
                raise FillError(name, value)
            for place in places:
                if place.state in ("", value):
                    self._put(place, value, edits)
        form = self._form
        hidden = {
            "form-id": form.id,
            "form-standard": form.standard,
            "form-version": form.version,
            "form-digest": form.digest,
            "form-items": " ".join(f"{item}:{text}" for item, text in form.items.items()),
            UNIT: values.get(UNIT, ""),
        }
        parts = {self._main: edits.applied(self._data)}
        said = {name: hidden[name] for name in HIDDEN} | {OFFICIAL: self._official.digest}
        parts |= carried(self._members, self._main, said)
        return Filled(replaced_parts(self._members, parts), {}, {})

    def _is_answer(self, name: str, value: str, places: Sequence[_Place]) -> bool:
        """Whether a choice is one of those that the document has."""
        if not self._form.by_name[name].options:
            return True
        return any(p.state == value or value in [o.state for o in p.wanted.options] for p in places)

    def _put(self, place: _Place, value: str, edits: _Edits) -> None:
        if place.state:
            _write(place.cell, Blank(0, len(place.cell.atoms)), TICK, edits)
        elif place.wanted.options:
            _tick(place, value, edits)
        else:
            own = place.wanted
            label = own.label if own.where == "inside" else ""
            found = blanks(own.printed, len(own.fields), label)
            if found is None:
                raise UnfillableError(own.label)
            _write(place.cell, found[place.blank], CARRIAGE_RETURN.sub("\n", value), edits)


def _write(cell: CellBytes, blank: Blank, answer: str, edits: _Edits) -> None:
    """An answer in place of a blank; of a blank within a line what the answer does not need is left."""
    atoms = [atom for atom in cell.atoms[blank.start : blank.end] if atom.kind != "break"]
    written = [atom for atom in atoms if atom.kind == "text" or atom.char == "\t"]
    if not written:
        if cell.text.strip() and _insert(cell, blank, answer, edits):
            return
        _new_run(cell, answer, edits)
        return
    _replace(cell, written[0], answer, edits)
    within = bool(cell.text[blank.end :].strip()) and all(atom.char.isspace() for atom in written)
    used = len(answer) if within and "\n" not in answer else len(written)
    for atom in written[1 : max(1, used)]:
        edits.made.append((atom.start, atom.end, b""))


def _insert(cell: CellBytes, blank: Blank, answer: str, edits: _Edits) -> bool:
    """An answer where nothing is left free, at the text before or behind it; whether there is one."""
    before = cell.atoms[blank.start - 1] if blank.start else None
    behind_it = cell.atoms[blank.end] if blank.end < len(cell.atoms) else None
    if before is not None and before.kind == "text":
        at, tag = before.end, before.tag
    elif behind_it is not None and behind_it.kind == "text":
        at, tag = behind_it.start, behind_it.tag
    else:
        return False
    edits.made.append((at, at, _markup(cell, answer)))
    edits.spaces.add(tag)
    return True


def _replace(cell: CellBytes, atom: Atom, answer: str, edits: _Edits) -> None:
    text = _markup(cell, answer)
    if atom.kind == "text":
        edits.spaces.add(atom.tag)
    else:
        p = cell.prefix
        text = b"<" + p + b't xml:space="preserve">' + text + b"</" + p + b"t>"
    edits.made.append((atom.start, atom.end, text))


def _markup(cell: CellBytes, answer: str) -> bytes:
    """An answer within a text; a line end ends the text, and begins another."""
    p = cell.prefix
    line_break = b"</" + p + b"t><" + p + b"br/><" + p + b't xml:space="preserve">'
    return line_break.join(escape(line).encode() for line in answer.split("\n"))


def _new_run(cell: CellBytes, answer: str, edits: _Edits) -> None:
    """A run in the first paragraph, set as its runs are, or as its end is (17.3.1.29)."""
    if not cell.paragraphs:
        raise UnfillableError("格子里没有段落")
    paragraph: Paragraph = cell.paragraphs[0]
    properties = paragraph.run or paragraph.mark
    if _REVISED.search(properties):
        properties = b""
    p = cell.prefix
    text = b"<" + p + b't xml:space="preserve">' + _markup(cell, answer) + b"</" + p + b"t>"
    run = b"<" + p + b"r>" + properties + text + b"</" + p + b"r>"
    if paragraph.empty:
        # <w:p/> is opened
        edits.made.append((paragraph.end - 2, paragraph.end, b">" + run + b"</" + p + b"p>"))
    else:
        edits.made.append((paragraph.end, paragraph.end, run))


def _tick(place: _Place, state: str, edits: _Edits) -> None:
    """Tick the box of a state: printed before all labels or behind them, or in brackets; else type a tick."""
    cell, own = place.cell, place.wanted
    text = cell.text
    begin = behind(text, own.label) if own.where == "inside" else 0
    found = [choice for choice in choices(text, own.options) if choice.start >= begin]
    at = next((number for number, choice in enumerate(found) if choice.state == state), None)
    if at is None:
        raise UnfillableError(own.label)
    box = _box_before(text, found[0].start)
    position = _box_before(text, found[at].start) if box >= 0 else _box_behind(text, found[at].end)
    if position >= 0:
        atom = cell.atoms[position]
        _replace(cell, atom, CHECKED, edits)
        if atom.box >= 0:
            edits.boxes.add(atom.box)
        return
    blank = _in_brackets(text, found[at].end)
    if blank is not None:
        _write(cell, blank, TICK, edits)
    elif not _insert(cell, Blank(found[at].end, found[at].end), TICK, edits):
        raise UnfillableError(own.label)


def _box_before(text: str, at: int) -> int:
    """The position of the box before a label; -1 if there is none."""
    at -= 1
    while at >= 0 and text[at].isspace():
        at -= 1
    return at if at >= 0 and text[at] in OPEN else -1


def _box_behind(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at if at < len(text) and text[at] in OPEN else -1


def _in_brackets(text: str, at: int) -> Blank | None:
    """The blank in the brackets behind a label."""
    while at < len(text) and text[at].isspace():
        at += 1
    if at >= len(text) or text[at] not in _OPENING:
        return None
    end = at + 1
    while end < len(text) and text[end].isspace():
        end += 1
    return Blank(at + 1, end) if end < len(text) and text[end] in _CLOSING else None
