"""What is known of an official form: plain data that travels with the setup, to workers and as JSON.

It is taken once from the mapping file and the blank document (:mod:`generator.returns.official.issued`);
the blank itself does not travel, only what is printed in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from generator.forms.definitions.definition import Option

Where = Literal["right", "below", "inside", "line"]
"""Where the answer of a label stands: in the next cell, in the cell below, in the label's own cell, or
behind the label in a paragraph outside of tables."""

NOBODY: Final = "-"
"""In the place of a field: a blank that no field of ours answers."""


@dataclass(frozen=True, slots=True)
class OfficialCell:
    """A cell with answers. ``label`` is its label as the mapping has it, compared without blanks and marks.

    ``ordinal`` (from 1) of ``total`` tells which of the cells with this label it is. ``fields`` are the
    fields of its blanks in their order; ``options`` the choices, by the texts that the document has for
    them; ``printed`` is what the blank document shows in the cell.

    A paragraph outside of tables has all of its blanks in one of these, whichever labels they stand behind:
    ``places`` are their characters in ``printed``, ``label`` is the first of the labels, ``total`` counts
    the paragraphs that read as it does. ``set_off`` are choices that the blank has in another look.
    """

    label: str
    where: Where
    fields: tuple[str, ...]
    printed: str = ""
    ordinal: int = 1
    total: int = 1
    options: tuple[Option, ...] = ()
    places: tuple[tuple[int, int], ...] = ()
    set_off: str = ""


@dataclass(frozen=True, slots=True)
class OfficialColumn:
    """A column of the table of items: its heading, and the column of ours that is answered in it.

    With a ``state`` the column is that of one choice, and a mark in it chooses it.
    """

    heading: str
    column: str
    state: str = ""
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Official:
    """An official form, which stands for the form ``form``.

    ``digest`` is the SHA-256 of the blank, ``title`` what is printed in every copy of it, ``number`` the
    heading of the items' numbers, ``order`` all headings that are looked for, from left to right. ``texts``
    are the lines of all cells and ``outside`` those outside of tables, as they are compared: what is none of
    them was written by somebody.
    ``usual`` is what every copy holds besides (pictures, text boxes), as :func:`told` says it.
    """

    form: str
    name: str
    digest: str
    title: str
    cells: tuple[OfficialCell, ...] = ()
    number: str = ""
    columns: tuple[OfficialColumn, ...] = ()
    order: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    usual: tuple[str, ...] = ()
