"""The law layer (现行法律): what the law says today beside the items, with source and date.

An editorial layer like the others: every entry quotes one article of one version of one law, says how
that stands to the items of a topic, and how far it is proved. Nothing here is a legal opinion.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Final, TypeVar

from generator.errors import Place, placed
from generator.numerals import value_of

T = TypeVar("T")

_STATE: Final = "中华人民共和国"
"""What the official names of laws begin with, and nobody says."""

SAME: Final = "basis"
"""The relation of an article that asks the same as the standard; every other is marked on the pages."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What says that a law is in force; ``dated`` is a date, or a month (``2026-07``)."""

    id: str
    text: str
    dated: str
    place: Place = placed()


@dataclass(frozen=True, slots=True)
class Source:
    """A public copy that a law was read in: a repository with its commit, and the file in it."""

    repository: str
    path: str
    dated: str


@dataclass(frozen=True, slots=True)
class Law:
    """One version of a law. ``as_of`` is the latest date for which some evidence has it in force.

    ``sha256`` is the digest of the cited articles in full, which are not kept here: whoever has an
    official copy can prove them. ``successor`` is the version that a repealed one gave way to.
    """

    id: str
    name: str
    version: str
    issued: str
    effective: str
    status: str
    as_of: str
    evidence: tuple[str, ...]
    checked: str
    proof: str
    sources: tuple[Source, ...]
    sha256: str
    successor: str = ""
    place: Place = placed()

    @property
    def called(self) -> str:
        """The name as people say it (工会法)."""
        return self.name.removeprefix(_STATE)

    @property
    def repealed(self) -> bool:
        """Whether it is quoted only to show what the standard once rested on."""
        return self.status == "repealed"


@dataclass(frozen=True, slots=True)
class Provision:
    """What one article says on the topic of some items, quoted; ``note`` is the editor's sentence.

    ``relation`` is that of the law to the standard, ``change`` what happened to the article since
    the standard was issued, as far as that is proved.
    """

    id: str
    topic: str
    items: tuple[str, ...]
    law: str
    article: str
    quote: str
    relation: str
    change: str
    note: str
    place: Place = placed()
    quote_place: Place = placed("quote")

    @property
    def same(self) -> bool:
        """Whether the law asks the same as the standard."""
        return self.relation == SAME


@dataclass(frozen=True, slots=True)
class Foremost:
    """Something that misleads most: what the standard says, what the law says now, and its entries."""

    entries: tuple[str, ...]
    was: str
    now: str
    place: Place = placed("entries")


@dataclass(frozen=True, slots=True)
class Unread:
    """A rule that is known of and could not be read: which topics it bears on, and who says so."""

    id: str
    name: str
    version: str
    fact: str
    source: str
    topics: tuple[str, ...]
    checked: str
    place: Place = placed()


@dataclass(frozen=True)
class LawLayer:
    """Everything that is said about the law; false where nothing is."""

    evidence: tuple[Evidence, ...] = ()
    laws: tuple[Law, ...] = ()
    unread: tuple[Unread, ...] = ()
    provisions: tuple[Provision, ...] = ()
    foremost: tuple[Foremost, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.laws or self.unread)

    @cached_property
    def law_by_id(self) -> Mapping[str, Law]:
        """Every version of a law under its id."""
        return MappingProxyType({law.id: law for law in self.laws})

    @cached_property
    def provision_by_id(self) -> Mapping[str, Provision]:
        """Every entry under its id."""
        return MappingProxyType({entry.id: entry for entry in self.provisions})

    @cached_property
    def of_item(self) -> Mapping[str, tuple[Provision, ...]]:
        """The entries on each item: first those that say other than the standard."""
        ordered = sorted(self.provisions, key=lambda entry: entry.same)
        return self._grouped(ordered, lambda entry: entry.items)

    @cached_property
    def of_topic(self) -> Mapping[str, tuple[Provision, ...]]:
        """The entries on each topic, in the order of the layer."""
        return self._grouped(self.provisions, lambda entry: (entry.topic,))

    @cached_property
    def of_law(self) -> Mapping[str, tuple[Provision, ...]]:
        """The entries from each law, in the order of its articles."""
        ordered = sorted(self.provisions, key=lambda entry: article_order(entry.article))
        return self._grouped(ordered, lambda entry: (entry.law,))

    @cached_property
    def unread_of_topic(self) -> Mapping[str, tuple[Unread, ...]]:
        """The rules on each topic that could not be read."""
        return self._grouped(self.unread, lambda rule: rule.topics)

    def touched(self, items: Iterable[str], since: str) -> tuple[str, ...]:
        """Those of ``items`` on which a law issued or repealed after ``since`` says other than the standard.

        An article that asks the same is not counted, nor a law that is older than the standard itself.
        """
        laws = self.law_by_id
        return tuple(
            item
            for item in items
            if any(
                not entry.same and (laws[entry.law].repealed or laws[entry.law].issued > since)
                for entry in self.of_item.get(item, ())
            )
        )

    @staticmethod
    def _grouped(entries: Iterable[T], keys: Callable[[T], Iterable[str]]) -> Mapping[str, tuple[T, ...]]:
        found: dict[str, list[T]] = {}
        for entry in entries:
            for key in keys(entry):
                found.setdefault(key, []).append(entry)
        return MappingProxyType({key: tuple(values) for key, values in found.items()})


_ARTICLE: Final = re.compile(r"第([零〇一二三四五六七八九十百千]+)条(?:之([一二三四五六七八九十]+))?")


def article_order(article: str) -> tuple[int, int]:
    """Where an article stands in its law; one that was inserted follows the one it is named after.

    >>> sorted(["第一百一十条", "第十条之一", "第十一条", "第十条"], key=article_order)
    ['第十条', '第十条之一', '第十一条', '第一百一十条']

    Raises:
        ValueError: that is not the number of an article.

    """
    if (match := _ARTICLE.fullmatch(article)) is None:
        raise ValueError(article)
    number, inserted = value_of(match[1]), value_of(match[2]) if match[2] else 0.0
    assert number is not None
    assert inserted is not None
    return int(number), int(inserted)
