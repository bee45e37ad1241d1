"""One returned official form: recognised by what ``prefill`` put into it or by its title, read by its labels.

From the cells on it is read as our own Word forms are: the same marks, the same doubts, the same record.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from generator.forms import FormField
from generator.forms.definitions.definition import Option
from generator.forms.definitions.expand import item_field_name, item_of_field
from generator.returns.reading.answers import QUOTED, Observation
from generator.returns.reading.known import KnownForm
from generator.returns.reading.limits import Limits
from generator.returns.reading.official.blanks import blanks, entered
from generator.returns.reading.official.choices import chosen_from
from generator.returns.reading.official.heads import headings_of, with_heads
from generator.returns.reading.official.known import NOBODY, Official, OfficialCell, OfficialColumn
from generator.returns.reading.official.lines import blanks_of, entered_in, swallowed
from generator.returns.reading.official.spots import Grid, located
from generator.returns.reading.refusal import Refused
from generator.returns.reading.text import folded
from generator.returns.reading.word.agreement import agree
from generator.returns.reading.word.claims import Places, label
from generator.returns.reading.word.items import claim_items
from generator.returns.reading.word.looks import is_struck
from generator.returns.reading.word.printed import Printed
from generator.returns.reading.word.read import Looked, Read, besides, listed, quoted
from generator.returns.reading.word.shown import Cell, View

MOST_LOST: Final = 4
"""A form of which more than one label in so many is not found is not read."""
PIECE: Final = 6
"""Characters that tell a piece of a printed line, where a program or a person broke it, from an answer."""
_NUMBER: Final = "number"
_STATE: Final = "."


def recognised(looked: Looked, officials: Sequence[Official]) -> Official | None:
    """The official form that a document is; ``None`` where it is none, or a form of ours.

    Raises:
        Refused: ``other-document`` where it is one that this run knows nothing of.

    """
    if looked.found.official:
        for official in officials:
            if official.digest == looked.found.official:
                return official
        raise Refused("other-document", {"kind": "official"})
    if looked.found.hidden.get("form-id") or not officials:
        return None
    words = folded("".join(looked.seen.outside)) + "".join(
        label(cell) for row in looked.seen.rows for cell in row.cells
    )
    grid = Grid(looked.seen)
    alike = [(_share(grid, looked.seen, o), o) for o in officials if folded(o.title) in words]
    best = max((share for share, _ in alike), default=0.0)
    found = [official for share, official in alike if share == best > 0]
    if len(found) > 1:
        raise Refused("several-forms")
    return found[0] if found else None


def _share(grid: Grid, view: View, official: Official) -> float:
    """The share of the labels and headings that are found."""
    found = len(located(grid, official.cells))
    headings = headings_of(official)
    words = {label(cell) for row in with_heads(view, headings).rows for cell in row.cells}
    found += sum(folded(heading) in words for heading in headings)
    return found / max(1, len(official.cells) + len(headings))


def read_official(looked: Looked, official: Official, forms: Mapping[str, KnownForm], limits: Limits) -> Read:
    """Hidden fields, answers by field name, and doubts, as a PDF with these answers has them.

    Raises:
        Refused: ``unknown-form``, ``fields-removed`` where too many labels are missing, ``several-forms``,
            or ``too-complex``.

    """
    known = forms.get(official.form)
    if known is None:
        raise Refused("unknown-form", {"form": official.form[:80]})
    seen = looked.seen
    form = _as_issued(known, official)
    places, lost, observed, own = claimed(seen, official, form)
    asked = len(official.cells) + (len(known.items) if official.columns else 0)
    if len(lost) * MOST_LOST > asked or not places.cells:
        raise Refused("fields-removed", {"count": str(len(lost)), "first": lost[0] if lost else ""})
    if sum(len(cells) > 1 for cells in places.cells.values()) * 2 > len(places.cells):
        raise Refused("several-forms")
    hidden = _hidden(known, looked)
    # controls of the document are none of ours
    bare = replace(seen, controls=[])
    agreed = agree(form, bare, places, limits, present=hidden["form-digest"] == known.digest)
    observed = [*agreed.observed, *observed]
    if lost:
        observed.append(Observation("word-missing", "", listed(lost)))
    if places.guessed:
        observed.append(Observation("word-row", "", listed(places.guessed)))
    if strays := list(_strays(seen, official, own)):
        observed.append(Observation("word-stray", "", {"count": str(len(strays)), "value": quoted(strays)}))
    if added := list(_added(seen, official, own)):
        observed.append(Observation("word-outside", "", {"value": quoted(added)}))
    observed += [one for one in besides(seen, places) if told(one) not in official.usual]
    observed += _unasked(known, official)
    if not looked.found.hidden.get("form-id"):
        observed.append(Observation("official-by-title"))
    return hidden, agreed.answers, observed


def _hidden(known: KnownForm, looked: Looked) -> dict[str, str]:
    """What the document says it is; one that nobody prefilled is of the texts that the mapping stands for."""
    present = {
        "form-id": known.id,
        "form-standard": known.standard,
        "form-version": known.version,
        "form-digest": known.digest,
        "form-items": " ".join(f"{item}:{text}" for item, text in known.items.items()),
    }
    said = {name: value for name, value in looked.found.hidden.items() if value}
    return present | (said if said.get("form-id") == known.id else {})


def _unasked(known: KnownForm, official: Official) -> Iterator[Observation]:
    """Fields that have to be answered, and for which the document has no place; one for a whole column."""
    asked = {name for cell in official.cells for name in cell.fields}
    asked |= {column.column for column in official.columns}
    wanted = {rule.fields[0] for rule in known.rules if rule.check == "required-when"}
    for question in known.questions:
        name = question.column if question.item else question.name
        if name not in asked and (question.required or question.name in wanted or question.column in wanted):
            asked.add(name)
            yield Observation("official-unasked", question.name)


def _as_issued(known: KnownForm, official: Official) -> KnownForm:
    """The form with the choices as the official document words them."""
    by_field = {name: cell.options for cell in official.cells if cell.options for name in cell.fields}
    by_column: dict[str, tuple[Option, ...]] = {}
    for column in official.columns:
        by_column[column.column] = by_column.get(column.column, ()) + column.options

    def issued(question: FormField) -> FormField:
        options = by_column.get(question.column) if question.item else by_field.get(question.name)
        return replace(question, options=options) if options else question

    return replace(known, questions=tuple(map(issued, known.questions)), printed=Printed())


Claimed = tuple[Places, list[str], list[Observation], set[int]]


def claimed(seen: View, official: Official, form: KnownForm) -> Claimed:
    """The places of the answers, the labels and items that are missing, and what is doubtful about cells.

    The cells in the places hold what was entered and nothing of what is printed beside it. At last the
    elements (their ``id``) of all cells and lines that were read.
    """
    places, observed = Places(), list[Observation]()
    found = located(Grid(seen), official.cells)
    lost = [cell.label for number, cell in enumerate(official.cells) if number not in found]
    for number, cells in found.items():
        wanted = official.cells[number]
        for cell in cells:
            pictures, struck = cell.pictures, list(filter(is_struck, cell.pieces))
            for name, text in _split(wanted, cell, official, observed):
                pieces = [*text, *struck]
                part = Cell(cell.column, cell.span, cell.merged, pieces, pictures=pictures, node=cell.node)
                places.cells.setdefault(name, []).append(part)
                pictures, struck = 0, []
    own = {id(cell.node) for cells in found.values() for cell in cells}
    if official.columns:
        items = item_places(seen, official, form)
        own |= {id(cell.node) for cells in items.cells.values() for cell in cells}
        lost += _claim_items(items, official, form, places)
    return places, lost, observed, own


def _split(
    wanted: OfficialCell, cell: Cell, official: Official, observed: list[Observation]
) -> Iterator[tuple[str, Sequence[str]]]:
    """The fields of a cell, each with the pieces that the cell shows for it."""
    if wanted.options:
        yield wanted.fields[0], chosen_from(cell.pieces, wanted)
        return
    if wanted.where == "line":
        parts = entered_in(cell.standing, wanted.printed, blanks_of(wanted))
        if parts is not None and swallowed(parts, wanted, official):
            parts = None
    else:
        places = blanks(wanted.printed, len(wanted.fields), wanted.label if wanted.where == "inside" else "")
        parts = None if places is None else entered(cell.standing, wanted.printed, places)
    if parts is None:
        data = {"value": " ".join(cell.text.split())[:QUOTED]}
        observed += [Observation("official-blanks", name, data) for name in wanted.fields if name != NOBODY]
        parts = [""] * len(wanted.fields)
    for name, part in zip(wanted.fields, parts, strict=True):
        if name != NOBODY:
            yield name, [part]
        elif part:
            observed.append(Observation("word-stray", "", {"count": "1", "value": quoted([part])}))


def told(observation: Observation) -> str:
    """An observation as one text, for comparing."""
    return f"{observation.code} {sorted(observation.data.items())}"


# --- item by item ---------------------------------------------------------------------------------


def item_places(seen: View, official: Official, form: KnownForm) -> Places:
    """The places of what is answered item by item; of a column for one choice by ``<field>.<state>``."""
    found = Places()
    seen = with_heads(seen, headings_of(official))
    words = {number: [label(cell) for cell in row.cells] for number, row in enumerate(seen.rows)}
    claim_items(seen, _item_form(official, form), words, found)
    return found if found.heads else Places()


def _item_form(official: Official, form: KnownForm) -> KnownForm:
    """The form as the reader of items takes it: a column of its own for every choice that has one."""
    asked = [q for q in form.questions if q.item]
    questions = []
    for column in official.columns:
        own = next((q for q in asked if q.column == column.column), None)
        if own is not None:
            questions.append(replace(own, column=_name(column), options=() if column.state else own.options))
    headings = {_NUMBER: official.number, **{_name(c): c.heading for c in official.columns}}
    # a heading that was typed over is told by its neighbours
    order = {heading: place for place, heading in enumerate(official.order)}
    headings = dict(sorted(headings.items(), key=lambda one: order.get(one[1], len(order))))
    return replace(form, questions=tuple(questions), printed=Printed(headings=headings, number=_NUMBER))


def _name(column: OfficialColumn) -> str:
    return f"{column.column}{_STATE}{column.state}" if column.state else column.column


def _claim_items(found: Places, official: Official, form: KnownForm, places: Places) -> list[str]:
    """Claim what is answered item by item, as it was ``found``; the items that have no place are left."""
    places.guessed += found.guessed
    for column, group in groupby(official.columns, key=lambda one: one.column):
        columns = list(group)
        for item in {item_of_field(name.partition(_STATE)[0]): None for name in found.cells}:
            name = item_field_name(item, column)
            if not columns[0].state:
                cells = found.cells.get(name, [])
            else:
                several = [found.cells.get(f"{name}{_STATE}{c.state}", []) for c in columns]
                cells = _joined(several, columns) if all(several) else []
            if cells:
                places.cells.setdefault(name, []).extend(cells)
    return list(_lost(official, form, places))


def _lost(official: Official, form: KnownForm, places: Places) -> Iterator[str]:
    """Items without any place, columns without any, and single places of the others."""
    columns = {column.column: column.heading for column in reversed(official.columns)}
    items = [i for i in form.items if any(item_field_name(i, c) in places.cells for c in columns)]
    yield from (item for item in form.items if item not in items)
    for column, heading in columns.items():
        lost = [item for item in items if item_field_name(item, column) not in places.cells]
        if items and len(lost) == len(items):
            yield heading
        else:
            yield from (f"{item} {heading}" for item in lost)


def _joined(several: Sequence[Sequence[Cell]], columns: Sequence[OfficialColumn]) -> list[Cell]:
    """A row's cells, one for each choice, as the one cell that our forms have: a line for each."""
    joined = []
    for row in zip(*several, strict=False):
        lines = []
        for cell, column in zip(row, columns, strict=True):
            mark = "".join(cell.standing.split()) or "□"
            lines.append(f"{mark}{column.options[0].label}")
        pictures = sum(cell.pictures for cell in row)
        joined.append(Cell(row[0].column, pieces=["\n".join(lines)], pictures=pictures, node=row[0].node))
    return joined


