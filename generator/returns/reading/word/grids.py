"""The grids above and below the items: which cell is the place of which field, by the labels of its row."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from generator.forms.definitions.word_names import read_tag
from generator.returns.reading.known import KnownForm
from generator.returns.reading.text import folded
from generator.returns.reading.word.claims import Places, label
from generator.returns.reading.word.printed import Slot
from generator.returns.reading.word.shown import Cell, Row, View


def claim_grids(view: View, form: KnownForm, words: Mapping[int, list[str]], found: Places) -> None:
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
    banners = [[folded(banner)] for banner in form.printed.banners]
    firsts = [rows[0] for rows in at if rows]
    found.moved = firsts != sorted(firsts)
    follows = dict(itertools.pairwise(indices))
    for number, (slots, labels) in enumerate(zip(form.printed.rows, lines, strict=True)):
        if not any(labels) and number:
            below = [follows[i] for i in at[number - 1] if i in follows and follows[i] not in taken]
            at[number] = [
                i for i in below if len(view.rows[i].cells) == len(slots) and words[i] not in banners
            ]
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
    for slot, wanted in enumerate(labels):
        at = next((n for n in range(start, len(words)) if words[n] == wanted), None) if wanted else None
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
        for number, (slot, cell) in enumerate(zip(slots, row.cells, strict=True)):
            if slot.field:
                found.claim(slot.field, cell)
            elif slot.label and number not in matched and cell.text.strip():
                # an answer that was written behind its label, or over it
                found.strays.append(cell)
        return
    # a label that stands there twice is no answer
    own = {text for text in labels if text}
    edges = [(-1, -1), *sorted(matched.items()), (len(slots), len(row.cells))]
    for (before, left), (behind, right) in itertools.pairwise(edges):
        wanted = [slot for slot in slots[before + 1 : behind] if not slot.label]
        cells = row.cells[left + 1 : right]
        for name, cell in _paired(wanted, [c for c in cells if label(c) not in own], found):
            found.claim(name, cell)


def _paired(slots: Sequence[Slot], cells: Sequence[Cell], found: Places) -> Iterator[tuple[str, Cell]]:
    """Fields and cells between two labels.

    Where there are more cells than there should be, or fewer, those of one field are all its own, a blank
    one that was put in but for, and those of several fields are told by their controls or not at all.
    """
    fields = [slot.field for slot in slots if slot.field]
    if len(cells) == len(slots):
        yield from ((slot.field, cell) for slot, cell in zip(slots, cells, strict=True) if slot.field)
        return
    tagged = {
        c.place: name for cell in cells for c in cell.controls if (name := read_tag(c.tag).field) in fields
    }
    own = {cell: name for cell, name in tagged.items() if cell in cells}
    filled = [cell for cell in cells if cell.text.strip()]
    if not own and len(fields) == len(slots) == 1:
        own = dict.fromkeys(filled or cells[:1], fields[0])
    found.strays += [cell for cell in filled if cell not in own]
    yield from ((name, cell) for cell, name in own.items() if cell is not None)
