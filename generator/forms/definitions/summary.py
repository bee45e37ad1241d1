"""``forms/summary.yml``: the wording of the way back, and which fields play which role."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, cast

from generator.errors import Finding, UsageError
from generator.forms.definitions.wording import say
from generator.load import shapes, yaml_file
from generator.load.yaml_file import YamlMapping

FILE: Final = "forms/summary.yml"

Shows = Literal[
    "number", "field", "number-field", "standard", "state-count", "unanswered-count", "pen", "remarks"
]


@dataclass(frozen=True, slots=True)
class Roles:
    """Which fields and states mean what; ids of fields, columns and states of ``forms/*.yml``."""

    name: tuple[str, ...]
    code: str
    code_pattern: str
    date: str
    standard: str
    rating: str
    reached: tuple[str, ...]
    missed: tuple[str, ...]
    reason: tuple[str, ...]
    prefer: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two forms of one unit should agree on; ``check`` is also the code of the doubt."""

    check: str
    kind: Literal["type", "same", "count"]
    field: str
    state: str


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column of 汇总表; which attributes count depends on ``shows``."""

    shows: Shows
    heading: str
    width: float
    fields: tuple[str, ...]
    state: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Name of a sheet and its headings by what they are for."""

    name: str
    headings: Mapping[str, str]
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a file is not accepted: its short name, the sentence for the unit, and words for it."""

    label: str
    sentence: str
    kinds: Mapping[str, str]
    words: Mapping[str, str]


@dataclass(frozen=True)
class Summary:
    """The whole of ``forms/summary.yml``."""

    title: str
    roles: Roles
    endings: tuple[str, ...]
    distinct: str
    kinds: Mapping[str, str]
    agree: tuple[Agreement, ...]
    words: Mapping[str, str]
    columns: tuple[SheetColumn, ...]
    sheets: Mapping[str, Sheet]
    top: int
    missing_states: Mapping[str, str]
    reasons: Mapping[str, Reason]
    doubts: Mapping[str, str]
    suspects: Mapping[str, str]
    paper: Mapping[str, str]
    paper_headings: Mapping[str, str]
    roster: Mapping[str, tuple[str, ...]]
    prefill_file: str

    def word(self, key: str, **data: object) -> str:
        """One of the words, its placeholders filled in."""
        return say(self.words[key], **data)


def load_summary(root: Path) -> tuple[Summary | None, list[Finding]]:
    """The summary definition under ``root``, and what is wrong with it; ``None`` without a sound file."""
    path = root / FILE
    if not path.exists():
        return None, []
    data, findings = yaml_file.read(path, FILE)
    if data is not None:
        findings += shapes.validate(data, "summary", FILE)
    if findings or not isinstance(data, YamlMapping):
        return None, findings
    return _summary(json.loads(json.dumps(data))), []


def require_summary(root: Path) -> Summary:
    """The summary definition.

    Raises:
        UsageError: there is none (a faulty one is a finding of ``check``).

    """
    summary, _ = load_summary(root)
    if summary is None:
        raise UsageError(f"缺少 {FILE}：它写着汇总表的栏目和退回时说的话")
    return summary


def _summary(data: Mapping[str, object]) -> Summary:
    roles, sheets = _map(data["roles"]), _map(data["sheets"])
    main, statistics, missing = (_map(sheets[k]) for k in ("summary", "statistics", "missing"))
    paper = _map(data["paper"])
    return Summary(
        title=str(data["title"]),
        roles=Roles(
            name=_texts(roles["name"]),
            code=str(roles.get("code", "")),
            code_pattern=str(roles.get("code_pattern", "")),
            date=str(roles.get("date", "")),
            standard=str(roles.get("standard", "")),
            rating=str(roles["rating"]),
            reached=_texts(roles.get("reached")),
            missed=_texts(roles.get("missed")),
            reason=_texts(roles.get("reason")),
            prefer=_texts(roles["prefer"]),
        ),
        endings=_texts(_map(data["names"]).get("endings")),
        distinct=str(_map(data["names"]).get("distinct", "")),
        kinds=_words(data["kinds"]),
        agree=tuple(_agreement(_map(a)) for a in _list(data.get("agree"))),
        words=_words(data["words"]),
        columns=tuple(_column(_map(c)) for c in _list(main["columns"])),
        sheets={key: _sheet(_map(sheet)) for key, sheet in sheets.items()},
        top=int(cast("int", statistics["top"])),
        missing_states=_words(missing["states"]),
        reasons={code: _reason(_map(reason)) for code, reason in _map(data["reasons"]).items()},
        doubts=_words(data["doubts"]),
        suspects=_words(data["suspects"]),
        paper={key: str(value) for key, value in paper.items() if isinstance(value, str)},
        paper_headings=_words(paper["headings"]),
        roster={key: _texts(names) for key, names in _map(data["roster"]).items()},
        prefill_file=str(_map(data["prefill"])["file"]),
    )


def _agreement(data: Mapping[str, object]) -> Agreement:
    kind = cast("Literal['type', 'same', 'count']", data["kind"])
    return Agreement(str(data["check"]), kind, str(data.get("field", "")), str(data.get("state", "")))


def _column(data: Mapping[str, object]) -> SheetColumn:
    return SheetColumn(
        shows=cast("Shows", data["shows"]),
        heading=str(data["heading"]),
        width=float(cast("float", data["width"])),
        fields=_texts(data.get("fields")),
        state=str(data.get("state", "")),
    )


def _sheet(data: Mapping[str, object]) -> Sheet:
    words = {key: str(value) for key, value in data.items() if isinstance(value, str) and key != "name"}
    return Sheet(str(data["name"]), _words(data.get("headings", {})), words)


def _reason(data: Mapping[str, object]) -> Reason:
    words = {key: str(value) for key, value in data.items() if isinstance(value, str)}
    return Reason(words.pop("label"), words.pop("sentence"), _words(data.get("kinds", {})), words)


def _map(value: object) -> Mapping[str, object]:
    return cast("Mapping[str, object]", value)


def _list(value: object) -> list[object]:
    return cast("list[object]", value or [])


def _words(value: object) -> dict[str, str]:
    return {key: str(text) for key, text in _map(value).items()}


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(text) for text in _list(value))
