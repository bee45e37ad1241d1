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
PROGRAM: Final = "program"
OTHER: Final = "other"
EMPTY: Final = "empty"
ZEROS: Final = "zeros"
"""Nothing but zeros: a download that was stopped, or a disk that did."""

PACKED: Final = {
    "rar": "rar",
    "gzip": "gz",
    "bzip2": "bz2",
    "xz": "xz",
    "tar": "tar",
    "tnef": "dat",
    "arj": "arj",
    "cabinet": "cab",
    "zstd": "zst",
    "compress": "Z",
    "lzh": "lzh",
    "lzip": "lz",
    "lz4": "lz4",
    "smime": "p7m",
    PROGRAM: "exe",
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
    (b"MSCF\0\0\0\0", "cabinet"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"\x1f\x9d", "compress"),
    (b"LZIP", "lzip"),
    (b"\x04\x22\x4d\x18", "lz4"),
    (b"MZ", PROGRAM),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old-office"),
    (b"{\\rtf", "rtf"),
    (b"\xff\xd8\xff", PICTURE),
    (b"\x89PNG\r\n", PICTURE),
    (b"GIF8", PICTURE),
    (b"II*\x00", PICTURE),
    (b"MM\x00*", PICTURE),
    (b"II+\x00", PICTURE),
    (b"MM\x00+", PICTURE),
    (b"\0\0\0\x0cjP  ", PICTURE),
    (b"\0\0\0\x0cJXL ", PICTURE),
    (b"\xff\x0a", PICTURE),
    (b"8BPS", PICTURE),
    (b"AT&TFORM", PICTURE),
    (b"L\0\0\0\x01\x14\x02\0", "shortcut"),
    (b"[InternetShortcut]", "shortcut"),
    (b"book\0\0\0\0mark", "shortcut"),
)
_MEDIA: Final = re.compile(
    rb".{4}ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1|avi[fs]|crx )|RIFF.{4}WEBP|BM.{4}\0{4}", re.DOTALL
)
"""ISO 14496-12 files that hold one picture (HEIC, AVIF, raw ones of cameras), WebP, and BMP."""
_MARKED: Final = (
    (re.compile(rb".{257}ustar", re.DOTALL), "tar"),
    (_MEDIA, PICTURE),
    (re.compile(rb"..-lh.-", re.DOTALL), "lzh"),
    # SignedData, EnvelopedData (RFC 5652): a mail or a file that was signed or encrypted
    (re.compile(rb"\x30.{1,5}\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07", re.DOTALL), "smime"),
    (re.compile(rb"bplist00.*NSURL", re.DOTALL), "cloud"),
)
"""What stands a little behind the first bytes; the last stands for a file that is not here yet (iCloud)."""
_MESSAGE: Final = "__substg1.0_".encode("utf-16-le")
"""A stream that every message of Outlook has (MS-OXMSG, 2.1)."""
_HEADER: Final = re.compile(rb"(?:From [^\n]*\n)?(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*){3,200}")
"""Lines of a header (RFC 5322, 2.2); a file of several mails (mbox) has one more before it."""
_KNOWN: Final = re.compile(
    rb"^(?:received|return-path|delivered-to|from|to|date|subject|message-id|mime-version|content-type):",
    re.IGNORECASE | re.MULTILINE,
)
_SAVED: Final = re.compile(rb"^(?:from: <saved by|snapshot-content-location:)", re.IGNORECASE | re.MULTILINE)
"""What browsers write into a web page that they save as one file (MHTML): no mail."""


def _is_mail(data: bytes) -> bool:
    """Whether a file begins with the header of a mail, whichever field comes first."""
    header = _HEADER.match(mail_text(data)[: 64 * HEAD])
    if header is None or _SAVED.search(header[0]):
        return False
    return len({name.lower() for name in _KNOWN.findall(header[0])}) > 1


def mail_text(data: bytes) -> bytes:
    """A mail without what may stand before its header."""
    return data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")


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
    for pattern, name in _MARKED:
        if pattern.match(data):
            return name
    if _is_mail(data):
        return MAIL
    if b"%PDF-" in data[:HEAD]:
        return PDF
    return OTHER if data.strip(b"\0") else ZEROS
