"""Blanks outside of tables: covers and lines are filled, keep their layout, and are read back."""

from __future__ import annotations

import io
import random
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from generator.forms.word.packing import unpacked
from generator.returns.official.issued import Issued, read_issued
from generator.returns.reading.setup import Setup
from tests.returns.official import covers
from tests.returns.official.conftest import collecting, filler
from tests.returns.official.covers import COVERS, Cover
from tests.returns.official.test_official_reading import drawn, told, values
from tests.returns.reading.word.engines import Job, office

pytestmark = pytest.mark.timeout(900)

MAIN = "word/document.xml"
ROUNDS = 40


def issue(cover: Cover, folder: Path, setup: Setup) -> Issued:
    """The form, as its mapping has it."""
    folder.mkdir(exist_ok=True)
    (folder / "官方申报表.docx").write_bytes(cover.blank())
    (folder / "表.yml").write_text(cover.text(), encoding="utf-8")
    return read_issued(folder / "表.yml", setup)


def lines(data: bytes) -> list[str]:
    """The paragraphs outside of tables, controls included."""
    signs = {qn("w:tab"): "\t", qn("w:br"): "\n"}
    return [
        "".join(signs.get(node.tag) or node.text or "" for run in p._p.iter(qn("w:r")) for node in run)
        for p in docx.Document(io.BytesIO(data)).paragraphs
    ]


@pytest.mark.parametrize("case", COVERS)
def test_a_blank_outside_of_tables_is_filled_as_it_is_printed_and_read_back(
    case: str, setup: Setup, tmp_path: Path
) -> None:
    cover = COVERS[case]
    issued = issue(cover, tmp_path, setup)
    answers = {**cover.answers, "union-name": "甲工会"}
    data = filler(issued, setup).fill(answers).data
    shown = lines(data)
    blank = lines(issued.blank)
    changed = [line for line, before in zip(shown, blank, strict=True) if line != before]
    assert changed == list(cover.filled)
    document = docx.Document(io.BytesIO(data))
    runs = [run.text for p in document.paragraphs for run in p.runs if run.underline and run.text.strip()]
    assert runs == list(cover.underlined)
    entry = collecting(setup, issued)(data)
    assert values(entry) == answers
    assert told(entry) == []


@pytest.mark.parametrize("case", COVERS)
def test_nothing_but_the_text_of_answered_lines_changes_its_bytes(
    case: str, setup: Setup, tmp_path: Path
) -> None:
    cover = COVERS[case]
    issued = issue(cover, tmp_path, setup)
    document = filler(issued, setup)
    assert unpacked(document.fill({}).data)[MAIN] == unpacked(issued.blank)[MAIN]
    before, after = (unpacked(data)[MAIN] for data in (issued.blank, document.fill(cover.answers).data))
    old, new = before.split(b"<w:p>"), after.split(b"<w:p>")
    pairs = [(one, other) for one, other in zip(old, new, strict=True) if one != other]
    assert len(pairs) == len(cover.filled)
    for one, other in pairs:
        assert one.count(b"<w:r>") == other.count(b"<w:r>")
        assert one.count(b"<w:rPr>") == other.count(b"<w:rPr>")


@pytest.mark.parametrize("case", COVERS)
def test_random_answers_outside_of_tables_are_read_as_they_were_filled(
    case: str, setup: Setup, tmp_path: Path
) -> None:
    rng = random.Random(case)
    issued = issue(COVERS[case], tmp_path, setup)
    document, collected = filler(issued, setup), collecting(setup, issued)
    for _ in range(ROUNDS):
        answers = drawn(setup.forms["application"], document.names(), rng)
        entry = collected(document.fill({**answers, "form-unit": "key"}).data)
        assert values(entry) == answers
        assert told(entry) == []


@pytest.mark.parametrize("through", [(".docx",), (".odt", ".docx"), (".doc", ".docx")], ids=lambda t: t[0])
def test_what_libreoffice_saves_of_lines_is_what_was_filled(
    through: tuple[str, ...], setup: Setup, tmp_path: Path
) -> None:
    rng = random.Random(through[0])
    jobs, expected = [], []
    for number, cover in enumerate(COVERS.values()):
        issued = issue(cover, tmp_path / f"form-{number}", setup)
        document = filler(issued, setup)
        answers = drawn(setup.forms["application"], document.names(), rng)
        jobs.append(Job(document.fill({**answers, "form-unit": "key"}).data, through))
        expected.append((issued, answers))
    for (issued, answers), data in zip(expected, office(jobs, tmp_path), strict=True):
        entry = collecting(setup, issued)(data)
        assert values(entry) == answers
        assert told(entry) == []


def test_the_guide_shows_the_lines_that_are_tested(root: Path) -> None:
    assert f"```yaml\n{covers.GUIDE}```" in (root / "docs/guide/collect.md").read_text(encoding="utf-8")
