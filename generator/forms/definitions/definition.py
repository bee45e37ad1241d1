"""What ``forms/*.yml`` says: the form definitions, as they were written, before any standard is put in.

Lengths are millimetres, sizes of type are points. Nothing here knows what a PDF is: the same
definition can be rendered as a page with inputs. ``place`` says where a thing stands in the YAML.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from generator.errors import Place, placed

FieldType = Literal["text", "multiline", "integer", "percent", "date", "radio", "checkbox", "choice"]
Kind = Literal["checklist", "application"]

CHOOSING: Final = frozenset({"radio", "checkbox", "choice"})
"""Field types that are answered by choosing a state; the others are answered with text."""


@dataclass(frozen=True, slots=True)
class Option:
    """One way to answer: the stored ``state`` (ASCII) and what the person reads."""

    state: str
    label: str


@dataclass(frozen=True, slots=True)
class FieldDefinition:
    """栏: one question. ``label`` and ``tooltip`` are patterns; an empty tooltip means the label.

    ``options_from`` is ``standards`` where the options are the standards of the corpus, labelled by
    the pattern ``option_label``. ``hint_subject`` names the subject whose thresholds are the hint.
    ``max_length`` 0 means no limit.
    """

    id: str
    type: FieldType
    label: str
    required: bool = False
    tooltip: str = ""
    max_length: int = 0
    options: tuple[Option, ...] = ()
    options_from: str = ""
    option_label: str = ""
    hint_subject: str = ""
    place: Place = placed()


@dataclass(frozen=True, slots=True)
class Column:
    """栏目: one column of the table of items. ``field`` is set where it ``shows`` a field."""

    id: str
    heading: str
    width: float
    shows: Literal["number", "text", "field", "pen"]
    field: FieldDefinition | None = dataclasses.field(
        default=None, metadata={"at": (), "when": ("shows", "field")}
    )
    place: Place = placed()


@dataclass(frozen=True, slots=True)
class CellDefinition:
    """One cell of a grid; exactly one of ``label``, ``field``, ``text`` and ``pen`` is set.

    ``pen`` are the printed lines of a box for pen and seal. ``span`` counts columns.
    """

    label: str = ""
    field: str = ""
    text: str = ""
    pen: tuple[str, ...] = ()
    span: int = 1
    suffix: str = ""
    align: Literal["left", "center", "right"] = "left"
    arrange: Literal["flow", "stack"] = "flow"
    size: str = ""
    plain: bool = False
    place: Place = placed()


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of a grid, at least ``height`` mm high."""

    cells: tuple[CellDefinition, ...]
    height: float = 0.0
    place: Place = placed()


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of the form's body; which attributes count depends on ``kind``.

    ``title``: text, subtitle. ``grid``: columns (relative widths), rows, border, keep (on one page),
    join (no gap above), new_page. ``notes``: heading, items. ``remarks``: heading; the standing
    remarks of the corpus. ``items``: the table of the standard's items.
    """

    kind: Literal["title", "grid", "notes", "remarks", "items"] = field(metadata={"at": ("block",)})
    text: str = ""
    subtitle: str = ""
    heading: str = ""
    items: tuple[str, ...] = ()
    columns: tuple[float, ...] = ()
    rows: tuple[GridRow, ...] = ()
    border: bool = True
    keep: bool = False
    join: bool = False
    new_page: bool = False
    bookmark: str = ""
    place: Place = placed()


@dataclass(frozen=True, slots=True)
class Margins:
    """Page margins in millimetres."""

    top: float
    right: float
    bottom: float
    left: float


@dataclass(frozen=True, slots=True)
class PageDefinition:
    """A4 in one of its orientations; ``sizes`` are points by role (title, heading, body, label, …)."""

    orientation: Literal["portrait", "landscape"]
    margins: Margins
    sizes: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Running:
    """What stands on every page. ``foot`` has three patterns: left, centre, right.

    ``unit_field`` is repeated on every page but the first, so that loose sheets can be told apart.
    """

    head: tuple[str, ...]
    foot: tuple[str, str, str]
    unit_field: str = field(metadata={"at": ("unit", "field")})
    unit_label: str = field(metadata={"at": ("unit", "label")})
    picture: str
    bookmark: str
    items: str = ""
    place: Place = placed("unit")


@dataclass(frozen=True, slots=True)
class ItemRow:
    """The row of an item: minimum height in mm, the section's pattern, length of ``{lead}``."""

    height: float = 0.0
    section: str = ""
    lead: int = 0


@dataclass(frozen=True, slots=True)
class RuleDefinition:
    """A declarative check before expansion; ``select`` picks fields where ``fields`` names none."""

    id: str
    check: str
    severity: str
    message: str
    fields: tuple[str, ...] = ()
    select: Mapping[str, str | bool] = field(default_factory=dict, metadata={"at": ("fields",)})
    each: Literal["", "item"] = ""
    params: Mapping[str, object] = field(default_factory=dict)
    place: Place = placed()

    @property
    def each_item(self) -> bool:
        """Whether there is one such check for every item; ``fields`` are then columns."""
        return self.each == "item"


@dataclass(frozen=True)
class FormDefinition:
    """A whole form as data. ``source`` is the parsed YAML itself: what the digest is taken of.

    ``short`` is what people call a form of this kind, on buttons and in file names.
    """

    kind: Kind
    id: str
    language: str
    title: str
    short: str
    name: str
    page: PageDefinition
    running: Running
    words: Mapping[str, str]
    operators: Mapping[str, str] = field(metadata={"at": ("words", "operators")})
    fields: tuple[FieldDefinition, ...]
    body: tuple[Block, ...]
    rules: tuple[RuleDefinition, ...]
    source: Mapping[str, object] = field(compare=False, repr=False, metadata={"at": ()})
    columns: tuple[Column, ...] = ()
    row: ItemRow = ItemRow()
    place: Place = placed()

    def field(self, field_id: str) -> FieldDefinition | None:
        """The field of the head or body with this id."""
        return next((f for f in self.fields if f.id == field_id), None)
