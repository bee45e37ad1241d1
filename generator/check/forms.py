"""Form definitions agree with themselves and with the corpus.

Whether every form can be laid out is for :mod:`generator.check.layouts`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.check.characters import check_characters
from generator.check.placeholders import check_placeholders
from generator.check.references import repeated
from generator.check.rules import check_rules
from generator.errors import Finding, Place
from generator.forms.definitions.answer_code import ANSWER_CODE
from generator.forms.definitions.definition import CHOOSING, FieldDefinition, FormDefinition
from generator.forms.definitions.expand import HIDDEN, ITEM, Form, expand
from generator.model import Corpus, Item


def check_forms(corpus: Corpus, definitions: tuple[FormDefinition, ...]) -> Iterator[Finding]:
    """Findings for everything that cannot become a form."""
    sound: list[FormDefinition] = []
    for definition in definitions:
        findings = [
            *_names(definition),
            *_options(definition),
            *check_placeholders(definition),
            *_body(definition),
            *check_rules(corpus, definition),
        ]
        yield from findings
        if not findings:
            sound.append(definition)
    if corpus.standards:
        yield from check_characters(corpus, hardest(corpus, tuple(sound)))


def hardest(corpus: Corpus, definitions: tuple[FormDefinition, ...]) -> tuple[Form, ...]:
    """One form for each definition, the hardest to lay out: longest titles, longest item.

    Whether a definition leaves room depends on these alone, since rows are split where they must be.
    """
    standard = max(corpus.standards, key=lambda s: len(s.title))
    sections = [section for s in corpus.standards for section in s.sections]
    items = max((section.items for section in sections), key=_longest, default=())
    section = max(sections, key=lambda s: len(s.title), default=None)
    if section is not None:
        item = max(items, key=lambda i: len(i.text), default=None)
        section = replace(section, items=(item,) if item is not None else ())
    small = replace(standard, sections=(section,) if section is not None else ())
    forms: list[Form] = []
    for definition in definitions:
        standards = (small,) if definition.kind == "checklist" else corpus.standards
        forms += expand(replace(corpus, standards=standards), (definition,))
    return tuple(forms)


def _longest(items: tuple[Item, ...]) -> int:
    return max((len(item.text) for item in items), default=0)


# --- names and options ---
def _names(definition: FormDefinition) -> Iterator[Finding]:
    seen: dict[str, Place] = dict.fromkeys(HIDDEN, definition.place)
    for field in definition.fields:
        if field.id in {*HIDDEN, ANSWER_CODE} or field.id.startswith(ITEM):
            remedy = "form-…、item-… 和 answer-code 由程序使用，换一个代号"
            yield Finding(field.place, "form-name-reserved", f"代号 {field.id} 已有专门用途", remedy)
        elif field.id in seen:
            message = f"两个栏都用了代号 {field.id}（另一个在第 {seen[field.id].line} 行）"
            yield Finding(field.place, "form-name-twice", message, "每个栏的代号不能相同，改一个")
        seen[field.id] = field.place
    for kind, entries in (("栏目", definition.columns), ("填写要求", definition.rules)):
        yield from _twice(kind, ((entry.id, entry.place) for entry in entries))


def _twice(kind: str, entries: Iterable[tuple[str, Place]]) -> Iterator[Finding]:
    for name, place, first in repeated(entries):
        message = f"两个{kind}都用了代号 {name}（另一个在第 {first.line} 行）"
        yield Finding(place, "form-name-twice", message, "代号不能相同，改一个")


def _options(definition: FormDefinition) -> Iterator[Finding]:
    for field in _all_fields(definition):
        if field.type in CHOOSING and not (field.options or field.options_from):
            yield Finding(field.place, "form-no-options", f"{field.id} 没有选项", "写 options，或改填写方式")
        if field.type not in CHOOSING and (field.options or field.options_from):
            remedy = "删去选项，或把 type 改成 radio"
            yield Finding(field.place, "form-options-unused", f"{field.id} 是填文字的，却有选项", remedy)
        if field.options_from and not field.option_label:
            remedy = '补上 option_label，如 "{title}"'
            yield Finding(field.place, "form-option-label", f"{field.id} 的选项没有文字", remedy)
        for option in field.options:
            if not option.label.strip():
                message = f"{field.id} 的选项 {option.state} 没有文字"
                yield Finding(field.place, "form-option-label", message, "补上 label")
        for state, count in Counter(o.state for o in field.options).items():
            if count > 1:
                message = f"{field.id} 有 {count} 个选项的代号都是 {state}"
                yield Finding(field.place, "form-option-twice", message, "每个选项的代号不能相同")


def _all_fields(definition: FormDefinition) -> Iterator[FieldDefinition]:
    yield from definition.fields
    yield from (column.field for column in definition.columns if column.field is not None)


# --- body ---
def _body(definition: FormDefinition) -> Iterator[Finding]:
    known = {f.id for f in definition.fields}
    placed: set[str] = set()
    for block in definition.body:
        for row in block.rows:
            span = sum(cell.span for cell in row.cells)
            if span != len(block.columns):
                message = f"这一行占 {span} 列，表格有 {len(block.columns)} 列"
                yield Finding(row.place, "form-grid-columns", message, "改各格的 span，使每行占满")
            for cell in row.cells:
                if cell.field and cell.field not in known:
                    message = f"没有代号为 {cell.field} 的栏"
                    yield Finding(cell.place, "form-field-unknown", message, "在 fields 里补上，或改正代号")
                placed.add(cell.field)
    for field in definition.fields:
        if field.id not in placed:
            remedy = "在 body 的表格里放进它，或从 fields 里删去"
            yield Finding(field.place, "form-field-unplaced", f"栏 {field.id} 没有印在表上", remedy)
    running = definition.running
    if running.unit_field not in known:
        message = f"没有代号为 {running.unit_field} 的栏"
        yield Finding(running.place, "form-field-unknown", message, "页眉重复的栏要是 fields 里的一个")
    blocks = sum(block.kind == "items" for block in definition.body)
    if definition.kind == "checklist" and blocks != 1:
        message = f"body 里 items 有 {blocks} 处"
        yield Finding(definition.place, "form-items-block", message, "逐条的表要有，且只有一处")
