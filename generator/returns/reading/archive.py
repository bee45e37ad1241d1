"""Containers: zip archives, 7z archives and mails, and what is packed in them, at any depth.

Nothing is ever written under a member's name: content stays in memory, large inner containers in a
temporary file without a name. Each container is opened once and gone through once, so that time grows
with its members and no faster; what all of it may cost is bounded as a whole.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO, Final, NamedTuple

from generator.returns.reading import kinds, mail, zipped
from generator.returns.reading.intake import SEPARATOR, Labels, is_litter, readable
from generator.returns.reading.limits import Limits
from generator.returns.reading.refusal import Refused
from generator.returns.reading.word.package import is_package

HEAD: Final = 64 << 10
IN_MEMORY: Final = 32 << 20
CONTAINERS: Final = frozenset({kinds.ZIP, kinds.SEVEN, kinds.MAIL})
SUFFIXES: Final = (".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz")
"""What an archive's name ends in: a file that bears one and cannot be opened is a damaged archive."""
_VOLUME: Final = re.compile(r"\.(?:z\d\d|r\d\d|part\d+\.rar|(?:zip|7z|rar)\.\d{3})", re.IGNORECASE)
"""What names of volumes of an archive end in; of all but the first, the bytes say nothing."""

_DOCUMENTS: Final = {
    "mimetype": ("old-word", "odt"),
    "OFD.xml": ("not-a-pdf", "ofd"),
}
"""Members that only documents have, OpenDocument and GB/T 33190, and why these are refused."""
_WORD_PART: Final = re.compile(rb"PK\x03\x04.{26}(?:\[Content_Types\]\.xml|_rels/\.rels|word/)", re.DOTALL)
"""The local header of a part that a Word file has (APPNOTE.TXT, 4.3.7)."""


class Leaf(NamedTuple):
    """A file at any depth of a container: its bytes, or why they cannot be had.

    ``litter`` is what an operating system left; ``modified`` is ``YYYY-MM-DDThh:mm:ss`` or empty.
    """

    label: str
    size: int
    modified: str
    litter: bool
    content: bytes | Refused


class _Member(NamedTuple):
    """A file of one container, not yet read."""

    name: str
    size: int
    modified: str
    pieces: Callable[[], Iterator[bytes]]


@dataclass
class _Budget:
    """What is left for one container with all that is in it."""

    unpacked: int
    members: int
    labels: Labels = field(default_factory=Labels)

    def spend(self, size: int) -> None:
        self.unpacked -= size
        if self.unpacked < 0:
            raise Refused("archive", {"kind": "rest"})


def is_container(file: IO[bytes], limits: Limits) -> bool:
    """Whether a file is looked into; a Word form is a zip archive too, and is read as one file."""
    kind = kinds.kind(file.read(HEAD))
    file.seek(0)
    return kind in CONTAINERS and not (kind == kinds.ZIP and is_package(file, limits))


def as_volume(refused: Refused, label: str) -> Refused:
    """What is said instead of a file that cannot be told, or not be opened: by its name it is a volume."""
    named = _VOLUME.search(label, max(0, len(label) - 12))
    unknown = refused.reason in ("not-a-pdf", "archive", "damaged", "cut-off")
    return Refused("archive", {"kind": "volume"}) if named and unknown else refused


def walk(file: IO[bytes], label: str, limits: Limits, started: Callable[[str], None]) -> Iterator[Leaf]:
    """Every file in a container, in its order; those of inner containers in their place.

    ``started`` is told the label of each before it is read. A container that cannot be read, or the rest
    of one that is too large, comes as one leaf of its own label.

    Raises:
        Refused: the outermost container is none that can be read, or a document after all.

    """
    budget = _Budget(limits.unpacked, limits.members)
    yield from _walk(file, label, limits, budget, 1, started)


