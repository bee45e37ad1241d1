"""What is packed in something: every file is found, whatever it is packed in, and whatever it is called."""

from __future__ import annotations

import io
import json
import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import py7zr
import pytest

from generator.returns.judging.entry import process
from generator.returns.reading import kinds
from generator.returns.reading.archive import walk
from generator.returns.reading.intake import Candidate, Labels
from generator.returns.reading.limits import Limits
from generator.returns.reading.setup import Setup
from generator.returns.worker import Pool
from tests.returns.conftest import Make

Found = dict[str, dict[str, Any]]
Open = Callable[..., Found]


@pytest.fixture
def opened(setup: Setup, tmp_path: Path) -> Open:
    """What reading a container comes to: label within it -> entry."""

    def entries(data: bytes, name: str = "件", limits: Limits | None = None) -> Found:
        path = tmp_path / name
        path.write_bytes(data)
        bounded = setup if limits is None else Setup(setup.forms, setup.summary, limits, setup.standards)
        found = [json.loads(e.line) for e in process(Candidate(name, str(path), len(data)), bounded)]
        assert len({entry["path"] for entry in found}) == len(found)
        return {entry["path"].removeprefix(name).removeprefix("!/"): entry for entry in found}

    return entries


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def endings(found: Found) -> dict[str, str]:
    return {path: entry["reason"] or entry["status"] for path, entry in found.items()}


def test_what_a_file_is_its_first_bytes_say(make: Make) -> None:
    form = make()
    assert kinds.kind(form) == "pdf"
    assert kinds.kind(b"\xef\xbb\xbf\r\n" + form) == "pdf"
    assert kinds.kind(zipped({"a.pdf": form}, zipfile.ZIP_STORED)) == "zip"
    tar = bytearray(1024)
    tar[257:262] = b"ustar"
    tar[512:517] = b"%PDF-"
    assert kinds.kind(bytes(tar)) == "tar"


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("收件", zipfile.ZIP_STORED),
        ("收件.pdf", zipfile.ZIP_STORED),
        ("收件.dat", zipfile.ZIP_STORED),
        ("收件.rar", zipfile.ZIP_STORED),
        ("收件.zip", zipfile.ZIP_DEFLATED),
        ("收件.zip", zipfile.ZIP_BZIP2),
        ("收件.zip", zipfile.ZIP_LZMA),
    ],
)
def test_a_zip_is_one_by_its_bytes_whatever_it_is_called(
    opened: Open, make: Make, name: str, method: int
) -> None:
    files = {f"{n}.pdf": make(answers={"unit-name": f"{n}村"}) for n in range(2)}
    found = opened(zipped(files, method), name)
    assert {path: entry["values"]["unit-name"] for path, entry in found.items()} == {
        f"{n}.pdf": f"{n}村" for n in range(2)
    }


def test_a_pdf_called_zip_is_read_and_a_rar_called_zip_gets_the_right_sentence(
    opened: Open, make: Make
) -> None:
    assert endings(opened(make(), "张村.zip")) == {"": "accepted"}
    (entry,) = opened(b"Rar!\x1a\x07\x01\x00" + bytes(99), "张村.zip").values()
    assert entry["reason"] == "archive"
    assert "这种格式打不开" in entry["message"]
    assert "张村.zip" in entry["message"]


@pytest.mark.parametrize(
    "head", [b"Rar!\x1a\x07\x00", b"\x1f\x8b\x08", b"BZh91AY", b"\xfd7zXZ\x00", b'x\x9f>"', b"`\xea"]
)
def test_other_containers_stay_closed_and_are_told(opened: Open, head: bytes) -> None:
    assert endings(opened(head + b"%PDF-1.7" + bytes(500))) == {"": "archive"}


