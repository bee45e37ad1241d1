"""The blank PDF files: sound, reproducible, tagged, nothing in them that does not belong there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pikepdf

from generator import forms as public
from generator.forms.definitions.answer_code import ANSWER_CODE
from generator.forms.definitions.expand import HIDDEN, Form
from generator.forms.layout.face import face
from generator.forms.layout.form import lay_out
from generator.model import Corpus
from tests.forms.conftest import SITE
from tests.forms.pdf_objects import (
    elements,
    fields,
    instructions,
    kids,
    mapped,
    opened,
    printed,
    widgets,
)
from tests.machine import program

HIDDEN_FLAG, PRINT_FLAG = 2, 4


# --- the file -------------------------------------------------------------------------------------


def test_qpdf_finds_nothing(files: Mapping[str, Path]) -> None:
    qpdf = program("qpdf")
    for path in files.values():
        result = subprocess.run([qpdf, "--check", path], capture_output=True, text=True, check=False)
        assert result.returncode == 0, result.stdout + result.stderr
        assert "not encrypted" in result.stdout.lower()


def test_each_file_is_small_enough_to_be_mailed(blanks: Mapping[str, bytes]) -> None:
    assert {name: len(data) for name, data in blanks.items() if len(data) >= 2_500_000} == {}


def test_the_cross_reference_table_is_a_classic_one(blanks: Mapping[str, bytes]) -> None:
    for data in blanks.values():
        start = int(data[data.rindex(b"startxref") + 9 :].split()[0])
        assert data[start : start + 4] == b"xref"
        assert data.startswith(b"%PDF-1.7")
        assert b"/ObjStm" not in data
        assert b"/XRef" not in data


def test_the_same_input_gives_the_same_bytes_in_another_process(
    blanks: Mapping[str, bytes], root: Path, checklist: Form
) -> None:
    code = (
        "import sys, hashlib; from pathlib import Path; from generator import forms;"
        "from generator.load import load_corpus; root = Path(sys.argv[1]);"
        "c = load_corpus(root).corpus; d, _ = forms.load_forms(root);"
        "f = next(f for f in forms.expand(c, d) if f.id == sys.argv[2]);"
        "sys.stdout.buffer.write(forms.render(c, f, site_url=sys.argv[3]))"
    )
    # reportlab takes settings from the environment, which must not reach the files
    settings = {"RL_useA85": "1", "RL_pageCompression": "0", "RL_invariant": "0", "RL_ttfAsciiReadable": "1"}
    elsewhere = {"TZ": "Asia/Shanghai", "PYTHONHASHSEED": "7", "PYTHONPATH": str(root), **settings}
    environment = {**os.environ, **elsewhere}
    again = subprocess.run(
        [sys.executable, "-c", code, root, checklist.id, SITE],
        capture_output=True,
        check=True,
        env=environment,
        cwd="/",
    )
    assert again.stdout == blanks[checklist.id]


def test_the_date_is_that_of_the_data(blanks: Mapping[str, bytes], corpus: Corpus) -> None:
    stamp = f"D:{corpus.catalog.date.replace('-', '')}000000Z"
    for data in blanks.values():
        with opened(data) as pdf:
            assert str(pdf.docinfo.CreationDate) == str(pdf.docinfo.ModDate) == stamp


def test_nothing_active_and_no_address_but_the_site(blanks: Mapping[str, bytes]) -> None:
    for data in blanks.values():
        with opened(data) as pdf:
            assert not pdf.is_encrypted
            assert "/XFA" not in pdf.Root.AcroForm
            assert "/NeedAppearances" not in pdf.Root.AcroForm
            assert not {"/OpenAction", "/AA", "/Names"} & set(pdf.Root.keys())
            for thing in pdf.objects:
                if isinstance(thing, pikepdf.Dictionary):
                    assert "/JS" not in thing
                    assert thing.get("/S") not in ("/JavaScript", "/Launch", "/SubmitForm", "/GoToR")
                    if thing.get("/S") == "/URI" or "/URI" in thing:
                        assert str(thing.URI).startswith(SITE)
                    action = thing.get("/A")
                    if isinstance(action, pikepdf.Dictionary) and "/S" in action:
                        # bookmarks lead to places in the document
                        assert str(action.S) == ("/URI" if "/Subtype" in thing else "/GoTo")


def test_without_an_address_there_are_no_links_and_no_picture(corpus: Corpus, checklist: Form) -> None:
    data = public.render(corpus, checklist)
    assert b"http" not in data.replace(b"http://www.w3.org", b"").replace(b"http://purl.org", b"").replace(
        b"http://ns.adobe.com", b""
    ).replace(b"http://www.aiim.org", b"")
    with opened(data) as pdf:
        assert not [e for e in elements(pdf) if e.S in ("/Link", "/Figure")]


def test_item_numbers_link_to_the_item(blanks: Mapping[str, bytes], checklist: Form) -> None:
    assert checklist.standard is not None
    with opened(blanks[checklist.id]) as pdf:
        found = [
            str(a.A.URI) for page in pdf.pages for a in page.obj.get("/Annots", []) if a.Subtype == "/Link"
        ]
    slug = checklist.standard.id
    assert found == [f"{SITE}standards/{slug}/#{item.id}" for item in checklist.standard.items]


# --- fonts ----------------------------------------------------------------------------------------


def test_all_fonts_are_embedded_and_the_field_font_is_whole(blanks: Mapping[str, bytes]) -> None:
    for data in blanks.values():
        with opened(data) as pdf:
            fonts = [
                o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"
            ]
            assert sorted({str(f.Subtype) for f in fonts}) == ["/CIDFontType2", "/TrueType", "/Type0"]
            used = pdf.Root.AcroForm.DR.Font["/FormSans"]
            assert [f.objgen for f in fonts if f.Subtype == "/Type0"] == [used.objgen]
            assert used.Encoding == "/Identity-H"
            inner = used.DescendantFonts[0]
            assert inner.CIDToGIDMap == "/Identity"
            assert inner.FontDescriptor.FontFile2.read_bytes() == face("sans").data
            assert inner.FontDescriptor.FontFile2.Filter == "/FlateDecode"
            assert mapped(used) == {gid: chr(point) for point, gid in face("sans").glyphs.items()}
            for font in (f for f in fonts if f.Subtype == "/TrueType"):
                assert re.fullmatch(r"/[A-Z]{6}\+Form(Sans|Serif)SC-(Regular|Bold)", str(font.BaseFont))
                assert len(font.FontDescriptor.FontFile2.read_bytes()) > 1000


def test_no_printed_code_stands_for_no_character(blanks: Mapping[str, bytes]) -> None:
    for data in blanks.values():
        with opened(data) as pdf:
            for font in pdf.pages[0].obj.Resources.Font.values():
                cmap = font.ToUnicode.read_bytes().decode()
                assert "\0" not in mapped(font).values()
                assert f"{len(mapped(font))} beginbfchar" in cmap


def test_all_that_is_laid_out_is_printed_and_nothing_else(
    corpus: Corpus, blanks: Mapping[str, bytes], forms: tuple[Form, ...]
) -> None:
    for form in forms:
        layout = lay_out(corpus, form, site_url=SITE)
        with opened(blanks[form.id]) as pdf:
            for page, target in zip(layout.pages, pdf.pages, strict=True):
                parts = ["".join(line.text for line in p.lines) for c in page.cells for p in c.parts]
                assert printed(target) == [text for text in parts if text]


def test_headings_are_printed_in_the_bold_face(blanks: Mapping[str, bytes], checklist: Form) -> None:
    with opened(blanks[checklist.id]) as pdf:
        page = pdf.pages[0]
        bold = [n for n, f in page.obj.Resources.Font.items() if str(f.BaseFont).endswith("-Bold")]
        tag, tags = "", set()
        for operands, operator in instructions(page):
            assert operator != "Tr", "no outline is stroked to look bold"
            if operator in ("BDC", "BMC"):
                tag = str(operands[0])
            if operator == "Tf" and str(operands[0]) in bold:
                tags.add(tag)
    assert tags == {"/H1", "/H2"}


def test_a_heading_with_a_character_that_the_bold_face_lacks_is_whole_in_the_regular_weight(
    corpus: Corpus, checklist: Form
) -> None:
    assert checklist.standard is not None
    rare = "工会龚䶮"
    first, *rest = checklist.standard.sections
    changed = replace(checklist.standard, sections=(replace(first, title=rare), *rest))
    layout = lay_out(corpus, replace(checklist, standard=changed))
    lines = [n for page in layout.pages for c in page.cells for p in c.parts for n in p.lines]
    assert [n.face for n in lines if n.text.endswith(rare)] == ["sans"]


def test_widths_in_the_file_are_those_of_the_font(blanks: Mapping[str, bytes]) -> None:
    with opened(next(iter(blanks.values()))) as pdf:
        descendant = pdf.Root.AcroForm.DR.Font["/FormSans"].DescendantFonts[0]
        widths = [int(descendant.DW)] * len(face("sans").widths)
        entries = list(descendant.W)
        for first, run in zip(entries[::2], entries[1::2], strict=True):
            for offset, width in enumerate(run):
                widths[int(first) + offset] = int(width)
    assert tuple(widths) == face("sans").widths


# --- fields ---------------------------------------------------------------------------------------


def test_the_fields_are_those_that_are_published(
    blanks: Mapping[str, bytes], forms: tuple[Form, ...]
) -> None:
    kinds = {"radio": "/Btn", "checkbox": "/Btn", "choice": "/Ch"}
    for form in forms:
        with opened(blanks[form.id]) as pdf:
            found = fields(pdf)
            published = {f.name: f for f in form.fields}
            assert set(found) == set(published) | set(HIDDEN) | {ANSWER_CODE}
            for name, field in published.items():
                entry = found[name]
                assert str(entry.FT) == kinds.get(field.type, "/Tx")
                assert bool(int(entry.get("/Ff", 0)) & 2) is field.required
                if entry.FT == "/Btn":
                    assert not int(entry.get("/Ff", 0)) & ~2, "neither radio nor push button"
                if field.max_length:
                    assert int(entry.MaxLen) >= field.max_length
                if field.type == "radio":
                    states = [next(s for s in w.AP.N.keys() if s != "/Off")[1:] for w in widgets(entry)]  # noqa: SIM118
                    assert states == [o.state for o in field.options]
                    assert entry.V == "/Off"
                else:
                    assert "/V" not in entry
            assert {name: str(found[name].V) for name in HIDDEN} == dict(form.hidden)
            assert all(int(found[name].Ff) & 1 for name in HIDDEN)


def test_every_visible_widget_prints_and_speaks(blanks: Mapping[str, bytes]) -> None:
    for data in blanks.values():
        with opened(data) as pdf:
            for name, field in fields(pdf).items():
                for widget in widgets(field):
                    if name in HIDDEN:
                        assert int(widget.F) == HIDDEN_FLAG
                        continue
                    assert int(widget.F) == PRINT_FLAG
                    assert re.search(r"[\u4e00-\u9fff]", str(widget.TU))
                    assert "/N" in widget.AP
                    assert isinstance(widget.BS.W, int)
                    assert widget.P.Type == "/Page"


def test_the_unit_is_named_on_every_page(blanks: Mapping[str, bytes]) -> None:
    for data in blanks.values():
        with opened(data) as pdf:
            pages = [widget.P.objgen for widget in widgets(fields(pdf)["unit-name"])]
            assert pages == [page.obj.objgen for page in pdf.pages]


def test_the_widgets_of_the_unit_share_one_appearance_and_one_size(blanks: Mapping[str, bytes]) -> None:
    for data in blanks.values():
        with opened(data) as pdf:
            found = widgets(fields(pdf)["unit-name"])
            assert len({widget.AP.objgen for widget in found}) == 1
            assert found[0].AP.objgen != (0, 0)
            sizes = [[float(v) for v in widget.Rect] for widget in found]
            assert len({(round(r - x, 2), round(t - y, 2)) for x, y, r, t in sizes}) == 1


def test_no_two_fields_share_an_appearance(blanks: Mapping[str, bytes]) -> None:
    """pypdf writes into the appearance that it finds."""
    for data in blanks.values():
        with opened(data) as pdf:
            streams = [
                widgets(field)[0].AP.N.objgen
                for name, field in fields(pdf).items()
                if field.FT != "/Btn" and name not in HIDDEN
            ]
            assert len(streams) == len(set(streams))


def test_tab_order_is_reading_order(blanks: Mapping[str, bytes]) -> None:
    for data in blanks.values():
        with opened(data) as pdf:
            tagged = [
                k.Obj.objgen
                for e in elements(pdf)
                for k in kids(e)
                if isinstance(k, pikepdf.Dictionary) and k.get("/Type") == "/OBJR"
            ]
            listed = []
            for page in pdf.pages:
                assert page.obj.Tabs == "/S"
                listed += [a.objgen for a in page.obj.get("/Annots", []) if not int(a.F) & HIDDEN_FLAG]
            assert listed == tagged
