"""Files that are not accepted: each for the right reason, with a sentence for the unit."""

from __future__ import annotations

import io
import os
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String

from generator.returns.judging.entry import process
from generator.returns.reading.intake import Candidate
from generator.returns.reading.record import REASONS
from generator.returns.reading.setup import Setup
from generator.returns.worker import Pool
from tests.returns.conftest import UNIT, Make, Read
from tests.returns.reading.pdf_edits import edited


def refused(entry: dict[str, object], reason: str) -> str:
    """The sentence for the unit; nothing of a refused file counts as an answer."""
    assert (entry["status"], entry["reason"]) == ("rejected", reason), entry["message"]
    assert entry["values"] == {}
    message = str(entry["message"])
    assert "{" not in message
    assert "表.pdf" in message
    return message


def test_every_reason_has_its_sentence(setup: Setup) -> None:
    assert set(setup.summary.reasons) == set(REASONS)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "0 字节"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "老版本"),
        (b"hello", "看不出"),
    ],
)
def test_what_is_no_pdf(read: Read, data: bytes, word: str) -> None:
    assert word in refused(read(data), "not-a-pdf")


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
        b"\x89PNG\r\n\x1a\n",
        b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00",
        b"\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00",
        b"RIFF\x10\x00\x00\x00WEBPVP8 ",
        b"II*\x00\x08\x00\x00\x00",
    ],
)
def test_photographs_are_scans_to_be_keyed_in(read: Read, data: bytes) -> None:
    assert "补录" in refused(read(data), "picture")


