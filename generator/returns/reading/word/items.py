"""The table of items: which cell of which row is the answer to which column of which item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.forms.definitions.expand import item_field_name, item_of_field
from generator.forms.definitions.word_names import read_tag
from generator.returns.reading.known import KnownForm
from generator.returns.reading.text import folded
from generator.returns.reading.word.claims import Places, item_number
from generator.returns.reading.word.ratings import count_labels, has_boxes
from generator.returns.reading.word.shown import Cell, Row, View


@dataclass(slots=True)
class _ItemRow:
    """A row below a heading: its number as printed, the item that its controls name, its cells by column."""

    number: str
    tagged: str
    cells: Mapping[str, Sequence[Cell]]
    row: Row


def claim_items(view: View, form: KnownForm, words: Mapping[int, list[str]], found: Places) -> list[int]:
    """Claim what is answered item by item; the rows that are none of it are left."""
    headings = {column: folded(text) for column, text in form.printed.headings.items()}
    if not headings:
        return list(words)
    asked = frozenset(q.column for q in form.questions if q.item)
    options = _options(form)
    heads = {i: new for i, row in enumerate(view.rows) if (new := _head(row, words[i], headings)) is not None}
    found.heads = len(heads)
    # where no heading is left, the columns are taken to stand as they were made
    head = None if heads else _Head(len(headings), len(headings), {c: (n, n) for n, c in enumerate(headings)})
    rows: list[_ItemRow] = []
    rest: list[int] = []
    table = 0
    for index, row in enumerate(view.rows):
        if index in heads:
            head, table = heads[index], row.table
            continue
        tagged = _tagged(row)
        cells = head.cells(row, form.printed.number, options) if head is not None else {}
        number = next((n for cell in cells.get(form.printed.number, ()) if (n := item_number(cell))), "")
        if number or tagged:
            table = row.table
        elif head is None or row.table != table or len(row.cells) != head.count:
            rest.append(index)
            continue
        if tagged and (head is None or len(cells) < len(head.at)):
            cells = {**_by_tags(row), **cells}
        rows.append(_ItemRow(number, tagged, cells, row))
    _number_rows(rows, form, found)
    shown = _read_only(form, asked)
    for entry in rows:
        _claim_row(entry, asked, shown, form.printed.number, found)
    return rest


def _claim_row(
    entry: _ItemRow, asked: frozenset[str], shown: frozenset[str], number: str, found: Places
) -> None:
    """Claim the cells of an item's row; words in its other cells are told, but for what is printed there."""
    known: set[int] = set()
    for column, cells in entry.cells.items():
        for cell in cells:
            if column in asked and entry.number:
                found.claim(item_field_name(entry.number, column), cell)
                known.add(id(cell))
            elif column in shown:
                known.add(id(cell))
                if column != number:
                    found.texts.setdefault(entry.number, cell.text)
    found.strays += [cell for cell in entry.row.cells if id(cell) not in known and cell.text.strip()]


def _options(form: KnownForm) -> tuple[str, tuple[str, ...]]:
    """The first column that is answered by choosing, and the labels that it shows in every row."""
    question = next((q for q in form.questions if q.item and q.options), None)
    return ("", ()) if question is None else (question.column, tuple(o.label for o in question.options))


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
    """A heading row: how many cells and columns of the grid it has, and where those that it names are."""

    count: int
    width: int
    at: Mapping[str, tuple[int, int]]

    def cells(self, row: Row, number: str, options: tuple[str, tuple[str, ...]]) -> dict[str, list[Cell]]:
        """The cells of a row by column.

        By position where it has as many cells as the heading, by the columns of the grid where it has
        fewer and wider ones. A row that lost or got a cell of its own is told by the cell that shows the
        options: what stands before and behind it counts only where as many stand there as should.
        """
        column, labels = options
        cells = row.cells
        if len(cells) * 2 <= self.count:
            return {}
        half = (len(labels) + 1) // 2
        middle = self.at[column][0] if column in self.at else -1
        anchors = [n for n, cell in enumerate(cells) if labels and count_labels(cell, labels) >= half]
        if len([n for n in anchors if has_boxes(cells[n], labels)]) > 1:
            return self._around(cells, anchors, number, column)
        if len(cells) == self.count and (not anchors or middle < 0 or middle in anchors):
            return {name: [cells[position]] for name, (position, _) in self.at.items()}
        starts = {cell.column: cell for cell in cells}
        fits = not anchors or starts.get(self.at.get(column, (0, -1))[1]) is cells[anchors[0]]
        if fits and sum(cell.span for cell in cells) == self.width:
            return {name: [starts[start]] for name, (_, start) in self.at.items() if start in starts}
        return self._around(cells, anchors, number, column)

    def _around(
        self, cells: Sequence[Cell], anchors: Sequence[int], number: str, column: str
    ) -> dict[str, list[Cell]]:
        """The cells of a row in which there are more or fewer than there should be."""
        if not anchors or column not in self.at or anchors[-1] - anchors[0] + 1 != len(anchors):
            return {number: list(cells[:1])}
        middle, first, last = self.at[column][0], anchors[0], anchors[-1]
        found = {column: [cells[n] for n in anchors], number: list(cells[:first])}
        if first == middle:
            found |= {name: [cells[n]] for name, (n, _) in self.at.items() if n < middle}
        if len(cells) - last == self.count - middle:
            found |= {name: [cells[n - middle + last]] for name, (n, _) in self.at.items() if n > middle}
        return found


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
    return _Head(len(row.cells), sum(cell.span for cell in row.cells), where)


def _tagged(row: Row) -> str:
    """The one item that the controls of a row name; nothing if they name several."""
    items = {item_of_field(name) for _, name in _named(row)} - {""}
    return items.pop() if len(items) == 1 else ""


def _by_tags(row: Row) -> dict[str, list[Cell]]:
    """The cells of a row by the columns that their controls name."""
    return {
        name.removeprefix(item_field_name(item, "")): [cell]
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
