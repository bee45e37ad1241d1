"""PDF objects in few words (ISO 32000-1, 7.3), as pypdf writes them.

pypdf 7 fills fields, but has no calls that create fields, fonts or tags: those are dictionaries, made
here from plain Python values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    EncodedStreamObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
)

Value = PdfObject | str | float | Sequence["Value"] | Mapping[str, "Value"]
"""What :func:`value` takes. A string is a name, written with its slash; a text needs :func:`text`."""

_NAMES: Final[dict[str, NameObject]] = {}


def name(spelling: str) -> NameObject:
    """The name object of a spelling with its slash, made once."""
    found = _NAMES.get(spelling)
    if found is None:
        found = _NAMES[spelling] = _Name(spelling)
    return found


def text(content: str) -> ByteStringObject:
    """A text string, written in hexadecimal: a third of what pypdf's escaped Chinese takes."""
    if content.isascii():
        return ByteStringObject(content.encode("ascii"))
    return ByteStringObject(b"\xfe\xff" + content.encode("utf-16-be"))


def value(plain: Value) -> PdfObject:
    """The object of a plain value; numbers are rounded to two decimals.

    >>> value({"Type": "/Annot", "Rect": [0, 0, 10.125, 20.0]})
    {'/Type': '/Annot', '/Rect': [0, 0, 10.12, 20]}
    """
    match plain:
        case PdfObject():
            return plain
        case str():
            return name(plain)
        case bool():
            return BooleanObject(plain)
        case int() | float():
            rounded = round(plain, 2)
            return NumberObject(rounded) if rounded == int(rounded) else FloatObject(rounded)
        case Mapping():
            return dictionary(plain)
        case _:
            return ArrayObject([value(entry) for entry in plain])


def dictionary(entries: Mapping[str, Value]) -> DictionaryObject:
    """A dictionary; keys come without their slash."""
    made = DictionaryObject()
    put(made, entries)
    return made


def put(target: DictionaryObject, entries: Mapping[str, Value]) -> None:
    """Set entries of a dictionary; keys come without their slash."""
    for key, plain in entries.items():
        target[name(f"/{key}")] = value(plain)


def stream(content: bytes, entries: Mapping[str, Value]) -> StreamObject:
    """A stream as it is."""
    made = StreamObject()
    put(made, entries)
    made.set_data(content)
    return made


def deflated(content: bytes, entries: Mapping[str, Value]) -> StreamObject:
    """A stream of data that is deflated already."""
    made = EncodedStreamObject()
    put(made, {**entries, "Filter": "/FlateDecode"})
    made._data = content  # noqa: SLF001 - set_data would deflate, which takes longest of all, once more
    return made


def add(pdf: PdfWriter, made: PdfObject) -> IndirectObject:
    """Make an object indirect; pypdf has no other call for it."""
    return pdf._add_object(made)  # noqa: SLF001


class _Name(NameObject):
    """A name whose spelling in the file is worked out once, not at each of its thousand places."""

    def __init__(self, _: str) -> None:
        self._spelling = self.renumber()

    def write_to_stream(self, stream: object) -> None:
        stream.write(self._spelling)  # type: ignore[attr-defined]
