"""The rules of a form definition speak of fields, columns, options and subjects that are there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from generator.check.patterns import foreign_part
from generator.errors import Finding, Place
from generator.forms.definitions.definition import FieldDefinition, FormDefinition, RuleDefinition
from generator.forms.definitions.rules import CHECKS
from generator.model import Corpus


def check_rules(corpus: Corpus, definition: FormDefinition) -> Iterator[Finding]:
    """Findings for rules, and for hints, that ask for what the definition or the corpus has not."""
    columns = {c.id: c.field for c in definition.columns if c.field is not None}
    for rule in definition.rules:
        known = columns if rule.each_item else {f.id: f for f in definition.fields}
        for name in rule.fields:
            if name not in known:
                what = "栏目" if rule.each_item else "栏"
                message = f"填写要求 {rule.id} 用了没有的{what} {name}"
                yield Finding(rule.place, "form-rule-field", message, "改正代号")
        yield from _rule_shape(rule)
        yield from _rule_states(definition, rule, {**columns, **known})
        subject = rule.params.get("subject")
        if subject is not None and corpus.subjects and subject not in corpus.subject_by_id:
            message = f"填写要求 {rule.id} 用了没有的可比对象 {subject}"
            yield Finding(rule.place, "form-rule-subject", message, "用 thresholds.yml 里 subjects 的代号")
    for field in definition.fields:
        yield from _hint_subject(corpus, field.hint_subject, field.id, field.place)
    for column in definition.columns:
        for prompt in column.prompts:
            yield from _hint_subject(corpus, prompt.subject, column.id, prompt.place)


def _hint_subject(corpus: Corpus, subject: str, name: str, place: Place) -> Iterator[Finding]:
    """What is hinted at is a subject of the thresholds, where there are any."""
    if subject and corpus.subjects and subject not in corpus.subject_by_id:
        message = f"{name} 的提示用了没有的可比对象 {subject}"
        yield Finding(place, "form-rule-subject", message, "用 thresholds.yml 里 subjects 的代号")


def check_hints(corpus: Corpus, definitions: Sequence[FormDefinition]) -> Iterator[Finding]:
    """Findings for hints to standards that are not there; asked only where every standard could be loaded."""
    known = {standard.id for standard in corpus.standards}
    for field in (field for definition in definitions for field in definition.fields):
        for one in field.hints:
            if one not in known:
                message = f"{field.id} 的提示（hints）写给没有的标准 {one}"
                yield Finding(
                    field.place, "form-hint-standard", message, "用 standards/verbatim/ 里标准的代号"
                )


def _rule_shape(rule: RuleDefinition) -> Iterator[Finding]:
    check = CHECKS[rule.check]
    if check.fields is not None and len(rule.fields) != check.fields:
        message = f"填写要求 {rule.id}（{rule.check}）写了 {len(rule.fields)} 个栏"
        yield Finding(rule.place, "form-rule-arity", message, f"要写 {check.fields} 个")
    for name in check.params:
        if name not in rule.params:
            message = f"填写要求 {rule.id}（{rule.check}）缺少参数 {name}"
            yield Finding(rule.place, "form-rule-params", message, f"在 params 里补上 {name}")
    pattern = rule.params.get("pattern")
    if pattern is not None:
        try:
            re.compile(str(pattern))
        except re.error as error:
            message = f"填写要求 {rule.id} 的正则表达式不对：{error}"
            yield Finding(rule.place, "form-rule-params", message, "改正 pattern")
            return
        if foreign := foreign_part(str(pattern)):
            message = f"填写要求 {rule.id} 的正则表达式里的 {foreign}，Python 和网页（JavaScript）理解不一样"
            remedy = (
                "只用两种语言都有的写法：字符、[…]、\\d、\\w、(?:…)、|、* + ? {n,m}；^ 只在开头，$ 只在末尾"
            )
            yield Finding(rule.place, "form-rule-pattern", message, remedy)


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
            yield Finding(rule.place, "form-rule-field", message, "改正 params 里的 column")
            return
    field = known.get(name)
    if field is None or field.options_from:
        return
    for state in wanted:
        if state not in {o.state for o in field.options}:
            message = f"填写要求 {rule.id} 用了 {name} 没有的选项 {state}"
            yield Finding(rule.place, "form-rule-state", message, "改正选项的代号")
