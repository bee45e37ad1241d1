"""Form definitions agree with themselves and with the corpus.

Whether every form can be laid out is for :mod:`generator.check.layouts`.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from generator.errors import Finding, Place
from generator.forms.definitions.definition import CHOOSING, FieldDefinition, FormDefinition, RuleDefinition
from generator.forms.definitions.expand import HIDDEN, Form, expand
from generator.forms.layout.face import FaceName, face
from generator.model import Corpus, Item

WHOLE: Final = frozenset({"title", "document", "issuer", "version", "date", "digest", "name"})
"""Placeholders that hold for a whole form, whatever its kind."""
OF_STANDARD: Final = frozenset({"standard", "short", "label", "count"})
MESSAGE: Final = frozenset({"label", "value", "expected"})
ARITY: Final[Mapping[str, int]] = {
    "required-when": 2,
    "at-most": 2,
    "ratio": 3,
    "order": 2,
    "count": 1,
}
"""How many fields a check names, where that is fixed."""
PARAMS: Final[Mapping[str, tuple[str, ...]]] = {
    "required-when": ("states",),
    "threshold": ("subject",),
    "pattern": ("pattern",),
    "count": ("column", "state"),
}
"""The parameters that a check cannot do without."""


def check_forms(corpus: Corpus, definitions: tuple[FormDefinition, ...]) -> Iterator[Finding]:
    """Findings for everything that cannot become a form."""
    sound: list[FormDefinition] = []
    for definition in definitions:
        findings = [
            *_names(definition),
            *_options(definition),
            *_placeholders(definition),
            *_body(definition),
            *_rules(corpus, definition),
        ]
        yield from findings
        if not findings:
            sound.append(definition)
    if corpus.standards:
        yield from _characters(corpus, hardest(corpus, tuple(sound)))


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


def _finding(place: Place, code: str, message: str, remedy: str) -> Finding:
    return Finding(place, code, message, remedy)


# --- names and options ----------------------------------------------------------------------------


def _names(definition: FormDefinition) -> Iterator[Finding]:
    seen: dict[str, Place] = dict.fromkeys(HIDDEN, definition.place)
    for field in definition.fields:
        if field.id in HIDDEN or field.id.startswith("item-"):
            remedy = "form-… 和 item-… 由程序使用，换一个代号"
            yield _finding(field.place, "form-name-reserved", f"代号 {field.id} 已有专门用途", remedy)
        elif field.id in seen:
            message = f"两个栏都用了代号 {field.id}（另一个在第 {seen[field.id].line} 行）"
            yield _finding(field.place, "form-name-twice", message, "每个栏的代号不能相同，改一个")
        seen[field.id] = field.place
    for kind, entries in (("栏目", definition.columns), ("填写要求", definition.rules)):
        yield from _twice(kind, ((entry.id, entry.place) for entry in entries))


def _twice(kind: str, entries: Iterable[tuple[str, Place]]) -> Iterator[Finding]:
    seen: dict[str, Place] = {}
    for name, place in entries:
        if name in seen:
            message = f"两个{kind}都用了代号 {name}（另一个在第 {seen[name].line} 行）"
            yield _finding(place, "form-name-twice", message, "代号不能相同，改一个")
        seen[name] = place


def _options(definition: FormDefinition) -> Iterator[Finding]:
    for field in _all_fields(definition):
        if field.type in CHOOSING and not (field.options or field.options_from):
            yield _finding(field.place, "form-no-options", f"{field.id} 没有选项", "写 options，或改填写方式")
        if field.type not in CHOOSING and (field.options or field.options_from):
            remedy = "删去选项，或把 type 改成 radio"
            yield _finding(field.place, "form-options-unused", f"{field.id} 是填文字的，却有选项", remedy)
        if field.options_from and not field.option_label:
            remedy = '补上 option_label，如 "{title}"'
            yield _finding(field.place, "form-option-label", f"{field.id} 的选项没有文字", remedy)
        for option in field.options:
            if not option.label.strip():
                message = f"{field.id} 的选项 {option.state} 没有文字"
                yield _finding(field.place, "form-option-label", message, "补上 label")
        for state, count in Counter(o.state for o in field.options).items():
            if count > 1:
                message = f"{field.id} 有 {count} 个选项的代号都是 {state}"
                yield _finding(field.place, "form-option-twice", message, "每个选项的代号不能相同")


def _all_fields(definition: FormDefinition) -> Iterator[FieldDefinition]:
    yield from definition.fields
    yield from (column.field for column in definition.columns if column.field is not None)


# --- placeholders ---------------------------------------------------------------------------------


def _placeholders(definition: FormDefinition) -> Iterator[Finding]:
    whole = WHOLE | (OF_STANDARD if definition.kind == "checklist" else frozenset())
    for text, known, place in _patterns(definition, whole):
        try:
            used = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
        except ValueError:
            remedy = "花括号要成对；要印出花括号就写两遍"
            yield _finding(place, "form-placeholder", f"花括号不成对：{text}", remedy)
            continue
        for name in used:
            if name not in known:
                remedy = "这里可用：" + "、".join(f"{{{k}}}" for k in sorted(known))
                yield _finding(place, "form-placeholder", f"不认识的占位符 {{{name}}}", remedy)


def _patterns(
    definition: FormDefinition, whole: frozenset[str]
) -> Iterator[tuple[str, frozenset[str], Place]]:
    """Every pattern of a definition with the placeholders that it may use."""
    top, running, words = definition.place, definition.running, definition.words
    yield definition.name, whole - {"name"}, top
    for text in running.head:
        yield text, whole, running.place
    for text in running.foot:
        yield text, whole | {"page", "pages", "items"}, running.place
    yield running.items, frozenset({"first", "last"}), running.place
    yield running.picture, frozenset({"url"}), running.place
    of_word = {
        "range": ("low", "high"),
        "threshold": ("subject", "operator", "value", "unit"),
        "thresholds": ("entries",),
        **{word: ("entries",) for word in words if word.startswith("conditions_")},
        "hint": ("labels", "operator", "value", "unit"),
        "hints": ("entries",),
        "option": ("field", "label"),
    }
    for word, names in of_word.items():
        yield words.get(word, ""), frozenset(names), top
    for field in definition.fields:
        yield field.option_label, frozenset({"title", "short", "label"}), field.place
    for column in definition.columns:
        if column.field is not None:
            yield column.field.label, frozenset({"item"}), column.place
            yield column.field.tooltip, frozenset({"item", "lead"}), column.place
    yield definition.row.section, frozenset({"marker", "title"}), top
    for block in definition.body:
        for text in (block.text, block.subtitle, *block.items):
            yield text, whole, block.place
        for row in block.rows:
            for cell in row.cells:
                yield cell.text, whole, cell.place
    for rule in definition.rules:
        yield rule.message, MESSAGE | ({"item"} if rule.each_item else set()), rule.place


# --- body -----------------------------------------------------------------------------------------


def _body(definition: FormDefinition) -> Iterator[Finding]:
    known = {f.id for f in definition.fields}
    placed: set[str] = set()
    for block in definition.body:
        for row in block.rows:
            span = sum(cell.span for cell in row.cells)
            if span != len(block.columns):
                message = f"这一行占 {span} 列，表格有 {len(block.columns)} 列"
                yield _finding(row.place, "form-grid-columns", message, "改各格的 span，使每行占满")
            for cell in row.cells:
                if cell.field and cell.field not in known:
                    message = f"没有代号为 {cell.field} 的栏"
                    yield _finding(cell.place, "form-field-unknown", message, "在 fields 里补上，或改正代号")
                placed.add(cell.field)
    for field in definition.fields:
        if field.id not in placed:
            remedy = "在 body 的表格里放进它，或从 fields 里删去"
            yield _finding(field.place, "form-field-unplaced", f"栏 {field.id} 没有印在表上", remedy)
    running = definition.running
    if running.unit_field not in known:
        message = f"没有代号为 {running.unit_field} 的栏"
        yield _finding(running.place, "form-field-unknown", message, "页眉重复的栏要是 fields 里的一个")
    blocks = sum(block.kind == "items" for block in definition.body)
    if definition.kind == "checklist" and blocks != 1:
        message = f"body 里 items 有 {blocks} 处"
        yield _finding(definition.place, "form-items-block", message, "逐条的表要有，且只有一处")


# --- rules ----------------------------------------------------------------------------------------


def _rules(corpus: Corpus, definition: FormDefinition) -> Iterator[Finding]:
    columns = {c.id: c.field for c in definition.columns if c.field is not None}
    for rule in definition.rules:
        known = columns if rule.each_item else {f.id: f for f in definition.fields}
        for name in rule.fields:
            if name not in known:
                what = "栏目" if rule.each_item else "栏"
                message = f"填写要求 {rule.id} 用了没有的{what} {name}"
                yield _finding(rule.place, "form-rule-field", message, "改正代号")
        yield from _rule_shape(rule)
        yield from _rule_states(definition, rule, {**columns, **known})
        subject = rule.params.get("subject")
        if subject is not None and corpus.subjects and subject not in {s.id for s in corpus.subjects}:
            message = f"填写要求 {rule.id} 用了没有的可比对象 {subject}"
            yield _finding(rule.place, "form-rule-subject", message, "用 thresholds.yml 里 subjects 的代号")
    for field in definition.fields:
        subject = field.hint_subject
        if subject and corpus.subjects and subject not in {s.id for s in corpus.subjects}:
            message = f"{field.id} 的提示用了没有的可比对象 {subject}"
            yield _finding(field.place, "form-rule-subject", message, "用 thresholds.yml 里 subjects 的代号")


def _rule_shape(rule: RuleDefinition) -> Iterator[Finding]:
    arity = ARITY.get(rule.check)
    if arity is not None and len(rule.fields) != arity:
        message = f"填写要求 {rule.id}（{rule.check}）写了 {len(rule.fields)} 个栏"
        yield _finding(rule.place, "form-rule-arity", message, f"要写 {arity} 个")
    for name in PARAMS.get(rule.check, ()):
        if name not in rule.params:
            message = f"填写要求 {rule.id}（{rule.check}）缺少参数 {name}"
            yield _finding(rule.place, "form-rule-params", message, f"在 params 里补上 {name}")
    pattern = rule.params.get("pattern")
    if pattern is not None:
        try:
            re.compile(str(pattern))
        except re.error as error:
            message = f"填写要求 {rule.id} 的正则表达式不对：{error}"
            yield _finding(rule.place, "form-rule-params", message, "改正 pattern")


def _rule_states(
    definition: FormDefinition, rule: RuleDefinition, known: Mapping[str, FieldDefinition]
) -> Iterator[Finding]:
    """States that a rule speaks of are options of the field it means."""
    states = rule.params.get("states", [])
    wanted = [str(s) for s in states] if isinstance(states, list) else []
    name = rule.fields[1] if rule.check == "required-when" and len(rule.fields) == 2 else ""
    if rule.check == "count":
        name, wanted = str(rule.params.get("column", "")), [str(rule.params.get("state", ""))]
        if name not in {c.id for c in definition.columns if c.field is not None}:
            message = f"填写要求 {rule.id} 用了没有的栏目 {name}"
            yield _finding(rule.place, "form-rule-field", message, "改正 params 里的 column")
            return
    field = known.get(name)
    if field is None or field.options_from:
        return
    for state in wanted:
        if state not in {o.state for o in field.options}:
            message = f"填写要求 {rule.id} 用了 {name} 没有的选项 {state}"
            yield _finding(rule.place, "form-rule-state", message, "改正选项的代号")


# --- characters ------------------------------------------------------------------------


def _characters(corpus: Corpus, forms: tuple[Form, ...]) -> Iterator[Finding]:
    """Characters that would be printed as empty boxes."""
    reported: set[tuple[Place, str]] = set()
    printed = [entry for form in forms for entry in _printed(form)]
    if any(form.standard is not None for form in forms):
        printed += _printed_of_standards(corpus)
    for text, name, place in printed:
        for character in face(name).missing(text):
            if (place, character) in reported:
                continue
            reported.add((place, character))
            message = f"表格的字体里没有“{character}”（U+{ord(character):04X}），印不出来"
            remedy = "换一个字，或给 generator/forms/fonts/ 的字体补上这个字"
            yield _finding(place, "form-character", message, remedy)


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
    yield from ((column.heading, "sans", column.place) for column in definition.columns)
    for block in definition.body:
        yield from ((text, "sans", block.place) for text in (block.text, block.subtitle, block.heading))
        yield from ((text, "serif", block.place) for text in block.items)
        for row in block.rows:
            for cell in row.cells:
                yield cell.label + cell.suffix, "sans", cell.place
                yield cell.text + "".join(cell.pen), "serif", cell.place


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
