"""The page on which a form is filled in, as its template wants it: parts with their questions, notes, data.

Made from the same definition as the PDF. A part (which folds on a phone) begins at every bookmark of the
definition and at every section of the standard; what is for the pen is named, since nobody can type it.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Final

from generator import addresses
from generator.forms import Form, FormField
from generator.forms.definitions import hints
from generator.forms.definitions.definition import CHOOSING, Block, CellDefinition, FormDefinition
from generator.forms.layout.running import qr_modules
from generator.load import yaml_file
from generator.model import Corpus, Item
from generator.pages.packing import packed
from generator.remarks import Remark
from generator.templating import Verbatim
from generator.webform.scripting import embedded

WORDS: Final = "templates/fill-words.yml"
"""Every word of the page that is not the form's own: in its markup, and in what its scripts say."""

STYLES: Final = "site/theme/assets"
"""Where the styles of pages stand, in this package."""

BLANK: Final = "\0"
"""Stands for the PDF as long as a page is text: megabytes are not to be escaped, joined and encoded."""

Render = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Question:
    """A field as the page asks it; ``suffix`` stands behind the box (人), ``hints`` above it."""

    field: FormField
    suffix: str = ""
    hints: tuple[str, ...] = ()

    @property
    def chosen(self) -> bool:
        """Whether it is answered by choosing, not by writing."""
        return self.field.type in CHOOSING


@dataclass(frozen=True, slots=True)
class ItemQuestions:
    """An item: its text, the hints below it, the choice among ratings and what is written besides."""

    item: Item
    hints: tuple[str, ...]
    questions: tuple[Question, ...]


@dataclass(slots=True)
class Part:
    """What folds together. ``said`` are printed texts with their labels, ``pen`` the boxes for the pen."""

    id: str
    title: str
    questions: list[Question] = field(default_factory=list)
    items: list[ItemQuestions] = field(default_factory=list)
    said: list[tuple[str, str]] = field(default_factory=list)
    pen: list[str] = field(default_factory=list)

    @property
    def rated(self) -> bool:
        """Whether it holds items."""
        return bool(self.items)


@dataclass(frozen=True, slots=True)
class FormPage:
    """A form as a page: what its template shows."""

    form: Form
    subtitle: str
    parts: tuple[Part, ...]
    notes: tuple[tuple[str, tuple[str, ...]], ...]
    remarks: tuple[Remark, ...]

    @property
    def item_count(self) -> int:
        """How many items are to be rated."""
        return sum(len(part.items) for part in self.parts)


def fill_pages(corpus: Corpus, forms: Sequence[Form], render: Render, site_url: str) -> dict[str, str]:
    """The page of every form by its path below ``docs/``; ``site_url`` is empty or ends in ``/``.

    ``render`` takes the name of a template and its values. Where ``site_url`` is not empty, each has a
    sheet for a wall that leads there.
    """
    written = {}
    for form in forms:
        if site_url:
            address = site_url + addresses.web_form(form.id)
            sheet = render("poster.html.j2", form=form, address=address, modules=qr_modules(address))
            written[addresses.html(addresses.poster(form.id))] = sheet
        path = addresses.source(addresses.web_form(form.id))
        view = form_page(corpus, form)
        written[path] = render("fill.md.j2", view=view, words=words_for(form)["markup"], data=data(form))
    return written


def alone(corpus: Corpus, form: Form, blank: bytes, scripts: str, render: Render) -> bytes:
    """The page as one file with everything in it, its PDF too (in base64); for where there is no host.

    ``scripts`` are run as they are and must not hold an end tag of ``script``.
    """
    package = resources.files("generator")
    styles = [(package / STYLES / name).read_text(encoding="utf-8") for name in ("alone.css", "fill.css")]
    page = render(
        "fill-alone.html.j2",
        view=form_page(corpus, form),
        words=words_for(form)["markup"],
        data=data(form),
        styles=Verbatim("\n".join(styles)),
        blank=BLANK,
        scripts=Verbatim(scripts),
    )
    before, after = page.split(BLANK)
    return b"".join((before.encode(), base64.b64encode(blank), after.encode()))


@cache
def words() -> dict[str, dict[str, str]]:
    """The words of the page: those of its ``markup``, and of its ``script``, which fills in the braces."""
    text = (resources.files("generator.pages") / WORDS).read_text(encoding="utf-8")
    loaded: dict[str, dict[str, str]] = yaml_file.plain(text)
    return loaded