@pytest.mark.parametrize("tenth", range(1, 10))
@pytest.mark.parametrize("form", ["checklist-villages", "application"])
def test_half_a_file_is_never_taken_for_the_whole(make: Make, read: Read, form: str, tenth: int) -> None:
    data = make(form)
    refused(read(data[: len(data) * tenth // 10]), "cut-off")


@pytest.mark.parametrize("share", [0.001, 0.2, 0.5, 0.9, 0.99])
@pytest.mark.filterwarnings("ignore")
def test_an_update_that_was_cut_off_is_not_read_as_the_state_before(
    make: Make, read: Read, share: float
) -> None:
    before = make(answers={"item-6-1-1-rating": "met"})
    writer = pypdf.PdfWriter(io.BytesIO(before), incremental=True)
    writer.update_page_form_field_values(writer.pages[0], {"phone": "1" * 300}, auto_regenerate=False)
    out = io.BytesIO()
    writer.write(out)
    after = out.getvalue()
    assert after.startswith(before)
    added = len(after) - len(before)
    refused(read(after[: len(before) + int(added * share)]), "cut-off")


def test_a_file_of_rubbish(read: Read) -> None:
    refused(read(b"%PDF-1.7\n" + os.urandom(5000) + b"\n%%EOF"), "damaged")


def test_a_password(make: Make, read: Read) -> None:
    encryption = pikepdf.Encryption(owner="a", user="b")
    refused(read(edited(make(), lambda _pdf, _fields: None, encryption=encryption)), "encrypted")


def test_pictures_of_a_form_are_told_page_by_page(make: Make, read: Read) -> None:
    scanned = pypdfium2.PdfDocument.new()
    source = pypdfium2.PdfDocument(make())
    for page in source:
        picture = page.render(scale=0.5).to_pil()
        target = scanned.new_page(842, 595)
        image = pypdfium2.PdfImage.new(scanned)
        image.set_bitmap(pypdfium2.PdfBitmap.from_pil(picture))
        target.insert_obj(image)
        target.gen_content()
    out = io.BytesIO()
    scanned.save(out)
    message = refused(read(out.getvalue()), "no-fields")
    assert f"第 1–{len(source)} 页是图片" in message
    assert "摘要" in message
    for page in source:
        page.close()
    source.close()
    scanned.close()


def test_a_flattened_form_names_the_form(make: Make, read: Read) -> None:
    def flatten(pdf: pikepdf.Pdf, _: dict[str, pikepdf.Object]) -> None:
        del pdf.Root.AcroForm
        for page in pdf.pages:
            page.obj.Annots = Array()

    message = refused(read(edited(make(), flatten)), "no-fields")
    assert "是文字" in message
    assert "河南省基层工会规范化建设自评表" in message


def test_somebody_elses_form(read: Read) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    field = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("name"), V=String("x")))
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
    out = io.BytesIO()
    pdf.save(out)
    refused(read(out.getvalue()), "other-form")


def test_a_form_of_ours_that_there_is_not(make: Make, read: Read) -> None:
    def rename(_: pikepdf.Pdf, fields: dict[str, pikepdf.Object]) -> None:
        fields["form-id"].V = String("checklist-moon")

    assert "checklist-moon" in refused(read(edited(make(), rename)), "unknown-form")


@pytest.mark.filterwarnings("ignore")  # pikepdf sees what we do
@pytest.mark.parametrize("name", ["form-id", "form-digest", "form-items", "unit-name", "item-6-1-1-rating"])
def test_a_field_that_was_taken_out(make: Make, read: Read, name: str) -> None:
    def remove(pdf: pikepdf.Pdf, _: dict[str, pikepdf.Object]) -> None:
        kept = [f for f in pdf.Root.AcroForm.Fields if str(f.T) != name]
        gone = next(f for f in pdf.Root.AcroForm.Fields if str(f.T) == name)
        widgets = [w.objgen for w in gone.get("/Kids", [gone])]
        pdf.Root.AcroForm.Fields = Array(kept)
        for page in pdf.pages:
            page.obj.Annots = Array([a for a in page.obj.get("/Annots", []) if a.objgen not in widgets])

    assert name in refused(read(edited(make(), remove)), "fields-removed") or name == "form-id"


def test_a_field_that_was_renamed(make: Make, read: Read) -> None:
    def rename(_: pikepdf.Pdf, fields: dict[str, pikepdf.Object]) -> None:
        fields["item-6-1-1-facts"].T = String("facts")

    refused(read(edited(make(), rename)), "fields-removed")


def _pypdf_joined(one: bytes, two: bytes) -> bytes:
    writer = pypdf.PdfWriter()
    writer.append(io.BytesIO(one))
    writer.append(io.BytesIO(two))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _pikepdf_joined(one: bytes, two: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(one)) as first, pikepdf.open(io.BytesIO(two)) as second:
        first.pages.extend(second.pages)
        out = io.BytesIO()
        first.save(out)
    return out.getvalue()


def _pdfium_joined(one: bytes, two: bytes) -> bytes:
    first, second = pypdfium2.PdfDocument(one), pypdfium2.PdfDocument(two)
    first.import_pages(second)
    out = io.BytesIO()
    first.save(out)
    first.close()
    second.close()
    return out.getvalue()


@pytest.mark.parametrize("join", [_pypdf_joined, _pikepdf_joined, _pdfium_joined])
@pytest.mark.filterwarnings("ignore")
def test_two_forms_in_one_file(make: Make, read: Read, join: Callable[[bytes, bytes], bytes]) -> None:
    for second in (make("application"), make(answers={"unit-name": "另一单位"})):
        refused(read(join(make(), second)), "several-forms")


def test_ten_thousand_fields_more(make: Make, read: Read) -> None:
    def add(pdf: pikepdf.Pdf, _: dict[str, pikepdf.Object]) -> None:
        fields = pdf.Root.AcroForm.Fields
        fields.extend(Dictionary(FT=Name.Tx, T=String(f"x{n}"), V=String("v")) for n in range(21_000))

    refused(read(edited(make(), add)), "too-complex")


def _nested(depth: int) -> bytes:
    """A form whose only field lies ``depth`` deep, written by hand: no library nests so deep."""
    lines = ["1 0 obj<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>endobj"]
    lines += ["2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj"]
    lines += ["3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj"]
    lines += [f"{n} 0 obj<</T(a)/Kids[{n + 1} 0 R]>>endobj" for n in range(4, 4 + depth)]
    lines += [f"{4 + depth} 0 obj<</T(z)/FT/Tx/V(v)>>endobj"]
    body = b"%PDF-1.7\n"
    offsets = []
    for line in lines:
        offsets.append(len(body))
        body += line.encode() + b"\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    trailer = (
        f"xref\n0 {len(lines) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(lines) + 1}/Root 1 0 R>>"
    )
    return body + f"{trailer}\nstartxref\n{len(body)}\n%%EOF\n".encode()


