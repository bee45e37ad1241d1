"""Entries on disk while a run lasts, so that memory does not grow with what was answered."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from typing import IO, Self, cast

from generator.returns.judging.entry import Entry
from generator.returns.judging.index import IndexEntry
from generator.returns.reading.record import Json


class Store:
    """A file of JSON lines, with the index entry of each in memory.

    An entry that is there already (same path, same content) is not added again, so that merging a
    result twice changes nothing; one that was accepted counts for more than one that was not.
    """

    def __init__(self, file: IO[bytes] | None = None) -> None:
        """Keep the entries in ``file``, which is empty; without one, in a temporary file."""
        self._file = file if file is not None else tempfile.TemporaryFile(prefix="collect-")  # noqa: SIM115
        self._offsets: list[int] = []
        self._end = 0
        self._known: dict[tuple[str, str], int] = {}
        self.index: list[IndexEntry] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._file.close()

    def add(self, entry: Entry) -> None:
        """Add an entry, unless it is there."""
        key = (entry.indexed.path, entry.indexed.sha256)
        line = self._known.get(key, len(self.index))
        if line < len(self.index) and not entry.indexed.status == "accepted" != self.index[line].status:
            return
        # written before it is known: on a full disk, what is known can still be read
        self._file.seek(self._end)
        self._file.write(entry.line)
        if line == len(self.index):
            self._known[key] = line
            self._offsets.append(self._end)
            self.index.append(replace(entry.indexed, line=line))
        else:
            self._offsets[line] = self._end
            self.index[line] = replace(entry.indexed, line=line)
        self._end += len(entry.line)

    def entry(self, indexed: IndexEntry) -> Json:
        """The whole entry behind an index entry."""
        self._file.seek(self._offsets[indexed.line])
        return cast("Json", json.loads(self._file.readline()))

    def ordered(self) -> list[IndexEntry]:
        """The index in the order of the paths, whatever order they came in."""
        return sorted(self.index, key=lambda b: (b.path, b.content, b.status))

    def entries(self) -> Iterator[tuple[IndexEntry, Json]]:
        """All entries in the order of their paths."""
        return ((indexed, self.entry(indexed)) for indexed in self.ordered())
