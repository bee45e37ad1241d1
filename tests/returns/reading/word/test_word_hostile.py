"""Files made to harm, damaged files, files that are something else: refused, or read for what they show."""

from __future__ import annotations

import io
import json
import tracemalloc
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.returns.collect import Options, collect
from generator.returns.judging.entry import process
from generator.returns.reading.intake import Candidate
from generator.returns.reading.limits import Limits
from generator.returns.reading.setup import Setup
from generator.returns.reading.word import markup, package
from tests.returns.conftest import Make, Read
from tests.returns.reading.word.edits import MAIN, packed, parts, with_part
from tests.returns.reading.word.filled import ANSWERS
from tests.returns.reading.word.test_word_answers import WORDS

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = f'<w:document xmlns:w="{W}"><w:body>'
TAIL = "</w:body></w:document>"
TEXT = f"{HEAD}<w:p><w:r><w:t>&a;</w:t></w:r></w:p>{TAIL}"


def ending(entry: dict[str, object]) -> tuple[object, object]:
    assert entry["status"] == "rejected"
    assert entry["values"] == {}
    assert "{" not in str(entry["message"])
    return entry["reason"], entry["detail"]


def entities() -> str:
    """The billion laughs."""
    levels = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    return f'<!DOCTYPE w [<!ENTITY a "ha">{levels}]>{TEXT.replace("&a;", "&j;")}'


@pytest.mark.parametrize(
    "document",
    [
        entities().encode(),
        entities().encode("utf-16"),
        f'<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>{TEXT}'.encode(),
        f'<!DOCTYPE w SYSTEM "http://127.0.0.1:9/x.dtd">{TEXT}'.encode(),
        f'<?xml version="1.0" encoding="UTF-7"?>{HEAD}{TAIL}'.encode(),
        f'<?xml version="1.0" encoding="GBK"?>{HEAD}{TAIL}'.encode(),
    ],
)
def test_document_types_and_strange_encodings_are_refused(
    document: bytes, make_word: Make, read: Read
) -> None:
    assert ending(read(with_part(make_word(), MAIN, document), "表.docx")) == ("too-complex", "markup")


