"""What identifies the data that a form was made from.

A digest covers what the person who fills the form in relies on: the standard's own words and the
definition of the form. Nothing editorial (topics, thresholds, short names) and no address is in it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Final

from generator.model import Standard

PRINTED: Final = 12
"""Hex digits of the digest on paper; the hidden field holds all 64."""

ITEM_DIGITS: Final = 8


def canonical(data: object) -> bytes:
    """Canonical JSON: sorted keys, no spaces, UTF-8."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def verbatim(standard: Standard) -> dict[str, object]:
    """The verbatim layer of a standard: what the source prints, and the ids of it."""
    return {
        "id": standard.id,
        "attachment": standard.attachment,
        "label": standard.label,
        "title": standard.title,
        "sections": [
            {
                "number": section.number,
                "marker": section.marker,
                "title": section.title,
                "items": [
                    {"id": i.id, "number": i.number, "marker": i.marker, "text": i.text}
                    for i in section.items
                ],
            }
            for section in standard.sections
        ],
    }


def form_digest(definition: Mapping[str, object], standards: Iterable[Standard]) -> str:
    """SHA-256 (64 hex digits) over a form definition and the standards that the form prints."""
    data = {"form": definition, "standards": [verbatim(s) for s in standards]}
    return hashlib.sha256(canonical(data)).hexdigest()


def text_digest(text: str) -> str:
    """The first 8 hex digits of the SHA-256 of an item's text: which text an answer was given to."""
    return hashlib.sha256(text.encode()).hexdigest()[:ITEM_DIGITS]
