"""The forms in Word as LibreOffice lays them out: on as many pages as the PDF, with every text on them."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from generator import forms as public
from generator.forms.definitions.definition import FormDefinition
from generator.forms.definitions.expand import Form
from generator.model import Corpus
from tests.forms.word.parts import body, shown
from tests.machine import program, through_libreoffice

LONG = "甲乙丙丁戊己庚辛壬癸" * 40


def with_long_text(corpus: Corpus, definitions: tuple[FormDefinition, ...]) -> tuple[Corpus, Form]:
    """A body of one standard whose first item needs more than a page, and its checklist."""
    standard = corpus.standards[-1]
    first, *others = standard.sections[0].items
    section = replace(standard.sections[0], items=(replace(first, text=LONG * 5), *others))
    longer = replace(corpus, standards=(replace(standard, sections=(section,)),))
    return longer, public.expand(longer, definitions)[0]


@pytest.fixture(scope="module")
def laid_out(
    corpus: Corpus,
    definitions: tuple[FormDefinition, ...],
    forms: tuple[Form, ...],
    documents: Mapping[str, bytes],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """A folder with each form as LibreOffice prints it, blank and with long answers (``long-``)."""
    folder = tmp_path_factory.mktemp("office")
    for form in forms:
        (folder / f"{form.id}.docx").write_bytes(documents[form.id])
    form = min((f for f in forms if f.standard), key=lambda f: len(f.fields))
    long = {f.name: LONG for f in form.fields if f.type == "multiline"}
    (folder / f"long-{form.id}.docx").write_bytes(public.fill_word(documents[form.id], long).data)
    (folder / "text.docx").write_bytes(public.render_word(*with_long_text(corpus, definitions)))
    through_libreoffice(sorted(folder.glob("*.docx")), "pdf", folder)
    return folder


def read(path: Path) -> str:
    """All text of a PDF file without white space."""
    text = subprocess.run([program("pdftotext"), str(path), "-"], capture_output=True, check=True).stdout
    return re.sub(r"\s", "", text.decode())


def test_it_takes_about_as_many_pages_as_the_pdf_all_a4(
    forms: tuple[Form, ...], blanks: Mapping[str, bytes], laid_out: Path, tmp_path: Path
) -> None:
    for form in forms:
        (tmp_path / "blank.pdf").write_bytes(blanks[form.id])
        with pikepdf.open(tmp_path / "blank.pdf") as pdf, pikepdf.open(laid_out / f"{form.id}.pdf") as word:
            assert abs(len(word.pages) - len(pdf.pages)) <= 1, form.id
            for page in word.pages:
                sizes = [float(side) for side in page.mediabox][2:]
                wanted = [float(side) for side in pdf.pages[0].mediabox][2:]
                assert all(abs(a - b) < 1 for a, b in zip(sizes, wanted, strict=True))


def test_every_text_is_printed(
    forms: tuple[Form, ...], documents: Mapping[str, bytes], laid_out: Path
) -> None:
    for form in forms:
        # by characters, since what stands in a narrow column is broken and its neighbour comes between
        wanted = Counter(re.sub(r"\s", "", shown(body(documents[form.id]))))
        assert not wanted - Counter(read(laid_out / f"{form.id}.pdf"))


def test_rows_grow_and_nothing_of_a_long_answer_is_lost(forms: tuple[Form, ...], laid_out: Path) -> None:
    (path,) = laid_out.glob("long-*.pdf")
    form = next(f for f in forms if path.stem == f"long-{f.id}")
    printed = read(path)
    asked = sum(f.type == "multiline" for f in form.fields)
    assert printed.count("癸") == asked * LONG.count("癸") + read(laid_out / f"{form.id}.pdf").count("癸")


def test_a_text_that_is_longer_than_a_page_is_printed_whole(
    corpus: Corpus, definitions: tuple[FormDefinition, ...], laid_out: Path
) -> None:
    longer, form = with_long_text(corpus, definitions)
    wanted = Counter(re.sub(r"\s", "", shown(body(public.render_word(longer, form)))))
    assert wanted["癸"] > 5 * LONG.count("癸") - 1
    assert not wanted - Counter(read(laid_out / "text.pdf"))