def words_for(form: Form) -> dict[str, dict[str, str]]:
    """The same with this form's own words for its rating (``{rating}``) and for a unit's name."""
    definition = form.definition
    chosen = (c.heading for c in definition.columns if c.field and c.field.type in CHOOSING)
    unit = (f.label for f in definition.fields if f.id == definition.running.unit_field)
    called = {"{rating}": next(chosen, ""), "{unit_label}": next(unit, "")}
    filled = {part: dict(said) for part, said in words().items()}
    for said in filled.values():
        for key in said:
            for name, word in called.items():
                said[key] = said[key].replace(name, word)
    return filled


def data(form: Form) -> Verbatim:
    """What the page's scripts know of a form, as JSON for a ``script`` element.

    It is the form as ``forms.json`` has it, packed, and besides: the hidden fields (``hidden``), the names
    of the field with the unit's name (``unit_field``) and of that whose options are standards
    (``type_field``), and the page's ``words``.
    """
    definition = form.definition
    of_standards = [f.id for f in definition.fields if f.options_from == "standards"]
    known = {
        **packed(form),
        "short": definition.short,
        "hidden": dict(form.hidden),
        "unit_field": definition.running.unit_field,
        "type_field": of_standards[0] if of_standards else None,
        "words": words_for(form)["script"],
    }
    return Verbatim(embedded(known))


def form_page(corpus: Corpus, form: Form) -> FormPage:
    """The page of one form."""
    definition = form.definition
    title = next((b for b in definition.body if b.kind == "title"), None)
    notes = tuple(
        # the page need not tell its own address
        (block.heading, tuple(i.format_map(form.patterns) for i in block.items if "{web}" not in i))
        for block in _blocks(definition, "notes")
    )
    return FormPage(
        form=form,
        subtitle=title.subtitle.format_map(form.patterns) if title else "",
        parts=tuple(p for p in _parts(corpus, form) if p.questions or p.items or p.pen),
        notes=notes,
        remarks=corpus.remarks_for(form.kind, form.standard) if _blocks(definition, "remarks") else (),
    )


def _blocks(definition: FormDefinition, kind: str) -> list[Block]:
    return [block for block in definition.body if block.kind == kind]


def _parts(corpus: Corpus, form: Form) -> list[Part]:
    definition = form.definition
    parts = [Part("part-1", definition.running.bookmark)]
    for block in definition.body:
        if block.kind == "items":
            parts += _sections(corpus, form, len(parts))
        elif block.kind == "grid":
            if block.bookmark or parts[-1].rated:
                parts.append(Part(f"part-{len(parts) + 1}", block.bookmark))
            _grid(form, block, parts[-1])
    return parts


def _sections(corpus: Corpus, form: Form, before: int) -> Iterator[Part]:
    definition = form.definition
    asked = {(f.item, f.column): f for f in form.fields if f.item}
    for number, section in enumerate(form.standard.sections if form.standard else (), before + 1):
        title = definition.row.section.format(marker=section.marker, title=section.title)
        part = Part(f"part-{number}", title)
        for item in section.items:
            questions = tuple(
                Question(asked[item.id, column.id], hints=hints.item_prompts(corpus, column, item.id))
                for column in definition.columns
                if (item.id, column.id) in asked
            )
            said = hints.item_hints(corpus, definition, item.id)
            part.items.append(ItemQuestions(item, said, questions))
        yield part


def _grid(form: Form, block: Block, part: Part) -> None:
    """Put what a grid asks into ``part``; one that asks nothing is for the pen as a whole."""
    asks = any(cell.field for row in block.rows for cell in row.cells)
    above = ""
    for row in block.rows:
        label = ""
        for cell in row.cells:
            if cell.label:
                label = _one_line(cell.label.format_map(form.patterns))
            elif cell.field:
                said = tuple(h for h in (above, form.field(cell.field).hint) if h)
                part.questions.append(Question(form.field(cell.field), cell.suffix, said))
            elif not asks or cell.pen or cell.seal:
                part.pen.append(label)
            elif cell.text:
                _say(cell, form, label, part)
        # a row of one label tells how the box below it is used
        above = label if len(row.cells) == 1 else ""


def _say(cell: CellDefinition, form: Form, label: str, part: Part) -> None:
    """A printed text: with the label before it, or as a hint of the question before it where it is small."""
    text = cell.text.format_map(form.patterns)
    if cell.size and part.questions:
        last = part.questions[-1]
        part.questions[-1] = Question(last.field, last.suffix, (*last.hints, text))
    else:
        part.said.append((label, text))


def _one_line(label: str) -> str:
    return label.replace("\n", "").strip("：: ")
