"""How people speak of what the standards say: words, questions, what they ask in vain."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.errors import Place, placed


@dataclass(frozen=True, slots=True)
class Wording:
    """Words that people type for something: words of some item's text, or topics."""

    words: tuple[str, ...]
    means: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    place: Place = placed("words")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The vocabulary (人们的说法): how people call what the text calls otherwise. For the search only."""

    wordings: tuple[Wording, ...] = field(default=(), metadata={"at": ("entries",)})
    forms: tuple[str, ...] = ()
    """What people call the forms, whatever their titles are."""


@dataclass(frozen=True, slots=True)
class UnitRule:
    """A rule that says what a kind of unit is: its name, article, exact quote, and where it was read."""

    id: str
    name: str
    article: str
    quote: str
    version: str
    repository: str
    path: str
    place: Place = placed("id")


@dataclass(frozen=True, slots=True)
class UnitKind:
    """A kind of unit (单位的种类): how people call it, the standards that such a one may have, and why.

    ``named`` are the words for it in the title of the standards, ``source`` the id of the rule that says what
    it is; ``why`` follows from them, ``limits`` is what they leave open.
    """

    standards: tuple[str, ...]
    words: tuple[str, ...]
    examples: tuple[str, ...] = ()
    named: str = ""
    source: str = ""
    why: str = ""
    limits: str = ""
    place: Place = placed("standards")


@dataclass(frozen=True, slots=True)
class Finder:
    """The way from a kind of unit to its standard, and what holds in doubtful cases."""

    question: str = ""
    kinds: tuple[UnitKind, ...] = ()
    in_doubt: str = ""
    sources: tuple[UnitRule, ...] = ()

    def of(self, standard: str) -> tuple[UnitKind, ...]:
        """The kinds that are shown with a standard: those that have examples and no other standard."""
        return tuple(kind for kind in self.kinds if kind.examples and kind.standards == (standard,))

    def rule(self, kind: UnitKind) -> UnitRule | None:
        """What says what such a unit is."""
        return next((rule for rule in self.sources if rule.id == kind.source), None)


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody may ask, the items that answer it, and those that may stand first (none: any of them)."""

    ask: str
    items: tuple[str, ...]
    first: tuple[str, ...] = ()
    place: Place = placed("ask")

    @property
    def best(self) -> tuple[str, ...]:
        """The items that may stand first."""
        return self.first or self.items


@dataclass(frozen=True, slots=True)
class Office:
    """Whom to ask about what the standards do not regulate."""

    id: str
    name: str
    place: Place = placed("id")


@dataclass(frozen=True, slots=True)
class Matter:
    """What people ask about and no standard regulates: how they say it, whom to ask, topics that come near.

    A word of several parts with blanks between them is said where all of the parts are.
    """

    matter: str
    words: tuple[str, ...]
    ask: tuple[str, ...]
    near: tuple[str, ...] = ()
    place: Place = placed("matter")


@dataclass(frozen=True, slots=True)
class Unregulated:
    """What is regulated nowhere (没有规定的事): what these standards say nothing of. For the search only."""

    offices: tuple[Office, ...] = ()
    matters: tuple[Matter, ...] = ()
