"""Every form in Word, made once per process, and what a reader of the format sees in it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from generator import forms as public
from generator.forms.definitions.expand import Form
from generator.model import Corpus
from tests.forms.conftest import SITE


@pytest.fixture(scope="session")
def documents(corpus: Corpus, forms: tuple[Form, ...]) -> Mapping[str, bytes]:
    """Every blank in Word, with an address, under the id of its form."""
    return {form.id: public.render_word(corpus, form, site_url=SITE) for form in forms}
