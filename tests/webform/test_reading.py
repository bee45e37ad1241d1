"""What other programs saved is read as ``collect`` reads it; revisions, streams, both constructions too."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from playwright.sync_api import Browser

from generator import forms as public
from generator.forms import Form
from generator.model import Corpus
from generator.returns.judging.entry import process
from generator.returns.reading.intake import Candidate
from generator.returns.steps import setup_for
from tests import machine
from tests.forms.engines import mupdf, pdfium, pdfjs, poppler, programs
from tests.returns.reading.test_first_release import as_first_released
from tests.webform.answers import full
from tests.webform.appearances import held
from tests.webform.engine import Engine, Refused

Values = dict[str, str]
Collected = Callable[[bytes], Values]
TEXTS = {
    "unit-name": "某某县柳林村（𬭼）",
    "item-6-1-1-facts": "2026年5月换届，到会45人。\n“双亮”；经费98.5％",
    "item-6-1-2-evidence": "会议记录、签到册",
    "continuation": "6.1.1：续\n6.1.2：再续",
}
STATES = {"item-6-1-1-rating": "met", "item-6-1-2-rating": "na"}


@pytest.fixture
def collected(root: Path, corpus: Corpus, forms: Mapping[str, Form], tmp_path: Path) -> Collected:
    """The answers that ``collect`` reads from a file."""
    setup = setup_for(root, corpus, tuple(forms.values()))

    def read(data: bytes) -> Values:
        path = tmp_path / "表.pdf"
        path.write_bytes(data)
        (found,) = process(Candidate("表.pdf", str(path), size=len(data)), setup)
        entry = json.loads(found.line)
        assert entry["status"] == "accepted", entry["message"]
        return dict(entry["values"])

    return read


def answers(node: Engine, data: bytes) -> Values:
    """What the engine reads, without the hidden fields."""
    form = node.open(data)
    node.close(form)
    return {name: value for name, value in form.values.items() if not name.startswith("form-")}


ENGINES = {
    "pypdf": programs.pypdf_fill,
    "MuPDF": mupdf.fill,
    "PDFium": pdfium.fill,
    "Poppler": poppler.fill,
    "ours": programs.own_fill,
}


def saved(name: str, blank: bytes, request: pytest.FixtureRequest) -> bytes:
    """The form as an engine saves it with the answers above."""
    if name == pdfjs.NAME:
        with pdfjs.opened(request.getfixturevalue("browser")) as opened:
            return opened.fill(blank, TEXTS, STATES)
    if name == "Poppler":
        machine.poppler()
    return ENGINES[name](blank, TEXTS, STATES)


@pytest.mark.parametrize("name", [*ENGINES, pdfjs.NAME])
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("first", [False, True], ids=["boxes", "radios of 1.0.0"])
def test_what_engines_saved_is_read_as_collect_reads_it(
    name: str,
    first: bool,
    node: Engine,
    blank_village: bytes,
    collected: Collected,
    request: pytest.FixtureRequest,
) -> None:
    blank = as_first_released(blank_village) if first else blank_village
    data = saved(name, blank, request)
    read = answers(node, data)
    # not every engine's programming interface turns a radio button on
    wanted = TEXTS | ({} if first else STATES)
    assert {key: read.get(key) for key in wanted} == wanted
    assert read == collected(data)


def resaved(data: bytes, **options: Any) -> bytes:  # noqa: ANN401
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, **options)
    return out.getvalue()


def hybrid(data: bytes, *, listed: bool = False) -> bytes:
    """An answer in an object stream that only ``/XRefStm`` names, as Word's export has it."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        field = next(f for f in pdf.Root.AcroForm.Fields if str(f.T) == "item-6-1-1-facts")
        number, size = field.objgen[0], int(pdf.trailer.Size)
        field.V = String("藏在流里")
        body = field.unparse(resolved=True)
        root = pdf.Root.objgen[0]
    head = b"%d 0 " % number
    held = b"\n%d 0 obj\n<</Type/ObjStm/N 1/First %d/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (
        size,
        len(head),
        len(head + body),
        head + body,
    )
    where = len(data) + len(held)
    rows = b"\2" + size.to_bytes(4, "big") + b"\0" + b"\1" + (len(data) + 1).to_bytes(4, "big") + b"\0"
    cross = b"%d 0 obj\n<</Type/XRef/W[1 4 1]/Index[%d 1 %d 1]" % (size + 1, number, size)
    cross += b"/Size %d/Root %d 0 R/Length %d>>\nstream\n" % (size + 1, root, len(rows))
    cross += rows + b"\nendstream\nendobj\n"
    last = int(data[data.rindex(b"startxref") + 9 :].split()[0])
    table = b"xref\n%d 1\n0000000000 65535 f \n" % (number if listed else 0)
    trailer = b"trailer\n<</Size %d/Root %d 0 R/Prev %d/XRefStm %d>>\n" % (size + 1, root, last, where)
    return data + held + cross + table + trailer + b"startxref\n%d\n%%%%EOF\n" % (where + len(cross))


