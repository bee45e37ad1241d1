"""What a reader of returned files has to know, and nothing else of the project."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache, cached_property
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from generator.forms.definitions.summary import Summary
from generator.model import Standard
from generator.returns.reading.known import KnownForm
from generator.returns.reading.limits import Limits
from generator.returns.reading.names import Names
from generator.returns.reading.official.known import Official

T = TypeVar("T")


@dataclass(frozen=True)
class Setup:
    """All that reading, judging and reporting need: plain data that travels anywhere as JSON.

    ``standards`` in the order of the body; ``version`` and ``date`` (ISO) are those of the data;
    ``today`` (ISO) is the day of the run: no form was filled in after it.
    ``officials`` are forms in Word that a higher union issued, as the mapping files of this run say.
    """

    forms: Mapping[str, KnownForm]
    summary: Summary
    limits: Limits
    standards: tuple[Standard, ...] = ()
    version: str = ""
    date: str = ""
    today: str = ""
    officials: tuple[Official, ...] = ()

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """What each kind of form is called."""
        return {form.kind: form.short for form in self.forms.values()}

    @cached_property
    def names(self) -> Names:
        """How names and codes of units are compared; once for all files, since it compiles expressions."""
        return Names(self.summary)

    def to_json(self) -> str:
        """The setup as text, for a place that has no project (a queue, a browser); see :meth:`from_json`."""
        return json.dumps(_plain(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Setup:
        """The setup that :meth:`to_json` wrote.

        Raises:
            ValueError, KeyError, TypeError: ``text`` is not what it wrote.

        """
        return cast("Setup", _built(cls, json.loads(text)))


def _plain(value: object) -> object:
    """Dataclasses as objects, tuples as arrays. What takes no part in comparisons (places) stays behind."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value) if f.compare}
    if isinstance(value, Mapping):
        return {str(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(entry) for entry in value]
    return value


@cache
def _hints(cls: type) -> Mapping[str, object]:
    return get_type_hints(cls)


def _built(wanted: object, value: object) -> object:
    """The value of type ``wanted`` that :func:`_plain` made ``value`` of.

    >>> _built(tuple[int, ...], [1, 2])
    (1, 2)
    """
    if isinstance(wanted, type) and is_dataclass(wanted):
        data = cast("Mapping[str, object]", value)
        known: dict[str, Any] = {
            f.name: _built(_hints(wanted)[f.name], data[f.name])
            for f in fields(wanted)
            if f.name in data or (f.default is MISSING and f.default_factory is MISSING)
        }
        return wanted(**known)
    origin, inner = get_origin(wanted), get_args(wanted)
    if origin is tuple:
        return tuple(_built(inner[0], entry) for entry in cast("list[object]", value))
    if origin in (dict, Mapping, cast("object", get_origin(Mapping[str, str]))):
        return {key: _built(inner[1], entry) for key, entry in cast("Mapping[str, object]", value).items()}
    if origin in (Union, UnionType):
        return None if value is None else _built(next(t for t in inner if t is not NoneType), value)
    return value
