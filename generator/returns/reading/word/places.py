"""Which cell of a document is the answer's place of which field.

The place is the contract between a Word form and its reader, since programs drop content controls and
people type over them: in the table of items the column is told by its heading and the row by its number,
elsewhere the cell is told by the labels of its row. Where people have changed the table, what is left of
it decides, and the tags of controls where that is not enough.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from generator.forms.definitions.expand import item_field_name, item_of_field
from generator.forms.definitions.word_names import read_tag
from generator.returns.reading.known import KnownForm
from generator.returns.reading.text import folded
from generator.returns.reading.word.printed import Slot
from generator.returns.reading.word.shown import Cell, Row, View

LABEL: Final = 120
"""Characters of the longest label; what is longer is none."""
_NUMBER: Final = re.compile(r"\W*(\d+(?:\.\d+)+)\W*", re.ASCII)
_BLANK: Final = re.compile(r"\s+")

Claims = dict[str, list[Cell]]


@dataclass(slots=True)
class Places:
    """``cells`` of each field: none where its place is gone, several where it stands there more than once.

    ``guessed`` are items whose row was told by something else than its number, ``strays`` cells of
    these tables that hold words and are nobody's place, ``texts`` what is printed as the text of each item,
    ``heads`` the number of headings of the items' table.
    """

    cells: Claims = field(default_factory=dict)
    guessed: list[str] = field(default_factory=list)
    strays: list[Cell] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    heads: int = 0

    def claim(self, name: str, cell: Cell) -> None:
        """A cell in which a field is answered."""
        several = self.cells.setdefault(name, [])
        if cell not in several:
            several.append(cell)


def places(view: View, form: KnownForm) -> Places:
    """The places of the fields of ``form`` in what a document shows."""
    found = Places()
    words: dict[int, list[str]] = {}
    for number, row in enumerate(view.rows):
        words[number] = [label(cell) for cell in row.cells]
    rest = _items(view, form, words, found)
    _grids(view, form, {number: words[number] for number in rest}, found)
    return found


def label(cell: Cell) -> str:
    """The words of a cell, for comparing with labels; nothing if they are too many for one."""
    text = cell.text
    return folded(text) if len(text) <= LABEL else ""


# --- the table of items ---------------------------------------------------------------------------


@dataclass(slots=True)
class _ItemRow:
    """A row below a heading: its number as printed, the item that its controls name, its cell by column."""

    number: str
    tagged: str
    cells: Mapping[str, Cell]
    row: Row


def _items(view: View, form: KnownForm, words: Mapping[int, list[str]], found: Places) -> list[int]:
    """Claim what is answered item by item; the rows that are none of it are left."""
    headings = {column: folded(text) for column, text in form.printed.headings.items()}
    if not headings:
        return list(words)
    asked = frozenset(q.column for q in form.questions if q.item)
    heads = {i: new for i, row in enumerate(view.rows) if (new := _head(row, words[i], headings)) is not None}
    found.heads = len(heads)
    # where no heading is left, the columns are taken to stand as they were made
    head = None if heads else _Head(len(headings), {c: (n, n) for n, c in enumerate(headings)})
    rows: list[_ItemRow] = []
    rest: list[int] = []
    table = 0
    for index, row in enumerate(view.rows):
        if index in heads:
            head, table = heads[index], row.table
            continue
        cells = head.cells(row) if head is not None else {}
        number, tagged = item_number(cells.get(form.printed.number)), _tagged(row)
        if number or tagged:
            table = row.table
        elif head is None or row.table != table or len(row.cells) != head.count:
            rest.append(index)
            continue
        rows.append(_ItemRow(number, tagged, cells or _by_tags(row), row))
    _number_rows(rows, form, found)
    for entry in rows:
        _claim_item(entry, asked, _read_only(form, asked), form.printed.number, found)
    return rest


def _claim_item(
    entry: _ItemRow, asked: frozenset[str], shown: frozenset[str], number: str, found: Places
) -> None:
    """Claim the cells of an item's row; words in its other cells are told, but for what is printed there."""
    known: set[int] = set()
    for column, cell in entry.cells.items():
        if column in asked and entry.number:
            found.claim(item_field_name(entry.number, column), cell)
            known.add(id(cell))
        elif column in shown:
            known.add(id(cell))
            if column != number:
                found.texts.setdefault(entry.number, cell.text)
    found.strays += [cell for cell in entry.row.cells if id(cell) not in known and cell.text.strip()]


