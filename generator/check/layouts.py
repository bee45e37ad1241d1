"""Every form can be laid out.

A check of its own, made before anything is drawn but not by the command ``check``: laying out, with
the modules that it needs, takes longer than all other checks together.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.forms import hardest
from generator.check.quoting import shortened
from generator.errors import Finding
from generator.forms.definitions.definition import CHOOSING, FieldDefinition, FormDefinition
from generator.forms.layout.entries import em
from generator.forms.layout.form import lay_out
from generator.forms.layout.geometry import Layout, LayoutError, Widget
from generator.forms.layout.room import SMALLEST, TextBox, holds
from generator.model import Corpus


def check_layouts(corpus: Corpus, definitions: tuple[FormDefinition, ...]) -> Iterator[Finding]:
    """Findings for a definition that leaves no room for what it asks for."""
    for form in hardest(corpus, definitions):
        try:
            layout = lay_out(corpus, form, stretch=False)
            yield from _too_small(form.definition, layout)
        except LayoutError as error:
            what = shortened(error.what)
            message, remedy = {
                "narrow": (f"“{what}”所在的列太窄，放不下", "加宽这一列，或减小字号"),
                "high": (f"“{what}”所在的一行比一页还高，又不能拆开", "减小高度，或减少文字"),
                "running": ("页眉和页脚占满了页面", "减少页眉页脚的文字，或减小页边距"),
            }[error.reason]
            place = error.place or form.definition.place
            yield Finding(place, f"form-{error.reason}", message, remedy)
            return


def _too_small(definition: FormDefinition, layout: Layout) -> Iterator[Finding]:
    """Fields whose box does not hold what is asked, even at the smallest size of type."""
    defined = {field.id: field for field in definition.fields}
    columns = {column.id: column.field for column in definition.columns}
    told: set[str] = set()
    for widget in (w for page in layout.pages for cell in page.cells for w in cell.widgets):
        field = widget.field
        what = columns.get(field.column) if field.column else defined.get(field.name)
        if what is None or field.type in CHOOSING or what.id in told or not field.max_length:
            continue
        held = _held(widget)
        if held < field.max_length:
            told.add(what.id)
            yield _finding(what, held)


def _held(widget: Widget) -> int:
    size = min(SMALLEST, widget.size)
    box = TextBox(widget.box.width, widget.box.height, size, widget.multiline)
    return holds(box, em(widget.field))


def _finding(field: FieldDefinition, held: int) -> Finding:
    message = f"栏 {field.id} 请填 {field.max_length} 字，格子用最小的字也只写得下 {held} 字"
    remedy = "加宽这一格（columns、span），改成 multiline，或减小 max_length"
    return Finding(field.place, "form-field-small", message, remedy)
