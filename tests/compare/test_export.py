"""The comparison as a workbook and as CSV, read back by another reader than what wrote it."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from generator.compare import Crosswalk, moves, pairs
from generator.export.comparison import sheets
from generator.export.files import as_csv, as_workbook
from generator.model import Corpus
from generator.spreadsheets import from_csv_cell


@pytest.fixture(scope="module")
def workbook(corpus: Corpus, crosswalk: Crosswalk) -> bytes:
    return as_workbook(tuple(sheets(crosswalk).values()), corpus.catalog.date)


def test_the_workbook_is_the_same_byte_for_byte(
    corpus: Corpus, crosswalk: Crosswalk, workbook: bytes
) -> None:
    assert as_workbook(tuple(sheets(crosswalk).values()), corpus.catalog.date) == workbook


def test_every_sheet_can_be_read_without_work(workbook: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    assert len(book.worksheets) == 7
    for sheet in book.worksheets:
        assert str(sheet.freeze_panes).endswith("2")
        assert sheet.auto_filter.ref == sheet.dimensions
        assert all(sheet.column_dimensions[c].width >= 8 for c in ("A", "B", "C"))
        assert sheet["C2"].alignment.wrap_text
        assert sheet.max_row > 1


def test_every_clause_is_in_the_workbook_under_its_type(corpus: Corpus, workbook: bytes) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook)).worksheets[0]
    head, *rows = sheet.iter_rows(values_only=True)
    named = {
        s.id: next(n for n, text in enumerate(head) if str(text).startswith(s.label))
        for s in corpus.standards
    }
    for topic, row in zip(corpus.topics, rows, strict=True):
        assert row[1] == topic.name
        for clause in topic.clauses:
            cell = str(row[named[corpus.standard_of_item[clause.item].id]])
            by = f"［{corpus.doer_by_id[clause.by.doer].name}］" if clause.by else ""
            assert f"{clause.item} {by}{clause.quote}" in cell
        silent = [
            s
            for s in corpus.standards
            if all(corpus.standard_of_item[c.item] is not s for c in topic.clauses)
        ]
        assert all(row[named[s.id]] == "本类无此要求" for s in silent)


def test_pairs_and_ways_have_a_row_for_every_finding(corpus: Corpus, crosswalk: Crosswalk) -> None:
    tables = sheets(crosswalk)
    assert len(tables["comparison-pairs"].rows) == sum(len(p.comparisons) for p in pairs(crosswalk))
    assert len(tables["comparison-moving"].rows) == sum(len(p.comparisons) for p in moves(crosswalk))
    uncounted = {f.topic for f in corpus.frequencies if not f.subject}
    assert len(tables["comparison-numbers"].rows) == len(corpus.subjects) + len(uncounted)
    assert len(tables["comparison-conditions"].rows) == len(corpus.conditions)


def test_the_sheet_of_numbers_says_at_its_end_who_does_what_is_counted(
    corpus: Corpus, crosswalk: Crosswalk
) -> None:
    table = sheets(crosswalk)["comparison-numbers"]
    assert table.headings[: 3 + len(corpus.standards)] == (
        "要求",
        "主题",
        "多久一次",
        *(f"{s.label} {s.short}" for s in corpus.standards),
    )
    assert table.headings[-1].startswith("谁做")
    named = {row[0]: row[-1].splitlines() for row in table.rows}
    assert named["职工入会率"] == ["4.1.5 基层工会做", "5.2.7 看辖区结果", "6.1.4 看辖区结果"]
    assert named["设专职工会主席的职工人数"] == []
    stated = {(t.item, t.quote) for t in corpus.thresholds} | {(f.item, f.quote) for f in corpus.frequencies}
    others = {
        f"{clause.item} {corpus.doer_by_id[clause.by.doer].name}"
        for topic in corpus.topics
        for clause in topic.clauses
        if clause.by and any(clause.item == item and quote in clause.quote for item, quote in stated)
    }
    assert {line for lines in named.values() for line in lines} <= others


def test_csv_reads_back_as_the_sheet(crosswalk: Crosswalk) -> None:
    for table in sheets(crosswalk).values():
        head, *rows = csv.reader(io.StringIO(as_csv(table).decode("utf-8-sig"), newline=""))
        assert tuple(head) == table.headings
        assert [tuple(map(from_csv_cell, row)) for row in rows] == list(table.rows)
