"""Values of PDF objects as text, whatever wrote them."""

from __future__ import annotations

import zlib
from typing import Final, NamedTuple

import pikepdf

from generator.returns.reading.text import plain

_BOMS: Final = ((b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"), (b"\xef\xbb\xbf", "utf-8"))
_ACCENTED: Final = frozenset("ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ")
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
    if isinstance(value, pikepdf.Name):
        name = str(value)[1:]
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
    if isinstance(value, pikepdf.String):
        return _decoded(bytes(value))
    if isinstance(value, pikepdf.Stream):
        return _decoded(_inflated(value))
    if isinstance(value, pikepdf.Name):
        return Value(plain(str(value)[1:]))
    if isinstance(value, str | int | float):
        return Value(plain(str(value)))
    raise UnreadableValue


def _decoded(raw: bytes) -> Value:
    """A text string (ISO 32000-1, 7.9.2.2). Lone surrogates are kept, to be seen and doubted."""
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            body = raw[len(bom) :]
            odd = len(body) % 2 if encoding.startswith("utf-16") else 0
            found = body[: len(body) - odd].decode(
                encoding, "surrogatepass" if odd or encoding != "utf-8" else "replace"
            )
            return Value(plain(_without_language(found) + "\ufffd" * odd))
    if raw.isascii():
        return Value(plain(raw.decode("ascii")))
    standard = raw.decode("pdfdoc", "replace")
    # PDFDocEncoding has no hanzi. Programs that know nothing of it store what their system uses, which
    # then reads as letters with accents; “”, × and · alone are what they are
    for encoding in ("utf-8", "gb2312") if any(c in _ACCENTED for c in standard) else ():
        try:
            found = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if any("\u4e00" <= c <= "\u9fff" for c in found):
            return Value(plain(found), guessed=True)
    return Value(plain(standard))


def _without_language(found: str) -> str:
    """Language marks between escape characters (ISO 32000-1, 7.9.2.2) are no part of the text."""
    if "\x1b" not in found:
        return found
    return "".join(found.split("\x1b")[::2])


def _inflated(stream: pikepdf.Stream) -> bytes:
    kind = stream.get("/Filter")
    raw = stream.read_raw_bytes()
    if kind is None:
        return raw[:MAX_INFLATED]
    if kind not in (pikepdf.Name.FlateDecode, [pikepdf.Name.FlateDecode]) or "/DecodeParms" in stream:
        raise UnreadableValue
    inflater = zlib.decompressobj()
    try:
        data = inflater.decompress(raw, MAX_INFLATED)
    except zlib.error as error:
        raise UnreadableValue from error
    if inflater.unconsumed_tail:
        raise UnreadableValue
    return data
