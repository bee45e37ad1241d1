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
from generator.returns.reading.known import KnownForm
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
    return _checklist(documents.checklist, documents.CHECKLIST, setup, corpus, tmp_path_factory)


@pytest.fixture(scope="session")
def issued_together(setup: Setup, corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Issued:
    """Another one, with all choices of an item in one cell."""
    return _checklist(documents.together, documents.TOGETHER, setup, corpus, tmp_path_factory)


def _checklist(
    make: Callable[[KnownForm, dict[str, str]], bytes],
    mapping: str,
    setup: Setup,
    corpus: Corpus,
    tmp_path_factory: pytest.TempPathFactory,
) -> Issued:
    folder = tmp_path_factory.mktemp("checklist")
    standard = next(s for s in corpus.standards if s.id == "villages")
    texts = {item.id: item.text for item in standard.items}
    (folder / "官方自查表.docx").write_bytes(make(setup.forms["checklist-villages"], texts))
    path = folder / "官方自查表.yml"
    path.write_text(mapping, encoding="utf-8")
    return read_issued(path, setup)


def filler(issued: Issued, setup: Setup) -> Document:
    """What fills the form."""
    return Document(issued.blank, issued.official, setup.forms[issued.official.form], setup.limits)


def collecting(setup: Setup, *issued: Issued) -> Collected:
    """What a run that takes these forms makes of a file; its setup has travelled as JSON."""
    whole = replace(setup, officials=tuple(one.official for one in issued))
    there = Setup.from_json(whole.to_json())

    def entry(data: bytes) -> dict[str, Any]:
        return dict(json.loads(read_file(data, "表.docx", there).line))

    return entry


@pytest.fixture(scope="session")
def collected(setup: Setup, issued: Issued, issued_checklist: Issued) -> Collected:
    """The entry that a file comes to in a run that takes the application and the checklist."""
    return collecting(setup, issued, issued_checklist)
