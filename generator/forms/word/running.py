"""Heads and feet of a form in Word: the same texts as on the PDF, with the page numbers as fields.

What differs from page to page in the PDF and is no number (which items a page shows) is left out, and the
place for the unit's name on the second page and those that follow is for the pen.
"""

from __future__ import annotations

from typing import Final

from generator.forms.definitions.expand import Form
from generator.forms.layout.entries import Text
from generator.forms.word import markup
from generator.forms.word.surface import WordSurface

PEN: Final = 15
"""Ideographic spaces that are underlined for the unit's name."""
_PAGE: Final = "\x01"
_PAGES: Final = "\x02"


def head(form: Form, surface: WordSurface, *, first: bool) -> list[str]:
    """Paragraphs of the head; those of other pages than the first have a place for the unit's name."""
    running = form.definition.running
    style = surface.style(_small(form), "Header")
    texts = [text for pattern in running.head if (text := pattern.format_map(form.patterns))]
    lines = [markup.run(text) for text in texts] or [""]
    if not first:
        blanks = "\u3000" * PEN
        lines[-1] += (
            markup.tab() + markup.run(running.unit_label) + markup.run(blanks, '<w:u w:val="single"/>')
        )
    return [markup.paragraph(line, style, tabs=(("right", surface.width),)) for line in lines]


def foot(form: Form, surface: WordSurface) -> list[str]:
    """Paragraphs of the foot: left, in the middle, and at the right, where each may have several lines."""
    style = surface.style(_small(form), "Footer")
    values = {**form.patterns, "page": _PAGE, "pages": _PAGES, "items": ""}
    columns = [pattern.format_map(values).split("\n") for pattern in form.definition.running.foot]
    height = max(len(column) for column in columns)
    tabs: tuple[tuple[markup.Align, float], ...] = (
        ("center", surface.width / 2),
        ("right", surface.width),
    )
    lines = []
    for number in range(height):
        cells = [column[number] if number < len(column) else "" for column in columns]
        lines.append(markup.paragraph(markup.tab().join(map(_numbered, cells)), style, tabs=tabs))
    return lines


def _numbered(text: str) -> str:
    """A text of the foot as runs, the page numbers in it as fields."""
    written = ""
    for part in text.replace(_PAGE, f"\0{_PAGE}\0").replace(_PAGES, f"\0{_PAGES}\0").split("\0"):
        if part == _PAGE:
            written += markup.page_field("PAGE")
        elif part == _PAGES:
            written += markup.page_field("NUMPAGES")
        elif part:
            written += markup.run(part)
    return written


def _small(form: Form) -> Text:
    return Text("", "sans", form.definition.page.sizes["small"])
