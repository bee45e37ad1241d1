"""The engine in Node, the real forms, and what is published of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from generator import forms as public
from generator.forms import Form
from generator.project import open_project
from tests.webform.engine import Engine, OpenForm, in_node


@pytest.fixture(scope="session")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with in_node(tmp_path_factory.mktemp("engine")) as engine:
        yield engine


@pytest.fixture(scope="session")
def forms(root: Path) -> Mapping[str, Form]:
    """Every concrete form under its id."""
    return {form.id: form for form in open_project(root).forms}


@pytest.fixture(scope="session")
def records(forms: Mapping[str, Form]) -> Mapping[str, Mapping[str, object]]:
    """The forms as forms.json has them."""
    return {form.id: public.describe(form) for form in forms.values()}


@pytest.fixture(scope="session")
def blanks(root: Path, forms: Mapping[str, Form]) -> Mapping[str, bytes]:
    """Every blank under the id of its form."""
    corpus = open_project(root).corpus
    return {form.id: public.render(corpus, form) for form in forms.values()}


@pytest.fixture(scope="session")
def open_blanks(node: Engine, blanks: Mapping[str, bytes]) -> Mapping[str, OpenForm]:
    """Every blank, open in Node."""
    return {name: node.open(data) for name, data in blanks.items()}


@pytest.fixture(scope="session")
def blank_village(blanks: Mapping[str, bytes]) -> bytes:
    """The shortest checklist."""
    return blanks["checklist-villages"]
