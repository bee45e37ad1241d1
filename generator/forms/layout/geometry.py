"""A laid-out form: pages of placed cells, and the tree of what they mean. Plain data, no PDF.

Coordinates are points from the lower left corner of the page (ISO 32000-1, 8.3.2.3).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from generator.errors import GeneratorError, Place
from generator.forms.definitions.expand import FormField
from generator.forms.layout.face import FaceName

MM: Final = 72 / 25.4
ARTIFACT: Final = -1
"""The element of what carries no meaning of its own: running heads and feet, repeated pictures."""


class LayoutError(GeneratorError):
    """A form cannot be laid out: a column is narrower than a character, or the running head and
    foot leave no room, or what cannot be split is higher than a page. ``reason`` is ``narrow``,
    ``running`` or ``high``, ``what`` the text or id concerned, ``place`` where it is defined, if known.
    """

    def __init__(self, reason: str, what: str, place: Place | None = None) -> None:
        super().__init__(f"{reason}: {what}")
        self.reason = reason
        self.what = what
        self.place = place


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; ``y`` is its lower edge."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.y + self.height

    def inset(self, dx: float, dy: float) -> Box:
        """The rectangle made smaller on all sides."""
        return Box(self.x + dx, self.y + dy, self.width - 2 * dx, self.height - 2 * dy)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text at its base line; ``spacing`` is added after each character."""

    x: float
    y: float
    text: str
    face: FaceName
    size: float
    spacing: float = 0.0


@dataclass(frozen=True, slots=True)
class Part:
    """Lines that belong to one element of the structure (or to :data:`ARTIFACT`)."""

    element: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Widget:
    """A place where a field is answered; ``state`` is set for one option of a choosing field.

    For text, ``multiline`` says that it wraps, and ``max_length`` how many characters the box holds
    (0: not limited).
    """

    field: FormField
    box: Box
    element: int
    size: float
    tooltip: str
    state: str = ""
    align: str = "left"
    multiline: bool = False
    max_length: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """A place that leads to an address outside."""

    box: Box
    element: int
    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A box with what stands in it. All text and all widgets of a page are in exactly one cell."""

    box: Box
    parts: tuple[Part, ...] = ()
    widgets: tuple[Widget, ...] = ()
    links: tuple[Link, ...] = ()
    border: bool = False
    underline: bool = False
    shade: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A matrix of dark modules (a QR code) in a box; the first row is the upper one."""

    box: Box
    modules: tuple[tuple[bool, ...], ...]
    element: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page in points."""

    width: float
    height: float
    cells: tuple[Cell, ...]
    picture: Picture | None = None


@dataclass(slots=True)
class Element:
    """A structure element (ISO 32000-1, 14.8.4); ``parent`` is an index, -1 for the root.

    ``headers`` are the ids of the header cells of a table cell, ``scope`` that of a header cell.
    """

    tag: str
    parent: int
    id: str = ""
    scope: str = ""
    headers: tuple[str, ...] = ()
    span: int = 1
    alt: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline; ``level`` counts from 1, ``y`` is the upper edge of its target."""

    title: str
    level: int
    page: int
    y: float


@dataclass(frozen=True)
class Layout:
    """A whole form, laid out."""

    pages: tuple[Page, ...]
    elements: tuple[Element, ...]
    bookmarks: tuple[Bookmark, ...] = field(default=())
