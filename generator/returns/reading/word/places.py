"""Which cell of a document is the answer's place of which field.

The place is the contract between a Word form and its reader, since programs drop content controls and
people type over them: in the table of items the column is told by its heading and the row by its number,
elsewhere the cell is told by the labels of its row. Where people have changed the table, what is left of
it decides, and the tags of controls where that is not enough.
"""

from __future__ import annotations

from generator.returns.reading.known import KnownForm
from generator.returns.reading.word.claims import Places, label
from generator.returns.reading.word.grids import claim_grids
from generator.returns.reading.word.items import claim_items
from generator.returns.reading.word.shown import View


def places(view: View, form: KnownForm) -> Places:
    """The places of the fields of ``form`` in what a document shows."""
    found = Places()
    words = {number: [label(cell) for cell in row.cells] for number, row in enumerate(view.rows)}
    rest = claim_items(view, form, words, found)
    claim_grids(view, form, {number: words[number] for number in rest}, found)
    return found