# --- what stands besides --------------------------------------------------------------------------


def _strays(seen: View, official: Official, own: Collection[int]) -> Iterator[str]:
    """Words in cells that are nobody's place, and are not printed in the blank."""
    printed = set(official.texts)
    within: dict[int, set[str]] = {}
    for row in reversed(seen.rows):
        if row.within is not None:
            lines = within.setdefault(id(row.within), set())
            for cell in row.cells:
                lines.update(compared(line) for line in _lines(cell.text))
    for row in seen.rows:
        for cell in row.cells:
            if id(cell.node) in own:
                continue
            known = printed | within.get(id(cell), set())
            written = [line for line in _lines(cell.text) if compared(line) not in known]
            if written:
                yield " ".join(written)


def _added(seen: View, official: Official, own: Collection[int]) -> Iterator[str]:
    """Lines outside of tables that are nobody's place, and not printed in the blank; numbers aside."""
    read = Counter(x for _, line in seen.paragraphs if id(line.node) in own for x in line.text.split("\n"))
    for line in "".join(seen.outside).split("\n"):
        if read[line]:
            read[line] -= 1
            continue
        words = folded(line).lstrip("0123456789")
        piece = len(words) >= PIECE and any(words in one for one in official.outside)
        if words and not piece and words not in official.outside and folded(line) not in official.outside:
            yield line.strip()


def compared(line: str) -> str:
    """A line as it is compared with what is printed: by its letters, or its marks where it has none."""
    return folded(line) or "".join(line.split())


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.replace("\t", "\n").split("\n") if line.strip()]
