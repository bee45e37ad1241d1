"""Zip archives, read as they are: in one pass over the list of members, and tolerant of bad names.

The zipfile module refuses a whole archive for one name that is flagged as UTF-8 and is not, or that is
written differently in the two places where it stands. Programs pack such archives every day. What is
trusted here is the central directory (APPNOTE.TXT, 4.3.12); sizes and check sums are verified.
"""

from __future__ import annotations

import bz2
import io
import lzma
import struct
import zlib
from collections.abc import Iterator
from typing import IO, Final, NamedTuple, Protocol

from generator.returns.reading.limits import Limits
from generator.returns.reading.refusal import Refused

PIECE: Final = 1 << 18

_END: Final = b"PK\x05\x06"
_LISTED: Final = b"PK\x01\x02"
_MEMBER: Final = b"PK\x03\x04"
_END64: Final = struct.Struct("<4sQ2H2L4Q")
_LOCATOR64: Final = struct.Struct("<4sLQL")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_TAIL: Final = 65_557
"""The longest end record: a comment has at most 65,535 bytes."""
_FAR: Final = 16 << 20
"""How much may have been put behind an archive."""
_LZMA_OPTIONS: Final = 5


class Entry(NamedTuple):
    """A member as the central directory lists it; ``modified`` is ``YYYY-MM-DDThh:mm:ss``."""

    name: str
    size: int
    packed: int
    offset: int
    method: int
    check: int
    encrypted: bool
    modified: str

    @property
    def is_folder(self) -> bool:
        r"""Whether it stands for a folder; programs on Windows have written its name with ``\``."""
        return self.name.endswith("/") or (self.name.endswith("\\") and not self.size)


class _Inflater(Protocol):
    """What zlib, bz2 and lzma have in common."""

    @property
    def eof(self) -> bool: ...

    def decompress(self, data: bytes, /) -> bytes: ...


def entries(file: IO[bytes], limits: Limits) -> list[Entry]:
    """All members, in the order of the archive.

    Raises:
        Refused: ``archive``: damaged, or with a list that is too long.

    """
    try:
        directory = _directory(file)
        if directory.end - directory.start > limits.directory or directory.members > limits.members:
            raise Refused("archive", {"kind": "large"})
        file.seek(directory.start)
        found = list(_entries(file.read(directory.end - directory.start), directory.members))
        shift = _shift(file, directory, found)
        found = [entry._replace(offset=entry.offset + shift) for entry in found] if shift else found
    except (OSError, ValueError, struct.error, IndexError, OverflowError) as error:
        raise Refused("archive", {"kind": "damaged"}) from error
    if len(found) > limits.members:
        raise Refused("archive", {"kind": "large"})
    return found


class _Directory(NamedTuple):
    """Where the central directory is, and where its record says that it starts."""

    start: int
    end: int
    members: int
    said: int


def _directory(file: IO[bytes]) -> _Directory:
    place, tail = _end_record(file)
    disk, count, size, said = struct.unpack_from("<H4xH2L", tail, 4)
    if disk not in (0, 0xFFFF):
        raise Refused("archive", {"kind": "volume"})
    if place >= _LOCATOR64.size and (0xFFFFFFFF in (size, said) or count == 0xFFFF):
        file.seek(place - _LOCATOR64.size)
        magic, _, where, _ = _LOCATOR64.unpack(file.read(_LOCATOR64.size))
        if magic == b"PK\x06\x07":
            file.seek(where)
            _, _, _, _, _, _, _, count, size, said = _END64.unpack(file.read(_END64.size))
            place = where
    if not count:
        return _Directory(place, place, 0, place)
    # something may have been put before the archive, as self-extracting ones have it, so that the size is
    # believed before the offset; programs have written either wrong
    for start in (place - size, said):
        if 0 <= start < place:
            file.seek(start)
            if file.read(4) == _LISTED:
                return _Directory(start, place, count, said)
    raise ValueError


def _end_record(file: IO[bytes]) -> tuple[int, bytes]:
    """Where the last end record stands, and all that follows: a comment, what was put behind the archive."""
    end = file.seek(0, io.SEEK_END)
    for reach in (_TAIL, _FAR):
        base = max(0, end - reach)
        file.seek(base)
        tail = file.read()
        at = tail.rfind(_END)
        if at >= 0:
            return base + at, tail[at:]
        if not base:
            break
    raise ValueError


def _shift(file: IO[bytes], directory: _Directory, found: list[Entry]) -> int:
    """What all offsets are short of: as much as the directory's, unless the first member shows otherwise."""
    shift = directory.start - directory.said
    for each in (shift, 0) if shift and found else ():
        place = found[0].offset + each
        if place >= 0:
            file.seek(place)
            if file.read(4) == _MEMBER:
                return each
    return shift


