r"""Objects from bytes, exactly as ISO 32000-1, 7.2 and 7.3 have them; anything else is refused.

What this accepts has one meaning only, so any sound parser reads the same. Among what is refused: a key
that is there twice, a name with a stray ``#``, a number that is none (``--5``, ``1e5``), a brace, a
bracket that is not closed. Example::

    <</T (a\)b) /Kids [5 0 R] /F 4>>     {"/T": String(b"a)b"), "/Kids": Array([5 0 R]), "/F": 4}
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Final, NoReturn

from generator.returns.reading.pdf.values import (
    Array,
    Dictionary,
    Name,
    Reference,
    Resolver,
    Sealed,
    String,
    Value,
)
from generator.returns.reading.refusal import Refused

DEEPEST: Final = 100
"""Arrays and dictionaries within each other; forms have five."""
LARGEST: Final = 10**15

_SPACE: Final = rb"(?:[\0\t\n\f\r ]++|%[^\r\n]*+)*+"
_END: Final = rb"(?=[\0\t\n\f\r ()<>\[\]{}/%]|\Z)"
TOKEN: Final = re.compile(
    _SPACE
    + rb"(?:(?P<name>/(?P<spelling>[^\0\t\n\f\r ()<>\[\]{}/%]++))"
    + rb"|(?P<reference>(?P<number>\d{1,10})[\0\t\n\f\r ]++(?P<generation>\d{1,5})[\0\t\n\f\r ]++R"
    + _END
    + rb")|(?P<integer>[+-]?\d++)(?![.])"
    + _END
    + rb"|(?P<real>[+-]?(?:\d++\.\d*+|\.\d++))"
    + _END
    + rb"|(?P<plain>\((?P<text>[^()\\\r]*+)\))"
    + rb"|(?P<open>\()"
    + rb"|(?P<enter><<)|(?P<leave>>>)"
    + rb"|(?P<hex><(?P<digits>[0-9A-Fa-f\0\t\n\f\r ]*+)>)"
    + rb"|(?P<begin>\[)|(?P<finish>\])"
    + rb"|(?P<word>true|false|null)"
    + _END
    + rb")"
)
_ESCAPE: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_PIECE: Final = re.compile(rb"([^()\\\r]++)|(\()|(\))|\\([0-7]{1,3}|\r\n|.)|(\r\n?)", re.DOTALL)
_ESCAPED: Final = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"b": b"\b",
    b"f": b"\f",
    b"(": b"(",
    b")": b")",
    b"\\": b"\\",
    b"\r\n": b"",
    b"\n": b"",
    b"\r": b"",
}
_WORDS: Final[dict[bytes, bool | None]] = {b"true": True, b"false": False, b"null": None}


def inexact() -> NoReturn:
    """Refuse a file that is not written exactly as the specification says."""
    raise Refused("not-in-browser", {"kind": "pdf"})


def read_object(
    data: bytes, at: int, resolver: Resolver, sealed: Callable[[bytes], bytes] | None = None
) -> tuple[Value | Reference, int]:
    """The object that begins at ``at``, and where it ends; ``sealed`` decrypts its strings.

    Raises:
        Refused: ``not-in-browser``: it is none, or not exactly one.

    """
    # arrays and dictionaries that are open: their elements so far, and whether it is a dictionary
    stack: list[tuple[list[Value | Reference], bool]] = []
    while True:
        match = TOKEN.match(data, at)
        if match is None:
            inexact()
        at = match.end()
        kind = match.lastgroup
        value: Value | Reference
        if kind == "name" and stack:  # half of all there is
            stack[-1][0].append(_name(match["spelling"]))
            continue
        if kind in ("enter", "begin"):
            if len(stack) >= DEEPEST:
                inexact()
            stack.append(([], kind == "enter"))
            continue
        if kind in ("leave", "finish"):
            if not stack or stack[-1][1] is not (kind == "leave"):
                inexact()
            elements, keyed = stack.pop()
            value = Dictionary(_entries(elements), resolver) if keyed else Array(elements, resolver)
        elif kind == "open":
            value, at = _string(data, at)
        else:
            value = _atom(match)
        if sealed is not None and isinstance(value, String):
            value = Sealed(value.raw, sealed)
        if not stack:
            return value, at
        stack[-1][0].append(value)


def _hexadecimal(digits: bytes) -> String:
    """``<41 4>`` is ``A@``: a digit that lacks is 0 (7.3.4.3)."""
    digits = digits.translate(None, b"\0\t\n\f\r ")
    return String(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()))


def _integer(digits: bytes) -> int:
    number = int(digits) if len(digits) < 20 else LARGEST
    return number if abs(number) < LARGEST else inexact()


def _atom(match: re.Match[bytes]) -> Value | Reference:
    """The value of a token that is an object by itself."""
    kind = match.lastgroup
    if kind in ("name", "plain"):
        return _name(match["spelling"]) if kind == "name" else String(match["text"])
    if kind == "reference":
        number, generation = int(match["number"]), int(match["generation"])
        return Reference(number, generation) if number else inexact()
    if kind in ("integer", "real"):
        return _integer(match["integer"]) if kind == "integer" else float(match["real"])
    if kind == "hex":
        return _hexadecimal(match["digits"])
    return _WORDS[match["word"]]


@lru_cache(maxsize=2048)  # files are made of the same few names
def _name(spelling: bytes) -> Name:
    if b"#" not in spelling:
        return Name(spelling)
    if spelling.count(b"#") != len(_ESCAPE.findall(spelling)) or b"#00" in spelling:
        inexact()
    return Name(_ESCAPE.sub(lambda m: bytes([int(m[1], 16)]), spelling))


def _entries(elements: list[Value | Reference]) -> dict[str, Value | Reference]:
    """What stands between ``<<`` and ``>>``, as keys and values."""
    found: dict[str, Value | Reference] = {}
    if len(elements) % 2:
        inexact()
    for key, value in zip(elements[::2], elements[1::2], strict=True):
        if not isinstance(key, Name):
            inexact()
        found[key.key] = value
    if len(found) * 2 != len(elements):
        inexact()
    return found


def _string(data: bytes, at: int) -> tuple[String, int]:
    """A string with escapes, line ends or brackets in it (7.3.4.2); ``at`` is behind its ``(``."""
    parts: list[bytes] = []
    depth = 1
    while True:
        match = _PIECE.match(data, at)
        if match is None:
            inexact()
        at = match.end()
        if match[1] is not None:
            parts.append(match[1])
        elif match[4] is not None:
            escaped = match[4]
            if escaped[0] in b"01234567":
                code = int(escaped, 8)
                parts.append(bytes([code]) if code < 256 else inexact())
            else:
                # a backslash before anything else means nothing
                parts.append(_ESCAPED.get(escaped, escaped))
        elif match[5] is not None:
            parts.append(b"\n")
        else:
            depth += 1 if match[2] else -1
            if not depth:
                return String(b"".join(parts)), at
            parts.append(match[2] or match[3])
