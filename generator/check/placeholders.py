"""The placeholders in the texts of a form definition are ones that will be filled in.

Which text may hold which stands beside the text, in :mod:`generator.forms.definitions.definition`.
"""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import NamedTuple

from generator.errors import Finding, Place
from generator.forms.definitions.definition import OF_FORM, OF_STANDARD, FormDefinition, RuleDefinition


class Pattern(NamedTuple):
    """A text with placeholders: which it may hold, and where it stands."""

    text: str
    known: frozenset[str]
    place: Place


def check_placeholders(definition: FormDefinition) -> Iterator[Finding]:
    """Findings for braces without a partner and for names that nothing is put in for."""
    whole = OF_FORM | (OF_STANDARD if definition.kind == "checklist" else frozenset())
    for text, known, place in patterns(definition, whole, definition.place):
        try:
            used = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
        except ValueError:
            remedy = "花括号要成对；要印出花括号就写两遍"
            yield Finding(place, "form-placeholder", f"花括号不成对：{text}", remedy)
            continue
        for name in used:
            if name not in known:
                remedy = "这里可用：" + "、".join(f"{{{k}}}" for k in sorted(known))
                yield Finding(place, "form-placeholder", f"不认识的占位符 {{{name}}}", remedy)


def patterns(entity: object, whole: frozenset[str], place: Place) -> Iterator[Pattern]:
    """The texts below ``entity`` whose fields say what they may hold; ``whole`` is what all of a form may."""
    assert is_dataclass(entity)
    place = getattr(entity, "place", place)
    for one in fields(entity):
        value = getattr(entity, one.name)
        parts = value if isinstance(value, tuple) else (value,)
        match one.metadata.get("placeholders"):
            case frozenset() as known:
                if one.metadata.get("form"):
                    known |= whole
                if isinstance(entity, RuleDefinition) and not entity.each_item:
                    known -= {"item"}
                yield from (Pattern(text, known, place) for text in parts)
            case Mapping() as of_parts if value is not None:
                texts = value if isinstance(value, Mapping) else {k: getattr(value, k) for k in of_parts}
                yield from (Pattern(texts.get(k, ""), known, place) for k, known in of_parts.items())
            case _:
                for part in parts:
                    if is_dataclass(part):
                        yield from patterns(part, whole, place)