def _read_only(form: KnownForm, asked: frozenset[str]) -> frozenset[str]:
    """The columns that show what is printed: the first ones, up to the first that is answered."""
    shown = []
    for column in form.printed.headings:
        if column in asked:
            break
        shown.append(column)
    return frozenset(shown)


@dataclass(slots=True)
class _Head:
    """A heading row: the cell's position and grid column of each column that it names."""

    count: int
    at: Mapping[str, tuple[int, int]]

    def cells(self, row: Row) -> dict[str, Cell]:
        """The cells of a row by column: by position where it has as many, else by the column of the grid."""
        if len(row.cells) == self.count:
            return {column: row.cells[position] for column, (position, _) in self.at.items()}
        starts = {cell.column: cell for cell in row.cells}
        if len(row.cells) * 2 <= self.count:
            return {}
        return {column: starts[start] for column, (_, start) in self.at.items() if start in starts}


def _head(row: Row, words: Sequence[str], headings: Mapping[str, str]) -> _Head | None:
    """The heading row of the items, if it is one: more than half of the headings stand in it.

    A heading that was typed over is that of the one cell which is left between its neighbours.
    """
    at: dict[str, int] = {}
    for column, heading in headings.items():
        positions = [n for n, word in enumerate(words) if word == heading]
        if len(positions) == 1:
            at[column] = positions[0]
    if len(at) * 2 <= len(headings):
        return None
    order = list(headings)
    for place, column in enumerate(order):
        if column in at:
            continue
        before = at.get(order[place - 1], -2) if place else -1
        after = at.get(order[place + 1], -1) if place + 1 < len(order) else len(words)
        if after - before == 2:
            at[column] = before + 1
    where = {column: (n, row.cells[n].column) for column, n in at.items()}
    return _Head(len(row.cells), where)


def item_number(cell: Cell | None) -> str:
    """The number of an item in a cell, in whatever width it is written.

    ``６．１．２`` and ``6.1.2 `` are 6.1.2.
    """
    if cell is None:
        return ""
    text = _BLANK.sub("", unicodedata.normalize("NFKC", cell.text)) if len(cell.text) <= LABEL else ""
    match = _NUMBER.fullmatch(text.replace("。", "."))
    return match[1] if match else ""


def _tagged(row: Row) -> str:
    """The one item that the controls of a row name; nothing if they name several."""
    items = {item_of_field(name) for _, name in _named(row)} - {""}
    return items.pop() if len(items) == 1 else ""


def _by_tags(row: Row) -> dict[str, Cell]:
    """The cells of a row without heading, by the columns that their controls name."""
    return {
        name.removeprefix(item_field_name(item, "")): cell
        for cell, name in _named(row)
        if (item := item_of_field(name))
    }


def _named(row: Row) -> Iterator[tuple[Cell, str]]:
    """The cells of a row with the fields that their own controls name."""
    return ((cell, read_tag(c.tag).field) for cell in row.cells for c in cell.controls if c.place is cell)