def _walk(
    file: IO[bytes], label: str, limits: Limits, budget: _Budget, depth: int, started: Callable[[str], None]
) -> Iterator[Leaf]:
    members = _members(file, label, limits)
    if sum(member.size for member in members) > budget.unpacked or len(members) > budget.members:
        raise Refused("archive", {"kind": "large"})
    if not members:
        raise Refused("archive", {"kind": "empty"})
    budget.members -= len(members)
    for member in members:
        # programs on Windows have written paths with their own separator
        name = readable(member.name.replace("\\", "/"))
        own = budget.labels.unique(f"{label}{SEPARATOR}{name}")
        if is_litter(member.name):
            yield Leaf(own, member.size, member.modified, litter=True, content=b"")
            continue
        started(own)
        try:
            held = _held(member, limits, budget, depth)
            if isinstance(held, bytes):
                yield Leaf(own, len(held), member.modified, litter=False, content=held)
                continue
            with held:
                yield from _walk(held, own, limits, budget, depth + 1, started)
        except Refused as refused:
            if refused.detail.get("kind") == "rest":
                raise
            yield Leaf(own, member.size, member.modified, litter=False, content=refused)


def _held(member: _Member, limits: Limits, budget: _Budget, depth: int) -> bytes | IO[bytes]:
    """The bytes of a member, or a file with them if it is a container itself.

    Raises:
        Refused: it is too large, too deep, cannot be unpacked, or is more than the whole may be.

    """
    pieces = member.pieces()
    head = b""
    for piece in pieces:
        budget.spend(len(piece))
        head += piece
        if len(head) >= HEAD:
            break
    if kinds.kind(head) not in CONTAINERS:
        if member.size > limits.file:
            raise _too_large(limits)
        read = [head]
        for piece in pieces:
            budget.spend(len(piece))
            read.append(piece)
        return b"".join(read)
    spooled: IO[bytes] = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - the caller closes it
    try:
        spooled.write(head)
        for piece in pieces:
            budget.spend(len(piece))
            spooled.write(piece)
        size = spooled.tell()
        spooled.seek(0)
        inner = is_container(spooled, limits)
        content = b"" if inner else whole(spooled, size, limits)
    except BaseException:
        spooled.close()
        raise
    if inner and depth < limits.nesting:
        return spooled
    spooled.close()
    if inner:
        raise Refused("archive", {"kind": "nested"})
    return content


def _members(file: IO[bytes], label: str, limits: Limits) -> list[_Member]:
    """The files of one container."""
    head = file.read(HEAD)
    file.seek(0)
    kind = kinds.kind(head)
    if kind == kinds.MAIL:
        return _of_mail(file, limits)
    if kind == kinds.SEVEN:
        try:
            from generator.returns.reading import sevenz  # only who has such an archive pays for it
        except ImportError as error:
            raise Refused("not-in-browser", {"kind": "seven"}) from error

        return [
            _Member(name, len(data), modified, lambda data=data: iter((data,)))  # type: ignore[misc]
            for name, data, modified in sevenz.members(file, limits)
        ]
    try:
        found = zipped.entries(file, limits)
    except Refused as refused:
        # a document that was cut off is no archive; nor is what calls itself otherwise
        if refused.detail.get("kind") == "damaged" and not label.lower().endswith(SUFFIXES):
            raise Refused("cut-off" if _WORD_PART.match(head) else "damaged") from refused
        raise
    for entry in found:
        if entry.name in _DOCUMENTS:
            reason, which = _DOCUMENTS[entry.name]
            raise Refused(reason, {"kind": which})
    return [
        _Member(e.name, e.size, e.modified, lambda e=e: zipped.pieces(file, e))  # type: ignore[misc]
        for e in found
        if not e.is_folder
    ]


def _of_mail(file: IO[bytes], limits: Limits) -> list[_Member]:
    data = file.read(limits.mail + 1)
    if len(data) > limits.mail:
        raise Refused("archive", {"kind": "large"})
    return [
        _Member(a.name, len(a.data), a.modified, lambda a=a: iter((a.data,)))  # type: ignore[misc]
        for a in mail.attachments(data)
    ]


def whole(file: IO[bytes], size: int, limits: Limits) -> bytes:
    """The bytes of a file that is no container.

    Raises:
        Refused: ``too-large``.

    """
    if size > limits.file:
        raise _too_large(limits)
    file.seek(0)
    # no more than it has: room for the largest file that may be would be asked of the system for each
    return file.read(size)


def _too_large(limits: Limits) -> Refused:
    return Refused("too-large", {"limit": f"{limits.file >> 20} MB"})
