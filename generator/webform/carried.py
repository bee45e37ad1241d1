"""Blanks for pages that may not fetch them: a page opened from a folder (``file://``) loads scripts only.

The field font is the greater part of every blank and the same in all of them, so it is carried once, and of
each blank only what stands before and behind it.
"""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Mapping
from typing import Final

FONT: Final = "fill/font.js"
"""Path of the script with the font, in the site."""


def blank_script(form_id: str) -> str:
    """Path of the script with the rest of a blank, in the site."""
    return f"fill/{form_id}.js"


def carried(blanks: Mapping[str, bytes]) -> dict[str, bytes]:
    """Scripts by their paths: the font, and each blank (form id -> PDF) without it.

    They set ``formBlanks``: ``font`` in base64, and ``blanks``, where each id has what stands before the
    font and what stands behind it.

    Raises:
        ValueError: a blank does not hold the font of the others, as one stream.

    """
    font = max((_font(blank) for blank in blanks.values()), key=len, default=b"")
    if not font:
        return {}
    made = {FONT: _script("font", _text(font))}
    for form_id, blank in blanks.items():
        before, found, behind = blank.partition(font)
        if not found:
            raise ValueError(f"the font of {form_id} is not that of the other forms")
        parts = [_text(before), _text(behind)]
        made[blank_script(form_id)] = _script(f"blanks[{json.dumps(form_id)}]", json.dumps(parts))
    return made


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _script(name: str, value: str) -> bytes:
    value = value if value.startswith("[") else json.dumps(value)
    return f"(globalThis.formBlanks=globalThis.formBlanks||{{blanks:{{}}}}).{name}={value};\n".encode()


def _font(blank: bytes) -> bytes:
    """The longest embedded TrueType font as it stands in the file, compressed."""
    import pikepdf  # only who makes the copy for use without a network pays for it

    with pikepdf.open(io.BytesIO(blank)) as pdf:
        descriptors = (
            obj for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and "/FontFile2" in obj
        )
        return max((bytes(d.FontFile2.read_raw_bytes()) for d in descriptors), key=len, default=b"")
