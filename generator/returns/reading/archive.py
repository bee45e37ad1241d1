"""Zip archives: members are listed and read in memory; nothing is ever written under a member's name."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path
from typing import IO, Final

from generator.returns.reading.intake import SEPARATOR, Candidate, is_litter, readable, unique
from generator.returns.reading.limits import Limits
from generator.returns.reading.refusal import Refused

SUFFIXES: Final = (".zip",)
OTHER_SUFFIXES: Final = (".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz")
_END: Final = b"PK\x05\x06"
_FAILURES: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    struct.error,
    IndexError,
)


def members(candidate: Candidate, limits: Limits) -> list[Candidate]:
    """The files of an archive, as candidates of their own.

    Raises:
        Refused: ``archive`` with the kind of trouble.

    """
    if len(candidate.members) >= limits.nesting:
        raise Refused("archive", {"kind": "nested"})
    try:
        with _open(candidate, limits) as archive:
            infos = archive.infolist()
            found = _candidates(candidate, infos, limits)
    except _FAILURES as error:
        raise Refused("archive", {"kind": "damaged"}) from error
    if not found:
        raise Refused("archive", {"kind": "empty"})
    return found


def _candidates(candidate: Candidate, infos: list[zipfile.ZipInfo], limits: Limits) -> list[Candidate]:
    if len(infos) > limits.members or sum(i.file_size for i in infos) > limits.unpacked:
        raise Refused("archive", {"kind": "large"})
    labels: set[str] = set()
    found = []
    for index, info in enumerate(infos):
        if info.is_dir():
            continue
        name = _name(info)
        label = unique(f"{candidate.label}{SEPARATOR}{readable(name)}", labels)
        found.append(
            replace(
                candidate,
                label=label,
                members=(*candidate.members, index),
                size=info.file_size,
                litter=is_litter(name),
            )
        )
    return found


def refuse_others(label: str, data: bytes) -> None:
    """Refuse an archive of a kind that is not opened here."""
    if label.lower().endswith(OTHER_SUFFIXES) and not data.startswith(b"%PDF"):
        raise Refused("archive", {"kind": "other"})


def read_member(candidate: Candidate, limits: Limits) -> tuple[bytes, str]:
    """The content of a member and its time; the bytes exist in memory only.

    Raises:
        Refused: ``unreadable`` or ``too-large``.

    """
    outer = replace(candidate, members=candidate.members[:-1])
    try:
        with _open(outer, limits) as archive:
            info = archive.infolist()[candidate.members[-1]]
            return _content(archive, info, limits), _time(info)
    except _FAILURES as error:
        raise Refused("unreadable", {"kind": "member"}) from error


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits) -> bytes:
    if info.flag_bits & 0x1:
        raise Refused("unreadable", {"kind": "protected"})
    if info.file_size > limits.file:
        raise Refused("too-large", {"limit": f"{limits.file >> 20} MB"})
    with archive.open(info) as member:
        content = member.read(limits.file + 1)
    if len(content) > limits.file:
        raise Refused("too-large", {"limit": f"{limits.file >> 20} MB"})
    return content


def _open(candidate: Candidate, limits: Limits) -> zipfile.ZipFile:
    if candidate.members:
        content, _ = read_member(candidate, limits)
        file: IO[bytes] = io.BytesIO(content)
    else:
        if Path(candidate.path).stat().st_size > limits.archive:
            raise Refused("archive", {"kind": "large"})
        file = Path(candidate.path).open("rb")  # noqa: SIM115
    try:
        _bound_directory(file, limits)
        return zipfile.ZipFile(file)
    except BaseException:
        file.close()
        raise


def _bound_directory(file: IO[bytes], limits: Limits) -> None:
    """The list of members is read whole by zipfile: see first how long it says it is."""
    end = file.seek(0, io.SEEK_END)
    file.seek(max(0, end - 65_557))
    tail = file.read()
    at = tail.rfind(_END)
    if at >= 0 and len(tail) >= at + 16:
        (size,) = struct.unpack_from("<L", tail, at + 12)
        if size > limits.directory:
            raise Refused("archive", {"kind": "large"})
    file.seek(0)


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name; without the UTF-8 flag it is in the encoding of whoever packed it."""
    if info.flag_bits & 0x800:
        return info.filename
    raw = info.orig_filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _time(info: zipfile.ZipInfo) -> str:
    year, month, day, hour, minute, second = info.date_time
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"
