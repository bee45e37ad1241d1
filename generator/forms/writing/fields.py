"""AcroForm fields and their widgets (ISO 32000-1, 12.7), every one with an appearance of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from generator.forms.definitions.expand import Form, FormField
from generator.forms.layout.geometry import Box, Widget
from generator.forms.writing.appearance import BLANK, default_appearance, tick_appearance
from generator.forms.writing.drawing import number

READ_ONLY: Final = 1
REQUIRED: Final = 1 << 1
MULTILINE: Final = 1 << 12
COMBO: Final = 1 << 17
PRINT: Final = 1 << 2
HIDDEN: Final = 1 << 1
ALIGN: Final = {"left": 0, "center": 1, "right": 2}


class FieldWriter:
    """Adds the fields of one form to ``pdf``; ``font`` is the indirect field font."""

    def __init__(self, pdf: pikepdf.Pdf, font: pikepdf.Object, font_name: str) -> None:
        self._pdf = pdf
        self._resources = pdf.make_indirect(Dictionary(Font=Dictionary({f"/{font_name}": font})))
        self._streams: dict[tuple[bytes, float, float], pikepdf.Object] = {}
        self._shown: dict[tuple[str, float, float], pikepdf.Object] = {}
        self._fields: dict[str, pikepdf.Object] = {}

    def widget(self, widget: Widget, page: pikepdf.Object, *, shared: bool) -> pikepdf.Object:
        """The annotation of a widget; ``shared`` if its field has more than one."""
        annotation = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            Rect=_rect(widget.box),
            F=PRINT,
            P=page,
            TU=String(widget.tooltip),
        )
        if widget.state:
            annotation.update(self._tick(widget))
        else:
            annotation.update(self._line(widget))
        if shared:
            parent = self._parent(widget)
            annotation.Parent = parent
            reference = self._pdf.make_indirect(annotation)
            parent.Kids.append(reference)
        else:
            annotation.update(_question(widget.field, widget))
            reference = self._pdf.make_indirect(annotation)
            self._fields[widget.field.name] = reference
        return reference

    def hidden(self, form: Form, page: pikepdf.Object) -> list[pikepdf.Object]:
        """The hidden read-only fields by which a returned file identifies itself."""
        annotations: list[pikepdf.Object] = []
        for name, value in form.hidden.items():
            annotation = Dictionary(
                Type=Name.Annot,
                Subtype=Name.Widget,
                Rect=Array([0, 0, 0, 0]),
                F=HIDDEN,
                P=page,
                FT=Name.Tx,
                T=String(name),
                Ff=READ_ONLY,
                V=String(value),
                DV=String(value),
                DA=String(default_appearance(8)),
            )
            reference = self._pdf.make_indirect(annotation)
            self._fields[name] = reference
            annotations.append(reference)
        return annotations

    def acro_form(self, size: float) -> pikepdf.Object:
        """The interactive form dictionary. No ``/NeedAppearances``: everything has its appearance."""
        return self._pdf.make_indirect(
            Dictionary(
                Fields=Array(list(self._fields.values())),
                DR=self._resources,
                DA=String(default_appearance(size)),
            )
        )

    def _parent(self, widget: Widget) -> pikepdf.Object:
        field = widget.field
        known = self._fields.get(field.name)
        if known is None:
            data = _question(field, widget)
            data.update(Dictionary(TU=String(field.tooltip), Kids=Array()))
            known = self._pdf.make_indirect(data)
            self._fields[field.name] = known
        return known

    def _line(self, widget: Widget) -> Dictionary:
        """One ``/AP`` for each field: pypdf writes into the stream that it finds. All widgets of a field
        refer to the same, if they are of one size: what PDFium draws after typing on a page is then
        shown on the others too, which it has not loaded.
        """
        box = widget.box
        key = (widget.field.name, round(box.width, 2), round(box.height, 2))
        if key not in self._shown:
            stream = self._new_stream(BLANK, box.width, box.height)
            self._shown[key] = self._pdf.make_indirect(Dictionary(N=stream))
        return Dictionary(MK=Dictionary(), BS=Dictionary(W=0, S=Name.S), AP=self._shown[key])

    def _tick(self, widget: Widget) -> Dictionary:
        side = widget.box.width
        on = self._stream(tick_appearance(side, on=True), side, side)
        off = self._stream(tick_appearance(side, on=False), side, side)
        return Dictionary(
            MK=Dictionary(CA=b"4", BC=Array([0]), BG=Array([1])),
            BS=Dictionary(W=1, S=Name.S),
            AS=Name.Off,
            AP=Dictionary(N=Dictionary({f"/{widget.state}": on, "/Off": off})),
        )

    def _stream(self, content: bytes, width: float, height: float) -> pikepdf.Object:
        """An appearance that no viewer changes, the same for all widgets that look the same."""
        key = (content, width, height)
        if key not in self._streams:
            self._streams[key] = self._new_stream(content, width, height)
        return self._streams[key]

    def _new_stream(self, content: bytes, width: float, height: float) -> pikepdf.Object:
        stream = pikepdf.Stream(
            self._pdf,
            content,
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, _number(width), _number(height)]),
            Resources=self._resources,
        )
        return self._pdf.make_indirect(stream)


def _question(field: FormField, widget: Widget) -> Dictionary:
    """The field's own entries, without any widget's."""
    flags = REQUIRED if field.required else 0
    data = Dictionary(T=String(field.name))
    if field.type in ("radio", "checkbox"):
        # check boxes of one name exclude each other, and a second click clears, in every viewer tried;
        # radio buttons are never taken back in PDFium, nor with a reset button in Poppler
        data.update(Dictionary(FT=Name.Btn, V=Name.Off, DV=Name.Off))
    elif field.type == "choice":
        options = [Array([String(o.state), String(o.label)]) for o in field.options]
        data.update(Dictionary(FT=Name.Ch, Opt=Array(options)))
        flags |= COMBO
    else:
        data.FT = Name.Tx
        flags |= MULTILINE if field.type == "multiline" else 0
        if field.max_length:
            data.MaxLen = field.max_length
    if not widget.state:
        data.DA = String(default_appearance(widget.size))
        data.Q = ALIGN[widget.align]
    if flags:
        data.Ff = flags
    return data


def _number(value: float) -> object:
    return pikepdf.Object.parse(number(value).encode())


def _rect(box: Box) -> Array:
    corners: Sequence[float] = (box.x, box.y, box.right, box.top)
    return Array([_number(corner) for corner in corners])
