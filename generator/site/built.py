"""A site as it stands once MkDocs has laid it out: found by one walk, and each page read once for all.

Joining and the proof ask for the same pages, and there are hundreds.
"""

from __future__ import annotations

import io
import os
import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from html import unescape
from pathlib import Path
from typing import Final

_ID: Final = re.compile(rb' id="([^"]*)"[^<>]*>')
"""An ``id`` and the end of its tag; it begins with plain text, which is found many times faster."""
_ITEM_TEXT: Final = re.compile(rb'<p class="item-text">(.*?)</p>', re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")


class Page:
    """A built page as the proof reads it: the ids of its elements, and the texts of its items.

    Ours are the templates that made it, so a scan of its tags is enough, and there are many pages: only what
    is looked for in one becomes text.
    """

    def __init__(self, html: bytes) -> None:
        self.html = html

    @cached_property
    def ids(self) -> Counter[str]:
        """How often each id occurs."""
        return Counter(unescape(known.decode()) for known in _ID.findall(self.html))

    @cached_property
    def item_texts(self) -> list[str]:
        """The words of each item, without the marks in them."""
        return [unescape(_TAG.sub("", text.decode())) for text in _ITEM_TEXT.findall(self.html)]


class Built:
    """The files of the site in ``folder``; while it is used, nobody else changes them.

    ``paths`` are those of all files, below the folder and with ``/``. What :meth:`read` has read is kept
    until it is written through here, so that what is proved is what stands on the disk.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._top = os.fspath(folder)
        self.paths = set(_below(self._top, ""))
        self._read: dict[str, bytes] = {}
        self._pages: dict[str, Page] = {}

    def read(self, path: str) -> bytes:
        """The content of a file. Raises :class:`OSError` if there is none."""
        if (content := self._read.get(path)) is None:
            content = self._read[path] = _content(f"{self._top}/{path}")
        return content

    def page(self, path: str) -> Page:
        """A page; an absent one is empty."""
        if (page := self._pages.get(path)) is None:
            page = self._pages[path] = Page(self.read(path) if path in self.paths else b"")
        return page

    def holds(self, path: str, content: bytes) -> bool:
        """Whether a file is there and is ``content``, byte for byte."""
        return path in self.paths and _content(f"{self._top}/{path}") == content

    def write(self, path: str, content: bytes) -> None:
        """Make ``content`` the whole of a file; its folder is there."""
        with open(f"{self._top}/{path}", "wb", opener=_keeping) as file:
            file.write(content)
            file.truncate()
        self.paths.add(path)
        self._read.pop(path, None)
        self._pages.pop(path, None)

    def remove(self, path: str) -> None:
        """Remove a file that is there."""
        (self.folder / path).unlink()
        self.paths.remove(path)
        self._read.pop(path, None)
        self._pages.pop(path, None)


def _below(folder: str, before: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _below(entry.path, f"{before}{entry.name}/")
            else:
                yield before + entry.name


def _content(path: str) -> bytes:
    with io.FileIO(path) as file:
        return file.readall()


def _keeping(path: str, flags: int) -> int:
    """Open a file to be written over: its blocks are used again, which costs less than taking new ones."""
    return os.open(path, flags & ~os.O_TRUNC, 0o666)
