"""The canonical model: one immutable value, loaded and checked once, that every output is made from.

Two kinds of layer, never mixed: the *verbatim* layer (what the source prints, to the character)
and the *editorial* layers (what we add, each entry quoting an exact piece of the verbatim text).
``place`` says where an entity stands in the YAML; it takes no part in comparisons.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from generator.doing import Doer, DoneBy, Frequency, Period
from generator.errors import Place, placed
from generator.law import LawLayer
from generator.remarks import Remark
from generator.weighing import Weighing
from generator.wording import Finder, Question, Unregulated, Vocabulary

K = TypeVar("K")
T = TypeVar("T")

# --- verbatim layer -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Issuance:
    """A document that issued standards. ``issued`` is an ISO date, ``issued_note`` its basis."""

    title: str
    issuer: str
    number: str
    issued: str
    issued_note: str

    @property
    def year(self) -> str:
        """The year in which it was issued."""
        return self.issued[:4]


@dataclass(frozen=True, slots=True)
class Item:
    """An item (条): one requirement. ``id`` is ``attachment.section.item`` and is for ever."""

    id: str
    number: int
    marker: str
    text: str
    place: Place = placed("number")
    marker_place: Place = placed("marker")
    text_place: Place = placed("text")


@dataclass(frozen=True, slots=True)
class Section:
    """A section (部分): a titled group of items; ``marker`` as printed (``一、``)."""

    number: int
    marker: str
    title: str
    items: tuple[Item, ...]
    place: Place = placed()
    marker_place: Place = placed("marker")
    title_place: Place = placed("title")


@dataclass(frozen=True, slots=True)
class Standard:
    """A reference standard (参考标准), for one type of organisation; ``id`` is its slug.

    ``label`` is the label that it is printed under (附件1, "attachment 1"),
    ``short`` our own short name of the type; everything else is verbatim. ``issuance`` is set where
    another document than the catalog's issued it: ask :meth:`Corpus.issuance_of`. ``apart`` is set where
    the attachments of two documents bear one label.
    """

    id: str
    attachment: int
    label: str
    title: str
    short: str
    sections: tuple[Section, ...]
    issuance: Issuance | None = None
    place: Place = placed()
    label_place: Place = placed("label")
    title_place: Place = placed("title")
    apart: str = ""

    @property
    def called(self) -> str:
        """The standard beside others: its label, with the type where that would not tell it apart."""
        return self.apart or self.label

    @property
    def items(self) -> Iterator[Item]:
        """All items in the order of the source."""
        return (item for section in self.sections for item in section.items)

    @property
    def item_count(self) -> int:
        """Number of items over all sections."""
        return sum(len(section.items) for section in self.sections)


@dataclass(frozen=True, slots=True)
class Block:
    """One printed piece of a covering document: its role, its marker if it has one, its text."""

    role: str
    text: str
    marker: str = ""
    standard: str = ""
    marker_place: Place = placed("marker")
    text_place: Place = placed("text")


@dataclass(frozen=True, slots=True)
class Document:
    """A covering document (letter, notice) as the sequence of what it prints."""

    id: str
    kind: str
    name: str
    blocks: tuple[Block, ...]
    place: Place = placed()


# --- editorial layers ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Clause:
    """An exact piece of an item that bears on a topic.

    ``by`` is set where its words give the doing to another body than the one that the standard is for.
    """

    item: str
    quote: str
    by: DoneBy | None = None
    place: Place = placed("quote")


@dataclass(frozen=True, slots=True)
class TopicGroup:
    """A group of topics."""

    id: str
    name: str
    place: Place = placed()


@dataclass(frozen=True, slots=True)
class Topic:
    """One matter that one or more types regulate, with every clause that bears on it."""

    id: str
    name: str
    group: str
    aliases: tuple[str, ...]
    summary: str
    clauses: tuple[Clause, ...]
    place: Place = placed()


@dataclass(frozen=True, slots=True)
class Subject:
    """What a threshold measures. ``stricter`` tells which direction of the value asks more."""

    id: str
    name: str
    unit: str
    stricter: str
    place: Place = placed()


@dataclass(frozen=True, slots=True)
class Threshold:
    """A quantified requirement. ``value`` holds one number, or (min, max) for ``range``."""

    item: str
    topic: str
    subject: str
    operator: str
    value: tuple[float, ...]
    unit: str
    quote: str
    place: Place = placed("quote")


@dataclass(frozen=True, slots=True)
class NotThreshold:
    """A numeral of one item that quantifies nothing, and why."""

    item: str
    quote: str
    reason: str
    place: Place = placed("quote")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words with a numeral that quantifies nothing (the 一 in 上一级, "the level above"), in any item."""

    phrase: str
    reason: str
    place: Place = placed("phrase")


@dataclass(frozen=True, slots=True)
class Condition:
    """Words that limit whom or when an item, or a part of it, binds."""

    item: str
    kind: str
    quote: str
    place: Place = placed("quote")


@dataclass(frozen=True, slots=True)
class Relation:
    """An editor's judgement on one topic: ``left`` asks more (``stricter``) or less than ``right``.

    Both are item ids. For what the text plainly shows and no comparable thresholds do.
    """

    topic: str
    left: str
    right: str
    relation: str
    reason: str
    place: Place = placed()


