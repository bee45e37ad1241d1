"""Findings, and the one exception from which every expected failure derives.

Types and codes are the interface; the Chinese messages are for the person at the console and may
change at any time.
"""

from __future__ import annotations

import errno
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: a path relative to the root (POSIX separators) and a line from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


def placed(*at: str) -> Place:
    """A field of a dataclass that says where its entity stands; it takes no part in comparisons.

    The place is the line of the key that ``at`` leads to, without it the line on which the entity begins.
    """
    return field(default=Place("", 0), compare=False, repr=False, metadata={"at": at})


_TROUBLE: Final = {
    errno.ENOENT: "没有这个文件",
    errno.EISDIR: "是文件夹，不是文件",
    errno.ENOTDIR: "路径中间有一段是文件，不是文件夹",
    errno.EEXIST: "那里已经有一个文件",
    errno.EACCES: "没有权限，或者是文件夹",
    errno.EPERM: "没有权限",
    errno.EROFS: "那里只能读，不能写",
    errno.ENOSPC: "磁盘满了",
    errno.ELOOP: "链接绕成了圈",
    errno.ENAMETOOLONG: "名字太长",
}
"""What the system says of a file, where its own words are not Chinese."""


def trouble(error: OSError) -> str:
    """Why a file could not be read or written."""
    return _TROUBLE.get(error.errno or 0) or error.strerror or str(error)


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong with the encoding, where, and how to mend it.

    ``code`` comes from a closed list per check and is stable; ``message`` and ``remedy`` are not.
    """

    place: Place
    code: str
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}（{self.remedy}）"


class GeneratorError(Exception):
    """Base of every failure that a user can cause; ``exit_code`` is what the process ends with."""

    exit_code = 2


class FindingsError(GeneratorError):
    """The encoding is not fit to be built from; carries every finding, sorted by place."""

    exit_code = 1

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(f"{len(findings)} finding(s)")
        self.findings = findings


class UsageError(GeneratorError):
    """The command cannot run: a folder is missing, a port is taken, an output cannot be written."""


class BuildError(GeneratorError):
    """A build step failed although the encoding is in order; the previous output is untouched."""
