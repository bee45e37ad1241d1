"""From definition and standard to the concrete form: which fields, under which names, which rules.

Everything here is independent of PDF: :func:`describe` is what ``forms.json`` publishes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from generator import addresses
from generator.forms.definitions import hints
from generator.forms.definitions.answer_code import ANSWER_CODE, DIGITS
from generator.forms.definitions.definition import Column, FieldDefinition, FieldType, FormDefinition, Option
from generator.forms.definitions.digest import PRINTED, form_digest, text_digest
from generator.forms.definitions.expand_rules import expand_rules
from generator.forms.definitions.rules import Rule
from generator.model import Corpus, Item, Standard

UNIT: Final = "form-unit"
"""Hidden field for the key of a unit: empty in a blank, and not in the files of version 1.0.0."""
HIDDEN: Final = ("form-id", "form-standard", "form-version", "form-digest", "form-items", UNIT)
"""Names of the hidden read-only fields by which a returned file identifies itself."""


@dataclass(frozen=True, slots=True)
class FormField:
    """A question of a concrete form. ``name`` is the PDF field name, ``item`` an item id or empty.

    ``label`` and ``tooltip`` make sense alone; ``column`` is the column of the table of items.
    ``latin``: it is answered with letters and digits, which take less room than hanzi. ``size`` is the
    role of its size of type (empty: by type). ``read_only``: programs write it, nobody else.
    """

    name: str
    label: str
    type: FieldType
    required: bool
    tooltip: str
    item: str = ""
    column: str = ""
    max_length: int = 0
    options: tuple[Option, ...] = ()
    hint: str = ""
    latin: bool = False
    size: str = ""
    read_only: bool = False


@dataclass(frozen=True)
class Form:
    """The checklist (自评表, self-assessment) of one standard, or the application (申报表: no ``standard``).

    ``hidden`` maps the names of :data:`HIDDEN` to their values; ``patterns`` are the values of the
    placeholders that hold for the whole form; ``answer_code`` is the field for the code over the
    answers (see :mod:`generator.forms.definitions.answer_code`), which is no question.
    """

    id: str
    definition: FormDefinition
    standard: Standard | None
    title: str
    version: str
    digest: str
    fields: tuple[FormField, ...]
    rules: tuple[Rule, ...]
    hidden: Mapping[str, str]
    patterns: Mapping[str, str]
    answer_code: FormField | None = None

    @property
    def kind(self) -> str:
        """``checklist`` or ``application``."""
        return self.definition.kind

    @property
    def path(self) -> str:
        """Where the PDF stands, relative to the site's root."""
        return addresses.form_file(self.id)

    @property
    def word_path(self) -> str:
        """Where the same form in Word stands, relative to the site's root."""
        return addresses.word_file(self.id)

    def field(self, name: str) -> FormField:
        """The field with this name.

        Raises:
            KeyError: there is none.

        """
        for candidate in self.fields:
            if candidate.name == name:
                return candidate
        raise KeyError(name)


def expand(corpus: Corpus, definitions: tuple[FormDefinition, ...]) -> tuple[Form, ...]:
    """Every form of the corpus: a checklist for each standard, then the application form."""
    forms: list[Form] = []
    for definition in definitions:
        if definition.kind == "checklist":
            forms += [_form(corpus, definition, standard) for standard in corpus.standards]
        else:
            forms.append(_form(corpus, definition, None))
    return tuple(forms)


ITEM: Final = "item-"
"""How the name of a field begins that belongs to an item."""

_ITEM_FIELD: Final = re.compile(rf"{ITEM}((?:[0-9]+-)*[0-9]+)-")


def item_field_name(item_id: str, column: str) -> str:
    """The PDF field name of an item's column: ``item-1-1-6-rating`` (a dot would nest fields)."""
    return f"{ITEM}{item_id.replace('.', '-')}-{column}"


def item_of_field(name: str) -> str:
    """The id of the item that a PDF field name belongs to, empty for other fields: the way back.

    >>> item_of_field("item-1-1-6-rating")
    '1.1.6'
    """
    match = _ITEM_FIELD.match(name)
    return match[1].replace("-", ".") if match else ""


def _form(corpus: Corpus, definition: FormDefinition, standard: Standard | None) -> Form:
    form_id = f"{definition.id}-{standard.id}" if standard else definition.id
    digest = form_digest(definition.source, (standard,) if standard else corpus.standards)
    patterns = _patterns(corpus, definition, standard, digest)
    fields = tuple(_fields(corpus, definition, standard))
    items = tuple(standard.items) if standard else ()
    return Form(
        id=form_id,
        definition=definition,
        standard=standard,
        title=patterns["name"],
        version=corpus.catalog.version,
        digest=digest,
        fields=fields,
        rules=expand_rules(definition, standard, fields, hints.limits(corpus)),
        hidden={
            "form-id": form_id,
            "form-standard": standard.id if standard else "",
            "form-version": corpus.catalog.version,
            "form-digest": digest,
            "form-items": " ".join(f"{i.id}:{text_digest(i.text)}" for i in items),
            UNIT: "",
        },
        patterns=patterns,
        answer_code=_answer_code(definition),
    )


