"""The fonts of the forms have every character that the forms print."""

from __future__ import annotations

from collections.abc import Iterator

from generator.errors import Finding, Place
from generator.forms.definitions.expand import Form
from generator.forms.layout.face import FaceName, face
from generator.model import Corpus


def check_characters(corpus: Corpus, forms: tuple[Form, ...]) -> Iterator[Finding]:
    """Characters that would be printed as empty boxes."""
    reported: set[tuple[Place, str]] = set()
    printed = [entry for form in forms for entry in _printed(form)]
    if any(form.standard is not None for form in forms):
        printed += _printed_of_standards(corpus)
    texts: dict[FaceName, list[str]] = {}
    for text, name, _ in printed:
        texts.setdefault(name, []).append(text)
    if not any(face(name).missing("".join(each)) for name, each in texts.items()):
        return  # as nearly always: not to be asked of one text after the other
    for text, name, place in printed:
        for character in face(name).missing(text):
            if (place, character) in reported:
                continue
            reported.add((place, character))
            message = f"表格的字体里没有“{character}”（U+{ord(character):04X}），印不出来"
            remedy = "换一个字，或给 generator/forms/fonts/ 的字体补上这个字"
            yield Finding(place, "form-character", message, remedy)


def _printed(form: Form) -> Iterator[tuple[str, FaceName, Place]]:
    definition = form.definition
    yield from (
        (text, "sans", definition.place)
        for text in (form.title, *definition.words.values(), *definition.operators.values())
    )
    yield from ((text, "sans", definition.running.place) for text in definition.running.head)
    for field in form.fields:
        place = next((f.place for f in definition.fields if f.id == field.name), definition.place)
        yield from ((text, "sans", place) for text in (field.hint, *(o.label for o in field.options)))
    yield definition.running.unit_label + definition.running.code_label, "sans", definition.running.place
    for column in definition.columns:
        yield column.heading, "sans", column.place
        yield from ((prompt.text, "sans", prompt.place) for prompt in column.prompts)
    for block in definition.body:
        yield from ((text, "sans", block.place) for text in (block.text, block.subtitle, block.heading))
        yield from ((text, "serif", block.place) for text in block.items)
        for row in block.rows:
            for cell in row.cells:
                yield cell.label + cell.suffix, "sans", cell.place
                yield cell.text + "".join((*cell.pen, *cell.seal)), "serif", cell.place


def _printed_of_standards(corpus: Corpus) -> Iterator[tuple[str, FaceName, Place]]:
    for standard in corpus.standards:
        yield standard.title + standard.label, "sans", standard.place
        yield standard.label + standard.short, "serif", standard.place
        for section in standard.sections:
            yield section.marker + section.title, "sans", section.place
            yield from ((item.text, "serif", item.place) for item in section.items)
    for condition in corpus.conditions:
        yield condition.quote, "sans", condition.place
    for remark in corpus.remarks:
        yield remark.text, "serif", remark.place
