"""Classes of :mod:`generator.frozen` are held against the same classes of :mod:`dataclasses`."""

from __future__ import annotations

import copy
import inspect
import pickle
import re
from collections.abc import Callable
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

import pytest

from generator.frozen import dataclass as frozen_class

T = TypeVar("T")
Decorator = Callable[..., Any]

BOTH = pytest.mark.parametrize("decorator", [dataclass, frozen_class], ids=["dataclasses", "frozen"])
"""The first column shows that a test says what the standard library does."""


@frozen_class(frozen=True, slots=True)
class Pickled:
    """Stands at the top, where pickle finds it."""

    name: str
    parts: tuple[int, ...] = ()


def spot(decorator: Decorator, *, slots: bool) -> Any:  # noqa: ANN401 - a class of its own for each
    @decorator(frozen=True, slots=slots)
    class Spot:
        """A place."""

        page: int
        line: int = 1
        notes: list[str] = field(default_factory=list)
        seen: str = field(default="", compare=False, repr=False)
        largest: ClassVar[int] = 9

        @property
        def both(self) -> tuple[int, int]:
            return self.page, self.line

    return Spot


SLOTS = pytest.mark.parametrize("slots", [True, False], ids=["slots", "dict"])


@BOTH
@SLOTS
def test_it_takes_and_shows_its_fields_as_dataclasses_do(decorator: Decorator, *, slots: bool) -> None:
    made = spot(decorator, slots=slots)
    one = made(3, notes=["x"], seen="y")
    assert repr(one) == "spot.<locals>.Spot(page=3, line=1, notes=['x'])"
    assert (one.both, one.seen, one.largest) == ((3, 1), "y", 9)
    assert [f.name for f in fields(one)] == ["page", "line", "notes", "seen"]
    assert made.__match_args__ == ("page", "line", "notes", "seen")
    assert list(inspect.signature(made).parameters) == ["page", "line", "notes", "seen"]
    assert made.__init__.__annotations__["page"] == "int"
    assert hasattr(one, "__dict__") is not slots
    for given in ({}, {"page": 1, "pages": 2}):
        with pytest.raises(TypeError, match="page"):
            made(**given)


@BOTH
def test_what_a_factory_makes_is_made_for_each(decorator: Decorator) -> None:
    made = spot(decorator, slots=True)
    first, second = made(1), made(1)
    first.notes.append("x")
    assert second.notes == []


@BOTH
@SLOTS
def test_it_can_be_neither_set_nor_deleted(decorator: Decorator, *, slots: bool) -> None:
    one = spot(decorator, slots=slots)(3)
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'page'"):
        one.page = 4
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'line'"):
        del one.line
    # the standard library fails otherwise on a name that is no field, where there are slots (Python 3.11)
    with pytest.raises((FrozenInstanceError, TypeError)):
        one.other = 4
    assert one.page == 3


@BOTH
@pytest.mark.parametrize("names", [(), ("a",), ("a", "b"), ("a", "b", "c")])
def test_it_is_equal_and_hashed_as_the_tuple_of_its_fields(
    decorator: Decorator, names: tuple[str, ...]
) -> None:
    made = decorator(frozen=True, slots=True)(
        type("Made", (), {"__annotations__": dict.fromkeys(names, "int")})
    )
    other = decorator(frozen=True)(type("Other", (), {"__annotations__": dict.fromkeys(names, "int")}))
    values = tuple(range(len(names)))
    assert made(*values) == made(*values)
    assert hash(made(*values)) == hash(values)
    assert made(*values) != other(*values)
    assert made(*values) != values
    for at in range(len(names)):
        changed = [*values[:at], 7, *values[at + 1 :]]
        assert made(*values) != made(*changed)


@BOTH
def test_a_field_may_take_no_part_in_comparisons(decorator: Decorator) -> None:
    class Placed:
        """Something and where it stands."""

        name: str
        place: int = field(default=0, compare=False)

    placed: Any = decorator(frozen=True, slots=True)(Placed)
    assert placed("a", 1) == placed("a", 2)
    assert len({placed("a", 1), placed("a", 2), placed("b", 1)}) == 2


@BOTH
def test_without_equality_each_is_itself(decorator: Decorator) -> None:
    class Single:
        """One of a kind."""

        name: str

    single: Any = decorator(frozen=True, eq=False)(Single)
    one, other = single("a"), single("a")
    assert one != other
    assert len({one, other}) == 2


@BOTH
def test_what_a_class_says_itself_holds(decorator: Decorator) -> None:
    class Loud:
        """Says it itself."""

        name: str

        def __eq__(self, other: object) -> bool:
            return str(self).upper() == str(other).upper()

        def __hash__(self) -> int:
            return hash(self.name.upper())

        def __repr__(self) -> str:
            return self.name.upper()

    loud: Any = decorator(frozen=True, slots=True)(Loud)
    assert loud("a") == loud("A")
    assert repr(loud("a")) == "A"
    assert len({loud("a"), loud("A")}) == 1


@BOTH
def test_it_may_be_generic_and_keep_what_it_has_found(decorator: Decorator) -> None:
    class Held(Generic[T]):
        """Holds one."""

        value: T

        @cached_property
        def twice(self) -> list[T]:
            return [self.value] * 2

    held: Any = decorator(frozen=True)(Held)
    one = held(3)
    assert one.twice is one.twice
    assert one == held(3)


@BOTH
@SLOTS
def test_it_is_replaced_and_copied(decorator: Decorator, *, slots: bool) -> None:
    one = spot(decorator, slots=slots)(3, 4, ["x"], "seen")
    assert replace(one, line=5).both == (3, 5)
    for twin in (copy.copy(one), copy.deepcopy(one)):
        assert twin == one
        assert twin.seen == "seen"


def test_it_is_pickled() -> None:
    one = Pickled("a", (1, 2))
    assert pickle.loads(pickle.dumps(one)) == one


def test_what_is_not_frozen_is_left_to_dataclasses() -> None:
    @frozen_class
    class Open:
        """May change."""

        page: int

    @frozen_class(frozen=True, order=True)
    class Ordered:
        """Has an order."""

        page: int

    one = Open(1)
    one.page = 2
    assert one.page == 2
    assert Ordered(1) < Ordered(2)


def test_what_only_dataclasses_does_is_refused() -> None:
    after = {"__annotations__": {"page": "int"}, "__post_init__": lambda _: None}
    named = {"__annotations__": {"page": "int"}, "page": field(kw_only=True)}
    hidden = {"__annotations__": {"page": "int"}, "page": field(init=False, default=1)}
    for namespace in (after, named, hidden):
        with pytest.raises(TypeError, match=r"Asking asks for what only dataclasses\.dataclass does"):
            frozen_class(frozen=True)(type("Asking", (), dict(namespace)))


def test_the_package_asks_for_frozen_classes_here(root: Path) -> None:
    """Every module: whoever imports the other decorator by habit slows every start down again."""
    slow = [
        path.name
        for path in (root / "generator").rglob("*.py")
        if re.search(
            r"^from dataclasses import .*\bdataclass\b", text := path.read_text("utf-8"), re.MULTILINE
        )
        if re.search(r"^ *@dataclass\(frozen=True(?!.*order=True)", text, re.MULTILINE)
    ]
    assert not slow
