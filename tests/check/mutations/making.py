"""One slip in the real files: how it is made, and where its finding is expected.

Every mutation is made on a copy of the real encoding. Where it is made is found by walking along
anchors, so no line number is written down here and an edit of the data that moves an anchor away
fails loudly instead of testing nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.errors import Finding

CATALOG: Final = "standards/catalog.yml"
LETTER: Final = "standards/verbatim/letter-2016.yml"
NOTICE: Final = "standards/verbatim/notice-2017.yml"
STATE: Final = "standards/verbatim/state-sector.yml"
NON_PUBLIC: Final = "standards/verbatim/non-public.yml"
ORGANS: Final = "standards/verbatim/public-organs.yml"
FEDERATIONS: Final = "standards/verbatim/federations.yml"
TOWNSHIPS: Final = "standards/verbatim/townships.yml"
VILLAGES: Final = "standards/verbatim/villages.yml"
TOPICS: Final = "standards/editorial/topics.yml"
THRESHOLDS: Final = "standards/editorial/thresholds.yml"
NOT_THRESHOLDS: Final = "standards/editorial/not-thresholds.yml"
CONDITIONS: Final = "standards/editorial/conditions.yml"
NOTES: Final = "standards/editorial/notes.yml"
REMARKS: Final = "standards/editorial/remarks.yml"
FINDER: Final = "standards/editorial/finder.yml"
TRANSCRIPT: Final = "standards/source/notice-and-standards.txt"

REFERENCES: Final = frozenset({"quote-not-found", "numeral-unaccounted"})
"""What an edit of the verbatim layer may cause in the editorial layers that quote it."""

LOST: Final = frozenset({"item-unknown", "note-target", "meaning-not-in-text"})
"""What references to an item lead to when it is lost without leaving a gap in the numbers."""

END: Final = "the end of the file"

MOST: Final = 8
"""More findings than this for one slip would bury the one that matters."""

Anchors = tuple[str, ...]
"""A walk through a file: each word is sought from where the one before it was found."""

Edit = Callable[[str], tuple[str | None, int]]
"""From a file's text to the spoilt text (``None``: no file) and the line of the expected finding."""


# --- edits --------------------------------------------------------------------------------------


def locate(text: str, *anchors: str) -> int:
    """The offset of the last anchor, each sought from where the one before it was found."""
    position = 0
    for anchor in anchors:
        found = text.find(anchor, position)
        if found < 0:
            raise LookupError(f"not in the file any more: {anchor!r} (on the way {anchors!r})")
        position = found
    return position


def line_at(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def replace(*anchors: str, by: str, shows_at: Anchors = (), offset: int = 0) -> Edit:
    """Replace the last anchor; the finding is expected there, or at ``shows_at`` in the result."""

    def edit(text: str) -> tuple[str, int]:
        position = locate(text, *anchors)
        new = text[:position] + by + text[position + len(anchors[-1]) :]
        at = locate(new, *shows_at) if shows_at else position
        return new, line_at(new, at) + offset

    return edit


def swap(first: Anchors, second: Anchors) -> Edit:
    """Exchange the last anchors of two walks; the finding is expected at the first."""

    def edit(text: str) -> tuple[str, int]:
        one, two = locate(text, *first), locate(text, *second)
        assert one + len(first[-1]) <= two, "the first must stand before the second"
        between = text[one + len(first[-1]) : two]
        tail = text[two + len(second[-1]) :]
        return text[:one] + second[-1] + between + first[-1] + tail, line_at(text, one)

    return edit


def cut(*anchors: str, until: str, shows_at: Anchors = ()) -> Edit:
    """Remove everything from the last anchor up to (without) the next ``until``."""

    def edit(text: str) -> tuple[str, int]:
        start = locate(text, *anchors)
        after = start + len(anchors[-1])
        end = len(text) if until == END else after + locate(text[after:], until)
        new = text[:start] + text[end:]
        return new, line_at(new, locate(new, *shows_at) if shows_at else start)

    return edit


def rewrite_line(change: Callable[[str], str], *anchors: str) -> Edit:
    """Put the whole line of the last anchor through a function, which must change it."""

    def edit(text: str) -> tuple[str, int]:
        position = locate(text, *anchors)
        start = text.rfind("\n", 0, position) + 1
        end = text.find("\n", position)
        new = change(text[start:end])
        assert new != text[start:end], "the function changes nothing here"
        return text[:start] + new + text[end:], line_at(text, position)

    return edit


def append(addition: str, offset: int = 1) -> Edit:
    """Add at the end of the file; the finding is expected ``offset`` lines below its last line."""

    def edit(text: str) -> tuple[str, int]:
        return text + addition, text.count("\n") + offset

    return edit


def become(content: str | None, line: int = 1) -> Edit:
    """Replace the whole file (``None``: remove it)."""

    def edit(_: str) -> tuple[str | None, int]:
        return content, line

    return edit


# --- one slip ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Mutation:
    """One slip: where it is made, and the finding that it must lead to.

    Without ``also`` that finding is the only one. ``at`` names another file (and a walk to the
    line in it) where the finding is expected instead.
    """

    name: str
    file: str
    edit: Edit
    code: str
    also: frozenset[str] = frozenset()
    at: tuple[str, Anchors] | None = None
    most: int = MOST


def spoil(root: Path, mutation: Mutation) -> tuple[str, int]:
    """Make the mutation under ``root``; the place where its finding is expected."""
    path = root / mutation.file
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    new, line = mutation.edit(old)
    assert new != old, "the mutation changes nothing"
    if new is None:
        path.unlink()
    else:
        path.write_bytes(new.encode("utf-8", "surrogateescape"))
    if mutation.at is None:
        return mutation.file, line
    file, anchors = mutation.at
    target = root / file
    text = target.read_text(encoding="utf-8") if target.exists() else ""
    return file, line_at(text, locate(text, *anchors))


def told(findings: tuple[Finding, ...]) -> str:
    return f"{len(findings)} findings\n" + "\n".join(f"  {f.code:22} {f}" for f in findings[:40])
