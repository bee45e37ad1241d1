"""What a filled file holds of each field: value, states, and what its widgets draw."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pikepdf
from pikepdf import Name, Stream


@dataclass(frozen=True)
class Held:
    """A field as raw bytes: ``/V``, ``/AS`` of each widget, stream, box and font of each text widget."""

    value: bytes | str | None
    states: tuple[str, ...]
    drawn: tuple[tuple[bytes, tuple[float, ...], tuple[str, ...]], ...]


def held(data: bytes) -> dict[str, Held]:
    """Every field by name; a file of which qpdf has to repair anything fails."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = {str(field.T): _held(field) for field in pdf.Root.AcroForm.Fields}
        assert not pdf.get_warnings()
        return found


def _held(field: pikepdf.Object) -> Held:
    widgets = list(field.Kids) if "/Kids" in field else [field]
    value = field.get("/V")
    raw = None if value is None else str(value) if isinstance(value, Name) else bytes(value)
    drawn = []
    for widget in widgets:
        stream = widget.AP.N if "/AP" in widget else None
        if isinstance(stream, Stream):
            font = stream.get("/Resources", pikepdf.Dictionary()).get("/Font", pikepdf.Dictionary())
            box = tuple(float(v) for v in stream.BBox)
            drawn.append((stream.read_bytes(), box, tuple(sorted(font.keys()))))
    return Held(raw, tuple(str(w.get("/AS")) for w in widgets), tuple(drawn))
