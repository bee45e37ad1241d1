"""What is kept in memory of every file: enough to tell units, repetitions, and which return counts."""

from __future__ import annotations

from dataclasses import dataclass

Day = tuple[int, int, int]
"""Year, month, day; 0 where a part is not known."""


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One file of a run.

    ``standard`` is the one that the form was made for or that was chosen in it; ``key`` what
    ``prefill`` wrote into it; ``content`` a digest of the form and its answers; ``answered`` how many
    there are, ``blank`` whether it came back as ``prefill`` wrote it; ``day`` the form's own date, or
    zeros where it has none that can be; ``facts`` the answers by which one unit is told from another of
    its name, normalised, as (field, answer); ``line`` its place in the store; ``source`` the workbook
    that it was merged from, if it was.
    """

    line: int
    path: str
    sha256: str
    status: str
    reason: str
    form: str
    kind: str
    standard: str
    name: str
    code: str
    content: str
    day: Day = (0, 0, 0)
    modified: str = ""
    key: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    answered: int = 0
    origin: str = "pdf"
    doubts: int = 0
    blank: bool = False
    source: str = ""
