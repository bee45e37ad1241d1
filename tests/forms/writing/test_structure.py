"""The structure of the blank PDF files: tagged, read in order, and what is hidden shows nothing."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import page
import pikepdf
import pytest

from generator import forms as public
from generator.forms.definitions.definition import FormDefinition
from generator.forms.definitions.expand import HIDDEN, Form
from generator.model import Corpus
from tests.forms.pdf_objects import (
    drawn,
    elements,
    fields,
    instructions,
    kids,
    opened,
    printed,
)
from tests.machine import program

HIDDEN_FLAG, PRINT_FLAG = 2, 4


def filled_to_the_last_field(form: Form, blank: bytes) -> bytes:
    """The form as our filler leaves it, every question answered."""
    texts = {"integer": "12", "percent": "95.5", "date": "2026年5月20日"}
    answers = {
        f.name: f.options[-1].state if f.options else texts.get(f.type, "职工320人")[: f.max_length or None]
        for f in form.fields
    }
    return public.fill(blank, answers).data


@pytest.mark.parametrize("state", ["blank", "filled"])
def test_both_checkers_find_pdf_ua_1_kept(
    state: str, blanks: Mapping[str, bytes], forms: tuple[Form, ...], tmp_path: Path
) -> None:
    """page_validation holds all its 104 rules of ISO 14289-1 against the file, pdfua 16 of its own."""
    for form in forms:
        data = blanks[form.id]
        if state == "filled":
            data = filled_to_the_last_field(form, data)
        report = page.validate_pdf_bytes(data, profile="ua1")
        assert [(f.rule_id, f.message) for f in report.failures[:3]] == []
        assert (report.rules.passed, report.rules.total) == (104, 104)
        path = tmp_path / f"{form.id}.pdf"
        path.write_bytes(data)
        result = subprocess.run(
            [sys.executable, "-m", "pdfua.cli", "check", path], capture_output=True, text=True, check=False
        )
        assert "no findings" in result.stdout, result.stdout + result.stderr


def test_language_title_and_marks(blanks: Mapping[str, bytes], forms: tuple[Form, ...]) -> None:
    for form in forms:
        with opened(blanks[form.id]) as pdf:
            root = pdf.Root
            assert str(root.Lang) == "zh-CN"
            assert bool(root.MarkInfo.Marked)
            assert bool(root.ViewerPreferences.DisplayDocTitle)
            assert str(pdf.docinfo.Title) == form.title
            xmp = root.Metadata.read_bytes().decode()
            assert f">{form.title}<" in xmp
            assert "<pdfuaid:part>1</pdfuaid:part>" in xmp


def test_every_widget_and_link_is_in_the_tree_and_back(blanks: Mapping[str, bytes]) -> None:
    for data in blanks.values():
        with opened(data) as pdf:
            nums = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
            parents = dict(zip((int(n) for n in nums[::2]), nums[1::2], strict=True))
            for page in pdf.pages:
                for annotation in page.obj.get("/Annots", []):
                    if int(annotation.F) & HIDDEN_FLAG:
                        continue
                    element = parents[int(annotation.StructParent)]
                    assert str(element.S) == ("/Link" if annotation.Subtype == "/Link" else "/Form")
                    assert [
                        k.Obj.objgen
                        for k in kids(element)
                        if isinstance(k, pikepdf.Dictionary) and "/Obj" in k
                    ] == [annotation.objgen]


def test_all_content_is_marked_and_every_mark_is_in_the_tree(blanks: Mapping[str, bytes]) -> None:
    shows = {"Tj", "TJ", "f", "S", "B", "Do"}
    for data in blanks.values():
        with opened(data) as pdf:
            nums = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
            parents = dict(zip((int(n) for n in nums[::2]), nums[1::2], strict=True))
            for page in pdf.pages:
                marked, ids = False, []
                for operands, operator in instructions(page):
                    match str(operator):
                        case "BDC":
                            assert not marked
                            marked = True
                            ids.append(int(operands[1].MCID))
                            element = parents[int(page.obj.StructParents)][ids[-1]]
                            assert str(operands[0]) == str(element.S)
                        case "BMC":
                            assert not marked
                            assert str(operands[0]) == "/Artifact"
                            marked = True
                        case "EMC":
                            marked = False
                        case other:
                            assert marked or other not in shows
                assert ids == list(range(len(parents[int(page.obj.StructParents)])))


def test_every_cell_reaches_its_header(blanks: Mapping[str, bytes]) -> None:
    for data in blanks.values():
        with opened(data) as pdf:
            found = list(elements(pdf))
            headers = {str(e.ID): e for e in found if e.S == "/TH" and "/ID" in e}
            named = list(pdf.Root.StructTreeRoot.IDTree.Names)
            assert {str(n) for n in named[::2]} == set(headers)
            for element in found:
                if element.S == "/TH":
                    assert str(element.A.Scope) in {"/Row", "/Column"}
                if element.S == "/TD" and "/Headers" in element.A:
                    assert all(str(h) in headers for h in element.A.Headers)
                if element.S == "/TD":
                    row = kids(element.P)
                    assert "/Headers" in element.A or not [k for k in row if k.S == "/TH"]


def test_every_data_cell_of_the_items_has_column_and_row_headers(
    blanks: Mapping[str, bytes], checklist: Form
) -> None:
    assert checklist.standard is not None
    with opened(blanks[checklist.id]) as pdf:
        tables = [e for e in elements(pdf) if e.S == "/Table"]
        rows = [r for t in tables for r in kids(t) if len(kids(r)) == len(checklist.definition.columns)]
        item_rows = [r for r in rows if str(kids(r)[0].S) == "/TH" and str(kids(r)[1].S) == "/TD"]
        with_two = [r for r in item_rows if all(len(c.A.Headers) == 2 for c in kids(r)[1:])]
        assert len(with_two) == checklist.standard.item_count


def test_rows_of_a_table_have_the_same_number_of_columns(blanks: Mapping[str, bytes]) -> None:
    for data in blanks.values():
        with opened(data) as pdf:
            for table in (e for e in elements(pdf) if e.S == "/Table"):
                widths = {sum(int(c.A.get("/ColSpan", 1)) for c in kids(row)) for row in kids(table)}
                assert len(widths) == 1


def test_heading_levels_are_unbroken(blanks: Mapping[str, bytes]) -> None:
    for data in blanks.values():
        with opened(data) as pdf:
            levels = [int(str(e.S)[2:]) for e in elements(pdf) if re.fullmatch(r"/H[1-6]", str(e.S))]
            assert levels[0] == 1
            assert levels.count(1) == 1
            assert all(after <= before + 1 for before, after in pairwise(levels))


def test_bookmarks_lead_to_every_section(blanks: Mapping[str, bytes], checklist: Form) -> None:
    assert checklist.standard is not None
    with opened(blanks[checklist.id]) as pdf, pdf.open_outline() as outline:
        titles = [str(entry.title) for entry in outline.root]
    wanted = [section.marker + section.title for section in checklist.standard.sections]
    assert [title for title in titles if title in wanted] == wanted


def test_pdfinfo_reads_in_order(
    corpus: Corpus, definitions: tuple[FormDefinition, ...], checklist: Form, tmp_path: Path
) -> None:
    """On the first two sections: Poppler reads a page anew for every element."""
    pdfinfo = program("pdfinfo")
    assert checklist.standard is not None
    sections = tuple(replace(s, items=s.items[:2]) for s in checklist.standard.sections[:2])
    short = replace(corpus, standards=(replace(checklist.standard, sections=sections),))
    form = public.expand(short, definitions[:1])[0]
    path = tmp_path / "short.pdf"
    path.write_bytes(public.render(short, form))
    result = subprocess.run([pdfinfo, "-struct-text", path], capture_output=True, text=True, check=True)
    text = re.sub(r"\s|\"", "", result.stdout)
    at = text.index(form.definition.title)
    for section in sections:
        at = text.index(section.marker + section.title, at)
        for item in section.items:
            at = text.index(item.id, at)
            at = text.index(re.sub(r"\s|\"", "", item.text)[:8], at)
            for option in form.field(f"item-{item.id.replace('.', '-')}-rating").options:
                at = text.index(option.label, at)


def test_hidden_fields_show_nothing(blanks: Mapping[str, bytes]) -> None:
    for data in blanks.values():
        with opened(data) as pdf:
            found = fields(pdf)
            for name in HIDDEN:
                assert [float(v) for v in found[name].Rect] == [0, 0, 0, 0]
                assert "/AP" not in found[name]
            assert drawn(found["fill-date"]) == []


def test_what_identifies_the_data_is_printed_on_every_page(
    blanks: Mapping[str, bytes], forms: tuple[Form, ...]
) -> None:
    for form in forms:
        with opened(blanks[form.id]) as pdf:
            count = len(pdf.pages)
            for number, page in enumerate(pdf.pages, 1):
                text = "".join(printed(page))
                assert form.digest[:12] in text
                assert form.version in text
                assert f"第 {number} 页　共 {count} 页" in text
                if form.standard is not None:
                    assert form.standard.title in text


def test_a_form_is_the_same_whatever_date_the_environment_names(
    corpus: Corpus, application: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    without = public.render(corpus, application)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert public.render(corpus, application) == without
