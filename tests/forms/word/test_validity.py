"""The forms in Word are valid: held against the schemas of the format by a validator that is not ours."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from generator import forms as public
from generator.forms.definitions.expand import Form
from generator.forms.word.packing import packed
from tests.forms.word.parts import parts

MISTAKEN = "/docPartPr[1]/types[1]/type[1]"
"""Where openxml-audit 0.8.0 takes the type of a building block (ECMA-376, 17.18.13) for that of a section."""


def faults(data: bytes, folder: Path) -> list[str]:
    path = folder / "form.docx"
    path.write_bytes(data)
    return [str(e) for e in OpenXmlValidator().validate(str(path)).errors if MISTAKEN not in str(e)]


def test_every_form_is_valid_blank_and_filled(
    forms: tuple[Form, ...], documents: Mapping[str, bytes], tmp_path: Path
) -> None:
    for form in forms:
        data = documents[form.id]
        if form.standard is None:  # one is enough: all are filled alike, and each takes a second
            values = {f.name: f.options[0].state if f.options else "甲\n乙" for f in form.fields}
            assert faults(public.fill_word(data, values).data, tmp_path) == []
        assert faults(data, tmp_path) == []


@pytest.mark.parametrize(
    ("member", "before", "after"),
    [
        ("word/document.xml", b"<w:keepNext/><w:jc", b'<w:jc w:val="left"/><w:keepNext/><w:jc'),
        ("word/document.xml", b'<w:lock w:val="sdtLocked"/>', b'<w:lock w:val="locked"/>'),
        ("word/styles.xml", b"<w:qFormat/>", b"<w:qFormats/>"),
    ],
)
def test_the_validator_sees_a_fault(
    application: Form,
    documents: Mapping[str, bytes],
    tmp_path: Path,
    member: str,
    before: bytes,
    after: bytes,
) -> None:
    members = parts(documents[application.id])
    assert before in members[member]
    members[member] = members[member].replace(before, after)
    assert faults(packed(members), tmp_path)