def _number_rows(rows: Sequence[_ItemRow], form: KnownForm, found: Places) -> None:
    """Give its item to each row whose number was typed over: by its controls, else by the rows around it."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.number] = counts.get(row.number, 0) + 1
    for row in rows:
        lost = row.tagged and row.tagged not in counts and row.tagged in form.items
        if lost and (not row.number or counts[row.number] > 1 or row.number not in form.items):
            counts[row.number] -= 1
            row.number = row.tagged
            counts[row.number] = 1
            found.guessed.append(row.number)
    order = list(form.items)
    place = {item: n for n, item in enumerate(order)}
    for n, row in enumerate(rows):
        if row.number or not 0 < n < len(rows) - 1:
            continue
        before, after = place.get(rows[n - 1].number), place.get(rows[n + 1].number)
        if (
            before is not None
            and after is not None
            and after - before == 2
            and order[before + 1] not in counts
        ):
            row.number = order[before + 1]
            counts[row.number] = 1
            found.guessed.append(row.number)


# --- grids ----------------------------------------------------------------------------------------


def _grids(view: View, form: KnownForm, words: Mapping[int, list[str]], found: Places) -> None:
    """Claim what is answered elsewhere: find each row of the definition by its labels."""
    indices = sorted(words)
    taken: set[int] = set()
    at: list[list[int]] = []
    lines = [[folded(slot.label) for slot in slots] for slots in form.printed.rows]
    for labels in lines:
        wanted = [label for label in labels if label]
        whole = [i for i in indices if wanted and len(_matched(labels, words[i])) == len(wanted)]
        at.append(whole)
        taken.update(whole)
    for number, labels in enumerate(lines):
        wanted = [label for label in labels if label]
        if at[number] or len(wanted) < 2:
            continue
        # a label that was typed over: most of the others are there
        free = [i for i in indices if i not in taken]
        best = max(free, key=lambda i: len(_matched(labels, words[i])), default=None)
        if best is not None and len(_matched(labels, words[best])) * 2 >= len(wanted):
            at[number] = [best]
            taken.add(best)
    follows = dict(itertools.pairwise(indices))
    for number, (slots, labels) in enumerate(zip(form.printed.rows, lines, strict=True)):
        if not any(labels) and number:
            at[number] = [follows[i] for i in at[number - 1] if i in follows and follows[i] not in taken]
            taken.update(at[number])
        elif not at[number]:
            at[number] = _between(number, at, view, follows, taken, len(slots))
        for i in at[number]:
            _claim_row(slots, labels, view.rows[i], words[i], found)


def _between(
    number: int,
    at: Sequence[Sequence[int]],
    view: View,
    follows: Mapping[int, int],
    taken: set[int],
    cells: int,
) -> list[int]:
    """The row between two that were found, if just one is there and has as many cells."""
    before = at[number - 1] if number else ()
    after = at[number + 1] if number + 1 < len(at) else ()
    if len(before) != 1 or len(after) != 1:
        return []
    row = follows.get(before[0], -1)
    fits = (
        row >= 0 and follows.get(row) == after[0] and row not in taken and len(view.rows[row].cells) == cells
    )
    taken.update([row] if fits else [])
    return [row] if fits else []


def _matched(labels: Sequence[str], words: Sequence[str]) -> dict[int, int]:
    """Which cell of a row shows which label, both in their order.

    ``["职工数", "", "会员数", ""]`` and ``["职工数", "", "320", "会员数", ""]`` are ``{0: 0, 2: 3}``.
    """
    found: dict[int, int] = {}
    start = 0
    for slot, label in enumerate(labels):
        if not label:
            continue
        at = next((n for n in range(start, len(words)) if words[n] == label), None)
        if at is not None:
            found[slot] = at
            start = at + 1
    return found


def _claim_row(
    slots: Sequence[Slot], labels: Sequence[str], row: Row, words: Sequence[str], found: Places
) -> None:
    """Claim the cells of a row: those between two labels are the fields between them."""
    matched = _matched(labels, words)
    if len(slots) == len(row.cells) and all(slot == at for slot, at in matched.items()):
        for slot, cell in zip(slots, row.cells, strict=True):
            if slot.field:
                found.claim(slot.field, cell)
        return
    edges = [(-1, -1), *sorted(matched.items()), (len(slots), len(row.cells))]
    for (before, left), (behind, right) in itertools.pairwise(edges):
        wanted = [slot for slot in slots[before + 1 : behind] if not slot.label]
        cells = row.cells[left + 1 : right]
        for name, cell in _paired(wanted, cells, found):
            found.claim(name, cell)


def _paired(slots: Sequence[Slot], cells: Sequence[Cell], found: Places) -> Iterator[tuple[str, Cell]]:
    """Fields and cells between two labels; a cell that was put in is told by its lack of a control."""
    if len(cells) > len(slots):
        tagged = [
            c for c in cells if any(read_tag(t.tag).field in {s.field for s in slots} for t in c.controls)
        ]
        filled = [c for c in cells if c.text.strip()]
        kept = next((some for some in (tagged, filled) if len(some) == len(slots)), cells[: len(slots)])
        found.strays += [c for c in filled if c not in kept]
        cells = kept
    for slot, cell in zip(slots, cells, strict=False):
        if slot.field:
            yield slot.field, cell
