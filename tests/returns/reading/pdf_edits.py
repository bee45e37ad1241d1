"""Changes to the objects of a filled PDF, as programs leave them."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

Edit = Callable[[pikepdf.Pdf, dict[str, pikepdf.Object]], None]


def edited(data: bytes, edit: Edit, **options: Any) -> bytes:  # noqa: ANN401
    """The file after a change to its objects."""
    with pikepdf.open(io.BytesIO(data)) as pdf, warnings.catch_warnings():
        warnings.simplefilter("ignore", pikepdf.PageCopyWarning)  # it sees what the edit is for
        edit(pdf, {str(field.T): field for field in pdf.Root.AcroForm.Fields})
        out = io.BytesIO()
        pdf.save(out, **options)
    return out.getvalue()


def value(name: str, raw: bytes | pikepdf.Object) -> Edit:
    def edit(_: pikepdf.Pdf, fields: dict[str, pikepdf.Object]) -> None:
        fields[name].V = String(raw) if isinstance(raw, bytes) else raw

    return edit


def ticked(name: str, *states: str) -> Edit:
    """Show these states of a field as ticked, whatever is stored."""

    def edit(_: pikepdf.Pdf, fields: dict[str, pikepdf.Object]) -> None:
        for kid in fields[name].Kids:
            own = next(str(key) for key in kid.AP.N if key != "/Off")
            kid.AS = Name(own) if own[1:] in states else Name.Off

    return edit


def stored(name: str, held: pikepdf.Object | None) -> Edit:
    def edit(_: pikepdf.Pdf, fields: dict[str, pikepdf.Object]) -> None:
        if held is None:
            del fields[name].V
        else:
            fields[name].V = held

    return edit


def both(*edits: Edit) -> Edit:
    def edit(pdf: pikepdf.Pdf, fields: dict[str, pikepdf.Object]) -> None:
        for each in edits:
            each(pdf, fields)

    return edit


RATING = "item-6-1-1-rating"


ANSWERS = {RATING: "met", "item-6-1-1-facts": "两次", "phone": "0371", "item-6-1-2-rating": "unmet"}


def radios(_: pikepdf.Pdf, fields: dict[str, pikepdf.Object]) -> None:
    """The construction of earlier blanks: radio buttons, of which none need be on."""
    for name, field in fields.items():
        if name.endswith("-rating"):
            field.Ff = (1 << 15) | (1 << 25)


def halves(*names: str) -> Edit:
    """Blank copies in the tree that are on no page, and answers on pages that the tree does not reach."""

    def edit(pdf: pikepdf.Pdf, fields: dict[str, pikepdf.Object]) -> None:
        copies = []
        for name, field in fields.items():
            if names and name not in names:
                copies.append(field)
                continue
            copy = pdf.make_indirect(Dictionary(T=field.T, FT=field.FT, Ff=field.get("/Ff", 0)))
            if name.startswith("form-"):
                copy.V = field.V
            copies.append(copy)
            for kid in field.get("/Kids", []):
                kid.T, kid.FT = field.T, field.FT
                if "/V" in field:
                    kid.V = field.V
                if "/Parent" in kid:
                    del kid["/Parent"]
        pdf.Root.AcroForm.Fields = Array(copies)

    return edit


def note(subtype: str, words: str = "", **more: Any) -> Edit:  # noqa: ANN401
    def edit(pdf: pikepdf.Pdf, _: dict[str, pikepdf.Object]) -> None:
        drawn = Dictionary(Type=Name.Annot, Subtype=Name("/" + subtype), Rect=Array([9, 9, 99, 99]), **more)
        if words:
            drawn.Contents = String(words)
        pdf.pages[1].obj.Annots.append(pdf.make_indirect(drawn))

    return edit
