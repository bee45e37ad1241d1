"""Findings, and the one exception from which every expected failure derives.

Types and codes are the interface; the Chinese messages are for the person at the console and may
change at any time.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: a path relative to the root (POSIX separators) and a line from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


def placed(*at: str) -> Place:
    """A field of a dataclass that says where its entity stands; it takes no part in comparisons.

    The place is the line of the key that ``at`` leads to, without it the line on which the entity begins.
    """
    return field(default=Place("", 0), compare=False, repr=False, metadata={"at": at})


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong with the encoding, where, and how to mend it.

    ``code`` comes from a closed list per check and is stable; ``message`` and ``remedy`` are not.
    """

    place: Place
    code: str
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}（{self.remedy}）"


class GeneratorError(Exception):
    """Base of every failure that a user can cause; ``exit_code`` is what the process ends with."""

    exit_code = 2


class FindingsError(GeneratorError):
    """The encoding is not fit to be built from; carries every finding, sorted by place."""

    exit_code = 1

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(f"{len(findings)} finding(s)")
        self.findings = findings


class UsageError(GeneratorError):
    """The command cannot run: a folder is missing, a port is taken, an output cannot be written."""


class BuildError(GeneratorError):
    """A build step failed although the encoding is in order; the previous output is untouched."""
