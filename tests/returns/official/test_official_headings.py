"""Headings of an official table of items that stretch over two rows, as official tables have them."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document as Docx
from docx.table import Table

from generator.errors import FindingsError
from generator.model import Corpus
from generator.returns.official.issued import Issued, read_issued
from generator.returns.reading.setup import Setup
from tests.returns.official import documents
from tests.returns.official.conftest import collecting, filler
from tests.returns.official.test_official_reading import drawn, edited, told, values
from tests.returns.reading.word.engines import Job, office

pytestmark = pytest.mark.timeout(900)

RATINGS = ["达标", "基本达标", "未达标", "不适用"]
ONCE = [["编号", "标准内容", "自评", "<", "<", "<", "情况说明"], ["^", "^", *RATINGS, "^"]]
TWICE = [
    ["编号", "标准内容", "自评", "<", "<", "<", "复核", "<", "<", "<", "情况说明"],
    ["^", "^", *RATINGS, *RATINGS, "^"],
]
NOT_MERGED = [["编号", "标准内容", "自评", "<", "<", "<", "情况说明"], ["", "", *RATINGS, ""]]
SHAPES = {"merged": ONCE, "with a second group": TWICE, "blank below": NOT_MERGED}


def mapping(head: list[list[str]]) -> str:
    """The mapping; where a heading is there twice, with that above it."""
    found = documents.CHECKLIST
    if head is TWICE:
        for heading in RATINGS:
            found = found.replace(f"表头: {heading},", f"表头: 自评{heading},")
    return found


def blank(setup: Setup, corpus: Corpus, head: list[list[str]], *, again: bool = False) -> bytes:
    """The checklist with these headings; ``again`` repeats them in the middle."""
    document = docx.Document()
    document.add_paragraph(documents.CHECKLIST_TITLE)
    top = document.add_table(rows=0, cols=4, style="Table Grid")
    documents.add_row(top, ["单位名称", "", "填表人：", ""])
    document.add_paragraph("一、自查情况")
    columns = len(head[0])
    table: Table = document.add_table(rows=0, cols=columns, style="Table Grid")
    texts = {i.id: i.text for s in corpus.standards if s.id == "villages" for i in s.items}
    for number, item in enumerate(setup.forms["checklist-villages"].items):
        if number == 0 or (again and number == 5):
            for row in head:
                documents.add_row(table, row)
        documents.add_row(table, [item, texts[item], *[""] * (columns - 2)])
    document.add_paragraph("填写时在相应的格子里打√。")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


Made = Callable[..., Issued]


@pytest.fixture
def made(setup: Setup, corpus: Corpus, tmp_path: Path) -> Made:
    """The form with these headings."""

    def issue(head: list[list[str]], *, again: bool = False, words: str = "") -> Issued:
        (tmp_path / "官方自查表.docx").write_bytes(blank(setup, corpus, head, again=again))
        (tmp_path / "表.yml").write_text(words or mapping(head), encoding="utf-8")
        return read_issued(tmp_path / "表.yml", setup)

    return issue


@pytest.mark.parametrize("again", [False, True], ids=["once", "repeated"])
@pytest.mark.parametrize("shape", SHAPES)
def test_items_below_two_rows_of_headings_are_filled_and_read(
    shape: str, again: bool, made: Made, setup: Setup
) -> None:
    rng = random.Random(shape)
    issued = made(SHAPES[shape], again=again)
    document, collected = filler(issued, setup), collecting(setup, issued)
    for _ in range(5):
        answers = drawn(setup.forms["checklist-villages"], document.names(), rng)
        entry = collected(document.fill({**answers, "form-unit": "key"}).data)
        assert values(entry) == answers
        assert told(entry) == []


@pytest.mark.parametrize("through", [(".docx",), (".doc", ".docx")], ids=lambda t: t[0])
def test_two_rows_of_headings_hold_through_libreoffice(
    through: tuple[str, ...], made: Made, setup: Setup, tmp_path: Path
) -> None:
    rng = random.Random(through[0])
    issued = made(ONCE)
    document = filler(issued, setup)
    answers = drawn(setup.forms["checklist-villages"], document.names(), rng)
    (data,) = office([Job(document.fill({**answers, "form-unit": "key"}).data, through)], tmp_path)
    entry = collecting(setup, issued)(data)
    assert values(entry) == answers
    assert told(entry) == []


def test_a_mark_in_the_other_group_of_headings_is_not_ours(made: Made, setup: Setup) -> None:
    issued = made(TWICE)
    data = filler(issued, setup).fill({"unit-name": "甲村", "item-6-1-1-rating": "met"}).data

    def checked(document: Docx) -> None:
        document.tables[1].rows[2].cells[7].text = "√"
        document.tables[1].rows[3].cells[6].text = "√"

    entry = collecting(setup, issued)(edited(data, checked))
    assert values(entry) == {"unit-name": "甲村", "item-6-1-1-rating": "met"}
    assert told(entry) == ["word-stray"]


def _typed(row: int, cell: int, words: str) -> Callable[[Docx], None]:
    def change(document: Docx) -> None:
        document.tables[1].rows[row].cells[cell].text = words

    return change


IN_ONE = [["编号", "标准内容", *RATINGS, "情况说明"]]
RETYPED: dict[str, tuple[list[list[str]], Callable[[Docx], None], str, list[str]]] = {
    "of words": (ONCE, _typed(0, 6, "情况"), "", ["word-stray"]),
    "of words, in one row": (IN_ONE, _typed(0, 6, "情况"), "", ["word-stray"]),
    "of a rating": (ONCE, _typed(1, 3, "基本"), "", ["word-stray"]),
    "of a rating, in one row": (IN_ONE, _typed(0, 3, "基本"), "", ["word-stray"]),
    "of the first rating": (ONCE, _typed(1, 2, "合格"), "rating", ["word-missing", "word-stray"]),
    "of the first rating, in one row": (
        IN_ONE, _typed(0, 2, "合格"), "rating", ["word-missing", "word-stray"]
    ),
    "above the ratings": (ONCE, _typed(0, 2, "自评（打勾）"), "", ["word-stray"]),
}  # fmt: skip


@pytest.mark.parametrize("case", RETYPED)
def test_a_heading_that_was_typed_over_gives_no_column_to_another(
    case: str, made: Made, setup: Setup
) -> None:
    head, change, lost, doubts = RETYPED[case]
    issued = made(head)
    answers = {"unit-name": "甲村", "item-6-1-1-rating": "met", "item-6-1-1-facts": "好"}
    data = filler(issued, setup).fill(answers).data
    entry = collecting(setup, issued)(edited(data, change))
    assert values(entry) == {n: text for n, text in answers.items() if not lost or not n.endswith(lost)}
    assert sorted(told(entry)) == doubts


def test_two_headings_that_are_the_same_are_told(made: Made) -> None:
    with pytest.raises(FindingsError) as raised:
        made(TWICE, words=documents.CHECKLIST)
    (one,) = raised.value.findings
    assert one.code == "official-heading"
    assert "连着写" in one.remedy