def _answer_code(definition: FormDefinition) -> FormField | None:
    running = definition.running
    if not running.code_label:
        return None
    return FormField(
        name=ANSWER_CODE,
        label=running.code_label,
        type="text",
        required=False,
        tooltip=running.code_tooltip or running.code_label,
        max_length=DIGITS,
        latin=True,
        read_only=True,
    )


def _patterns(
    corpus: Corpus, definition: FormDefinition, standard: Standard | None, digest: str
) -> dict[str, str]:
    issuance = corpus.issuance_of(standard) if standard else corpus.catalog.issuance
    values = {
        "title": definition.title,
        "document": issuance.number,
        "issuer": issuance.issuer,
        "version": corpus.catalog.version,
        "date": corpus.catalog.date,
        "digest": digest[:PRINTED],
        "standard": standard.title if standard else "",
        "short": standard.short if standard else "",
        "label": standard.label if standard else "",
        "count": str(standard.item_count) if standard else "",
        "example": next((item.id for item in standard.items), "") if standard else "",
    }
    values["name"] = definition.name.format_map(values)
    return values


def _fields(corpus: Corpus, definition: FormDefinition, standard: Standard | None) -> Iterator[FormField]:
    used = _order(definition)
    head = {f.id: f for f in definition.fields}
    for name in used:
        if name:
            yield _head_field(corpus, definition, standard, head[name])
        elif standard is not None:
            for item in standard.items:
                for column in definition.columns:
                    if column.field is not None:
                        yield _item_field(item, column, column.field, definition.row.lead)
    for name, field in head.items():
        if name not in used:
            yield _head_field(corpus, definition, standard, field)


def _order(definition: FormDefinition) -> list[str]:
    """Ids of the fields in the order in which the body shows them; an empty one for the items."""
    known = {f.id for f in definition.fields}
    order: list[str] = []
    for block in definition.body:
        names = [cell.field for row in block.rows for cell in row.cells if cell.field in known]
        order += [""] if block.kind == "items" else [name for name in names if name not in order]
    return order


def _head_field(
    corpus: Corpus, definition: FormDefinition, standard: Standard | None, field: FieldDefinition
) -> FormField:
    options = field.options
    if field.options_from == "standards":
        options = tuple(
            Option(s.id, field.option_label.format(title=s.title, short=s.short, label=s.label))
            for s in corpus.standards
        )
    return FormField(
        name=field.id,
        label=field.label,
        type=field.type,
        required=field.required,
        tooltip=field.tooltip or field.label,
        max_length=field.max_length,
        options=options,
        hint=_hint(corpus, definition, standard, field),
        latin=_latin(field),
        size=field.size,
    )


def _hint(
    corpus: Corpus, definition: FormDefinition, standard: Standard | None, field: FieldDefinition
) -> str:
    if field.hint_subject:
        return hints.field_hint(corpus, definition, field.hint_subject)
    return field.hints.get(standard.id, "") if standard else ""


def _latin(field: FieldDefinition) -> bool:
    return field.characters == "latin" or field.type in ("integer", "percent")


def _item_field(item: Item, column: Column, field: FieldDefinition, lead: int) -> FormField:
    text = item.text if len(item.text) <= lead else item.text[:lead] + "…"
    values = {"item": item.id, "lead": text}
    return FormField(
        name=item_field_name(item.id, column.id),
        label=field.label.format_map(values),
        type=field.type,
        required=field.required,
        tooltip=(field.tooltip or field.label).format_map(values),
        item=item.id,
        column=column.id,
        max_length=field.max_length,
        options=field.options,
        latin=_latin(field),
        size=field.size,
    )


def describe(form: Form) -> dict[str, object]:
    """A form as ``forms.json`` publishes it; plain JSON data."""
    return {
        "id": form.id,
        "kind": form.kind,
        "standard": form.standard.id if form.standard else None,
        "title": form.title,
        "path": form.path,
        "word": form.word_path,
        "version": form.version,
        "digest": form.digest,
        "fields": [_describe_field(f) for f in form.fields],
        "rules": [rule.describe() for rule in form.rules],
    }


def _describe_field(field: FormField) -> dict[str, object]:
    data: dict[str, object] = {
        "name": field.name,
        "label": field.label,
        "type": field.type,
        "required": field.required,
        "item": field.item or None,
        "options": [{"state": o.state, "label": o.label} for o in field.options],
    }
    if field.max_length:
        data["max_length"] = field.max_length
    return data
