"""Word forms as the writer makes them, blank and filled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

import pytest

from generator import forms as public
from generator.forms import Form
from generator.model import Corpus
from tests.returns.conftest import UNIT, Make
from tests.returns.reading.word.edits import edited, entered, without_controls
from tests.returns.reading.word.test_word_answers import WORDS


@pytest.fixture(scope="session")
def blank_word(corpus: Corpus, forms: dict[str, Form]) -> Callable[[str], bytes]:
    """The blank Word form, written once."""
    return cache(lambda form_id: public.render_word(corpus, forms[form_id]))


@pytest.fixture(scope="session")
def make_word(blank_word: Callable[[str], bytes]) -> Make:
    """A filled form: the unit's head, and what the test adds or (with an empty string) takes away."""

    def filled(form: str = "checklist-villages", answers: Mapping[str, str] | None = None) -> bytes:
        head = UNIT if form != "application" else {k: v for k, v in UNIT.items() if k != "filled-by"}
        wanted = {key: value for key, value in (head | dict(answers or {})).items() if value}
        return edited(blank_word(form), entered(wanted))

    return filled


@pytest.fixture(params=[True, False], ids=["with controls", "without controls"])
def whole(request: pytest.FixtureRequest, make_word: Make) -> bytes:
    """A form that is filled in, as its controls hold it, and as it looks without them."""
    data = make_word(answers=WORDS)
    return data if request.param else edited(data, without_controls)
