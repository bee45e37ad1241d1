"""Where the fields of a file stand, read with pikepdf: independent of every engine under test."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Final

import pikepdf
from pikepdf import Name, Stream

PUSH: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Place:
    """A widget: field name, state (of an option's box), page from 0, corners and size of type in points."""

    name: str
    state: str
    page: int
    left: float
    lower: float
    right: float
    upper: float
    page_height: float
    size: float
    page_width: float


def places(data: bytes) -> list[Place]:
    """Every visible widget in the order of the pages."""
    found = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for number, page in enumerate(pdf.pages):
            width, height = float(page.obj.MediaBox[2]), float(page.obj.MediaBox[3])
            for annotation in page.obj.get("/Annots", []):
                if annotation.get("/Subtype") != Name.Widget or int(annotation.get("/F", 0)) & 2:
                    continue
                drawn = annotation.AP.N
                # a box has an appearance for each state, everything else has one
                states = (
                    [] if isinstance(drawn, Stream) else [key for key in drawn.as_dict() if key != "/Off"]
                )
                left, lower, right, upper = (float(v) for v in annotation.Rect)
                state = states[0][1:] if states else ""
                field = annotation if "/T" in annotation else annotation.Parent
                words = str(field.get("/DA", "")).split()
                size = float(words[words.index("Tf") - 1]) if "Tf" in words else 0.0
                corners = (left, lower, right, upper)
                found.append(Place(str(field.T), state, number, *corners, height, size, width))
    return found


def values(data: bytes) -> dict[str, str]:
    """``/V`` of every field as text; line ends as ``\\n``, a state without its slash, nothing as ``""``.

    Where a field has several widgets, Poppler writes into those.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return {str(field.T): _value(field) for field in pdf.Root.AcroForm.Fields}


def _value(field: pikepdf.Object) -> str:
    value = field.get("/V")
    if value is None and "/Kids" in field:
        value = field.Kids[0].get("/V")
    if value is None:
        return ""
    text = str(value)
    if isinstance(value, pikepdf.Name):
        return text[1:]
    return text.replace("\r\n", "\n").replace("\r", "\n")


def states(data: bytes) -> dict[str, list[str]]:
    """``/AS`` of every box of a choosing field, in order, without the slash."""
    found: dict[str, list[str]] = {}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            if Name.Btn == field.FT and not int(field.get("/Ff", 0)) & PUSH:
                found[str(field.T)] = [str(kid.get("/AS", "/Off"))[1:] for kid in field.get("/Kids", [field])]
    return found
