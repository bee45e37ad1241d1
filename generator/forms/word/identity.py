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
from generator.forms.word.markup import DECLARATION

IDENTITY_PART: Final = "customXml/item1.xml"
PROPERTIES_PART: Final = "docProps/custom.xml"
"""Where the two stand in the package."""

_CUSTOM: Final = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_DATA_STORE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_ITEM: Final = "{6B1F5C1E-3A57-4E0B-9C55-5F6F726D0002}"
_USERS: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
"""The set of properties that users define (ECMA-376, part 1, 22.3.2.2)."""


def identity_part(hidden: Mapping[str, str]) -> bytes:
    """The custom XML part with every value of ``hidden``."""
    entries = "".join(
        f"<{IDENTITY_ENTRY} {IDENTITY_NAME}={quoteattr(name)}>{escape(value)}</{IDENTITY_ENTRY}>"
        for name, value in hidden.items()
    )
    root = f'<{IDENTITY_ROOT} xmlns="{IDENTITY_NAMESPACE}">{entries}</{IDENTITY_ROOT}>'
    return (DECLARATION + root).encode()


def item_properties() -> bytes:
    """What must stand beside a custom XML part: an id of the part, and its namespace."""
    schemas = f"<ds:schemaRefs><ds:schemaRef ds:uri={quoteattr(IDENTITY_NAMESPACE)}/></ds:schemaRefs>"
    return (
        f'{DECLARATION}<ds:datastoreItem xmlns:ds="{_DATA_STORE}" ds:itemID="{_ITEM}">'
        f"{schemas}</ds:datastoreItem>"
    ).encode()


def properties_part(hidden: Mapping[str, str]) -> bytes:
    """The custom document properties: short values of ``hidden`` that are not empty."""
    kept = {name: hidden[name] for name in PROPERTIES if hidden.get(name)}
    entries = "".join(
        f'<property fmtid="{_USERS}" pid="{number}" name={quoteattr(name)}>'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(kept.items(), 2)
    )
    root = f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_TYPES}">{entries}</Properties>'
    return (DECLARATION + root).encode()
