"""What ``forms/*.yml`` says: the form definitions, as they were written, before any standard is put in.

Lengths are millimetres, sizes of type are points. Nothing here knows what a PDF is: the same
definition can be rendered as a page with inputs. ``place`` says where a thing stands in the YAML.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from generator.errors import Place, placed

FieldType = Literal["text", "multiline", "integer", "percent", "date", "radio", "checkbox", "choice"]
Kind = Literal["checklist", "application"]

OF_FORM: Final = frozenset({"title", "document", "issuer", "version", "date", "digest"})
"""Placeholders that hold for a whole form, whatever its kind; texts other than its name have ``name`` too."""
OF_STANDARD: Final = frozenset({"standard", "short", "label", "count", "example"})
"""Those that hold besides for the form of one standard."""


def _holds(*names: str, form: bool = False) -> Mapping[str, object]:
    """Metadata of a text with placeholders in braces: these, and with ``form`` those of the whole form."""
    return {"placeholders": frozenset(names), "form": form}


CHOOSING: Final = frozenset({"radio", "checkbox", "choice"})
"""Field types that are answered by choosing a state; the others are answered with text."""


@dataclass(frozen=True, slots=True)
class Option:
    """One way to answer: the stored ``state`` (ASCII) and what the person reads."""

    state: str
    label: str


def label_of(options: Iterable[Option], state: str) -> str:
    """What a person reads for a state; what is none of the options as it is.

    >>> label_of([Option("met", "达标")], "met"), label_of([], "很好")
    ('达标', '很好')
    """
    return next((option.label for option in options if option.state == state), state)


@dataclass(frozen=True, slots=True)
class FieldDefinition:
    """A field (栏): one question. ``label`` and ``tooltip`` are patterns; an empty tooltip means the label.

    ``options_from`` is ``standards`` where the options are the standards of the corpus, labelled by
    the pattern ``option_label``. ``hint_subject`` names the subject whose thresholds are the hint.
    ``max_length`` is what is asked, in characters (0: no limit); the layout gives it room, at the size
    of type of the role ``size`` (empty: by type). ``characters`` says whether a character takes the
    width of a hanzi or that of a Latin letter. ``hints`` are printed below the field, each on the form
    of one standard.
    """

    id: str
    type: FieldType
    label: str
    required: bool = False
    tooltip: str = ""
    max_length: int = 0
    options: tuple[Option, ...] = ()
    options_from: str = ""
    option_label: str = field(default="", metadata=_holds("title", "short", "label"))
    hint_subject: str = ""
    characters: Literal["any", "latin"] = "any"
    size: str = ""
    hints: Mapping[str, str] = field(default_factory=dict)
    place: Place = placed()


@dataclass(frozen=True, slots=True)
class Prompt:
    """What an item asks to be written down besides, where a threshold of it is of the ``subject``."""

    subject: str
    text: str
    place: Place = placed()


@dataclass(frozen=True, slots=True)
class Column:
    """A column (栏目) of the table of items. ``field`` is set where it ``shows`` a field; ``prompts``
    are printed above it.
    """

    id: str
    heading: str
    width: float
    shows: Literal["number", "text", "field", "pen"]
    field: FieldDefinition | None = dataclasses.field(
        default=None,
        metadata={
            "at": (),
            "when": ("shows", "field"),
            "placeholders": {"label": frozenset({"item"}), "tooltip": frozenset({"item", "lead"})},
        },
    )
    prompts: tuple[Prompt, ...] = ()
    place: Place = placed()


@dataclass(frozen=True, slots=True)
class CellDefinition:
    """One cell of a grid; exactly one of ``label``, ``field``, ``text`` and ``pen`` is set.

    ``pen`` are the printed lines of a box for pen, ``seal`` those in the middle of the place that a seal
    covers at its right (the date: 骑年盖月). ``span`` counts columns.
    """

    label: str = dataclasses.field(default="", metadata=_holds("name", form=True))
    field: str = ""
    text: str = dataclasses.field(default="", metadata=_holds("name", form=True))
    pen: tuple[str, ...] = ()
    seal: tuple[str, ...] = ()
    span: int = 1
    suffix: str = ""
    align: Literal["left", "center", "right"] = "left"
    arrange: Literal["flow", "stack"] = "flow"
    size: str = ""
    plain: bool = False
    place: Place = placed()


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of a grid, at least ``height`` mm high; ``grow`` is its share of what its page has left."""

    cells: tuple[CellDefinition, ...]
    height: float = 0.0
    grow: float = 0.0
    place: Place = placed()


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of the form's body; which attributes count depends on ``kind``.

    ``title``: text, subtitle. ``grid``: columns (relative widths), rows, border, keep (on one page),
    join (no gap above), new_page. ``notes``: heading, items; one with ``{web}``, the address of the form's
    web page, is printed only where the site has an address; the form in Word says ``word`` instead, where
    there is any. ``remarks``: heading; the standing
    remarks of the corpus. ``items``: the table of the standard's items.
    """

    kind: Literal["title", "grid", "notes", "remarks", "items"] = field(metadata={"at": ("block",)})
    text: str = field(default="", metadata=_holds("name", form=True))
    subtitle: str = field(default="", metadata=_holds("name", form=True))
    heading: str = ""
    items: tuple[str, ...] = field(default=(), metadata=_holds("name", "web", form=True))
    word: tuple[str, ...] = field(default=(), metadata=_holds("name", "web", form=True))
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
    Where ``code_label`` is set, every foot has the place for the code over the answers (答卷码).
    """

    head: tuple[str, ...] = field(metadata=_holds("name", form=True))
    foot: tuple[str, str, str] = field(metadata=_holds("name", "page", "pages", "items", form=True))
    unit_field: str = field(metadata={"at": ("unit", "field")})
    unit_label: str = field(metadata={"at": ("unit", "label")})
    picture: str = field(metadata=_holds("url"))
    bookmark: str
    items: str = field(default="", metadata=_holds("first", "last"))
    code_label: str = field(default="", metadata={"at": ("code", "label")})
    code_tooltip: str = field(default="", metadata={"at": ("code", "tooltip")})
    place: Place = placed("unit")


