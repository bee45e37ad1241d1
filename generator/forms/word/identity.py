"""By what a returned Word file says which form it is: a custom XML part, and document properties.

Programs keep one or the other: a round through .doc loses the part and keeps the properties.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from generator.forms.definitions.word_names import (
    IDENTITY_ENTRY,
    IDENTITY_NAME,
    IDENTITY_NAMESPACE,
    IDENTITY_ROOT,
    PROPERTIES,
)

_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CUSTOM: Final = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_USERS: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The set of properties that users define (ECMA-376, part 1, 22.3.2.2)."""


def identity_part(hidden: Mapping[str, str]) -> bytes:
    """The custom XML part with every value of ``hidden``."""
    entries = "".join(
        f"<{IDENTITY_ENTRY} {IDENTITY_NAME}={quoteattr(name)}>{escape(value)}</{IDENTITY_ENTRY}>"
        for name, value in hidden.items()
    )
    root = f'<{IDENTITY_ROOT} xmlns="{IDENTITY_NAMESPACE}">{entries}</{IDENTITY_ROOT}>'
    return (_DECLARATION + root).encode()


def properties_part(hidden: Mapping[str, str]) -> bytes:
    """The custom document properties: short values of ``hidden`` that are not empty."""
    kept = {name: hidden[name] for name in PROPERTIES if hidden.get(name)}
    entries = "".join(
        f'<property fmtid="{_USERS}" pid="{number}" name={quoteattr(name)}>'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(kept.items(), 2)
    )
    root = f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_TYPES}">{entries}</Properties>'
    return (_DECLARATION + root).encode()
