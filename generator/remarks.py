"""What every output of a kind must tell its reader: whose words stand there, and what they do not say."""

from __future__ import annotations

from dataclasses import dataclass

from generator.errors import Place, placed


@dataclass(frozen=True, slots=True)
class Link:
    """A way to a page of the site, by its folder (``guide/fill/``), and the words it is offered with."""

    to: str
    words: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A standing remark to the reader, and the kinds of output (``where``) that must carry it.

    Where ``standards`` are named, the pages and checklists of others go without it.
    """

    id: str
    where: tuple[str, ...]
    title: str
    text: str
    more: Link | None = None
    standards: tuple[str, ...] = ()
    place: Place = placed()
