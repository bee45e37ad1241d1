"""What became of one file: the value that workers hand over, that JSON holds and that merging takes in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, cast

Status = Literal["accepted", "rejected", "ignored"]
Origin = Literal["pdf", "word", "paper"]
"""What the answers were read from; a copied text stands for the PDF of the page that it was copied from."""
Scope = Literal["read", "rule", "set"]
"""Where a doubt comes from: seen in the file itself, found by a rule, or found among several files.

Only the first kind survives as it is when results are merged; the others are found again.
"""

REASONS: Final = (
    "not-a-pdf",
    "old-word",
    "other-document",
    "damaged",
    "cut-off",
    "encrypted",
    "no-fields",
    "other-form",
    "unknown-form",
    "fields-removed",
    "identity-lost",
    "several-forms",
    "picture",
    "only-notes",
    "too-large",
    "too-complex",
    "too-slow",
    "unreadable",
    "archive",
    "not-in-browser",
    "paper-form",
)
"""The closed list of reasons for which a file is not accepted; forms/summary.yml has a sentence for each."""

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing about an accepted form that a person should look at."""

    rule: str
    field: str
    message: str
    scope: Scope = "rule"

    def to_json(self) -> Json:
        """As ``collect --json`` writes it."""
        return {"rule": self.rule, "field": self.field, "message": self.message, "scope": self.scope}


@dataclass(frozen=True, slots=True)
class Record:
    """One file and how it ended.

    ``path`` is the file as it was named on the command line and below (``a.zip!/b.pdf`` for members),
    ``modified`` its time as ``YYYY-MM-DDThh:mm:ss`` or empty. ``answers`` are all answers of the file,
    by field name; which of them count for the present texts is for :mod:`generator.returns.judging.judge`.
    ``key`` is what ``prefill`` wrote into the form to tell its unit.
    ``items`` maps item ids to the hash of the text that was answered. ``source`` names the workbook
    (a county's) that the record was merged from, if it was.
    """

    path: str
    status: Status
    size: int = 0
    sha256: str = ""
    modified: str = ""
    origin: Origin = "pdf"
    reason: str = ""
    message: str = ""
    detail: str = ""
    form: str = ""
    standard: str = ""
    version: str = ""
    digest: str = ""
    key: str = ""
    items: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    source: str = ""

    @property
    def accepted(self) -> bool:
        """Whether its answers count."""
        return self.status == "accepted"

    def to_json(self) -> Json:
        """The record without what is found among several files; the inverse of :func:`from_json`."""
        return {
            "path": self.path,
            "sha256": self.sha256 or None,
            "status": self.status,
            "reason": self.reason or None,
            "message": self.message or None,
            "detail": self.detail or None,
            "form": self.form or None,
            "standard": self.standard or None,
            "version": self.version or None,
            "digest": self.digest or None,
            "key": self.key or None,
            "size": self.size,
            "modified": self.modified or None,
            "origin": self.origin,
            **({"source": self.source} if self.source else {}),
            "items": " ".join(f"{item}:{text}" for item, text in self.items.items()) or None,
            "values": dict(self.answers),
            "doubts": [doubt.to_json() for doubt in self.doubts],
        }


def from_json(data: Mapping[str, object]) -> Record:
    """The record in one entry of ``files``, whose shape the schema has vouched for."""

    def text(key: str) -> str:
        return str(data.get(key) or "")

    doubts = cast("list[Mapping[str, str]]", data.get("doubts") or [])
    answers = dict(cast("Mapping[str, str]", data.get("values") or {}))
    answers |= cast("Mapping[str, str]", data.get("set_aside") or {})
    return Record(
        path=text("path"),
        status=cast("Status", text("status")),
        size=int(cast("int", data.get("size") or 0)),
        sha256=text("sha256"),
        modified=text("modified"),
        origin=cast("Origin", text("origin") or "pdf"),
        reason=text("reason"),
        message=text("message"),
        detail=text("detail"),
        source=text("source"),
        form=text("form"),
        standard=text("standard"),
        version=text("version"),
        digest=text("digest"),
        key=text("key"),
        items=read_items(text("items")),
        answers=answers,
        doubts=tuple(
            Doubt(d["rule"], d.get("field") or "", d["message"], cast("Scope", d.get("scope", "rule")))
            for d in doubts
        ),
    )


def read_items(text: str) -> dict[str, str]:
    """Item id -> hash of its text, as the hidden field ``form-items`` holds them."""
    pairs = (entry.partition(":") for entry in text.split())
    return {item: digest for item, colon, digest in pairs if colon}
