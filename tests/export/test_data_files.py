"""The published data keep the contract: schemas, counts, spreadsheets that open right."""

from __future__ import annotations

import csv
import io
import json
import re
from fnmatch import fnmatch
from pathlib import Path

import jsonschema_rs
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.export import files
from generator.export.labels import SheetLabels
from generator.export.records import Json
from generator.export.tables import Column, Table
from generator.model import Corpus
from generator.project import Project, open_project


@pytest.fixture(scope="session")
def project(root: Path) -> Project:
    return open_project(root)


def published(project: Project, name: str) -> bytes:
    return project.generated[f"data/{name}"]


@pytest.mark.parametrize("name", ["standards", "comparison", "forms", "laws"])
def test_json_follows_its_published_schema(project: Project, name: str) -> None:
    schema = json.loads(published(project, f"schema/{name}.schema.json"))
    data = json.loads(published(project, f"{name}.json"))
    errors = [e.message for e in jsonschema_rs.Draft202012Validator(schema).iter_errors(data)]
    assert errors == []


@pytest.mark.parametrize("name", ["standards", "comparison", "forms", "laws"])
def test_the_schemas_refuse_what_is_not_in_the_contract(project: Project, name: str) -> None:
    schema = json.loads(published(project, f"schema/{name}.schema.json"))
    data = json.loads(published(project, f"{name}.json"))
    validator = jsonschema_rs.Draft202012Validator(schema)
    assert not validator.is_valid({**data, "surplus": 1})
    assert not validator.is_valid({key: value for key, value in data.items() if key != "version"})


def test_every_schema_of_the_encoding_is_published(project: Project, root: Path) -> None:
    names = {path.name for path in (root / "generator" / "schema").glob("*.json")}
    assert names
    assert {f"data/schema/source/{name}" for name in names} <= set(project.generated)


def test_standards_json_is_the_model(project: Project, corpus: Corpus) -> None:
    data = json.loads(published(project, "standards.json"))
    found = [
        (item["id"], item["marker"], item["text"], item["url"])
        for standard in data["standards"]
        for section in standard["sections"]
        for item in section["items"]
    ]
    expected = [
        (item.id, item.marker, item.text, f"standards/{standard.id}/#{item.id}")
        for standard in corpus.standards
        for item in standard.items
    ]
    assert found == expected
    assert len(found) == 210
    for standard in data["standards"]:
        assert f"{standard['checklist']}" in project.form_files


def test_forms_json_names_the_fields_that_the_contract_names(project: Project, corpus: Corpus) -> None:
    forms = json.loads(published(project, "forms.json"))["forms"]
    assert [f["kind"] for f in forms] == ["checklist"] * len(corpus.standards) + ["application"]
    for form, standard in zip(forms, corpus.standards, strict=False):
        names = {field["name"] for field in form["fields"]}
        for item in standard.items:
            stem = f"item-{item.id.replace('.', '-')}"
            assert {f"{stem}-rating", f"{stem}-facts", f"{stem}-evidence"} <= names
        assert {"total-met", "total-basic", "total-unmet", "total-na"} <= names


@pytest.mark.parametrize(("name", "count"), [("standards", "items"), ("comparison", "topics")])
def test_csv_opens_in_excel_and_wps(project: Project, corpus: Corpus, name: str, count: str) -> None:
    raw = published(project, f"{name}.csv")
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert len(rows) - 1 == (corpus.item_count if count == "items" else len(corpus.topics))
    assert len({len(row) for row in rows}) == 1


def test_the_workbook_holds_every_item_as_text(project: Project, corpus: Corpus) -> None:
    book = openpyxl.load_workbook(io.BytesIO(published(project, "standards.xlsx")))
    sheet = book.worksheets[0]
    cells = {str(value) for row in sheet.iter_rows(values_only=True) for value in row}
    assert {item.text for item in corpus.item_by_id.values()} <= cells
    assert set(corpus.item_by_id) <= cells
    assert sheet.freeze_panes == "A2"


def test_no_cell_becomes_a_formula() -> None:
    starts = ("=1+1", "+1", "-1", "@x", "\tx")
    table = Table("t", (Column("=h", 5),), tuple((text,) for text in starts))
    rows = list(csv.reader(io.StringIO(files.as_csv(table).decode("utf-8-sig"), newline="")))
    assert all(row[0].startswith("'") for row in rows[1:])
    book = openpyxl.load_workbook(io.BytesIO(files.as_workbook((table,), "2026-11-23")))
    assert {cell.data_type for row in book.worksheets[0].iter_rows() for cell in row} == {"s"}


TEXT = st.text(st.characters(codec="utf-8"))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT,
    lambda parts: st.lists(parts) | st.dictionaries(TEXT, parts),
)


@given(JSON)
def test_json_is_indented_as_the_standard_library_does(value: Json) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
    assert files.as_json(value) == text.encode()


def test_the_same_model_gives_the_same_bytes(root: Path, project: Project) -> None:
    again = open_project(root)
    data = [name for name in project.generated if name.startswith("data/")]
    assert [name for name in data if project.generated[name] != again.generated[name]] == []


def test_a_cell_stands_under_its_heading_whatever_the_order_of_the_labels() -> None:
    columns = {"item": Column("编号", 8), "text": Column("条文", 90)}
    row = {"text": "一条", "item": "1.1.1", "first": "有"}
    for order in (["item", "text"], ["text", "item"]):
        labels = SheetLabels("原文", {key: columns[key] for key in order}, standards=5, fixed=0)
        table = labels.table([row], {"first": "附表1"})
        found = dict(zip(table.headings, table.rows[0], strict=True))
        assert found == {"编号": "1.1.1", "条文": "一条", "附表1": "有"}
    with pytest.raises(KeyError):
        labels.table([{"text": "一条"}])


def test_every_data_file_is_named_where_people_read_of_the_data(project: Project, root: Path) -> None:
    told = re.findall(r"`(data/[^`]+)`", (root / "docs" / "guide" / "campaign.md").read_text("utf-8"))
    files = [name for name in project.generated if re.fullmatch(r"data/[^/]+", name)]
    assert [name for name in files if not any(fnmatch(name, one) for one in told)] == []
    assert [
        one
        for one in told
        if not any(name.startswith(one) or fnmatch(name, one) for name in project.generated)
    ] == []


def test_every_data_file_can_be_downloaded_from_a_page(project: Project) -> None:
    pages = "".join(v.decode() for name, v in project.generated.items() if name.endswith(".md"))
    linked = set(re.findall(r'href="(?:\.\./)*(data/[^"]+)"', pages))
    # comparison-….csv are the sheets of a workbook that has its link; campaign.md names them
    files = {name for name in project.generated if re.fullmatch(r"data/(?!comparison-)[^/]+", name)}
    assert files - linked == set()
