"""The real forms, filled in as a test needs them, and read without a process of their own."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from generator import forms as public
from generator.model import Corpus
from generator.returns.judging.entry import process
from generator.returns.reading.intake import Candidate
from generator.returns.reading.setup import Setup
from generator.returns.steps import setup_for
from tests.returns import both

Make = Callable[..., bytes]
Read = Callable[..., dict[str, Any]]

UNIT = {
    "unit-name": "某某县第一建筑公司",
    "union-name": "某某县第一建筑公司工会委员会",
    "fill-date": "2026年5月20日",
    "filled-by": "王五",
}


@pytest.fixture(scope="session")
def forms(root: Path, corpus: Corpus) -> dict[str, public.Form]:
    """Every concrete form under its id."""
    definitions, findings = public.load_forms(root)
    assert not findings
    return {form.id: form for form in public.expand(corpus, definitions)}


@pytest.fixture(scope="session")
def setup(root: Path, corpus: Corpus, forms: dict[str, public.Form]) -> Setup:
    """What a worker process is given."""
    return setup_for(root, corpus, tuple(forms.values()))


@pytest.fixture(scope="session")
def blank(corpus: Corpus, forms: dict[str, public.Form]) -> Callable[[str], bytes]:
    """The blank PDF of a form, rendered once."""
    return cache(lambda form_id: public.render(corpus, forms[form_id]))


@pytest.fixture(scope="session")
def make(blank: Callable[[str], bytes]) -> Make:
    """A filled form: the unit's head, and what the test adds or (with an empty string) takes away."""

    def filled(form: str = "checklist-villages", answers: Mapping[str, str] | None = None) -> bytes:
        head = UNIT if form != "application" else {k: v for k, v in UNIT.items() if k != "filled-by"}
        wanted = {key: value for key, value in (head | dict(answers or {})).items() if value}
        return public.fill(blank(form), wanted).data

    return filled


@pytest.fixture
def read(setup: Setup, tmp_path: Path) -> Read:
    """The entry that reading a file's bytes comes to, as JSON: by the library of the desk.

    Where there is no pikepdf the same must come of it, or the file be refused: held here for every file
    that any test reads.
    """

    def entry(data: bytes, name: str = "表.pdf") -> dict[str, Any]:
        path = tmp_path / name
        path.write_bytes(data)
        (found,) = process(Candidate(name, str(path), size=len(data)), setup)
        desk = dict(json.loads(found.line))
        (exact,) = both.entries(data, name, setup, "exact")
        assert not both.broken(desk | {"modified": None}, exact)
        return desk

    return entry


def rules(entry: Mapping[str, Any]) -> list[str]:
    """The codes of an entry's doubts."""
    return [doubt["rule"] for doubt in entry["doubts"]]
