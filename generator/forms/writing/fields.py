"""AcroForm fields and their widgets (ISO 32000-1, 12.7), every one with an appearance of its own."""

from __future__ import annotations

from typing import Final

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from generator.forms.definitions.expand import Form, FormField
from generator.forms.layout.geometry import Box, Widget
from generator.forms.writing.appearance import BLANK, FONT, default_appearance, tick_appearance
from generator.forms.writing.flags import COMBO, HIDDEN, MULTILINE, PRINT, READ_ONLY, REQUIRED
from generator.forms.writing.objects import Value, add, dictionary, put, stream, text, value

ALIGN: Final = {"left": 0, "center": 1, "right": 2}


class FieldWriter:
    """Adds the fields of one form to ``pdf``; ``font`` is the field font."""

    def __init__(self, pdf: PdfWriter, font: IndirectObject) -> None:
        self._pdf = pdf
        self._resources = add(pdf, dictionary({"Font": {FONT: font}}))
        self._streams: dict[tuple[bytes, float, float], IndirectObject] = {}
        self._shown: dict[tuple[str, float, float], IndirectObject] = {}
        self._fields: dict[str, IndirectObject] = {}
        self._kids: dict[str, ArrayObject] = {}

    def widget(self, widget: Widget, page: IndirectObject, *, shared: bool) -> DictionaryObject:
        """The annotation of a widget, indirect; ``shared`` if its field has more than one."""
        box = widget.box
        annotation = dictionary(
            {
                "Type": "/Annot",
                "Subtype": "/Widget",
                "Rect": corners(box),
                "F": PRINT,
                "P": page,
                "TU": text(widget.tooltip),
            }
        )
        put(annotation, self._tick(widget) if widget.state else self._line(widget))
        reference = add(self._pdf, annotation)
        if shared:
            put(annotation, {"Parent": self._parent(widget)})
            self._kids[widget.field.name].append(reference)
        else:
            put(annotation, _question(widget.field, widget))
            self._fields[widget.field.name] = reference
        return annotation

    def hidden(self, form: Form, page: IndirectObject) -> list[IndirectObject]:
        """The hidden read-only fields by which a returned file identifies itself."""
        for name, content in form.hidden.items():
            annotation = dictionary(
                {
                    "Type": "/Annot",
                    "Subtype": "/Widget",
                    "Rect": [0, 0, 0, 0],
                    "F": HIDDEN,
                    "P": page,
                    "FT": "/Tx",
                    "T": text(name),
                    "Ff": READ_ONLY,
                    "V": text(content),
                    "DV": text(content),
                    "DA": text(default_appearance(8)),
                }
            )
            self._fields[name] = add(self._pdf, annotation)
        return [self._fields[name] for name in form.hidden]

    def acro_form(self, size: float) -> IndirectObject:
        """The interactive form dictionary. No ``/NeedAppearances``: everything has its appearance."""
        fields = list(self._fields.values())
        form: dict[str, Value] = {
            "Fields": fields,
            "DR": self._resources,
            "DA": text(default_appearance(size)),
        }
        return add(self._pdf, dictionary(form))

    def _parent(self, widget: Widget) -> IndirectObject:
        field = widget.field
        if field.name not in self._fields:
            self._kids[field.name] = ArrayObject()
            question = {
                **_question(field, widget),
                "TU": text(field.tooltip),
                "Kids": self._kids[field.name],
            }
            self._fields[field.name] = add(self._pdf, dictionary(question))
        return self._fields[field.name]

    def _line(self, widget: Widget) -> dict[str, Value]:
        """One ``/AP`` for each field: pypdf writes into the stream that it finds. All widgets of a field
        refer to the same, if they are of one size: what PDFium draws after typing on a page is then
        shown on the others too, which it has not loaded.
        """
        box = widget.box
        key = (widget.field.name, round(box.width, 2), round(box.height, 2))
        if key not in self._shown:
            drawn = self._new_stream(BLANK, box.width, box.height)
            self._shown[key] = add(self._pdf, dictionary({"N": drawn}))
        return {"MK": {}, "BS": {"W": 0, "S": "/S"}, "AP": self._shown[key]}

    def _tick(self, widget: Widget) -> dict[str, Value]:
        side = widget.box.width
        on = self._stream(tick_appearance(side, on=True), side, side)
        off = self._stream(tick_appearance(side, on=False), side, side)
        return {
            "MK": {"CA": text("4"), "BC": [0], "BG": [1]},
            "BS": {"W": 1, "S": "/S"},
            "AS": "/Off",
            "AP": {"N": {widget.state: on, "Off": off}},
        }

    def _stream(self, content: bytes, width: float, height: float) -> IndirectObject:
        """An appearance that no viewer changes, the same for all widgets that look the same."""
        key = (content, width, height)
        if key not in self._streams:
            self._streams[key] = self._new_stream(content, width, height)
        return self._streams[key]

    def _new_stream(self, content: bytes, width: float, height: float) -> IndirectObject:
        entries: dict[str, Value] = {
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": [0, 0, width, height],
            "Resources": self._resources,
        }
        return add(self._pdf, stream(content, entries))


def _question(field: FormField, widget: Widget) -> dict[str, Value]:
    """The field's own entries, without any widget's."""
    flags = REQUIRED if field.required else 0
    data: dict[str, Value] = {"T": text(field.name)}
    if field.type in ("radio", "checkbox"):
        # check boxes of one name exclude each other, and a second click clears, in every viewer tried;
        # radio buttons are never taken back in PDFium, nor with a reset button in Poppler
        data |= {"FT": "/Btn", "V": "/Off", "DV": "/Off"}
    elif field.type == "choice":
        data |= {"FT": "/Ch", "Opt": [value([text(o.state), text(o.label)]) for o in field.options]}
        flags |= COMBO
    else:
        data["FT"] = "/Tx"
        flags |= MULTILINE if widget.multiline else 0
        flags |= READ_ONLY if field.read_only else 0
        if widget.max_length:
            data["MaxLen"] = widget.max_length
    if not widget.state:
        data |= {"DA": text(default_appearance(widget.size)), "Q": ALIGN[widget.align]}
    if flags:
        data["Ff"] = flags
    return data


def corners(box: Box) -> list[Value]:
    """A rectangle as PDF has it."""
    return [box.x, box.y, box.right, box.top]
