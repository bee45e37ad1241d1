"""The real forms, expanded and rendered once per process."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from generator import forms as public
from generator.forms.definitions.definition import FormDefinition
from generator.forms.definitions.expand import Form
from generator.model import Corpus

SITE = "https://standards.example/ref/"


@pytest.fixture(scope="session")
def definitions(root: Path) -> tuple[FormDefinition, ...]:
    """The definitions under ``forms/``."""
    loaded, findings = public.load_forms(root)
    assert not findings
    return loaded


@pytest.fixture(scope="session")
def forms(corpus: Corpus, definitions: tuple[FormDefinition, ...]) -> tuple[Form, ...]:
    """Every concrete form."""
    return public.expand(corpus, definitions)


@pytest.fixture(scope="session")
def blanks(corpus: Corpus, forms: tuple[Form, ...]) -> Mapping[str, bytes]:
    """Every blank PDF, with an address, under the id of its form."""
    return {form.id: public.render(corpus, form, site_url=SITE) for form in forms}


@pytest.fixture(scope="session")
def files(blanks: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same as files."""
    folder = tmp_path_factory.mktemp("blanks")
    paths = {}
    for name, data in blanks.items():
        paths[name] = folder / f"{name}.pdf"
        paths[name].write_bytes(data)
    return paths


@pytest.fixture(scope="session")
def checklist(forms: tuple[Form, ...]) -> Form:
    """The longest checklist."""
    return max((f for f in forms if f.standard), key=lambda f: len(f.fields))


@pytest.fixture(scope="session")
def application(forms: tuple[Form, ...]) -> Form:
    """The application form."""
    return next(f for f in forms if f.standard is None)
