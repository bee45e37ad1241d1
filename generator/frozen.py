"""Frozen dataclasses that take a fifth of the time to define.

:mod:`dataclasses` writes six methods for every frozen class as text, compiles them and, with slots, makes
the class again: a third of a millisecond each, and with some hundred and forty classes a third of what any
command took to start. Of the six only ``__init__`` has to be written for each class; the others are the
same for all of them, but for the names of the fields, and are shared here.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar

T = TypeVar("T", bound=type)

_ABSENT: Final = object()
"""The default of a parameter whose field has a ``default_factory``."""


def frozen_class(cls: T | None = None, /, *, eq: bool = True, slots: bool = False, **others: bool) -> Any:  # noqa: ANN401 - a class, or what makes one
    """:func:`dataclasses.dataclass`, which makes whatever is not frozen, or asks for more than these.

    To the type checker it *is* that decorator (see :data:`dataclass`). What it makes differs from that in
    nothing that can be told from outside, but that ``__dataclass_params__`` says it is not frozen.

    Raises TypeError where a field is no parameter, or one by keyword only, and where there is a
    ``__post_init__``: ask :mod:`dataclasses` itself.

    >>> @frozen_class(frozen=True, slots=True)
    ... class Spot:
    ...     "A place."
    ...     page: int
    ...     line: int = 1
    >>> Spot(3), Spot(3) == Spot(3, 1), len({Spot(3), Spot(3, 2), Spot(3, 1)})
    (Spot(page=3, line=1), True, 2)
    """
    if others != {"frozen": True}:
        return dataclasses.dataclass(cls, eq=eq, slots=slots, **others)

    def make(cls: type) -> type:
        made: type = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(cls)
        given = fields(made)
        if hasattr(made, "__post_init__") or any(one.kw_only or not one.init for one in given):
            raise TypeError(f"{cls.__qualname__} asks for what only dataclasses.dataclass does")
        methods: dict[str, Callable[..., object]] = {
            "__init__": _init(made, given),
            "__repr__": _repr,
            "__setattr__": _refuse_to_set,
            "__delattr__": _refuse_to_delete,
        }
        if eq:
            methods["__eq__"], methods["__hash__"] = _comparing([one.name for one in given if one.compare])
        if slots:
            methods |= {"__getstate__": _state, "__setstate__": _set_state}
        for name, method in methods.items():
            if made.__dict__.get(name) is None:  # what the class says itself holds
                setattr(made, name, method)
        return made

    return make if cls is None else make(cls)


if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - it is to be imported from here
else:
    dataclass = frozen_class


def _init(cls: type, given: tuple[Field[Any], ...]) -> Callable[..., None]:
    """``__init__``: for ``page: int`` and ``notes: list = field(default_factory=list)`` the text is ::

    def __init__(self, page, notes=_absent):
     _set(self, 'page', page)
     _set(self, 'notes', _made_notes() if notes is _absent else notes)
    """
    known: dict[str, Any] = {"_set": object.__setattr__, "_absent": _ABSENT}
    parameters, lines = ["self"], []
    for one in given:
        name = value = one.name
        if one.default_factory is not MISSING:
            known[f"_made_{name}"] = one.default_factory
            parameters.append(f"{name}=_absent")
            value = f"_made_{name}() if {name} is _absent else {name}"
        elif one.default is not MISSING:
            known[f"_default_{name}"] = one.default
            parameters.append(f"{name}=_default_{name}")
        else:
            parameters.append(name)
        lines.append(f" _set(self, {name!r}, {value})\n")
    text = f"def __init__({', '.join(parameters)}):\n{''.join(lines) or ' pass'}"
    exec(text, known)  # noqa: S102 - names of fields and nothing else, as dataclasses does it
    init: Callable[..., None] = known["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    init.__annotations__ = {one.name: one.type for one in given} | {"return": None}
    return init


def _comparing(names: list[str]) -> tuple[Callable[..., Any], Callable[..., int]]:
    """``__eq__`` and ``__hash__`` over the fields of these ``names``, as over a tuple of them."""
    get = attrgetter(*names) if len(names) > 1 else None  # of one name it would get no tuple

    def key(value: object) -> tuple[object, ...]:
        return tuple([getattr(value, name) for name in names])

    of = get or key

    def equal(self: object, other: object) -> Any:  # noqa: ANN401 - or NotImplemented
        return of(self) == of(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: object) -> int:
        return hash(of(self))

    return equal, hashed


def _repr(self: Any) -> str:  # noqa: ANN401 - an instance of any class made here
    shown = (f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{self.__class__.__qualname__}({', '.join(shown)})"


def _refuse_to_set(_self: object, name: str, _value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_self: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[object]:  # noqa: ANN401 - an instance of any class made here
    """What is pickled of an instance with slots; without them its ``__dict__`` is."""
    return [getattr(self, one.name) for one in fields(self)]


def _set_state(self: Any, state: list[object]) -> None:  # noqa: ANN401 - an instance of any class made here
    for one, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, one.name, value)