@dataclass(frozen=True, slots=True)
class ItemRow:
    """The row of an item: minimum height in mm, the section's pattern, length of ``{lead}``."""

    height: float = 0.0
    section: str = field(default="", metadata=_holds("marker", "title"))
    lead: int = 0


@dataclass(frozen=True, slots=True)
class RuleDefinition:
    """A declarative check before expansion; ``select`` picks fields where ``fields`` names none.

    ``{item}`` is for the message of a check of each item.
    """

    id: str
    check: str
    severity: str
    message: str = field(metadata=_holds("label", "value", "expected", "item"))
    fields: tuple[str, ...] = ()
    select: Mapping[str, str | bool] = field(default_factory=dict, metadata={"at": ("fields",)})
    each: Literal["", "item"] = ""
    params: Mapping[str, object] = field(default_factory=dict)
    place: Place = placed()

    @property
    def each_item(self) -> bool:
        """Whether there is one such check for every item; ``fields`` are then columns."""
        return self.each == "item"


_OF_WORDS: Final[Mapping[str, frozenset[str]]] = {
    "range": frozenset({"low", "high"}),
    "option": frozenset({"field", "label"}),
    "hint": frozenset({"labels", "operator", "value", "unit"}),
    "hints": frozenset({"entries"}),
    "threshold": frozenset({"subject", "operator", "value", "unit"}),
    "thresholds": frozenset({"entries"}),
    "conditions_applicability": frozenset({"entries"}),
    "conditions_event": frozenset({"entries"}),
    "conditions_alternative": frozenset({"entries"}),
    "conditions_discretion": frozenset({"entries"}),
}
"""Which placeholders the words of a form have."""


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
    name: str = field(metadata=_holds(form=True))
    page: PageDefinition
    running: Running
    words: Mapping[str, str] = field(metadata={"placeholders": _OF_WORDS})
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
