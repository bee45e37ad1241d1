"""What is no form is told for what it is, by its first bytes, with what somebody can do about it."""

from __future__ import annotations

import pytest

from generator.returns.reading import kinds
from tests.returns.conftest import Make, Read
from tests.returns.reading.test_refusals import refused


@pytest.mark.parametrize(
    "head",
    [
        b"\0\0\0\x0cjP  \r\n\x87\n",
        b"\0\0\0\x0cJXL \r\n\x87\n",
        b"\xff\x0a\xfa",
        b"II+\0\x08\0\0\0",
        b"\0\0\0\x1cftypavis",
        b"\0\0\0\x18ftypcrx ",
        b"8BPS\0\x01",
        b"AT&TFORM\0\0\0\x10DJVM",
        b"BM\x36\x10\x0e\0\0\0\0\0\x36\0\0\0",
    ],
)
def test_scans_and_photographs_of_other_formats(read: Read, head: bytes) -> None:
    assert "补录" in refused(read(head + bytes(99)), "picture")


@pytest.mark.parametrize(
    "head",
    [
        b"MSCF\0\0\0\0",
        b"\x28\xb5\x2f\xfd\x04",
        b"\x1f\x9d\x90",
        b"\x21\x00-lh5-",
        b"LZIP\x01",
        b"\x04\x22\x4d\x18",
        b"\x30\x82\x01\x22\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03",
        b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02",
    ],
)
def test_other_things_that_files_are_packed_in(read: Read, head: bytes) -> None:
    assert "打不开" in refused(read(head + bytes(99)), "archive")


@pytest.mark.parametrize("within", [b"", b"PK\3\4", b"Rar!\x1a\x07\x01\0", b"7z\xbc\xaf\x27\x1c"])
def test_an_archive_that_unpacks_itself_is_told_as_such(read: Read, within: bytes) -> None:
    assert "自解压" in refused(read(b"MZ\x90\0" + bytes(900) + within + bytes(900)), "archive")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0\x46" + bytes(99), "快捷方式"),
        (b"[InternetShortcut]\r\nURL=https://example.com/\r\n", "快捷方式"),
        (b"book\0\0\0\0mark\0\0\0\0" + bytes(99), "快捷方式"),
        (b"bplist00\xd3\x01\x02\x03_\x10\x10NSURLNameKey" + bytes(99), "先下载"),
    ],
)
def test_what_only_stands_for_a_file(read: Read, data: bytes, word: str) -> None:
    assert word in refused(read(data), "not-a-pdf")


@pytest.mark.parametrize("size", [1, 50_000])
def test_nothing_but_zeros_is_a_file_that_did_not_arrive(read: Read, size: int) -> None:
    refused(read(bytes(size)), "cut-off")


def test_words_that_begin_like_something_else_are_words(read: Read) -> None:
    for text in (b"BMW 3, BMW 5\n", b"Name: a\nAge: 3\nTown: c\n\nx", b"BM " + "张村".encode() * 9):
        assert kinds.kind(text) == "other"
        refused(read(text), "not-a-pdf")


def test_a_page_of_the_web_is_told_with_both_ways_out(read: Read) -> None:
    message = refused(read(b"<!DOCTYPE html><html><title>login</title>"), "old-word")
    assert "重新下载" in message
    assert "另存为" in message


@pytest.mark.parametrize(
    "before",
    [
        b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nDate: x\r\n\r\n",
        b'------x\r\nContent-Disposition: form-data; name="f"\r\nContent-Type: application/pdf\r\n\r\n',
    ],
)
def test_headers_before_a_pdf_make_no_mail_of_it(make: Make, read: Read, before: bytes) -> None:
    assert read(before + make())["status"] == "accepted"
