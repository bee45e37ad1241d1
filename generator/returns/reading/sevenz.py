"""7z archives by py7zr, unpacked into memory within bounds."""

from __future__ import annotations

import io
import lzma
from collections.abc import Iterator
from typing import IO, Final

import py7zr
from py7zr.io import Py7zIO, WriterFactory

from generator.returns.reading.limits import Limits
from generator.returns.reading.refusal import Refused

_FAILURES: Final = (
    py7zr.exceptions.ArchiveError,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
)


class _TooMuch(Exception):
    """More came out than may."""


class _Buffer(Py7zIO):
    """One file in memory, on the account of all of them."""

    def __init__(self, files: _Files) -> None:
        self._files = files
        self._held = io.BytesIO()

    def write(self, s: bytes | bytearray) -> int:
        self._files.left -= len(s)
        if self._files.left < 0:
            raise _TooMuch
        return self._held.write(s)

    def read(self, size: int | None = None) -> bytes:
        return self._held.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._held.seek(offset, whence)

    def flush(self) -> None:
        self._held.flush()

    def size(self) -> int:
        return self._held.getbuffer().nbytes

    def content(self) -> bytes:
        return self._held.getvalue()


class _Files(WriterFactory):
    """Where the files of an archive go, in its order: names may repeat."""

    def __init__(self, left: int) -> None:
        self.left = left
        self.found: list[tuple[str, _Buffer]] = []

    def create(self, filename: str) -> Py7zIO:
        self.found.append((filename, _Buffer(self)))
        return self.found[-1][1]


def members(file: IO[bytes], limits: Limits) -> Iterator[tuple[str, bytes, str]]:
    """Name, content and time (always empty: 7z keeps none that can be relied on) of every file.

    All of an archive is unpacked at once, since 7z packs files together.

    Raises:
        Refused: ``archive``: damaged, encrypted or too large.

    """
    try:
        with py7zr.SevenZipFile(file, "r") as archive:
            if archive.needs_password():
                raise Refused("unreadable", {"kind": "protected"})
            listed = archive.list()
            if len(listed) > limits.members or sum(int(i.uncompressed or 0) for i in listed) > limits.solid:
                raise Refused("archive", {"kind": "large"})
            files = _Files(limits.solid)
            archive.extractall(factory=files)
    except _TooMuch as error:
        raise Refused("archive", {"kind": "large"}) from error
    except py7zr.exceptions.PasswordRequired as error:
        raise Refused("unreadable", {"kind": "protected"}) from error
    except _FAILURES as error:
        raise Refused("archive", {"kind": "damaged"}) from error
    return ((name, held.content(), "") for name, held in files.found)
