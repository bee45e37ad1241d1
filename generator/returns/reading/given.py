"""A file that was handed over in memory: it stands wherever the path of a file may stand.

Rosters, workbooks, results and campaign files are read whole, so all that a reader asks of them is what
they are called and what they hold; a path on the desk and bytes in a browser tell both.
"""

from __future__ import annotations

import errno
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.load.text_file import SPECIAL, is_special


@dataclass(frozen=True, slots=True)
class Given:
    """Bytes under a name; ``called`` may have folders before it, ``modified`` is as in a record.

    >>> roster = Given("乡镇/名册.XLSX", b"PK")
    >>> roster.name, roster.stem, roster.suffix, str(roster)
    ('名册.XLSX', '名册', '.XLSX', '乡镇/名册.XLSX')
    """

    called: str
    data: bytes
    modified: str = ""

    def __str__(self) -> str:
        return self.called

    @property
    def name(self) -> str:
        """The last part of the name."""
        return PurePosixPath(self.called).name

    @property
    def stem(self) -> str:
        """The last part without its suffix."""
        return PurePosixPath(self.called).stem

    @property
    def suffix(self) -> str:
        """What the name ends in, with its dot."""
        return PurePosixPath(self.called).suffix

    def as_posix(self) -> str:
        """The whole name, as a path says it."""
        return self.called

    def read_bytes(self) -> bytes:
        """What it holds, as a path gives it."""
        return self.data


Source = Path | Given
"""Where a file that is read whole stands."""


def size_of(source: Source) -> int:
    """How many bytes it holds; raises :class:`OSError` where there is no such file, or one without an end."""
    if isinstance(source, Given):
        return len(source.data)
    if is_special(source):
        raise OSError(errno.EINVAL, SPECIAL, source)
    return source.stat().st_size
