"""Fill a blank form by program: right values, and right glyphs in every viewer.

Appearances are drawn here, with the field font that the blank embeds, so nothing depends on what
the viewer or the machine has.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from generator.forms.definitions.answer_code import ANSWER_CODE, answer_code
from generator.forms.definitions.expand import UNIT
from generator.forms.definitions.filled import Filled, FillError
from generator.forms.layout.face import face
from generator.forms.layout.linebreak import LINE_END
from generator.forms.layout.room import TextBox
from generator.forms.writing.appearance import FONT, size_of, text_appearance
from generator.forms.writing.flags import MULTILINE, READ_ONLY, REQUIRED

__all__ = ["FillError", "Filled", "fill"]

_ALIGN: Final = ("left", "center", "right")
OFF: Final = "Off"


def fill(blank: bytes, values: Mapping[str, str]) -> Filled:
    """Put ``values`` (field name -> text or state) into a form; an empty string clears an answer.

    The same input gives the same bytes. Of the hidden fields only the key of the unit may be set.

    Raises:
        FillError: there is no such field, or no such option, or the field is read-only.
        pikepdf.PdfError: ``blank`` is not a PDF file.

    """
    missing: dict[str, str] = {}
    overflowing: dict[str, int] = {}
    with pikepdf.open(io.BytesIO(blank)) as pdf:
        form = pdf.Root.get("/AcroForm", Dictionary(Fields=Array()))
        fields = {str(field.T): field for field in form.Fields}
        for name, value in values.items():
            field = fields.get(name)
            if field is not None and name == UNIT:
                field.V = String(value)
                continue
            if field is None or int(field.get("/Ff", 0)) & READ_ONLY:
                raise FillError(name, value)
            if Name.Btn == field.FT:
                _choose(field, name, value)
                continue
            lacking = face("sans").missing(value)
            if lacking:
                missing[name] = lacking
            if over := _write(pdf, form, field, value):
                overflowing[name] = over
        code = _write_code(pdf, form, fields)
        buffer = io.BytesIO()
        pdf.save(
            buffer,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            deterministic_id=True,
            fix_metadata_version=False,
        )
    return Filled(buffer.getvalue(), missing, overflowing, code)


def _write_code(pdf: pikepdf.Pdf, form: pikepdf.Object, fields: Mapping[str, pikepdf.Object]) -> str:
    """Write the code over all answers where every required field has one, and take it away where not."""
    field = fields.get(ANSWER_CODE)
    if field is None:
        return ""
    values = {name: _value(one) for name, one in fields.items()}
    complete = all(values[name] for name, one in fields.items() if int(one.get("/Ff", 0)) & REQUIRED)
    code = answer_code(values) if complete else ""
    if code or "/V" in field:
        _write(pdf, form, field, code)
    return code


def _value(field: pikepdf.Object) -> str:
    """The answer that stands in a field, as text or state; empty if there is none."""
    value = field.get("/V")
    if value is None:
        return ""
    return ("" if value == Name.Off else str(value)[1:]) if Name.Btn == field.FT else str(value)


def _widgets(field: pikepdf.Object) -> Iterator[pikepdf.Object]:
    if "/Kids" in field:
        yield from field.Kids
    else:
        yield field


def _choose(field: pikepdf.Object, name: str, value: str) -> None:
    wanted = Name(f"/{value}") if value else Name.Off
    found = not value
    for widget in _widgets(field):
        mine = wanted in widget.AP.N.keys() if value else False  # noqa: SIM118
        widget.AS = wanted if mine else Name.Off
        found = found or mine
    if not found or value == OFF:
        raise FillError(name, value)
    field.V = wanted


def _write(pdf: pikepdf.Pdf, form: pikepdf.Object, field: pikepdf.Object, value: str) -> int:
    """Set value and appearances of a text or choice field; the characters that are not seen."""
    text = LINE_END.sub("\r", value)
    multiline = bool(int(field.get("/Ff", 0)) & MULTILINE)
    if Name.Ch == field.FT:
        labels = {str(option[0]): str(option[1]) for option in field.Opt}
        if value and value not in labels:
            raise FillError(str(field.T), value)
        shown = labels.get(value, "")
    else:
        shown = text
    if text:
        field.V = String(text)
    elif "/V" in field:
        del field.V
    size = size_of(str(field.DA))
    align = _ALIGN[int(field.get("/Q", 0))]
    over = 0
    drawn: set[tuple[int, int]] = set()
    for widget in _widgets(field):
        # widgets that share their appearance go on sharing it: what a viewer writes there later is
        # then shown by all of them
        shared = widget.AP.objgen if "/AP" in widget else (0, 0)
        if shared in drawn:
            continue
        left, lower, right, upper = (float(v) for v in widget.Rect)
        width, height = right - left, upper - lower
        appearance = text_appearance(shown, TextBox(width, height, size, multiline), align=align)
        over = max(over, appearance.over)
        stream = pikepdf.Stream(
            pdf,
            appearance.content,
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, round(width, 2), round(height, 2)]),
            Resources=Dictionary(Font=Dictionary({f"/{FONT}": form.DR.Font[f"/{FONT}"]})),
        )
        if shared == (0, 0):
            widget.AP = Dictionary(N=pdf.make_indirect(stream))
        else:
            widget.AP.N = pdf.make_indirect(stream)
            drawn.add(shared)
    return over
