"""Read a text file that a person wrote: UTF-8, or a finding that says what it is instead.

Editors and spreadsheets of Windows save as GBK ("ANSI") or as UTF-16 ("Unicode") without asking.
"""

from __future__ import annotations

import codecs
import os
import stat
from pathlib import Path
from typing import Final, Protocol

from generator.errors import Finding, Place, trouble

_MARKS: Final = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
"""Byte order marks of other encodings; the longer ones first, since one begins like another."""

_REMEDY: Final = "用 UTF-8 编码另存这个文件（记事本：另存为，编码选 UTF-8）"


SPECIAL: Final = "不是普通文件"


class Readable(Protocol):
    """What gives the bytes of a file: its path, or a file that is in memory."""

    def read_bytes(self) -> bytes:
        """What the file holds."""
        ...


def is_there(path: Path) -> bool:
    """Whether something stands there, be it a link that leads nowhere; absent is what nobody put there."""
    return os.path.lexists(path)


def read_text(path: Readable, file: str) -> tuple[str | None, list[Finding]]:
    """The text of ``path`` without a byte order mark, or why it cannot be had; ``file`` names it.

    Never raises for anything that the file contains.
    """
    try:
        reason, raw = (SPECIAL, b"") if is_special(path) else ("", path.read_bytes())
    except (OSError, ValueError) as error:  # ValueError: a path that cannot be one
        reason, raw = trouble(error) if isinstance(error, OSError) else type(error).__name__, b""
    if reason:
        remedy = "补上这个文件，或检查访问权限"
        return None, [Finding(Place(file, 1), "file-unreadable", f"读不到文件：{reason}", remedy)]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"不是 UTF-8 编码{_guess(raw, error)}"
        return None, [Finding(Place(file, line), "file-not-utf8", message, _REMEDY)]
    if 3 * text.count("\0") > len(text):
        # UTF-16 without a mark: each Latin letter has a zero byte beside it, and that is valid UTF-8
        message = "有许多空字符 U+0000，像是 UTF-16 编码"
        return None, [Finding(Place(file, 1), "file-not-utf8", message, _REMEDY)]
    return text, []


def is_special(path: Readable) -> bool:
    """Whether it is a pipe, a socket or a device: reading one waits for somebody who writes into it."""
    if not isinstance(path, Path):
        return False
    mode = path.stat().st_mode
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _guess(raw: bytes, error: UnicodeDecodeError) -> str:
    for mark, name in _MARKS.items():
        if raw.startswith(mark):
            return f"，是 {name}"
    culprit = " ".join(f"{byte:02X}" for byte in raw[error.start : error.start + 2])
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return f"（字节 {culprit}）"
    return f"，像是 GBK（字节 {culprit}）"
