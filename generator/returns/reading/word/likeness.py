"""Which forms a document looks like, whatever it says it is: two of them in one file are told by this."""

from __future__ import annotations

from collections.abc import Mapping

from generator.returns.reading.known import KnownForm
from generator.returns.reading.text import folded
from generator.returns.reading.word.claims import item_number, label
from generator.returns.reading.word.shown import View


def forms_in(view: View, forms: Mapping[str, KnownForm]) -> list[KnownForm]:
    """The forms of which more than half of the items stand in tables, or most labels of one without items."""
    numbers: set[str] = set()
    labels: set[str] = set()
    for row in view.rows:
        for cell in row.cells:
            if word := label(cell):
                labels.add(word)
                if "0" <= word[0] <= "9" and (number := item_number(cell)):
                    numbers.add(number)
    return [form for form in forms.values() if _is_like(form, numbers, labels)]


def _is_like(form: KnownForm, numbers: set[str], labels: set[str]) -> bool:
    if form.items:
        return len(form.items.keys() & numbers) * 2 > len(form.items)
    own = {folded(slot.label) for slots in form.printed.rows for slot in slots if slot.label}
    return bool(own) and len(own & labels) * 10 > len(own) * 7