@pytest.mark.parametrize(
    ("member", "reason", "word"),
    [
        ("[Content_Types].xml", "not-a-pdf", "Excel"),
        ("mimetype", "old-word", "OpenDocument"),
        ("OFD.xml", "not-a-pdf", "OFD"),
    ],
)
def test_documents_that_are_zips_inside_are_told_as_documents(
    opened: Open, member: str, reason: str, word: str
) -> None:
    (entry,) = opened(zipped({member: b"x", "a.pdf": b"%PDF-1.7"}), "说明.docx").values()
    assert entry["reason"] == reason
    assert word in entry["message"]


def test_a_zip_in_a_zip_in_a_zip_is_read_and_a_fourth_is_told(opened: Open, make: Make) -> None:
    form = make()
    third = zipped({"三.pdf": form, "四.zip": zipped({"四.pdf": form})})
    found = opened(zipped({"一.pdf": form, "二": zipped({"二.pdf": form, "三.zip": third})}))
    assert endings(found) == {
        "一.pdf": "accepted",
        "二!/二.pdf": "accepted",
        "二!/三.zip!/三.pdf": "accepted",
        "二!/三.zip!/四.zip": "archive",
    }


def test_a_container_in_a_container_may_be_larger_than_a_form_may(opened: Open, make: Make) -> None:
    limits = Limits(file=4 << 20)
    inner = zipped({f"{n}.pdf": make() for n in range(4)}, zipfile.ZIP_STORED)
    assert len(inner) > limits.file
    found = opened(zipped({"乡镇.zip": inner}, zipfile.ZIP_STORED), limits=limits)
    assert list(endings(found).values()) == ["accepted"] * 4


@pytest.mark.parametrize("flag", [0x800, 0])
@pytest.mark.parametrize(
    "raw", ["乙村.pdf".encode("gbk"), b"\xff\xfe\xfd!.pdf", "乙村.pdf".encode(), b"\x81\x30.pd"]
)
def test_one_name_in_odd_bytes_costs_nobody_anything(opened: Open, make: Make, flag: int, raw: bytes) -> None:
    raw = raw.ljust(10, b"_")
    data = bytearray(zipped({"@@@@@@@@@@": make(), "甲.pdf": make()}))
    for magic, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(magic)
        flags = struct.unpack_from("<H", data, place + at)[0]
        struct.pack_into("<H", data, place + at, flags | flag)
    data = data.replace(b"@@@@@@@@@@", raw)
    assert list(endings(opened(bytes(data))).values()) == ["accepted", "accepted"]


def test_names_that_differ_in_their_two_places_and_repeated_names_are_read(opened: Open, make: Make) -> None:
    data = zipped({"aaaa.pdf": make()}).replace(b"aaaa.pdf", b"bbbb.pdf", 1)
    assert endings(opened(data)) == {"aaaa.pdf": "accepted"}
    data = zipped({"aaaa.pdf": make(), "bbbb.pdf": make(), "cccc.pdf": make()})
    data = data.replace(b"bbbb", b"aaaa").replace(b"cccc", b"aaaa")
    assert set(endings(opened(data))) == {"aaaa.pdf", "aaaa.pdf (2)", "aaaa.pdf (3)"}


def test_something_before_an_archive_and_a_zip64_directory_are_no_obstacle(opened: Open, make: Make) -> None:
    assert endings(opened(b"PK\x03\x04" + bytes(7) + zipped({"a.pdf": make()}))) == {"a.pdf": "accepted"}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, archive.open("a.pdf", "w", force_zip64=True) as member:
        member.write(make())
    assert endings(opened(out.getvalue())) == {"a.pdf": "accepted"}


def test_what_is_damaged_or_locked_in_an_archive_costs_itself_only(opened: Open, make: Make) -> None:
    data = bytearray(zipped({"坏.pdf": make(), "锁.pdf": make(), "好.pdf": make()}))
    data[200] ^= 0xFF
    directory = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    data[directory + 8] |= 1
    found = opened(bytes(data))
    assert endings(found) == {"坏.pdf": "unreadable", "锁.pdf": "unreadable", "好.pdf": "accepted"}
    assert "密码" in found["锁.pdf"]["message"]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_an_archive_that_was_cut_off_is_told(opened: Open, make: Make, share: float) -> None:
    data = zipped({"a.pdf": make()}, zipfile.ZIP_DEFLATED)
    (entry,) = opened(data[: int(len(data) * share)], "张村.zip").values()
    assert entry["reason"] == "archive"


