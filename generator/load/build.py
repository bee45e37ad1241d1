"""Dataclasses from YAML whose shape a schema has vouched for: one builder for all of them.

A field of a dataclass takes the value under the key of its own name, or stays at its default where the
key is absent. Its type says how: text and numbers as they are (an integer stays one under ``float``),
``tuple[X, ...]`` from a list (or from a lone value), ``Mapping[str, X]`` from a mapping (with ``str``
for X only the entries that are text), a dataclass from a mapping. What has another shape than the field
is meant for another field, which reads the same key, and leaves this one at its default.

Three entries of a field's ``metadata`` say where the name does not:

``at``
    the way to the value, as keys: ``("words", "operators")``; ``()`` is the mapping itself
``when``
    (key, value) that the mapping must hold for the field to be set
``rest``
    a mapping takes the texts that no other field takes

A :class:`~generator.errors.Place` is the line of a key, or of the mapping: see
:func:`~generator.errors.placed`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import Field, fields, is_dataclass
from functools import cache
from types import SimpleNamespace
from typing import Any, Final, TypeVar, get_args, get_origin, get_type_hints

from generator.errors import Place
from generator.load.shapes import line_of
from generator.load.yaml_file import YamlMapping, YamlSequence, YamlValue

T = TypeVar("T")

Reader = Callable[[YamlValue, str], object]
"""From a value of the file with this name to the value of a field, or :data:`_OTHER`."""

Getter = Callable[[YamlMapping, str], object]
"""The same from the mapping that the value is in."""

_OTHER: Final = object()
"""There is no value, or one of another shape: the field keeps its default."""

_GETTERS: Final[dict[type, tuple[tuple[str, Getter], ...]]] = {}
"""For each dataclass its fields by name and how each is had; found once."""


def build(cls: type[T], data: YamlMapping, file: str) -> T:
    """An instance of the dataclass ``cls`` from ``data``, a mapping of ``file`` that fits its schema.

    >>> from generator.model import TopicGroup
    >>> data = YamlMapping(7)
    >>> data |= {"id": "congress", "name": "代表大会"}
    >>> build(TopicGroup, data, "standards/editorial/topics.yml")
    TopicGroup(id='congress', name='代表大会')
    """
    if cls not in _GETTERS:
        _GETTERS[cls] = _getters(cls)
    values: dict[str, Any] = {}
    for name, get in _GETTERS[cls]:
        value = get(data, file)
        if value is not _OTHER:
            values[name] = value
    return cls(**values)


def _getters(cls: type) -> tuple[tuple[str, Getter], ...]:
    return tuple((one.name, _getter(cls, one, _hint(cls.__module__, str(one.type)))) for one in fields(cls))


@cache
def _hint(module: str, annotation: str) -> Any:  # noqa: ANN401 - a type hint may be anything
    """What an annotation means in its module, where most of them stand many times."""
    alone = SimpleNamespace(__annotations__={"it": annotation})
    return get_type_hints(alone, vars(sys.modules[module]))["it"]


def _getter(cls: type, one: Field[Any], hint: Any) -> Getter:  # noqa: ANN401 - a type hint may be anything
    at: tuple[str, ...] = one.metadata.get("at", (one.name,))
    if hint is Place and len(at) > 1:
        return lambda data, file: Place(file, line_of(data, list(at)))
    if hint is Place:
        return lambda data, file: Place(file, data.lines.get(at[0], data.line) if at else data.line)
    if "rest" in one.metadata:
        return _rest(cls)
    read = _reader(hint)
    if "when" in one.metadata:
        key, wanted = one.metadata["when"]
        return lambda data, file: read(_reach(data, at), file) if data.get(key) == wanted else _OTHER
    if read is _as_it_is and len(at) == 1:  # most fields, and the quickest way to them
        return lambda data, _: data.get(at[0], _OTHER)
    return lambda data, file: read(_reach(data, at), file)


def _reach(data: YamlMapping, at: tuple[str, ...]) -> YamlValue:
    value: YamlValue = data
    for key in at:
        value = value.get(key) if isinstance(value, YamlMapping) else None
    return value


def _reader(hint: Any) -> Reader:  # noqa: ANN401 - a type hint may be anything
    """What reads a value for a field of this type; ``X | None`` is read as ``X``."""
    origin, arguments = get_origin(hint), get_args(hint)
    if type(None) in arguments:
        return _reader(next(a for a in arguments if a is not type(None)))
    if origin is tuple:
        return _sequence(_reader(arguments[0]))
    if origin is Mapping:
        return _mapping(_reader(arguments[1]), texts_only=arguments[1] is str)
    if isinstance(hint, type) and is_dataclass(hint):
        return lambda value, file: build(hint, value, file) if isinstance(value, YamlMapping) else _OTHER
    return _as_it_is


def _as_it_is(value: YamlValue, _file: str) -> object:
    return _OTHER if value is None else value


def _sequence(read: Reader) -> Reader:
    def read_all(value: YamlValue, file: str) -> object:
        if value is None or isinstance(value, YamlMapping):
            return _OTHER
        values = value if isinstance(value, YamlSequence) else [value]
        return tuple(values) if read is _as_it_is else tuple([read(one, file) for one in values])

    return read_all


def _mapping(read: Reader, *, texts_only: bool) -> Reader:
    def read_all(value: YamlValue, file: str) -> object:
        if not isinstance(value, YamlMapping):
            return _OTHER
        return {key: read(one, file) for key, one in value.items() if isinstance(one, str) or not texts_only}

    return read_all


def _rest(cls: type) -> Getter:
    taken = {key for one in fields(cls) for key in one.metadata.get("at", (one.name,))[:1]}
    return lambda data, _: {k: text for k, text in data.items() if isinstance(text, str) and k not in taken}