def test_fields_thousands_deep(read: Read) -> None:
    refused(read(_nested(20_000)), "too-complex")


@pytest.mark.parametrize("inner", [b"[" * 1_000_000, b"<</Kids[" * 1_000_000, b"(" * 1_000_000])
def test_objects_a_million_deep(setup: Setup, tmp_path: Path, inner: bytes) -> None:
    """In a process of its own: whatever the parser makes of it, the file is accounted for."""
    body = b"%PDF-1.7\n1 0 obj<</Type/Catalog/AcroForm<</Fields " + inner + b">>>>endobj\n"
    data = body + b"trailer<</Root 1 0 R/Size 2>>\nstartxref\n0\n%%EOF"
    (tmp_path / "表.pdf").write_bytes(data)
    with Pool(setup, 1) as pool:
        (entry,) = pool.run(iter([Candidate("表.pdf", str(tmp_path / "表.pdf"))]))
    assert entry.indexed.status == "rejected"


def test_fields_in_a_cycle(make: Make, read: Read) -> None:
    def bite_its_tail(pdf: pikepdf.Pdf, _: dict[str, pikepdf.Object]) -> None:
        snake = pdf.make_indirect(Dictionary(T=String("snake")))
        snake.Kids = Array([snake, snake])
        pdf.Root.AcroForm.Fields.append(snake)

    refused(read(edited(make(), bite_its_tail)), "too-complex")


def test_pages_in_a_cycle_are_survived(make: Make, read: Read) -> None:
    def bite(pdf: pikepdf.Pdf, _: dict[str, pikepdf.Object]) -> None:
        pdf.Root.Pages.Kids.append(pdf.Root.Pages)

    entry = read(edited(make(), bite))
    assert entry["status"] in ("accepted", "rejected")
    assert entry["values"] in ({}, UNIT)


def test_a_decompression_bomb_in_an_object_stream(read: Read) -> None:
    bomb = zlib.compress(b"1 0 " + b" " * (100 << 20), 9)
    data = b"%PDF-1.7\n7 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length "
    data += str(len(bomb)).encode() + b">>stream\n" + bomb + b"\nendstream endobj\n"
    data += b"trailer<</Root 1 0 R/Size 9>>\nstartxref\n0\n%%EOF"
    refused(read(data), "too-complex")


def test_a_decompression_bomb_as_an_answer_is_not_unpacked(make: Make, read: Read) -> None:
    def edit(pdf: pikepdf.Pdf, fields: dict[str, pikepdf.Object]) -> None:
        bomb = zlib.compress(b"a" * (50 << 20), 9)
        fields["phone"].V = pdf.make_indirect(pikepdf.Stream(pdf, bomb, Filter=Name.FlateDecode))

    entry = read(edited(make(), edit))
    assert "phone" not in entry["values"]
    assert any(d["rule"] == "unreadable-value" for d in entry["doubts"])


def test_a_file_that_is_too_large(setup: Setup, tmp_path: Path) -> None:
    path = tmp_path / "表.pdf"
    with path.open("wb") as file:
        file.write(b"%PDF-1.7")
        file.truncate(setup.limits.file + 1)
    (entry,) = process(Candidate("表.pdf", str(path)), setup)
    assert entry.indexed.reason == "too-large"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes in folders")
def test_a_named_pipe_does_not_hold_anything_up(setup: Setup, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "表.pdf")
    (entry,) = process(Candidate("表.pdf", str(tmp_path / "表.pdf")), setup)
    assert entry.indexed.reason == "unreadable"


def test_a_link_to_nowhere(setup: Setup, tmp_path: Path) -> None:
    (tmp_path / "表.pdf").symlink_to(tmp_path / "不在.pdf")
    (entry,) = process(Candidate("表.pdf", str(tmp_path / "表.pdf")), setup)
    assert entry.indexed.reason == "unreadable"