def _entries(directory: bytes, count: int) -> Iterator[Entry]:
    at = listed = 0
    while at + _CENTRAL.size <= len(directory):
        (
            magic, _, _, flags, method, time, date, check, packed, size,
            name_length, extra_length, comment_length, _, _, _, offset,
        ) = _CENTRAL.unpack_from(directory, at)  # fmt: skip
        if magic != _LISTED:
            if listed < count:
                raise ValueError
            return  # a signature of the directory, or the records of zip64
        listed += 1
        at += _CENTRAL.size
        name = directory[at : at + name_length]
        extra = directory[at + name_length : at + name_length + extra_length]
        at += name_length + extra_length + comment_length
        size, packed, offset, unicode_name = _extended(extra, size, packed, offset)
        yield Entry(
            unicode_name or decode_name(name), size, packed, offset, method, check,
            bool(flags & 0x41), _time(date, time),
        )  # fmt: skip


def _extended(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int, str]:
    """Zip64 sizes (4.5.3) and the Unicode name (4.6.9) of Info-ZIP."""
    at, name = 0, ""
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        body = extra[at + 4 : at + 4 + length]
        at += 4 + length
        if kind == 0x0001:
            numbers = list(struct.unpack(f"<{len(body) // 8}Q", body[: len(body) // 8 * 8]))
            size = numbers.pop(0) if size == 0xFFFFFFFF and numbers else size
            packed = numbers.pop(0) if packed == 0xFFFFFFFF and numbers else packed
            offset = numbers.pop(0) if offset == 0xFFFFFFFF and numbers else offset
        elif kind == 0x7075 and len(body) > 5:
            name = body[5:].decode("utf-8", "ignore")
    return size, packed, offset, name


def decode_name(raw: bytes) -> str:
    """A name in the encoding of whoever packed it, which no flag tells: UTF-8, else GBK, else CP437."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")


def _time(date: int, time: int) -> str:
    return (
        f"{1980 + (date >> 9):04}-{date >> 5 & 15:02}-{date & 31:02}"
        f"T{time >> 11:02}:{time >> 5 & 63:02}:{(time & 31) * 2:02}"
    )


def pieces(file: IO[bytes], entry: Entry) -> Iterator[bytes]:
    """The content of a member, piece by piece, so that whoever reads can stop.

    Raises:
        Refused: ``unreadable``: it is encrypted, packed in a way that is not known, or damaged.

    """
    if entry.encrypted:
        raise Refused("unreadable", {"kind": "protected"})
    try:
        yield from _checked(_unpacked(file, entry), entry)
    except (OSError, ValueError, EOFError, struct.error, zlib.error, lzma.LZMAError) as error:
        raise Refused("unreadable", {"kind": "member"}) from error


def _checked(content: Iterator[bytes], entry: Entry) -> Iterator[bytes]:
    """The content, while it is no longer than the directory says and, at its end, what its check sum says."""
    check, length = 0, 0
    for piece in content:
        check, length = zlib.crc32(piece, check), length + len(piece)
        if length > entry.size:
            raise ValueError
        yield piece
    if check != entry.check or length != entry.size:
        raise ValueError


def _unpacked(file: IO[bytes], entry: Entry) -> Iterator[bytes]:
    file.seek(entry.offset)
    local = _LOCAL.unpack(file.read(_LOCAL.size))
    if local[0] != _MEMBER:
        raise ValueError
    place, left = entry.offset + _LOCAL.size + local[9] + local[10], entry.packed
    inflater: _Inflater | None = None
    if entry.method == 14:
        # APPNOTE.TXT, 5.8.8: a version, the length of the properties, the properties
        file.seek(place)
        (length,) = struct.unpack("<2xH", file.read(4))
        inflater = _lzma(file.read(length))
        place, left = place + 4 + length, left - 4 - length
    elif entry.method in (8, 12):
        inflater = zlib.decompressobj(-15) if entry.method == 8 else bz2.BZ2Decompressor()
    elif entry.method != 0:
        raise ValueError
    while left > 0 and not (inflater is not None and inflater.eof):
        # whoever takes the pieces may have read elsewhere meanwhile
        file.seek(place)
        packed = file.read(min(PIECE, left))
        if not packed:
            raise EOFError
        place, left = place + len(packed), left - len(packed)
        yield from _bounded(inflater, packed)


def _bounded(inflater: _Inflater | None, packed: bytes) -> Iterator[bytes]:
    """What packed bytes unpack to, in pieces of bounded size however much it is."""
    if inflater is None:
        yield packed
    elif isinstance(inflater, bz2.BZ2Decompressor | lzma.LZMADecompressor):
        yield inflater.decompress(packed, PIECE)
        while not inflater.eof and not inflater.needs_input:
            yield inflater.decompress(b"", PIECE)
    else:
        tail = packed
        while tail:
            yield inflater.decompress(tail, PIECE)  # type: ignore[call-arg]
            tail = inflater.unconsumed_tail  # type: ignore[attr-defined]


def _lzma(properties: bytes) -> lzma.LZMADecompressor:
    packed, dictionary = properties[0], int.from_bytes(properties[1:_LZMA_OPTIONS], "little")
    if dictionary > 1 << 27:
        raise ValueError
    lc, rest = packed % 9, packed // 9
    options = {"id": lzma.FILTER_LZMA1, "dict_size": dictionary, "lc": lc, "lp": rest % 5, "pb": rest // 5}
    return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[options])
