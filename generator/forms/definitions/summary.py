"""``forms/summary.yml``: the wording of the way back, and which fields play which role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from generator.errors import Finding, Place, UsageError, placed
from generator.forms.definitions.wording import say
from generator.load import shapes
from generator.load.build import build
from generator.load.text_file import is_there

FILE: Final = "forms/summary.yml"

Shows = Literal[
    "number", "field", "number-field", "standard", "state-count", "unanswered-count", "rate", "pen", "remarks"
]


@dataclass(frozen=True, slots=True)
class Roles:
    """Which fields and states mean what; ids of fields, columns and states of ``forms/*.yml``."""

    name: tuple[str, ...]
    rating: str
    prefer: tuple[str, ...]
    code: str = ""
    code_pattern: str = ""
    code_check: Literal["", "uscc"] = ""
    code_slips: Mapping[str, str] = field(default_factory=dict)
    date: str = ""
    standard: str = ""
    reached: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    reason: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    region: str = ""
    earliest: int = 0
    contact: str = ""
    phone: str = ""
    evidence: str = ""
    facts: str = ""
    place: Place = placed()


@dataclass(frozen=True, slots=True)
class Severity:
    """How grave a problem is: by the code of the doubt, else by the check of its rule, else ``otherwise``.

    ``labels`` are in order, the gravest first; ``reply`` are those that a unit is told of. Doubts of the
    checks ``unanswered`` become one row a form, and those of ``follows`` only follow from them.
    """

    labels: Mapping[str, str]
    otherwise: str
    checks: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)
    reply: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    follows: tuple[str, ...] = ()

    def of(self, rule: str, check: str) -> str:
        """The severity of a doubt, by its code or the check of its rule."""
        return self.rules.get(rule) or self.checks.get(check) or self.otherwise


@dataclass(frozen=True, slots=True)
class Recommended:
    """Which hand columns of the summary sheet say that a unit is recommended, and how it is put in order."""

    mark: str
    order: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two forms of one unit should agree on; ``check`` is also the code of the doubt."""

    check: str
    kind: Literal["type", "same", "count"]
    field: str = ""
    state: str = ""
    place: Place = placed()


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of the summary sheet (汇总表; 推荐汇总表 for the units that are recommended).

    Which attributes count depends on ``shows``.

    ``id`` names a column for the pen, so that what was typed into it is found again.
    """

    shows: Shows
    heading: str
    width: float
    fields: tuple[str, ...] = ()
    state: str = ""
    id: str = ""
    choices: tuple[str, ...] = ()
    place: Place = placed()


@dataclass(frozen=True, slots=True)
class Sheet:
    """Name of a sheet, its headings by what they are for, and its other words."""

    name: str
    headings: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict, metadata={"rest": True})


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a file is not accepted: its short name, the sentence for the unit, and words for it."""

    label: str
    sentence: str
    kinds: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict, metadata={"rest": True})


@dataclass(frozen=True, slots=True)
class NoteWords:
    """How to speak of what is drawn over the pages of a form besides its fields."""

    one: str
    silent: str
    kinds: Mapping[str, str]


@dataclass(frozen=True)
class Summary:
    """The whole of ``forms/summary.yml``."""

    title: str
    roles: Roles
    words: Mapping[str, str]
    columns: tuple[SheetColumn, ...] = field(metadata={"at": ("sheets", "summary", "columns")})
    sheets: Mapping[str, Sheet]
    top: int = field(metadata={"at": ("sheets", "statistics", "top")})
    colours: Mapping[str, str] = field(metadata={"at": ("sheets", "statistics", "colours")})
    recommended_columns: tuple[SheetColumn, ...] = field(
        metadata={"at": ("sheets", "recommended", "columns")}
    )
    recommended: Recommended
    severity: Severity
    marks: Mapping[str, str] = field(metadata={"at": ("sheets", "overview", "marks")})
    stamped: tuple[str, ...] = field(metadata={"at": ("sheets", "overview", "choices")})
    mark_words: Mapping[str, str] = field(metadata={"at": ("sheets", "overview", "mark_words")})
    overview_states: Mapping[str, str] = field(metadata={"at": ("sheets", "overview", "states")})
    changes: Mapping[str, str] = field(metadata={"at": ("sheets", "changes", "kinds")})
    carry: Mapping[str, str]
    replies: Mapping[str, str]
    units: Mapping[str, str]
    missing_states: Mapping[str, str] = field(metadata={"at": ("sheets", "missing", "states")})
    reasons: Mapping[str, Reason]
    doubts: Mapping[str, str]
    notes: NoteWords
    choice: Mapping[str, str]
    suspects: Mapping[str, str]
    decisions: Mapping[str, str]
    paper: Mapping[str, str]
    paper_headings: Mapping[str, str] = field(metadata={"at": ("paper", "headings")})
    roster: Mapping[str, tuple[str, ...]]
    prefill_file: str = field(metadata={"at": ("prefill", "file")})
    endings: tuple[str, ...] = field(default=(), metadata={"at": ("names", "endings")})
    distinct: str = field(default="", metadata={"at": ("names", "distinct")})
    totals: tuple[str, ...] = field(default=(), metadata={"at": ("names", "totals")})
    roster_notes: tuple[str, ...] = field(default=(), metadata={"at": ("names", "notes")})
    fillers: tuple[str, ...] = field(default=(), metadata={"at": ("names", "fillers")})
    below: str = field(default="", metadata={"at": ("names", "below")})
    agree: tuple[Agreement, ...] = ()
    sheets_place: Place = placed("sheets")
    units_place: Place = placed("units")
    replies_place: Place = placed("replies")
    paper_place: Place = placed("paper")
    prefill_place: Place = placed("prefill")
    severity_place: Place = placed("severity")
    colours_place: Place = placed("sheets", "statistics", "colours")
    recommended_place: Place = placed("recommended")

    def word(self, key: str, **data: object) -> str:
        """One of the words, its placeholders filled in."""
        return say(self.words[key], **data)


def load_summary(root: Path) -> tuple[Summary | None, list[Finding]]:
    """The summary definition under ``root``, and what is wrong with it; ``None`` without a sound file."""
    if not is_there(root / FILE):
        return None, []
    data, findings = shapes.read(root, FILE, "summary")
    return (None if data is None else build(Summary, data, FILE)), findings


def require_summary(root: Path) -> Summary:
    """The summary definition.

    Raises:
        UsageError: there is none (a faulty one is a finding of ``check``).

    """
    summary, _ = load_summary(root)
    if summary is None:
        raise UsageError(f"缺少 {FILE}：它写着汇总表的栏目和退回时说的话")
    return summary
