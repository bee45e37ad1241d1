"""What a stream holds (ISO 32000-1, 7.4): the one filter that the structure of a file is packed by."""

from __future__ import annotations

import zlib

from generator.returns.reading.pdf.syntax import inexact
from generator.returns.reading.pdf.values import Array, Dictionary, Name, Stream, Value
from generator.returns.reading.refusal import Refused


def unpack(stream: Stream, most: int) -> bytes:
    """The bytes of a stream that is packed by one Flate filter or not at all.

    Raises:
        Refused: ``not-in-browser``: it is packed otherwise, or not to its end; ``too-complex``: it holds more
            than ``most`` bytes.

    """
    kind, parameters = _only(stream.get("/Filter")), _only(stream.get("/DecodeParms"))
    raw = stream.read_raw_bytes()
    if kind is None and parameters is None:
        return raw
    if kind != Name(b"FlateDecode") or "/F" in stream:
        inexact()
    inflater = zlib.decompressobj()
    try:
        content = inflater.decompress(raw, most + 1)
    except zlib.error:
        inexact()
    if len(content) > most:
        raise Refused("too-complex", {"kind": "inflated"})
    if not inflater.eof or inflater.unused_data.strip(b"\r\n"):
        inexact()
    return content if parameters is None else _unpredicted(content, parameters)


def _only(value: Value) -> Value:
    """A filter may stand in an array of one."""
    if not isinstance(value, Array):
        return value
    return value[0] if len(value) == 1 else inexact()


def _unpredicted(content: bytes, parameters: Value) -> bytes:
    """Undo the PNG predictors (7.4.4.4), which cross-reference streams use: bytes, one to a sample."""
    if not isinstance(parameters, Dictionary):
        inexact()
    predictor, columns = parameters.get("/Predictor"), parameters.get("/Columns")
    if predictor in (None, 1) and type(predictor) is not bool:
        return content
    others = {key: parameters.get(key) for key in ("/Colors", "/BitsPerComponent", "/EarlyChange")}
    plain = others["/Colors"] in (None, 1) and others["/BitsPerComponent"] in (None, 8)
    if (
        type(predictor) is not int
        or not 10 <= predictor <= 15
        or not plain
        or others["/EarlyChange"] is not None
    ):
        inexact()
    if type(columns) is not int or not 1 <= columns <= 64 or len(content) % (columns + 1):
        inexact()
    above = bytes(columns)
    rows: list[bytes] = []
    for start in range(0, len(content), columns + 1):
        above = _row(content[start], content[start + 1 : start + 1 + columns], above)
        rows.append(above)
    return b"".join(rows)


def _row(kind: int, row: bytes, above: bytes) -> bytes:
    """One row of bytes (PNG specification, section 9)."""
    if kind == 0:
        return row
    if kind == 2:
        return bytes((a + b) & 255 for a, b in zip(row, above, strict=True))
    if kind > 4:
        inexact()
    found = bytearray()
    for place, byte in enumerate(row):
        left = found[-1] if found else 0
        up, corner = above[place], above[place - 1] if place else 0
        added = left if kind == 1 else (left + up) // 2 if kind == 3 else _nearest(left, up, corner)
        found.append((byte + added) & 255)
    return bytes(found)


def _nearest(left: int, up: int, corner: int) -> int:
    """Paeth: which of the three is nearest to ``left + up - corner``."""
    guess = left + up - corner
    return min((left, up, corner), key=lambda value: abs(guess - value))