def test_the_same_words_in_an_answer_are_words(make_word: Make, read: Read) -> None:
    answers = {"item-6-1-1-facts": "<!DOCTYPE w [<!ENTITY a 'x'>]> &a; ]]>"}
    assert (
        read(make_word(answers=answers), "表.docx")["values"]["item-6-1-1-facts"]
        == answers["item-6-1-1-facts"]
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_the_encodings_that_word_files_may_have(encoding: str, make_word: Make, read: Read) -> None:
    data = make_word(answers=WORDS)
    text = parts(data)[MAIN].decode().partition("?>")[2]
    assert read(with_part(data, MAIN, text.encode(encoding)), "表.docx")["values"] == ANSWERS


@pytest.mark.parametrize(
    "part", [MAIN, "word/_rels/document.xml.rels", "customXml/item1.xml", "docProps/custom.xml"]
)
def test_a_part_that_unpacks_to_a_gigabyte_is_not_unpacked(part: str, make_word: Make, read: Read) -> None:
    data = with_part(make_word(answers=WORDS), part, b" " * (1 << 28))
    tracemalloc.start()
    entry = read(data, "表.docx")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100 << 20, "the file is read with room for the largest that is allowed, and not unpacked"
    if part == MAIN:
        assert ending(entry) == ("too-complex", "inflated")
    else:
        assert entry["values"] == ANSWERS, "another place tells the form"


@pytest.mark.parametrize("part", [MAIN, "_rels/.rels", "word/_rels/document.xml.rels", "customXml/item1.xml"])
def test_markup_without_an_end_is_not_tried_from_each_of_its_beginnings(
    part: str, make_word: Make, read: Read
) -> None:
    """``<a<a<a``: what takes the square of four megabytes never ends."""
    entry = read(with_part(make_word(answers=WORDS), part, b"<a" * (2 << 20)), "表.docx")
    if part == MAIN:
        assert ending(entry)[0] == "damaged"
    else:
        assert entry["values"] == ANSWERS, "the usual name or another place tells the form"


def test_all_parts_together_are_bounded_too(make_word: Make, read: Read) -> None:
    """Forty-eight parts that may say what the file is, each just below the bound of one."""
    data = parts(make_word(answers=WORDS))
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    others = "".join(
        f'<Relationship Id="{kind}{n}" Type="{office}/{kind}" Target="x{n}.xml"/>'
        for n in range(24)
        for kind in ("footer", "customXml")
    )
    listed = data["word/_rels/document.xml.rels"].replace(
        b"<Relationship ", f"{others}<Relationship ".encode(), 1
    )
    large = b"<x>" + b"<a/>" * 1_000_000 + b"</x>"
    many = {f"word/x{n}.xml": large for n in range(24)}
    parsed: list[int] = []

    def counted(content: bytes) -> markup.Element:
        parsed.append(len(content))
        return markup.parse(content)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(package, "parse", counted)
        entry = read(packed(data | many | {"word/_rels/document.xml.rels": listed}), "表.docx")
    readings = 2  # the fixture reads for the desk and for the browser
    assert sum(parsed) <= readings * package.ALL * Limits().part
    assert entry["values"] == ANSWERS, "another place tells the form"


@pytest.mark.parametrize(
    "inner",
    [
        "<w:p/>" * 690_000,
        "<w:tbl>" + "<w:tr><w:tc/></w:tr>" * 200_000 + "</w:tbl>",
        "<w:tbl><w:tr>" + "<w:tc/>" * 550_000 + "</w:tr></w:tbl>",
        "<w:sdt>" * 200_000 + "</w:sdt>" * 200_000,
        "<w:p>" * 300_000 + "</w:p>" * 300_000,
        "<w:tbl><w:tr><w:tc>" * 60 + "x" + "</w:tc></w:tr></w:tbl>" * 60,
        "<w:p><w:r><w:t>" + "字" * 1_300_000 + "</w:t></w:r></w:p>",
        "<w:p><w:r>" + '<w:fldChar w:fldCharType="begin"/>' * 110_000 + "</w:r></w:p>",
        "<w:sdt><w:sdtPr><w:tag w:val='x'/></w:sdtPr><w:sdtContent/></w:sdt>" * 60_000,
    ],
    ids=[
        "paragraphs",
        "rows",
        "cells",
        "deep controls",
        "deep paragraphs",
        "nested tables",
        "text",
        "fields",
        "tags",
    ],
)
@pytest.mark.timeout(60)
def test_four_megabytes_of_anything_end(inner: str, make_word: Make, setup: Setup, tmp_path: Path) -> None:
    path = tmp_path / "表.docx"
    path.write_bytes(with_part(make_word(), MAIN, f"{HEAD}{inner}{TAIL}".encode()))
    (entry,) = process(Candidate("表.docx", str(path)), setup)
    found = json.loads(entry.line)
    assert found["status"] == "rejected"
    assert found["reason"] in ("too-complex", "fields-removed")


def test_two_parts_of_one_name_are_refused(make_word: Make, read: Read) -> None:
    for name in (MAIN, "WORD/Document.xml", "word\\document.xml"):
        out = io.BytesIO(make_word(answers=WORDS))
        with zipfile.ZipFile(out, "a") as archive, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            archive.writestr(name, f"{HEAD}{TAIL}")
        assert ending(read(out.getvalue(), "表.docx")) == ("too-complex", "twins")


def test_nothing_outside_of_the_file_and_no_other_part_is_opened(
    make_word: Make, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = parts(make_word(answers=WORDS))
    away = '<Relationship Id="r{}" Type="http://x/relationships/{}" Target="{}"{}/>'
    outside = ' TargetMode="External"'
    added = "".join(
        away.format(n, kind, target, mode)
        for n, (kind, target, mode) in enumerate(
            [
                ("attachedTemplate", "http://127.0.0.1:9/x", outside),
                ("customXml", "file:///etc/passwd", outside),
                ("customXml", "../../../../etc/passwd", ""),
                ("footer", "http://127.0.0.1:9/f", outside),
                ("vbaProject", "vbaProject.bin", ""),
            ]
        )
    )
    rels = "word/_rels/document.xml.rels"
    found[rels] = found[rels].replace(b"</Relationships>", added.encode() + b"</Relationships>")
    found["word/vbaProject.bin"] = b"macro"
    found["word/media/image1.png"] = b"picture"
    found["word/comments.xml"] = b"<a>"
    seen: list[bytes] = []
    whole = markup.parse

    def parse(data: bytes) -> markup.Element:
        seen.append(data)
        return whole(data)

    monkeypatch.setattr("generator.returns.reading.word.package.parse", parse)
    assert read(packed(found), "表.docx")["values"] == ANSWERS
    allowed = (
        "word/document.xml",
        "docProps/custom.xml",
        "customXml/",
        "word/footer",
        "_rels/",
        "word/_rels/",
    )
    assert set(seen) <= {data for name, data in found.items() if name.startswith(allowed)}


def test_the_part_that_the_file_names_is_the_document(make_word: Make, read: Read) -> None:
    found = parts(make_word(answers=WORDS))
    found["word/文档2.xml"] = found.pop(MAIN)
    found["word/_rels/文档2.xml.rels"] = found.pop("word/_rels/document.xml.rels")
    found["_rels/.rels"] = found["_rels/.rels"].replace(b"word/document.xml", "word/文档2.xml".encode())
    found["[Content_Types].xml"] = found["[Content_Types].xml"].replace(
        b"/word/document.xml", "/word/文档2.xml".encode()
    )
    assert read(packed(found), "表.docx")["values"] == ANSWERS


@pytest.mark.parametrize(
    "kind",
    [
        "wordprocessingml.template.main",
        "ms-word.document.macroEnabled.main",
        "ms-word.template.macroEnabledTemplate.main",
    ],
)
def test_templates_and_files_with_macros_are_read_alike(kind: str, make_word: Make, read: Read) -> None:
    found = parts(make_word(answers=WORDS))
    types = found["[Content_Types].xml"]
    assert b"wordprocessingml.document.main" in types
    found["[Content_Types].xml"] = types.replace(b"wordprocessingml.document.main", kind.encode())
    assert read(packed(found), "表.dotx")["values"] == ANSWERS


def test_a_strict_document_is_read_alike(make_word: Make, read: Read) -> None:
    found = parts(make_word(answers=WORDS))
    found[MAIN] = found[MAIN].replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    for name in ("_rels/.rels", "word/_rels/document.xml.rels"):
        found[name] = (
            found[name]
            .replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships/",
            )
            .replace(b"/custom-properties", b"/customProperties")
        )
    assert read(packed(found), "表.docx")["values"] == ANSWERS


@pytest.mark.parametrize("tenth", range(1, 10))
def test_half_a_file_is_told_to_be_cut_off(tenth: int, make_word: Make, read: Read) -> None:
    data = make_word(answers=WORDS)
    assert ending(read(data[: len(data) * tenth // 10], "表.docx"))[0] == "cut-off"


def test_a_part_that_is_damaged_is_told(make_word: Make, read: Read) -> None:
    data = make_word(answers=WORDS)
    whole = parts(data)[MAIN]
    assert ending(read(with_part(data, MAIN, whole[: len(whole) // 2]), "表.docx"))[0] == "damaged"
    assert ending(read(with_part(data, MAIN, None), "表.docx"))[0] == "damaged"
    assert ending(read(with_part(data, MAIN, b"\xff" + whole), "表.docx"))[0] == "damaged"


def test_a_wrong_check_sum_is_damage(make_word: Make, read: Read) -> None:
    data = bytearray(make_word(answers=WORDS))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        check = archive.getinfo(MAIN).CRC.to_bytes(4, "little")
    for at in (data.find(check), data.rfind(check)):
        data[at] ^= 1
    assert ending(read(bytes(data), "表.docx"))[0] == "damaged"


def _encrypted(data: bytes) -> bytes:
    """Every entry flagged as encrypted (APPNOTE.TXT, 4.4.4)."""
    found = bytearray(data)
    for magic, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = found.find(magic)
        while start >= 0:
            found[start + at] |= 1
            start = found.find(magic, start + 4)
    return bytes(found)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "reason", "word"),
    [
        (OLE + "WordDocument".encode("utf-16-le"), "old-word", "老格式"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", "密码"),
        (OLE + "Workbook".encode("utf-16-le"), "not-a-pdf", "Excel"),
        (OLE, "not-a-pdf", "老版本"),
        (b"{\\rtf1 x}", "old-word", "RTF"),
        (b"<html><body><table>", "old-word", "网页"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html>", "old-word", "网页"),
        ("<html>".encode("utf-16"), "old-word", "网页"),
        (
            b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument>',
            "old-word",
            "XML",
        ),
        (b"", "not-a-pdf", "0 字节"),
        (b"hello", "not-a-pdf", "看不出"),
    ],
)
@pytest.mark.parametrize("name", ["表.docx", "表.doc", "表.wps"])
def test_what_is_no_docx_is_told_for_what_it_is(
    data: bytes, reason: str, word: str, name: str, read: Read
) -> None:
    entry = read(data, name)
    assert ending(entry)[0] == reason
    assert word in entry["message"]
    assert "*.docx" in entry["message"] or reason != "old-word"


def test_a_zip_with_a_password_is_told(make_word: Make, read: Read) -> None:
    assert ending(read(_encrypted(make_word(answers=WORDS)), "表.docx"))[0] == "encrypted"


def test_other_documents_of_the_same_kind_are_told(read: Read) -> None:
    import openpyxl

    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    entry = read(out.getvalue(), "表.docx")
    assert ending(entry) == ("not-a-pdf", "office")
    assert "Excel" in entry["message"]


def test_word_forms_in_archives_and_mails_are_read(make_word: Make, setup: Setup, tmp_path: Path) -> None:
    data = make_word(answers=WORDS)
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("里面.docx", data)
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("一.docx", data)
        archive.writestr("套.zip", inner.getvalue())
        archive.writestr("说明.docx", b"PK\x05\x06" + bytes(18))
        archive.writestr("三层.zip", packed({"二层.zip": packed({"表.docx": data})}))
    path = tmp_path / "收件.zip"
    path.write_bytes(outer.getvalue())
    found = [json.loads(entry.line) for entry in process(Candidate("收件.zip", str(path)), setup)]
    ends = {f["path"].partition("!/")[2]: f["status"] for f in found}
    assert ends == {
        "一.docx": "accepted",
        "套.zip!/里面.docx": "accepted",
        "说明.docx": "rejected",
        "三层.zip!/二层.zip!/表.docx": "accepted",
    }
    assert all(f["values"] == ANSWERS for f in found if f["status"] == "accepted")


def test_a_word_form_is_bounded_as_any_file_is(make_word: Make, setup: Setup, tmp_path: Path) -> None:
    from dataclasses import replace

    path = tmp_path / "表.docx"
    path.write_bytes(make_word(answers=WORDS))
    tight = replace(setup, limits=Limits(file=1000))
    (entry,) = process(Candidate("表.docx", str(path)), tight)
    assert json.loads(entry.line)["reason"] == "too-large"


def test_the_command_reads_word_forms_in_its_workers(
    root: Path, make_word: Make, make: Callable[..., bytes], tmp_path: Path
) -> None:
    inbox = tmp_path / "收件"
    inbox.mkdir()
    (inbox / "甲.docx").write_bytes(make_word(answers=WORDS))
    (inbox / "乙.pdf").write_bytes(make(answers={"unit-name": "乙村", **WORDS}))
    (inbox / "坏.docx").write_bytes(with_part(make_word(), MAIN, entities().encode()))
    out = tmp_path / "out.json"
    done = collect(root, Options([inbox], out=tmp_path / "out.xlsx", json=out, jobs=2))
    assert done.outcome.totals["accepted"] == 2
    files = {Path(f["path"]).name: f for f in json.loads(out.read_bytes())["files"]}
    assert {name: f["status"] for name, f in files.items()} == {
        "甲.docx": "accepted", "乙.pdf": "accepted", "坏.docx": "rejected",
    }  # fmt: skip
    assert files["甲.docx"]["values"] == ANSWERS
