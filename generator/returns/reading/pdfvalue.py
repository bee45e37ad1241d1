"""Values of PDF objects as text, whatever wrote them."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Final, NamedTuple

from generator.returns.reading.encoding import guess, taken_apart
from generator.returns.reading.pdf.library import ARRAY, NAME, STREAM, STRING
from generator.returns.reading.text import plain

if TYPE_CHECKING:
    import pikepdf

_BOMS: Final = ((b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"), (b"\xef\xbb\xbf", "utf-8"))
_MARKS: Final = tuple(bom for bom, _ in _BOMS)
_WIDE: Final = re.compile("[^\x00-\xff]")
_ESCAPE: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
MAX_INFLATED: Final = 4 << 20


class Value(NamedTuple):
    """An answer as text; ``guessed`` if the file did not say how it is encoded."""

    text: str
    guessed: bool = False


class UnreadableValue(Exception):
    """The object holds no text that can be read."""


def state(value: object) -> str:
    """The state that a button has; empty for ``/Off`` and for no value (ISO 32000-1, 12.7.4.2)."""
    if value is None:
        return ""
    if isinstance(value, NAME):
        name = _name(value)
        return "" if name == "Off" else name
    # pypdf stores the name's spelling as text
    found = text(value).text.removeprefix("/")
    return "" if found == "Off" else found


def text(value: object) -> Value:
    """The text of a field's value: a string, or a stream (ISO 32000-1, 12.7.4.3).

    Raises:
        UnreadableValue: it is neither, or a stream that cannot be read within bounds.

    """
    if value is None:
        return Value("")
    if isinstance(value, STRING):
        return _decoded(bytes(value))
    if isinstance(value, STREAM):
        return _decoded(inflated(value))
    if isinstance(value, NAME):
        return Value(plain(_name(value)))
    if isinstance(value, str):
        return Value(plain(value))
    if isinstance(value, int) and not isinstance(value, bool):
        # a program may have meant it so; nobody typed it
        return Value(str(value), guessed=True)
    raise UnreadableValue


def spelled(value: pikepdf.Name) -> str:
    """A name with its slash, as it is compared with those of the specification; empty if it is no text."""
    try:
        return str(value)
    except UnicodeDecodeError:
        return ""


def _name(value: pikepdf.Name) -> str:
    """A name without its slash. Programs write names in the encoding of their system, too."""
    try:
        return str(value)[1:]
    except UnicodeDecodeError:
        raw = _ESCAPE.sub(lambda m: bytes([int(m[1], 16)]), value.unparse()[1:])
        return guess(raw).text


def _decoded(raw: bytes) -> Value:
    """A text string (ISO 32000-1, 7.9.2.2). Lone surrogates are kept, to be seen and doubted."""
    while raw.startswith(_MARKS) and raw[_mark_length(raw) :].startswith(_MARKS):
        raw = raw[_mark_length(raw) :]  # marked by one program, and once more by the next
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            body = raw[len(bom) :]
            odd = len(body) % 2 if encoding.startswith("utf-16") else 0
            found = body[: len(body) - odd].decode(
                encoding, "surrogatepass" if odd or encoding != "utf-8" else "replace"
            )
            return _mended(plain(_without_language(found) + "\ufffd" * odd))
    found, sure = guess(raw)
    return Value(plain(found), guessed=not sure)


def _mark_length(raw: bytes) -> int:
    return 3 if raw.startswith(_MARKS[2]) else 2


def _mended(found: str) -> Value:
    """Text of which a program took each byte for a character as what it was; any other as it is."""
    if found.isascii() or _WIDE.search(found):
        return Value(found)
    meant = taken_apart(found)
    return Value(plain(meant), guessed=True) if meant else Value(found)


def _without_language(found: str) -> str:
    """Language marks between escape characters (ISO 32000-1, 7.9.2.2) are no part of the text."""
    if "\x1b" not in found:
        return found
    return "".join(found.split("\x1b")[::2])


def inflated(stream: pikepdf.Stream) -> bytes:
    """The content of a stream.

    Raises:
        UnreadableValue: it is packed in another way than by one Flate filter, or is too large.

    """
    kind = stream.get("/Filter")
    if isinstance(kind, ARRAY) and len(kind) == 1:
        kind = kind[0]
    raw = stream.read_raw_bytes()
    if kind is None:
        return raw[:MAX_INFLATED]
    if not isinstance(kind, NAME) or spelled(kind) != "/FlateDecode" or "/DecodeParms" in stream:
        raise UnreadableValue
    inflater = zlib.decompressobj()
    try:
        data = inflater.decompress(raw, MAX_INFLATED)
    except zlib.error as error:
        raise UnreadableValue from error
    if inflater.unconsumed_tail:
        raise UnreadableValue
    return data
