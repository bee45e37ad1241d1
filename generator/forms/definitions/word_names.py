"""What writer and reader of Word forms have in common: namespaces, tags, marks, where the identity stands.

An answer stands in a content control whose tag is the name of its field, so that any program finds it.
Programs may drop controls (LibreOffice 7.4 does, and so does a round through .doc): then the place in the
table tells, and the tag is only a cross-check.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from generator.forms.definitions.expand import HIDDEN

MAIN: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
"""Namespace of WordprocessingML (ECMA-376-1, 17), as every program writes it."""
WORD_2010: Final = "http://schemas.microsoft.com/office/word/2010/wordml"
"""Namespace of what Word 2010 added: boxes to tick."""

CHECKED: Final = "\u2611"
"""What a ticked box shows: ☑."""
UNCHECKED: Final = "\u25a1"
"""What an empty box shows: □ (the box of printed forms, which every Chinese typeface has)."""
BLANK: Final = "\u3000" * 4
"""What a control shows that nobody has filled in: ideographic spaces, so that nothing is printed."""

IDENTITY_NAMESPACE: Final = "urn:standards-form:identity:1"
"""Namespace of the custom XML part by which a file says what it is."""
IDENTITY_ROOT: Final = "identity"
IDENTITY_ENTRY: Final = "entry"
IDENTITY_NAME: Final = "name"
"""The part is ``<identity><entry name="form-id">checklist-villages</entry>…</identity>``, with an entry for
each name of :data:`~generator.forms.definitions.expand.HIDDEN`, in this order, also where it is empty."""

OFFICIAL: Final = "official"
"""Name of a further entry in documents that a higher union issued and ``prefill`` filled: the SHA-256 of the
blank."""

PROPERTIES: Final = tuple(name for name in HIDDEN if name != "form-items")
"""Names that stand as custom document properties too, where they are not empty: values that are short
(a property holds 255 characters)."""

_STATE: Final = "."


class Tag(NamedTuple):
    """What the tag of a control names: a field and, for a box to tick, one of its states."""

    field: str
    state: str


def option_tag(field: str, state: str) -> str:
    """The tag of the box for ``state``: ``item-1-1-6-rating.met``."""
    return f"{field}{_STATE}{state}"


def option_title(item: str, field: str, label: str) -> str:
    """The title of a box: the item (the field's label where it belongs to none), then the option's label.

    >>> option_title("1.1.6", "1.1.6 自评", "达标")
    '1.1.6 达标'
    """
    return f"{item or field} {label}"


def read_tag(tag: str) -> Tag:
    """The way back from a tag; names of fields have no dot, so that the first begins the state.

    >>> read_tag("item-1-1-6-rating.met")
    Tag(field='item-1-1-6-rating', state='met')
    """
    field, _, state = tag.partition(_STATE)
    return Tag(field, state)
