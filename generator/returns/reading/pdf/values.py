"""Objects of a PDF file (ISO 32000-1, 7.3) as the exact reader gives them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, Protocol

Id = tuple[int, int]
"""Number and generation of an object."""

INLINE: Final[Id] = (0, 0)
"""What an object within another has for a number."""


class Reference(NamedTuple):
    """``12 0 R``."""

    number: int
    generation: int


class Resolver(Protocol):
    """Follows references."""

    def resolved(self, value: Value | Reference) -> Value:
        """The value that is meant; ``None`` where there is no such object."""
        ...


class Name:
    """``/Widget``: the bytes behind the slash, escapes undone; ``key`` is it as the key of an entry.

    Bytes that are no text make a key that nobody asks for.
    """

    __slots__ = ("key", "objgen", "raw")

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.key = "/" + raw.decode("utf-8", "surrogateescape")
        self.objgen = INLINE

    def __str__(self) -> str:
        return "/" + self.raw.decode()

    def unparse(self) -> bytes:
        """The name with a slash, and with escapes where it could be mistaken."""
        return b"/" + b"".join(
            bytes([c]) if 0x21 <= c <= 0x7E and c != 0x23 else b"#%02x" % c for c in self.raw
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Name) and other.raw == self.raw

    def __hash__(self) -> int:
        return hash(self.raw)


class String:
    """A string's bytes, escapes undone."""

    __slots__ = ("objgen", "raw")

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.objgen = INLINE

    def __bytes__(self) -> bytes:
        return self.raw


class Sealed(String):
    """A string of a protected file, decrypted when it is asked for."""

    __slots__ = ("_opener",)

    def __init__(self, raw: bytes, opener: Callable[[bytes], bytes]) -> None:
        super().__init__(raw)
        self._opener = opener

    def __bytes__(self) -> bytes:
        return self._opener(self.raw)


class Array:
    """Elements, references followed when they are asked for."""

    __slots__ = ("_resolver", "held", "objgen")

    def __init__(self, held: Sequence[Value | Reference], resolver: Resolver) -> None:
        self.held = held
        self._resolver = resolver
        self.objgen = INLINE

    def __len__(self) -> int:
        return len(self.held)

    def __getitem__(self, index: int) -> Value:
        return self._resolver.resolved(self.held[index])

    def __iter__(self) -> Iterator[Value]:
        return map(self._resolver.resolved, self.held)


class Dictionary:
    """Entries under their keys, slash and all; what is null is not there (7.3.7)."""

    __slots__ = ("_resolver", "held", "objgen")

    def __init__(self, held: Mapping[str, Value | Reference], resolver: Resolver) -> None:
        self.held = held
        self._resolver = resolver
        self.objgen = INLINE

    def __contains__(self, key: object) -> bool:
        return self.get(key) is not None

    def __getitem__(self, key: str) -> Value:
        found = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def get(self, key: object, default: Value = None) -> Value:
        """The value, or ``default``."""
        held = self.held.get(str(key))
        found = None if held is None else self._resolver.resolved(held)
        return default if found is None else found

    def __len__(self) -> int:
        return sum(self._resolver.resolved(value) is not None for value in self.held.values())


class Stream(Dictionary):
    """A dictionary and the bytes behind it, packed as they are; ``opener`` decrypts them."""

    __slots__ = ("_opener", "_raw")

    def __init__(
        self,
        held: Mapping[str, Value | Reference],
        resolver: Resolver,
        raw: bytes,
        opener: Callable[[bytes], bytes] = bytes,
    ) -> None:
        super().__init__(held, resolver)
        self._raw = raw
        self._opener = opener

    def read_raw_bytes(self) -> bytes:
        """What stands in the file, decrypted."""
        return self._opener(self._raw)


Value = None | bool | int | float | Name | String | Array | Dictionary
