"""What the tables of a Word form have printed in them: by it answers are found, and told apart.

It is taken from the form's definition, as its writer takes it, and travels with what is known of the form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.forms import Form
from generator.forms.definitions import hints
from generator.forms.definitions.expand import item_field_name
from generator.model import Corpus
from generator.returns.reading.text import folded


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell of a grid: the label that it shows, or the name of the field that is answered in it, or neither.

    ``other`` is what it has printed where it is neither; people may write there, in the boxes for a seal.
    """

    label: str = ""
    field: str = ""
    other: str = ""


@dataclass(frozen=True)
class Printed:
    """``rows`` of all grids in their order; ``headings`` of the table of items by column.

    ``banners`` are the titles of its sections, ``number`` is the column of the items' numbers. ``beside`` is
    what stands in a field's cell besides its answer: the unit of a number, hints, prompts;
    ``outside`` are the paragraphs outside of tables, as they are compared.
    """

    rows: tuple[tuple[Slot, ...], ...] = ()
    headings: Mapping[str, str] = field(default_factory=dict)
    number: str = ""
    banners: tuple[str, ...] = ()
    beside: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    outside: tuple[str, ...] = ()


def printed(corpus: Corpus, form: Form) -> Printed:
    """What the tables of ``form`` have printed in them."""
    definition = form.definition
    cells = [cell for block in definition.body for row in block.rows for cell in row.cells]
    beside: dict[str, tuple[str, ...]] = {cell.field: (cell.suffix,) for cell in cells if cell.suffix}
    for question in form.fields:
        if question.hint:
            beside[question.name] = (*beside.get(question.name, ()), question.hint)
    for item in form.standard.items if form.standard else ():
        for column in definition.columns:
            if found := hints.item_prompts(corpus, column, item.id):
                beside[item_field_name(item.id, column.id)] = found
    return Printed(
        rows=tuple(
            tuple(
                Slot(
                    label=cell.label.format_map(form.patterns),
                    field=cell.field,
                    other="".join((cell.text.format_map(form.patterns), *cell.pen, *cell.seal)),
                )
                for cell in row.cells
            )
            for block in definition.body
            for row in block.rows
        ),
        headings={column.id: column.heading for column in definition.columns},
        banners=tuple(
            definition.row.section.format(marker=section.marker, title=section.title)
            for section in (form.standard.sections if form.standard else ())
        ),
        number=next((column.id for column in definition.columns if column.shows == "number"), ""),
        beside=beside,
        outside=tuple(_outside(corpus, form)),
    )


def _outside(corpus: Corpus, form: Form) -> Iterator[str]:
    """The words of titles, notes and remarks; of a note with an address, what stands before it."""
    for block in form.definition.body:
        said = [block.text, block.subtitle, block.heading, *(block.word or block.items)]
        if block.kind == "remarks":
            said += [remark.text for remark in corpus.remarks_for(form.kind, form.standard)]
        for text in said:
            if words := folded(text.partition("{web}")[0].format_map(form.patterns)):
                yield words


def is_printed(line: str, form: Printed) -> bool:
    """Whether a paragraph outside of tables is one of the form's own, or a piece of one; numbers aside."""
    words = folded(line).lstrip("0123456789")
    return any(words in own or words.startswith(own) for own in form.outside) or not words
