"""Fill an official form by program: answers into its cells, and not a byte besides.

What is added to the file is one custom XML part, by which a copy that comes back says whose it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.forms import Filled, FillError
from generator.forms.definitions.expand import HIDDEN, UNIT
from generator.forms.definitions.word_names import OFFICIAL
from generator.forms.word.markup import CARRIAGE_RETURN, NOT_XML
from generator.forms.word.packing import unpacked
from generator.returns.official.carrying import carried, replaced_parts
from generator.returns.official.lining import write_in_line
from generator.returns.official.scan import CELL, LINE, CellBytes, UnfillableError, Wanted, scan
from generator.returns.official.ticking import TICK, tick
from generator.returns.official.writing import Edits, write
from generator.returns.reading.known import KnownForm
from generator.returns.reading.limits import Limits
from generator.returns.reading.official.blanks import Blank, blanks
from generator.returns.reading.official.known import NOBODY, Official, OfficialCell
from generator.returns.reading.official.lines import blanks_of
from generator.returns.reading.official.read import item_places
from generator.returns.reading.official.spots import Grid, located
from generator.returns.reading.word import names as n
from generator.returns.reading.word.markup import parse
from generator.returns.reading.word.package import opened
from generator.returns.reading.word.shown import Cell
from generator.returns.reading.word.visible import view


@dataclass(slots=True)
class _Place:
    """Where a field is answered: the cell, as it is printed and as bytes, and which of its blanks."""

    wanted: OfficialCell
    cell: CellBytes
    blank: int = 0
    state: str = ""


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
        order: dict[int, Wanted] = {}
        for kind, tag in ((CELL, n.CELL), (LINE, n.PARAGRAPH)):
            order.update({id(node): (kind, number) for number, node in enumerate(root.iter(tag))})
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
        edits = Edits()
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

    def _put(self, place: _Place, value: str, edits: Edits) -> None:
        if place.state:
            write(place.cell, Blank(0, len(place.cell.atoms)), TICK, edits)
        elif place.wanted.options:
            tick(place.cell, place.wanted, value, edits)
        elif place.wanted.where == "line":
            blank = blanks_of(place.wanted)[place.blank]
            write_in_line(place.cell, blank, CARRIAGE_RETURN.sub("\n", value), edits)
        else:
            own = place.wanted
            label = own.label if own.where == "inside" else ""
            found = blanks(own.printed, len(own.fields), label)
            if found is None:
                raise UnfillableError(own.label)
            write(place.cell, found[place.blank], CARRIAGE_RETURN.sub("\n", value), edits)
