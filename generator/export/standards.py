"""The standards as a sheet: every item, one a row."""

from __future__ import annotations

from generator.export.labels import labels
from generator.export.tables import Table
from generator.model import Corpus


def sheet(corpus: Corpus) -> Table:
    """Every item under its standard and section, in the order of the source, and what is noted on it."""
    rows = (
        {
            "label": standard.label,
            "standard": standard.title,
            "section": section.marker + section.title,
            "marker": item.marker,
            "item": item.id,
            "text": item.text,
            "source": source,
            "notes": "\n".join(
                labels().words["note"].format(quote=note.quote, suggestion=note.suggestion)
                for note in corpus.notes_of.get(item.id, ())
            ),
        }
        for standard in corpus.standards
        for source in (corpus.issuance_of(standard).number,)
        for section in standard.sections
        for item in section.items
    )
    return labels().sheets["standards"].table(rows)
