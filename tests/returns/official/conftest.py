"""Official forms with their mapping files, ready to be filled and read."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.model import Corpus
from generator.returns.judging.entry import read_file
from generator.returns.official.filling import Document
from generator.returns.official.issued import Issued, read_issued
from generator.returns.reading.setup import Setup
from tests.returns.official import documents

Collected = Callable[[bytes], dict[str, Any]]


@pytest.fixture(scope="session")
def mapping(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The mapping file of the application, beside the document."""
    return documents.written(tmp_path_factory.mktemp("official"))


@pytest.fixture(scope="session")
def issued(mapping: Path, setup: Setup) -> Issued:
    """The official application."""
    return read_issued(mapping, setup)


@pytest.fixture(scope="session")
def issued_checklist(setup: Setup, corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Issued:
    """The official checklist of villages."""
    folder = tmp_path_factory.mktemp("checklist")
    standard = next(s for s in corpus.standards if s.id == "villages")
    texts = {item.id: item.text for item in standard.items}
    form = setup.forms["checklist-villages"]
    (folder / "官方自查表.docx").write_bytes(documents.checklist(form, texts))
    path = folder / "官方自查表.yml"
    path.write_text(documents.CHECKLIST, encoding="utf-8")
    return read_issued(path, setup)


def filler(issued: Issued, setup: Setup) -> Document:
    """What fills the form."""
    return Document(issued.blank, issued.official, setup.forms[issued.official.form], setup.limits)


@pytest.fixture(scope="session")
def official_setup(setup: Setup, issued: Issued, issued_checklist: Issued) -> Setup:
    """The setup of a run that takes both, as it reaches a place that has no project."""
    whole = replace(setup, officials=(issued.official, issued_checklist.official))
    return Setup.from_json(whole.to_json())


@pytest.fixture(scope="session")
def collected(official_setup: Setup) -> Collected:
    """The entry that a file comes to."""

    def entry(data: bytes) -> dict[str, Any]:
        return dict(json.loads(read_file(data, "表.docx", official_setup).line))

    return entry
