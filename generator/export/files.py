"""Serialise the published records; the same input gives the same bytes on every machine."""

from __future__ import annotations

import datetime as dt
import io
import json
from importlib import resources
from json.encoder import encode_basestring

import xlsxwriter

from generator.compare import Crosswalk
from generator.export import comparison, laws, records, standards
from generator.export.tables import Table
from generator.export.textsheet import TextSheet
from generator.spreadsheets import csv_file, set_up_table


def data_files(
    crosswalk: Crosswalk, forms: list[records.Json], checklists: dict[str, str]
) -> dict[str, bytes]:
    """Every file under ``data/`` of the site, by its path below that folder.

    ``forms`` are the descriptions of the forms, ``checklists`` the path of each standard's form.
    """
    corpus = crosswalk.corpus
    rows, compared = standards.sheet(corpus), comparison.sheets(crosswalk)
    law = laws.sheet(corpus) if corpus.law else None
    files = {
        "standards.json": as_json(records.standards(corpus, checklists)),
        "comparison.json": as_json(records.comparison(corpus)),
        "forms.json": as_json({"version": corpus.catalog.version, "forms": forms}),
        "standards.csv": as_csv(rows),
        "standards.xlsx": as_workbook(
            (rows, compared["comparison"], *([law] if law else [])), corpus.catalog.date
        ),
        "comparison.xlsx": as_workbook(tuple(compared.values()), corpus.catalog.date),
    }
    files |= {f"{name}.csv": as_csv(table) for name, table in compared.items()}
    if law:
        files |= {"laws.json": as_json(laws.record(corpus)), "laws.csv": as_csv(law)}
    return files | {f"schema/{name}": text for name, text in _schemas().items()}


def as_json(value: records.Json) -> bytes:
    """UTF-8, indented, keys in the order of the contract."""
    return f"{_indented(value)}\n".encode()


def _indented(value: records.Json, line: str = "\n") -> str:
    r"""What ``json.dumps`` makes with an indent of one, and sooner: that passes each part up every level.

    ``line`` begins each line of what holds ``value``.

    >>> _indented({"ids": ["1.1.1", 2], "none": []}) == '{\n "ids": [\n  "1.1.1",\n  2\n ],\n "none": []\n}'
    True
    """
    if isinstance(value, str):
        return encode_basestring(value)
    if not value or not isinstance(value, dict | list):
        return json.dumps(value)
    inner = f"{line} "
    if isinstance(value, dict):
        (begin, end), parts = (
            "{}",
            [f"{encode_basestring(k)}: {_indented(v, inner)}" for k, v in value.items()],
        )
    else:
        (begin, end), parts = "[]", [_indented(v, inner) for v in value]
    return f"{begin}{inner}" + f",{inner}".join(parts) + f"{line}{end}"


def as_csv(table: Table) -> bytes:
    """A CSV file in which Excel and WPS change nothing (:func:`generator.spreadsheets.csv_cell`)."""
    return csv_file(table.headings, table.rows)


def as_workbook(sheets: tuple[Table, ...], date: str) -> bytes:
    """An XLSX workbook: frozen and filtered heads, wrapped text cells, landscape A4 to print."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        moment = dt.datetime.fromisoformat(date)
        book.set_properties({"created": moment})
        head = book.add_format({"bold": True, "border": 1, "bg_color": "#EEEEEE", "text_wrap": True})
        cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top", "num_format": "@"})
        for table in sheets:
            _sheet(book, table, head, cell)
    return out.getvalue()


def _sheet(
    book: xlsxwriter.Workbook, table: Table, head: xlsxwriter.format.Format, cell: xlsxwriter.format.Format
) -> None:
    sheet = book.add_worksheet(table.name, TextSheet)
    for index, column in enumerate(table.columns):
        sheet.set_column(index, index, column.width)
    sheet.write_texts(table.headings, table.rows, head, cell)
    set_up_table(sheet, len(table.columns), 0, len(table.rows), table.fixed)


def _schemas() -> dict[str, bytes]:
    """The schemas of what is published, and of the YAML that it is made from."""
    folder = resources.files("generator") / "schema"
    files = {f.name: f.read_bytes() for f in (folder / "published").iterdir() if f.name.endswith(".json")}
    files |= {f"source/{f.name}": f.read_bytes() for f in folder.iterdir() if f.name.endswith(".json")}
    return dict(sorted(files.items()))
