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

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Final, TypeVar, get_args, get_origin, get_type_hints

from generator.errors import Place
from generator.load.yaml_file import YamlMapping, YamlSequence, YamlValue

T = TypeVar("T")

Reader = Callable[[YamlValue, str], object]
"""From a value of the file with this name to the value of a field, or :data:`_OTHER`."""

_OTHER: Final = object()
"""There is no value, or one of another shape: the field keeps its default."""


def build(cls: type[T], data: YamlMapping, file: str) -> T:
    """An instance of the dataclass ``cls`` from ``data``, a mapping of ``file`` that fits its schema.

    >>> from generator.model import TopicGroup
    >>> data = YamlMapping(7)
    >>> data |= {"id": "congress", "name": "代表大会"}
    >>> build(TopicGroup, data, "standards/editorial/topics.yml")
    TopicGroup(id='congress', name='代表大会')
    """
    values: dict[str, Any] = {}
    if cls not in _PARTS:
        _PARTS[cls] = _parts(cls)
    for part in _PARTS[cls]:
        if part.read is None:
            values[part.name] = Place(file, _line(data, part.at))
        elif part.when is None or data.get(part.when[0]) == part.when[1]:
            value = part.read(_reach(data, part.at), file)
            if value is not _OTHER:
                values[part.name] = value
    return cls(**values)


@dataclass(frozen=True, slots=True)
class _Part:
    """How one field is read; ``read`` is ``None`` for a place."""

    name: str
    at: tuple[str, ...]
    when: tuple[str, YamlValue] | None
    read: Reader | None


_PARTS: Final[dict[type, tuple[_Part, ...]]] = {}
"""What is known about each dataclass, found once."""


def _parts(cls: type) -> tuple[_Part, ...]:
    hints = get_type_hints(cls)
    parts: list[_Part] = []
    for one in fields(cls):
        hint, metadata = hints[one.name], one.metadata
        rest = metadata.get("rest", False)
        at = () if rest else metadata.get("at", (one.name,))
        read = None if hint is Place else _rest(cls) if rest else _reader(hint)
        parts.append(_Part(one.name, at, metadata.get("when"), read))
    return tuple(parts)


def _reach(data: YamlMapping, at: tuple[str, ...]) -> YamlValue:
    value: YamlValue = data
    for key in at:
        value = value.get(key) if isinstance(value, YamlMapping) else None
    return value


def _line(data: YamlMapping, at: tuple[str, ...]) -> int:
    return data.lines.get(at[0], data.line) if at else data.line


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
    return lambda value, _: _OTHER if value is None else value


def _sequence(read: Reader) -> Reader:
    def read_all(value: YamlValue, file: str) -> object:
        if value is None or isinstance(value, YamlMapping):
            return _OTHER
        values = value if isinstance(value, YamlSequence) else [value]
        return tuple(read(one, file) for one in values)

    return read_all


def _mapping(read: Reader, *, texts_only: bool) -> Reader:
    def read_all(value: YamlValue, file: str) -> object:
        if not isinstance(value, YamlMapping):
            return _OTHER
        return {key: read(one, file) for key, one in value.items() if isinstance(one, str) or not texts_only}

    return read_all


def _rest(cls: type) -> Reader:
    taken = {key for one in fields(cls) for key in one.metadata.get("at", (one.name,))[:1]}
    return lambda value, _: {
        key: text
        for key, text in (value.items() if isinstance(value, YamlMapping) else ())
        if isinstance(text, str) and key not in taken
    }