def test_the_whole_of_a_container_is_bounded_and_what_came_before_is_kept(opened: Open, make: Make) -> None:
    form = make()
    packed = zipped({"x": bytes(1 << 20)}, zipfile.ZIP_DEFLATED)
    bomb = zipped({f"{n}": packed for n in range(40)})
    found = opened(zipped({"一.pdf": form, "弹.zip": bomb}), limits=Limits(unpacked=16 << 20))
    assert endings(found)["一.pdf"] == "accepted"
    assert list(endings(found).values()).count("not-a-pdf") < 16, "no more than the whole may be is unpacked"
    assert list(endings(found).values()).count("archive") > 20
    many = zipped({f"{n}": b"x" for n in range(30)})
    assert endings(opened(many, limits=Limits(members=20))) == {"": "archive"}
    inner = {f"{n}.zip": zipped({f"{m}": b"x" for m in range(9)}) for n in range(3)}
    assert "archive" in endings(opened(zipped(inner), limits=Limits(members=20))).values()


def test_a_size_that_lies_is_found_out(opened: Open) -> None:
    data = bytearray(zipped({"a.pdf": bytes(8 << 20)}, zipfile.ZIP_DEFLATED))
    struct.pack_into("<L", data, data.index(b"PK\x01\x02") + 24, 100)
    assert endings(opened(bytes(data))) == {"a.pdf": "unreadable"}


class Counted(io.BytesIO):
    """A file that counts what is read of it."""

    total = 0

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        self.total += len(data)
        return data


@pytest.mark.parametrize("count", [10, 2000])
def test_an_archive_is_gone_through_once_however_many_members_it_has(count: int) -> None:
    inner = zipped({f"{n}": b"y" for n in range(count)}, zipfile.ZIP_STORED)
    data = zipped({f"{n}.txt": b"x" for n in range(count)} | {"z.zip": inner}, zipfile.ZIP_STORED)
    file = Counted(data)
    assert len(list(walk(file, "a.zip", Limits(), lambda _: None))) == 2 * count
    assert file.total < 2 * len(data) + 200_000


def test_a_label_is_given_once_however_often_it_is_asked_for() -> None:
    labels = Labels()
    assert [labels.unique("a") for _ in range(3)] == ["a", "a (2)", "a (3)"]
    assert labels.unique("a (2)") == "a (2) (2)"
    assert labels.unique("b") == "b"
    assert len({labels.unique("x") for _ in range(20_000)}) == 20_000


# --- mails ----------------------------------------------------------------------------------------


