"""What stands on every page: the running head with the place for the unit's name, and the foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from generator.forms.definitions.expand import Form, FormField
from generator.forms.layout.cells import SetLine, place_lines, set_lines
from generator.forms.layout.entries import LEADING, PAD_X, SINGLE, Align, Elements, Entry, Text, text_widget
from generator.forms.layout.face import face
from generator.forms.layout.geometry import ARTIFACT, Box, Cell, Part, Picture
from generator.forms.layout.room import LATIN, TextBox, height_of, per_line, width_of

PICTURE: Final = 42.0
"""Side of the QR code: 14.8 mm."""
QUIET: Final = 4
"""Modules that are kept free around a QR code (ISO/IEC 18004)."""
UNIT_SHARE: Final = 0.6
"""Share of the type area that the place for the unit's name takes in the running head at most."""
MOST_LINES: Final = 4
"""Lines that it has at most."""
GAP: Final = 5.0
"""Points between the body and the running head or foot."""
LABEL_GAP: Final = 10.0
"""What the label of the unit's name is wider than its words."""


@dataclass(frozen=True, slots=True)
class Area:
    """The type area: left edge, width, upper and lower edge, in points."""

    left: float
    width: float
    upper: float
    lower: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width


class Running:
    """Heads and feet of one form's pages. ``url`` is what the QR code on the first page says; where it
    is empty there is none.
    """

    def __init__(self, form: Form, area: Area, url: str) -> None:
        self._form = form
        self._running = form.definition.running
        self._area = area
        self._url = url
        sizes = form.definition.page.sizes
        self._small = sizes["small"]
        self._entry = sizes["entry"]
        self._double = sizes.get("double", sizes["entry"])
        self._unit = next((f for f in form.fields if f.name == self._running.unit_field), None)
        self._modules = qr_modules(url) if url else ()

    @cached_property
    def unit_box(self) -> TextBox:
        """Size of every widget of the unit's name. They share one appearance, so all are of one size:
        as few lines as leave the running head its share.
        """
        count = self._unit.max_length if self._unit else 0
        size, widest = self._double, self._area.width * UNIT_SHARE
        if not count or per_line(widest / 2, self._entry) >= count:
            return TextBox(float(int(widest / 2)), self._entry + SINGLE, self._entry)
        for lines in range(2, MOST_LINES + 1):
            width = width_of(-(-(count - 1) // lines) + 1, size)
            if width <= widest:
                break
        return TextBox(min(width, widest), height_of(lines, size), size, multiline=True)

    @cached_property
    def quiet(self) -> float:
        """Points that are kept free around the QR code."""
        return QUIET * PICTURE / len(self._modules) if self._modules else 0.0

    def body_top(self, *, first: bool) -> float:
        """Where the head ends and the body begins."""
        height, _ = self._head_size(first=first)
        return float(int(self._area.upper - height - max(GAP, self.quiet if first else 0.0)))

    @property
    def body_bottom(self) -> float:
        """Where the body ends and the foot begins."""
        return self._area.lower + self._foot_height

    def head(self, elements: Elements, *, first: bool) -> tuple[list[Cell], Picture | None]:
        """The running head of a page. That of the first has the QR code, the others the place for the
        unit's name.
        """
        area, picture = self._area, None
        if self._url and first:
            box = Box(area.right - PICTURE, area.upper - PICTURE, PICTURE, PICTURE)
            alt = self._running.picture.format(url=self._url)
            picture = Picture(box, self._modules, elements.add("Figure", 0, alt=alt))
        height, text_right = self._head_size(first=first)
        lines = self._head_lines(text_right)
        text_height = sum(line.leading for line in lines)
        box = Box(area.left, area.upper - height, text_right - area.left, height)
        top = box.y + text_height + (height - text_height) / 2
        cells = [Cell(box, (Part(ARTIFACT, place_lines(lines, box, top)[0]),))]
        if self._unit is not None and not first:
            unit, size = self._unit, self.unit_box
            entry = Entry(unit, self._entry, self._double, fixed=size)
            foot = area.upper - height / 2 - size.height / 2 - 1
            label = Box(text_right, foot, self._unit_label + LABEL_GAP, size.height + 2)
            place = Box(label.right, foot, size.width, label.height)
            cells += _labelled(self._running.unit_label, self._small, label, entry, size, place, elements)
        return cells, picture

    def _head_size(self, *, first: bool) -> tuple[float, float]:
        """Height of the head, and where its text ends at the right."""
        shown = self._url and first
        text_right = self._area.right - (PICTURE + max(8.0, self.quiet) if shown else 0.0)
        unit = 0.0
        if self._unit is not None and not first:
            text_right -= self.unit_box.width + self._unit_label + LABEL_GAP
            unit = self.unit_box.height + 2
        text = sum(line.leading for line in self._head_lines(text_right))
        return max(text, PICTURE if shown else 0.0, unit, 22.0), text_right

    @property
    def _unit_label(self) -> float:
        return face("sans").width(self._running.unit_label, self._small)

    def _head_lines(self, right: float) -> tuple[SetLine, ...]:
        texts = [Text(p.format_map(self._form.patterns), "sans", self._small) for p in self._running.head]
        return set_lines([t for t in texts if t.text], max(right - self._area.left, 60) - 2 * PAD_X)

    # --- the foot -------------------------------------------------------------------------------

    def foot(self, elements: Elements, number: int, pages: int, items: Sequence[str]) -> list[Cell]:
        """The foot of a page that shows ``items`` (their ids)."""
        area = self._area
        texts = self._foot_texts(str(number), str(pages), items)
        third = (area.width - self._code_width) / 3
        top = self.body_bottom - 3
        box = Box(area.left, area.lower, area.width - self._code_width, self._foot_height - 3)
        parts = []
        aligns: tuple[Align, ...] = ("left", "center", "right")
        for index, (text, align) in enumerate(zip(texts, aligns, strict=True)):
            column = Box(area.left + index * third, area.lower, third, self._foot_height)
            lines = set_lines((replace(text, align=align),), third - 2 * PAD_X)
            parts.append(Part(ARTIFACT, place_lines(lines, column, top)[0]))
        cells = [Cell(box, tuple(parts))]
        field = self._form.answer_code
        if field is not None:
            size = self._code_box(field)
            place = Box(area.right - size.width, box.top - size.height, size.width, size.height)
            label = Box(box.right, place.y, place.x - box.right, size.height)
            entry = Entry(field, self._small, self._small, fixed=size)
            words = self._running.code_label
            cells += _labelled(words, self._small, label, entry, size, place, elements, line=False)
        return cells

    def _code_box(self, field: FormField) -> TextBox:
        width = field.max_length * LATIN * self._small + 6
        return TextBox(float(int(width + 1)), float(int(self._small * LEADING + 1)), self._small)

    @property
    def _code_width(self) -> float:
        field = self._form.answer_code
        if field is None:
            return 0.0
        label = face("sans").width(self._running.code_label, self._small)
        return self._code_box(field).width + label + 2 * PAD_X + 1

    def _foot_texts(self, page: str, pages: str, items: Sequence[str]) -> list[Text]:
        running = self._running
        shown = running.items.format(first=items[0], last=items[-1]) if items else ""
        values = {**self._form.patterns, "page": page, "pages": pages, "items": shown}
        return [Text(pattern.format_map(values), "sans", self._small) for pattern in running.foot]

    @cached_property
    def _foot_height(self) -> float:
        standard = self._form.standard
        items = [max((i.id for i in standard.items), key=len, default="")] * 2 if standard else []
        texts = self._foot_texts("888", "888", items)
        width = (self._area.width - self._code_width) / 3 - 2 * PAD_X
        return max(len(set_lines((text,), width)) for text in texts) * self._small * LEADING + 5


def _labelled(
    words: str, size: float, label: Box, entry: Entry, box: TextBox, place: Box, elements: Elements,
    *, line: bool = True,
) -> list[Cell]:  # fmt: skip
    """A label with a field at its right."""
    paragraph = elements.add("P", 0)
    text = Text(words, "sans", size, "right")
    lines = set_lines((text,), label.width - PAD_X)
    middle = label.y + (label.height + sum(x.leading for x in lines)) / 2
    part = Part(paragraph, place_lines(lines, label, middle)[0])
    form = elements.add("Form", paragraph)
    inset = (place.height - box.height) / 2
    widget = text_widget(entry, box, place.inset(0, inset), form)
    return [Cell(label, (part,)), Cell(place, (), (widget,), underline=line)]


def qr_modules(url: str) -> tuple[tuple[bool, ...], ...]:
    """The QR code of an address, error correction M, without the quiet zone."""
    import segno  # a tenth of a second that only a site with an address needs

    code = segno.make(url, error="m", micro=False, boost_error=False)
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)
