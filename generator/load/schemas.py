"""Data held against a JSON Schema, by the library of this place.

On the desk that is jsonschema-rs, which is compiled. Where nothing compiled can be, as in a browser, it is
fastjsonschema, which is Python: it tells the first fault only, and takes schemas that refer to no other.
Both say of the same data whether it fits (``tests/load/test_schemas.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple, Protocol

Schema = Mapping[str, object]
Path = list[str | int]


class Fault(NamedTuple):
    """A place where data departs from its schema.

    ``rule`` is the keyword that is broken. ``expected`` is what is said to it: the types, the options, the
    limit or the pattern, the keys that are unknown (``additionalProperties``, ``unevaluatedProperties``) or
    written as none may be (``propertyNames``), the key that lacks (``required``).
    ``message`` is the library's own, in English.
    """

    path: Path
    rule: str
    expected: Sequence[str]
    instance: object
    message: str


class Validator(Protocol):
    """A schema that is ready to be held against data."""

    def faults(self, data: object) -> Iterator[Fault]:
        """Where ``data`` departs from it."""
        ...

    def fits(self, data: object) -> bool:
        """Whether it does not."""
        ...


def is_day(text: str) -> bool:
    """Whether there is such a day in the calendar, or such a month; what is no date at all breaks a pattern.

    >>> is_day("2024-02-29"), is_day("2021-02-29"), is_day("2021-12"), is_day("2021-13"), is_day("2021")
    (True, False, True, False, True)
    """
    year, _, rest = text.partition("-")
    month, _, day = rest.partition("-")
    if not (len(year) == 4 and f"{year}{month}{day}".isdecimal() and month):
        return True
    try:
        date(int(year), int(month), int(day or 1))
    except ValueError:
        return False
    return True


_FORMATS: Final = {"date": is_day, "date-or-month": is_day}


def validator(schema: Schema, shared: Iterable[tuple[str, Schema]] = ()) -> Validator:
    """What holds data against ``schema``; ``shared`` are schemas it refers to, with their addresses."""
    try:
        import jsonschema_rs  # noqa: F401
    except ImportError:
        return PythonValidator(schema)
    return CompiledValidator(schema, shared)


class CompiledValidator:
    """jsonschema-rs."""

    def __init__(self, schema: Schema, shared: Iterable[tuple[str, Schema]] = ()) -> None:
        import jsonschema_rs

        registry = jsonschema_rs.Registry([(address, dict(held)) for address, held in shared])
        self._validator = jsonschema_rs.Draft202012Validator(
            dict(schema), registry=registry, validate_formats=True, formats=dict(_FORMATS)
        )

    def faults(self, data: object) -> Iterator[Fault]:
        """Every one of them."""
        for error in self._validator.iter_errors(data):
            name = type(error.kind).__name__
            rule, attribute = _KINDS.get(name, (name, ""))
            said: Any = getattr(error.kind, attribute) if attribute else ()
            if rule == "propertyNames":
                said = said.instance
            expected = [_word(each) for each in (said if attribute in ("", *_LISTS) else [said])]
            yield Fault(error.instance_path, rule, expected, error.instance, error.message)

    def fits(self, data: object) -> bool:
        """Whether there is none."""
        return self._validator.is_valid(data)


_KINDS: Final = {
    "AdditionalProperties": ("additionalProperties", "unexpected"),
    "UnevaluatedProperties": ("unevaluatedProperties", "unexpected"),
    "PropertyNames": ("propertyNames", "error"),
    "Required": ("required", "property"),
    "Type": ("type", "types"),
    "Enum": ("enum", "options"),
    "MinLength": ("minLength", "limit"),
    "MaxLength": ("maxLength", "limit"),
    "MinItems": ("minItems", "limit"),
    "MaxItems": ("maxItems", "limit"),
    "MinProperties": ("minProperties", "limit"),
    "Minimum": ("minimum", "limit"),
    "Maximum": ("maximum", "limit"),
    "ExclusiveMinimum": ("exclusiveMinimum", "limit"),
    "Constant": ("const", "expected_value"),
    "OneOfNotValid": ("oneOf", ""),
    "OneOfMultipleValid": ("oneOf", ""),
    "AnyOf": ("anyOf", ""),
    "UniqueItems": ("uniqueItems", ""),
    "Pattern": ("pattern", "pattern"),
    "Format": ("format", "format"),
}
"""Keyword and what it says, by the names of jsonschema-rs."""
_LISTS: Final = ("unexpected", "types", "options")


class PythonValidator:
    """fastjsonschema."""

    def __init__(self, schema: Schema) -> None:
        import fastjsonschema

        self._fault = fastjsonschema.JsonSchemaValueException
        self._check = fastjsonschema.compile(dict(schema), use_default=False, formats=dict(_FORMATS))

    def faults(self, data: object) -> Iterator[Fault]:
        """The first of them."""
        try:
            self._check(data)
        except self._fault as error:
            said: Any = error.rule_definition
            told = said if isinstance(said, list) else [said]
            expected = [_word(each) for each in told]
            if error.rule == "required":
                expected = [key for key in expected if key not in error.value][:1]
            elif error.rule == "additionalProperties":
                expected = [key for key in error.value if key not in error.definition.get("properties", {})]
            elif error.rule == "propertyNames":
                expected = list(error.value)  # it does not say which
            path: Path = [int(step) if step.isdigit() else step for step in error.path[1:]]
            yield Fault(path, str(error.rule), expected, error.value, error.message)

    def fits(self, data: object) -> bool:
        """Whether there is none."""
        return next(self.faults(data), None) is None


def _word(value: object) -> str:
    """A value as YAML writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)