def letter(*files: tuple[str, bytes], **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@example.com", "张村的表"
    message["Date"] = "Wed, 20 May 2026 08:00:00 +0800"
    message.set_content("见附件")
    for name, data in files:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    for name, value in headers.items():
        message[name] = value
    return message


def test_the_attachments_of_a_mail_are_read(opened: Open, make: Make) -> None:
    mail = letter(
        ("张村 自评表.pdf", make()), ("打包.zip", zipped({"李村.pdf": make()})), ("照片.jpg", b"\xff\xd8\xff")
    )
    found = opened(bytes(mail))
    assert endings(found) == {
        "张村 自评表.pdf": "accepted",
        "打包.zip!/李村.pdf": "accepted",
        "照片.jpg": "picture",
    }
    assert found["张村 自评表.pdf"]["modified"] == "2026-05-20T08:00:00"


@pytest.mark.parametrize(
    "disposition",
    [
        b'attachment; filename="=?gb18030?B?' + b"1cW05S5wZGY=" + b'?="',
        b'attachment; filename="' + "张村.pdf".encode("gbk") + b'"',
        b"attachment; filename*=GBK''" + b"%D5%C5%B4%E5.pdf",
        b'attachment; filename="' + "张村.pdf".encode() + b'"',
        b"attachment;\r\n filename*0*=utf-8''%E5%BC%A0;\r\n filename*1*=%E6%9D%91.pdf",
    ],
)
def test_names_of_attachments_in_any_of_their_spellings(opened: Open, make: Make, disposition: bytes) -> None:
    raw = bytes(letter(("@.pdf", make()))).replace(b'attachment; filename="@.pdf"', disposition)
    assert set(opened(raw)) == {"张村.pdf"}


def test_a_forwarded_mail_is_read_and_a_mail_without_attachments_is_told(opened: Open, make: Make) -> None:
    outer = letter()
    outer.add_attachment(letter(("张村.pdf", make())))
    assert endings(opened(bytes(outer))) == {"张村.pdf": "accepted"}
    (entry,) = opened(bytes(letter())).values()
    assert entry["reason"] == "archive"
    assert "里面没有文件" in entry["message"]


# --- 7z -------------------------------------------------------------------------------------------


def seven(files: dict[str, bytes], **options: Any) -> bytes:  # noqa: ANN401
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", **options) as archive:
        for name, data in files.items():
            archive.writestr(data, name)
    return out.getvalue()


def test_7z_is_read_under_the_same_bounds(opened: Open, make: Make) -> None:
    form = make()
    data = seven({"张村.pdf": form, "李村.zip": zipped({"一.pdf": form})})
    assert endings(opened(data, "收件.zip")) == {"张村.pdf": "accepted", "李村.zip!/一.pdf": "accepted"}
    assert endings(opened(seven({"弹": bytes(64 << 20)}), limits=Limits(solid=1 << 20))) == {"": "archive"}
    locked = opened(seven({"张村.pdf": form}, password="x"))
    assert "密码" in locked[""]["message"]
    assert endings(opened(data[: len(data) // 2])) == {"": "archive"}


# --- what a folder may hold besides files ---------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither")
@pytest.mark.parametrize("name", ["件.pdf", "件.zip", "件"])
def test_pipes_and_endless_devices_hold_nothing_up(setup: Setup, tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    for target in ("/dev/zero", str(tmp_path / "pipe")):
        path = tmp_path / name
        path.symlink_to(target)
        (entry,) = process(Candidate(name, str(path)), setup)
        assert entry.indexed.reason == "unreadable"
        path.unlink()


@pytest.mark.skipif(os.name == "nt", reason="Windows names files in UTF-16")
def test_a_file_whose_name_is_not_utf8_is_read(setup: Setup, make: Make, tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/" + "张村.pdf".encode("gbk"))
    Path(path).write_bytes(make())
    with Pool(setup, 1) as pool:
        (entry,) = pool.run(iter([Candidate("张村.pdf", path)]))
    assert entry.indexed.status == "accepted"


def test_many_small_files_in_the_pool_are_each_told_once(setup: Setup, make: Make, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({f"{n}.pdf": make() for n in range(30)}))
    (tmp_path / "b.pdf").write_bytes(make())
    with Pool(setup, 2) as pool:
        candidates = [Candidate(name, str(tmp_path / name)) for name in ("a.zip", "b.pdf")]
        found = [entry.indexed.path for entry in pool.run(iter(candidates))]
        assert pool.found == 31
    assert sorted(found) == sorted([f"a.zip!/{n}.pdf" for n in range(30)] + ["b.pdf"])


def test_the_check_sum_is_held_against_the_content(opened: Open, make: Make) -> None:
    data = bytearray(zipped({"a.pdf": make()}, zipfile.ZIP_STORED))
    struct.pack_into("<L", data, data.index(b"PK\x01\x02") + 16, zlib.crc32(b"other"))
    assert endings(opened(bytes(data))) == {"a.pdf": "unreadable"}