@dataclass(frozen=True, slots=True)
class Note:
    """A note (勘误与说明) on an irregularity, shown beside the text and never applied to it.

    ``target`` is an item id, a document id or a standard id.
    """

    target: str
    quote: str
    kind: str
    suggestion: str
    confidence: str
    basis: str
    place: Place = placed("quote")


# --- the whole ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Catalog:
    """Version and date of the data, and the order of everything. ``date`` stamps every file."""

    version: str
    date: str
    title: str
    summary: str
    transcript: str
    sequence: tuple[str, ...]
    issuance: Issuance
    place: Place = placed("transcript")
    version_place: Place = placed("version")


@dataclass(frozen=True)
class Corpus:
    """A whole body of standards. Every output is a pure function of it (and of the form definitions)."""

    catalog: Catalog
    documents: tuple[Document, ...]
    standards: tuple[Standard, ...]
    groups: tuple[TopicGroup, ...]
    topics: tuple[Topic, ...]
    subjects: tuple[Subject, ...]
    thresholds: tuple[Threshold, ...]
    phrases: tuple[Phrase, ...]
    not_thresholds: tuple[NotThreshold, ...]
    conditions: tuple[Condition, ...]
    notes: tuple[Note, ...]
    remarks: tuple[Remark, ...]
    finder: Finder
    relations: tuple[Relation, ...] = ()
    weighings: tuple[Weighing, ...] = ()
    vocabulary: Vocabulary = Vocabulary()
    questions: tuple[Question, ...] = ()
    unregulated: Unregulated = Unregulated()
    law: LawLayer = LawLayer()
    doers: tuple[Doer, ...] = ()
    periods: tuple[Period, ...] = ()
    frequencies: tuple[Frequency, ...] = ()

    @cached_property
    def item_by_id(self) -> Mapping[str, Item]:
        """Every item under its id."""
        return MappingProxyType({i.id: i for s in self.standards for i in s.items})

    @cached_property
    def standard_of_item(self) -> Mapping[str, Standard]:
        """The standard that an item id belongs to."""
        return MappingProxyType({i.id: s for s in self.standards for i in s.items})

    def issuance_of(self, standard: Standard) -> Issuance:
        """The document that issued a standard: its own, or else the catalog's."""
        return standard.issuance or self.catalog.issuance

    @cached_property
    def issuances(self) -> Mapping[Issuance, tuple[Standard, ...]]:
        """The documents that issued the standards, in their order, each with its standards."""
        return _grouped((self.issuance_of(standard), standard) for standard in self.standards)

    @cached_property
    def item_count(self) -> int:
        """Number of items over all standards."""
        return sum(s.item_count for s in self.standards)

    @cached_property
    def group_by_id(self) -> Mapping[str, TopicGroup]:
        """Every group of topics under its id."""
        return MappingProxyType({g.id: g for g in self.groups})

    @cached_property
    def topic_by_id(self) -> Mapping[str, Topic]:
        """Every topic under its id."""
        return MappingProxyType({t.id: t for t in self.topics})

    @cached_property
    def subject_by_id(self) -> Mapping[str, Subject]:
        """What thresholds measure, under its id."""
        return MappingProxyType({s.id: s for s in self.subjects})

    @cached_property
    def doer_by_id(self) -> Mapping[str, Doer]:
        """Who else does what is asked, under its id."""
        return MappingProxyType({d.id: d for d in self.doers})

    @cached_property
    def topics_of_item(self) -> Mapping[str, tuple[Topic, ...]]:
        """The topics with a clause in an item, in the order of the topics."""
        found: dict[str, dict[str, Topic]] = {}
        for topic in self.topics:
            for clause in topic.clauses:
                found.setdefault(clause.item, {})[topic.id] = topic
        return MappingProxyType({item: tuple(topics.values()) for item, topics in found.items()})

    @cached_property
    def thresholds_of_item(self) -> Mapping[str, tuple[Threshold, ...]]:
        """The thresholds that an item states."""
        return _grouped((t.item, t) for t in self.thresholds)

    @cached_property
    def conditions_of_item(self) -> Mapping[str, tuple[Condition, ...]]:
        """The conditions that an item states."""
        return _grouped((c.item, c) for c in self.conditions)

    @cached_property
    def notes_of(self) -> Mapping[str, tuple[Note, ...]]:
        """The notes on an item, a standard or a document, under its id."""
        return _grouped((n.target, n) for n in self.notes)

    def remarks_for(self, where: str, standard: Standard | None = None) -> tuple[Remark, ...]:
        """The standing remarks that one kind of output must carry, on the page or form of a ``standard``."""
        own = [r for r in self.remarks if standard is None or not r.standards or standard.id in r.standards]
        return tuple(remark for remark in own if where in remark.where)


def _grouped(pairs: Iterator[tuple[K, T]]) -> Mapping[K, tuple[T, ...]]:
    found: dict[K, list[T]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return MappingProxyType({key: tuple(values) for key, values in found.items()})
