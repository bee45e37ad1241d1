"""Form definitions agree with themselves and with the corpus."""

from __future__ import annotations

from collections.abc import Iterator

from generator.errors import Finding
from generator.forms.definition import FormDefinition
from generator.model import Corpus


def check_forms(corpus: Corpus, definitions: tuple[FormDefinition, ...]) -> Iterator[Finding]:
    """Findings for everything that cannot become a form."""
    yield from ()
