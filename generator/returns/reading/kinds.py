"""What a file is, by its first bytes: names lie, and so do the first kilobytes of what holds a PDF."""

from __future__ import annotations

import re
from typing import Final

HEAD: Final = 1024
"""Viewers look for ``%PDF-`` in so many bytes, and mail programs put things before it."""

PDF: Final = "pdf"
ZIP: Final = "zip"
SEVEN: Final = "7z"
MAIL: Final = "mail"
PICTURE: Final = "picture"
OTHER: Final = "other"
EMPTY: Final = "empty"

PACKED: Final = {
    "rar": "rar",
    "gzip": "gz",
    "bzip2": "bz2",
    "xz": "xz",
    "tar": "tar",
    "tnef": "dat",
    "arj": "arj",
}
"""Containers that stay closed, and what their names usually end in."""

_MAGIC: Final = (
    (b"%PDF-", PDF),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"PK\x07\x08", ZIP),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", SEVEN),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b'x\x9f>"', "tnef"),
    (b"`\xea", "arj"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old-office"),
    (b"{\\rtf", "rtf"),
    (b"\xff\xd8\xff", PICTURE),
    (b"\x89PNG\r\n", PICTURE),
    (b"GIF8", PICTURE),
    (b"BM", PICTURE),
    (b"II*\x00", PICTURE),
    (b"MM\x00*", PICTURE),
)
_MEDIA: Final = re.compile(rb".{4}ftyp(heic|heix|heim|heis|hevc|hevx|mif1|msf1|avif)|RIFF.{4}WEBP", re.DOTALL)
"""ISO 14496-12 files that hold one picture (HEIC, AVIF), and WebP."""
_MESSAGE: Final = "__substg1.0_".encode("utf-16-le")
"""A stream that every message of Outlook has (MS-OXMSG, 2.1)."""
_HEADER: Final = re.compile(
    rb"(?:From [^\n]*\n)?(?:(?:received|return-path|delivered-to|from|to|date|subject|message-id|mime-version"
    rb"|content-type|x-[a-z0-9-]+|sender|reply-to|cc|dkim-signature|authentication-results|arc-[a-z-]+):[^\n]*\r?\n"
    rb"(?:[ \t][^\n]*\r?\n)*){3}",
    re.IGNORECASE,
)


def kind(data: bytes) -> str:
    r"""``pdf``, ``zip``, ``7z``, ``mail``, ``picture``, a key of :data:`PACKED`, or what else it seems to be.

    >>> kind(b"PK\x03\x04....%PDF-1.7"), kind(b"\n%PDF-1.7"), kind(b"")
    ('zip', 'pdf', 'empty')
    """
    if not data:
        return EMPTY
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return "message" if name == "old-office" and _MESSAGE in data else name
    if data[257:262] == b"ustar":
        return "tar"
    if _MEDIA.match(data):
        return PICTURE
    if _HEADER.match(data.lstrip(b"\xef\xbb\xbf\r\n")[: 64 * HEAD]):
        return MAIL
    return PDF if b"%PDF-" in data[:HEAD] else OTHER