def revised(data: bytes, edits: Mapping[str, str]) -> bytes:
    """One more revision by a program that knows classic tables only."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        size, root = int(pdf.trailer.Size), pdf.Root.objgen[0]
        objects: dict[int, bytes] = {}
        for field in pdf.Root.AcroForm.Fields:
            if str(field.T) in edits:
                field.V = String(edits[str(field.T)])
                objects[field.objgen[0]] = field.unparse(resolved=True)
    out, table = data, b"xref\n"
    for number, body in objects.items():
        table += b"%d 1\n%010d 00000 n \n" % (number, len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    last = int(data[data.rindex(b"startxref") + 9 :].split()[0])
    table += b"trailer\n<</Size %d/Root %d 0 R/Prev %d>>\n" % (size, root, last)
    return out + table + b"startxref\n%d\n%%%%EOF\n" % len(out)


SAVES: dict[str, Callable[[bytes], bytes]] = {
    "object streams": lambda d: resaved(d, object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "object streams, not deflated": lambda d: resaved(
        d,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
    ),
    "linearized": lambda d: resaved(d, linearize=True),
    "linearized with object streams": lambda d: resaved(
        d, linearize=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
    ),
    "PDF 1.4": lambda d: resaved(d, force_version="1.4", object_stream_mode=pikepdf.ObjectStreamMode.disable),
    "blanks before the header": lambda d: b"\r\n\r\n" + d,
    "junk behind the end": lambda d: d + b"\r\n--boundary--\r\n\0\0",
}


@pytest.mark.parametrize("how", SAVES)
def test_however_it_is_packed_the_answers_are_the_same(
    how: str, node: Engine, blank_village: bytes, collected: Collected
) -> None:
    filled = public.fill(blank_village, TEXTS | STATES).data
    packed = SAVES[how](filled)
    assert answers(node, packed) == answers(node, filled) == collected(packed)


@pytest.mark.parametrize("how", ["object streams", "blanks before the header"])
def test_what_is_packed_otherwise_is_read_only(how: str, node: Engine, blank_village: bytes) -> None:
    form = node.open(SAVES[how](blank_village))
    assert not form.writable
    for ask in (
        lambda: form.fill({"unit-name": "甲"}),
        lambda: form.room("unit-name", "甲"),
        lambda: form.lacks("甲"),
    ):
        with pytest.raises(Refused) as refused:
            ask()
        assert refused.value.code == "not-writable"


def test_the_last_revision_counts(node: Engine, blank_village: bytes, collected: Collected) -> None:
    """Short updates, one behind the other, ours among them."""
    first = public.fill(blank_village, TEXTS | STATES).data
    second = node.open(first).fill({"unit-name": "乙村", "item-6-1-2-rating": ""}).data
    third = revised(second, {"unit-name": "丙村"})
    fourth = node.open(third).fill({"filled-by": "王五"}).data
    fifth = revised(fourth, {"filled-by": "赵六"})
    read = answers(node, fifth)
    assert (read["unit-name"], read["filled-by"]) == ("丙村", "赵六")
    assert "item-6-1-2-rating" not in read
    assert read == collected(fifth)


def test_answers_that_only_a_hybrid_section_names_are_read(
    node: Engine, blank_village: bytes, collected: Collected
) -> None:
    """The table may call the hidden object free: ISO 32000-1, 7.5.8.4, then looks into the stream. qpdf 12.4,
    by which ``collect`` reads, does not, and refuses such a file.
    """
    filled = public.fill(blank_village, TEXTS | STATES).data
    for free in (False, True):
        assert answers(node, hybrid(filled, listed=free))["item-6-1-1-facts"] == "藏在流里"
    assert answers(node, hybrid(filled)) == collected(hybrid(filled))


def edited(data: bytes, change: Callable[[pikepdf.Pdf, dict[str, pikepdf.Object]], None]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf, {str(field.T): field for field in pdf.Root.AcroForm.Fields})
        pdf.save(out)
    return out.getvalue()


def halves(pdf: pikepdf.Pdf, fields: dict[str, pikepdf.Object]) -> None:
    """As macOS saves: blank copies in ``/Fields``, and what people see without a parent."""
    for name, field in fields.items():
        if name in TEXTS and "/Kids" not in field:
            blank = pdf.make_indirect(Dictionary(FT=Name.Tx, T=field.T))
            pdf.Root.AcroForm.Fields = Array(
                [blank if f.objgen == field.objgen else f for f in pdf.Root.AcroForm.Fields]
            )


def numbered(_: pikepdf.Pdf, fields: dict[str, pikepdf.Object]) -> None:
    """States as numbers, with what they were in ``/Opt``."""
    field = fields["item-6-1-1-rating"]
    states = []
    for number, kid in enumerate(field.Kids):
        (state,) = (key for key in kid.AP.N.keys() if key != "/Off")  # noqa: SIM118
        states.append(String(state[1:]))
        pictures = kid.AP.N
        kid.AP.N = Dictionary({f"/{number}": pictures[state], "/Off": pictures["/Off"]})
        if str(kid.AS) == state:
            kid.AS = Name(f"/{number}")
            field.V = Name(f"/{number}")
    field.Opt = Array(states)


def only_ticked(_: pikepdf.Pdf, fields: dict[str, pikepdf.Object]) -> None:
    """A tick that is seen and no value, and the other way round; and both, of which the tick counts."""
    del fields["item-6-1-1-rating"].V
    fields["item-6-1-3-rating"].V = Name("/unmet")
    fields["item-6-1-2-rating"].V = Name("/met")
    two = fields["item-6-1-4-rating"]
    two.V = Name("/unmet")
    for kid, state in zip(two.Kids, ("/met", "/basic"), strict=False):
        kid.AS = Name(state)


def foreign_text(_: pikepdf.Pdf, fields: dict[str, pikepdf.Object]) -> None:
    fields["unit-name"].V = String("柳林村".encode("gbk"))
    fields["union-name"].V = String("柳林村工会".encode())
    fields["filled-by"].V = String(b"\xff\xfe" + "王五".encode("utf-16-le"))
    fields["item-6-1-3-facts"].V = String(b"\xef\xbb\xbf" + "三".encode())
    fields["item-6-1-4-facts"].V = pikepdf.String("“A”—20×30")


def in_kids(pdf: pikepdf.Pdf, fields: dict[str, pikepdf.Object]) -> None:
    """What was typed stands in the widgets of a field that is shown on every page."""
    for kid in fields["unit-name"].Kids:
        kid.V = String("丁村")
    fields["item-6-1-1-facts"].V = pdf.make_stream("流里的文字".encode("utf-16"))


CHANGES = {f.__name__: f for f in (halves, numbered, only_ticked, foreign_text, in_kids)}


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.filterwarnings("ignore")
def test_what_programs_do_to_fields_is_read_as_collect_reads_it(
    name: str, node: Engine, blank_village: bytes, collected: Collected
) -> None:
    data = edited(public.fill(blank_village, TEXTS | STATES).data, CHANGES[name])
    read = answers(node, data)
    assert read == collected(data)
    assert set(read) >= {"unit-name", "item-6-1-1-rating"}


@pytest.mark.parametrize("spelling", ["MET", "达标", "Met", "met ", "ｍｅｔ"])
def test_a_state_that_a_program_spelled_otherwise_is_understood_with_the_form_at_hand(
    node: Engine,
    blank_village: bytes,
    collected: Collected,
    records: Mapping[str, Mapping[str, object]],
    spelling: str,
) -> None:
    def rename(_: pikepdf.Pdf, fields: dict[str, pikepdf.Object]) -> None:
        field = fields["item-6-1-1-rating"]
        pictures = field.Kids[0].AP.N
        field.Kids[0].AP.N = Dictionary({f"/{spelling}": pictures["/met"], "/Off": pictures["/Off"]})
        field.Kids[0].AS = field.V = Name(f"/{spelling}")

    data = edited(public.fill(blank_village, TEXTS | STATES).data, rename)
    form = node.open(data)
    said = node.ask("answers", number=form.number, form=records["checklist-villages"])
    assert said["item-6-1-1-rating"] == "met"
    assert said == collected(data)


def test_every_form_says_who_it_is(
    node: Engine, blanks: Mapping[str, bytes], forms: Mapping[str, Form]
) -> None:
    for name, form in forms.items():
        filled = public.fill(blanks[name], full(form, 1) | {"form-unit": "a1b2"}).data
        opened = node.open(filled)
        assert opened.writable
        assert opened.identity == {
            "form": form.id,
            "standard": form.standard.id if form.standard else "",
            "version": form.version,
            "digest": form.digest,
            "unit": "a1b2",
            "items": form.hidden["form-items"],
        }
        for field in form.fields:
            held = opened.fields[field.name]
            assert held["kind"] == ("button" if field.options else "text")
            assert held["required"] == field.required
            assert set(held["states"]) == (
                {o.state for o in field.options} if held["kind"] == "button" else set()
            )
        node.close(opened)


def test_a_browser_reads_the_same(browser: Browser, node: Engine, blank_village: bytes) -> None:
    from tests.webform.engine import in_browser

    filled = public.fill(blank_village, TEXTS | STATES).data
    with in_browser(browser) as page:
        for how in ("object streams", "linearized"):
            assert page.open(SAVES[how](filled)).values == node.open(SAVES[how](filled)).values


@pytest.mark.parametrize("name", [*ENGINES, pdfjs.NAME])
@pytest.mark.filterwarnings("ignore")
def test_what_engines_saved_is_filled_on_as_our_filler_does(
    name: str, node: Engine, blank_village: bytes, collected: Collected, request: pytest.FixtureRequest
) -> None:
    """Where the file keeps its build: another answer, one taken back, a rating changed."""
    data = saved(name, blank_village, request)
    form = node.open(data)
    assert form.writable
    change = {
        "unit-name": "改了名的村",
        "item-6-1-1-facts": "",
        "item-6-1-1-rating": "basic",
        "item-6-1-2-rating": "",
    }
    filled = form.fill(change)
    read = answers(node, filled.data)
    assert read == collected(filled.data)
    assert read == {k: v for k, v in (collected(data) | change | {"answer-code": ""}).items() if v}
    ours = public.fill(data, change).data
    assert {k: v.drawn for k, v in held(filled.data).items()} == {k: v.drawn for k, v in held(ours).items()}
