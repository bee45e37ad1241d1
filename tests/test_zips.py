"""Zips: the same bytes wherever and whenever they are packed."""

from __future__ import annotations

import io
import os
import time
import zipfile

import pytest

from generator.zips import zipped

MEMBERS = (("乙/b.txt", b"2" * 999), ("a.txt", b"1"))


def entries(content: bytes) -> list[zipfile.ZipInfo]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return archive.infolist()


@pytest.mark.parametrize("level", [0, 1, 6, 9])
def test_members_come_back_in_their_order(level: int) -> None:
    packed = zipped(MEMBERS, "2026-11-25", level=level)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert [(name, archive.read(name)) for name in archive.namelist()] == list(MEMBERS)


def test_only_level_nought_leaves_members_as_they_are() -> None:
    assert {entry.compress_type for entry in entries(zipped(MEMBERS, level=0))} == {zipfile.ZIP_STORED}
    for level in (1, 9):
        kinds = {entry.compress_type for entry in entries(zipped(MEMBERS, level=level))}
        assert kinds == {zipfile.ZIP_DEFLATED}


def test_neither_the_clock_nor_the_rights_of_this_machine_are_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = zipped(MEMBERS, "2026-11-25")
    monkeypatch.setattr(time, "time", lambda: 2e9)
    before = os.umask(0o077)
    try:
        assert zipped(MEMBERS, "2026-11-25") == packed
    finally:
        os.umask(before)
    for entry in entries(packed):
        assert entry.date_time == (2026, 11, 25, 0, 0, 0)
        assert (entry.create_system, entry.external_attr) == (3, 0o100644 << 16)
