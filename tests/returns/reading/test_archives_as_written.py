"""Archives as programs write them, and as they arrive: odd records, things put behind, volumes, odd names."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from generator.returns.reading.intake import is_litter
from tests.returns.conftest import Make
from tests.returns.reading.test_containers import Open, endings, opened, seven, zipped

__all__ = ["opened"]

LISTED, MEMBER, END = b"PK\1\2", b"PK\3\4", b"PK\5\6"


def patched(data: bytes, record: bytes, at: int, form: str, number: int) -> bytes:
    """The archive with another number in the last record of a kind."""
    changed = bytearray(data)
    struct.pack_into(form, changed, data.rindex(record) + at, number)
    return bytes(changed)


@pytest.fixture
def two(make: Make) -> bytes:
    return zipped({f"{name}.pdf": make(answers={"unit-name": name}) for name in ("张村", "李村")})


BOTH = {"张村.pdf": "accepted", "李村.pdf": "accepted"}


@pytest.mark.parametrize(
    "behind",
    [b"x" * 300, os.urandom(100_000), bytes(200_000), b"<html>" + b"welcome " * 20_000],
    ids=["little", "noise", "zeros", "a page"],
)
def test_what_was_put_behind_an_archive_is_no_obstacle(opened: Open, two: bytes, behind: bytes) -> None:
    assert endings(opened(two + behind, "收件.zip")) == BOTH


@pytest.mark.parametrize(
    ("at", "form", "number"),
    [(16, "<L", 99), (16, "<L", 0), (12, "<L", 10), (12, "<L", 10**6), (10, "<H", 1)],
    ids=["offset", "no offset", "short size", "long size", "count"],
)
def test_a_wrong_number_about_the_list_of_members_is_found_out(
    opened: Open, two: bytes, at: int, form: str, number: int
) -> None:
    assert endings(opened(patched(two, END, at, form, number), "收件.zip")) == BOTH


def test_a_list_that_breaks_off_is_told_and_not_read_in_part(opened: Open, two: bytes) -> None:
    for at in (two.index(LISTED), two.rindex(LISTED)):
        broken = two[:at] + b"PK\1\7" + two[at + 4 :]
        assert endings(opened(broken, "件.zip")) == {"": "archive"}


class _Pipe(io.RawIOBase):
    """What cannot be gone back in: sizes then stand behind the content (APPNOTE.TXT, 4.3.9)."""

    def __init__(self) -> None:
        self.written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:  # noqa: ANN401 - the interface's
        self.written += data
        return len(data)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_sizes_behind_the_content_are_read(opened: Open, make: Make, method: int) -> None:
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", method) as archive:
        for name in BOTH:
            archive.writestr(name, make())
    assert endings(opened(bytes(pipe.written))) == BOTH


def test_folders_and_paths_of_windows_are_such(opened: Open, make: Make) -> None:
    found = opened(zipped({"乡镇\\": b"", "乡镇\\张村.pdf": make()}))
    assert endings(found) == {"乡镇/张村.pdf": "accepted"}


@pytest.mark.parametrize(
    "name", ["CON", "aux.pdf", "../../x.pdf", "/abs.pdf", "C:\\x.pdf", "长" * 8000, "/".join("目录" * 300)]
)
def test_no_name_costs_its_file_anything(opened: Open, make: Make, name: str) -> None:
    assert list(endings(opened(zipped({name: make()}))).values()) == ["accepted"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("收件.z01", b"PK\x07\x08PK\3\4" + bytes(900)),
        ("收件.7z.001", b"7z\xbc\xaf\x27\x1c" + bytes(900)),
        ("收件.7z.002", b"\x9a\x17" * 900),
        ("收件.zip.003", b"\x9a\x17" * 900),
        ("收件.part2.rar", b"\x9a\x17" * 900),
        ("收件.r00", b"\x9a\x17" * 900),
    ],
)
def test_a_volume_is_told_as_one(opened: Open, name: str, data: bytes) -> None:
    (entry,) = opened(data, name).values()
    assert entry["reason"] == "archive"
    assert "分卷" in entry["message"]


def test_the_last_volume_of_a_zip_is_told_as_one(opened: Open, two: bytes) -> None:
    (entry,) = opened(patched(two, END, 4, "<H", 2), "收件.zip").values()
    assert entry["reason"] == "archive"
    assert "分卷" in entry["message"]


@pytest.mark.parametrize(
    "pack",
    [
        lambda form: patched(zipped({"张村.pdf": form}), LISTED, 8, "<H", 1),
        lambda form: seven({"张村.pdf": form}, password="x"),
        lambda form: seven({"张村.pdf": form}, password="x", header_encryption=True),
    ],
)
def test_what_is_locked_is_told_with_what_to_do(
    opened: Open, make: Make, pack: Callable[[bytes], bytes]
) -> None:
    (entry,) = opened(pack(make())).values()
    assert entry["reason"] == "unreadable"
    assert "密码" in entry["message"]
    assert "解压以后再收" in entry["message"]


@pytest.mark.parametrize(
    "name",
    [
        ".~汇总.xlsx", "ehthumbs.db", "Thumbs.db", ".localized", "Icon\r", "~WRL0003.tmp", "~$张村.docx",
        "收件/@eaDir/张村.pdf@SynoEAStream", ".Trashes/501/张村.pdf", "a/.fseventsd/0001",
        "__MACOSX/a/._张村.pdf",
    ],
)  # fmt: skip
def test_what_systems_leave_behind_is_passed_over(name: str) -> None:
    assert is_litter(name)


@pytest.mark.parametrize("name", ["张村.pdf", "~张村.pdf", "tmp/张村.pdf", "thumbs.pdf", "张村.db.pdf"])
def test_a_return_is_not_taken_for_what_systems_leave(name: str) -> None:
    assert not is_litter(name)
