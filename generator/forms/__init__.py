"""Fillable forms, as PDF and in Word, from ``forms/*.yml`` and the standards.

``load_forms`` reads the definitions, ``expand`` puts the standards in, ``describe`` publishes a form
as data, ``render`` makes the blank PDF, ``fill`` fills one, ``render_word`` the blank in Word, ``evaluate``
holds answers against the rules.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.forms.archive import archive
from generator.forms.definitions.expand import Form, FormField, describe, expand
from generator.forms.definitions.filled import Filled, FillError
from generator.forms.definitions.load import load_forms
from generator.forms.definitions.rules import Rule, Violation, evaluate
from generator.model import Corpus

__all__ = [
    "FillError",
    "Filled",
    "Form",
    "FormField",
    "Rule",
    "Violation",
    "archive",
    "describe",
    "evaluate",
    "expand",
    "fill",
    "fill_word",
    "load_forms",
    "render",
    "render_word",
]


def render(corpus: Corpus, form: Form, *, site_url: str = "") -> bytes:
    """The blank form as a PDF file: tagged, fillable, byte for byte reproducible.

    Links and QR codes are made only where ``site_url`` is not empty.

    Raises:
        LayoutError: the definition leaves no room for what it asks for.

    """
    # only who makes a PDF pays for the PDF library
    from generator.forms.writing import document

    return document.render(corpus, form, site_url=site_url)


def render_word(corpus: Corpus, form: Form, *, site_url: str = "") -> bytes:
    """The blank form as a .docx file: the texts, columns and fields of the PDF, byte for byte reproducible.

    A note that tells the address of the form's web page stands there only where ``site_url`` is not empty.

    Raises:
        LayoutError: a column is narrower than what stands in it.

    """
    from generator.forms.word import document

    return document.render(corpus, form, site_url=site_url)


def fill(blank: bytes, values: Mapping[str, str]) -> Filled:
    """Put ``values`` (field name -> text or state) into a form; an empty string clears an answer.

    The same input gives the same bytes.

    Raises:
        FillError: there is no such field, or no such option, or the field is read-only.
        pikepdf.PdfError: ``blank`` is not a PDF file.

    """
    from generator.forms.writing import filler

    return filler.fill(blank, values)


def fill_word(blank: bytes, values: Mapping[str, str]) -> Filled:
    """The same for a form in Word.

    Raises:
        FillError: there is no such field, or no such option, or XML has no place for a character.
        zipfile.BadZipFile: ``blank`` is not a .docx file.

    """
    from generator.forms.word import filler

    return filler.fill(blank, values)
