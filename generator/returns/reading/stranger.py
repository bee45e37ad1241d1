"""Files that are neither a PDF nor a Word form: what they are, as far as their sender has to know."""

from __future__ import annotations

import re
from typing import Final

from generator.returns.reading.refusal import Refused

_HEAD: Final = 4096

# names of streams in a compound file (MS-CFB, 2.6.1), UTF-16 as the directory holds them
_STREAMS: Final = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "old-word"),
    ("Workbook", "old-office"),
    ("PowerPoint Document", "old-office"),
    ("Book", "old-office"),
)
_HTML: Final = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|meta|body|table|div|p)\b",
    re.DOTALL | re.IGNORECASE,
)
_WORD_XML: Final = (
    b'progid="Word.Document"',
    b"schemas.microsoft.com/office/word/2003/wordml",
    b"<pkg:package",
)


def stranger(data: bytes, kind: str) -> Refused:
    """Why a file of a ``kind`` that is no form is refused.

    Word files of other formats say nothing that could be read here, but their sender can save them as
    .docx: ``old-word``. What else it is, is told by ``not-a-pdf``; with a password, ``encrypted``.
    """
    if kind == "old-office":
        found = next((k for name, k in _STREAMS if name.encode("utf-16-le") in data), "old-office")
        if found == "encrypted":
            return Refused("encrypted")
        return (
            Refused("old-word", {"kind": "doc"})
            if found == "old-word"
            else Refused("not-a-pdf", {"kind": kind})
        )
    if kind == "rtf":
        return Refused("old-word", {"kind": "rtf"})
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode()
    if any(mark in head for mark in _WORD_XML):
        return Refused("old-word", {"kind": "xml"})
    if _HTML.match(head) or b"Content-Type: multipart/related" in head:
        return Refused("old-word", {"kind": "html"})
    return Refused("not-a-pdf", {"kind": kind})
