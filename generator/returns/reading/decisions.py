"""同一单位.csv: what a person has decided about returns that look alike, obeyed by the next run.

One decision a line, by the SHA-256 of the files, so that neither a new name of a file nor a later run
changes what is meant. The sheet of suspects, saved as CSV with its last column filled in, is such a file.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from generator.errors import UsageError
from generator.forms.definitions.summary import Summary
from generator.forms.definitions.wording import say
from generator.returns.reading.given import Source
from generator.returns.reading.spreadsheet import Headings, read_table
from generator.returns.reading.text import folded, visible

SHORTEST: Final = 12
"""Hex digits of a SHA-256 that are enough to name a file."""


@dataclass(frozen=True)
class Decisions:
    """Pairs of digests that are one unit's or not, digests that count, and trouble with the file."""

    apart: frozenset[tuple[str, str]] = frozenset()
    same: tuple[tuple[str, str], ...] = ()
    counts: frozenset[str] = frozenset()
    problems: tuple[str, ...] = ()

    def keeps_apart(self, one: str, other: str) -> bool:
        """Whether a person keeps two files apart."""
        return (min(one, other), max(one, other)) in self.apart


NONE: Final = Decisions()
"""Nothing was decided."""


Decision = tuple[int, str, str, str]
"""A line of the file: its number, a SHA-256 or its beginning, another or nothing, what was decided."""


def read_decisions(path: Source, summary: Summary) -> tuple[Decision, ...]:
    """The lines of a decision file.

    Raises:
        UsageError: it cannot be read, or a column is missing.

    """
    words = summary.decisions
    meant = {folded(words[key]): key for key in ("first", "second", "decision")}
    known = Headings(lambda cell: meant.get(folded(cell), ""), frozenset(meant.values()))
    table = read_table(path, known)
    headings = [folded(heading) for heading in table.headings]
    for heading in meant:
        if heading not in headings:
            raise UsageError(say(words["column"], path=path, heading=words[meant[heading]]))
    places = [headings.index(heading) for heading in meant]
    return tuple((line, row[places[0]], row[places[1]], row[places[2]]) for line, row in table.rows)


def is_decisions(path: Source, summary: Summary) -> bool:
    """Whether a table has the columns of a decision file."""
    try:
        read_decisions(path, summary)
    except UsageError:
        return False
    return True


def resolve(lines: Collection[Decision], digests: Collection[str], summary: Summary) -> Decisions:
    """The decisions about files of this run, whose digests are ``digests``; the rest are told."""
    words = summary.decisions
    meant: Mapping[str, str] = {folded(words[key]): key for key in ("apart", "same", "counts")}
    known = _Known(digests)
    apart: set[tuple[str, str]] = set()
    same: list[tuple[str, str]] = []
    counts: dict[str, str] = {}
    problems: list[str] = []
    for line, one, other, decision in lines:
        kind = meant.get(folded(decision), "")
        if not decision:
            continue
        first, second = known.of(one), known.of(other)
        if not kind:
            problems.append(say(words["unknown"], line=line, value=visible(decision)))
        elif not first or (not second and (other or kind != "counts")):
            lacking = visible(one if not first else other) or summary.words["empty"]
            problems.append(say(words["absent"], line=line, value=lacking))
        elif first == second:
            problems.append(say(words["itself"], line=line))
        elif kind == "apart":
            apart.add((min(first, second), max(first, second)))
        else:
            if second:
                same.append((first, second))
            if kind == "counts":
                counts[first] = second
    joined = _joined(same)
    problems += [
        say(words["contradicts"], first=one[:SHORTEST], second=other[:SHORTEST])
        for one, other in sorted(apart)
        if joined.get(one, one) == joined.get(other, other)
    ]
    both = {one for one, other in counts.items() if other and counts.get(other) == one}
    problems += [
        say(words["both_count"], first=one[:SHORTEST], second=counts[one][:SHORTEST])
        for one in sorted(both)
        if one < counts[one]
    ]
    return Decisions(frozenset(apart), tuple(same), frozenset(counts.keys() - both), tuple(problems))


def _joined(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Each digest with one that stands for all that pairs make one.

    >>> _joined([("a", "b"), ("b", "c")])
    {'a': 'c', 'b': 'c', 'c': 'c'}
    """
    above: dict[str, str] = {}

    def chief(digest: str) -> str:
        while digest in above:
            digest = above[digest]
        return digest

    digests = {digest: None for pair in pairs for digest in pair}
    for one, other in pairs:
        if (first := chief(one)) != (second := chief(other)):
            above[first] = second
    return {digest: chief(digest) for digest in digests}


class _Known:
    """Digests by themselves and by their beginnings."""

    def __init__(self, digests: Collection[str]) -> None:
        self._whole = frozenset(digests)
        self._begin: dict[str, set[str]] = {}
        for digest in self._whole:
            self._begin.setdefault(digest[:SHORTEST], set()).add(digest)

    def of(self, text: str) -> str:
        """The only digest that begins with ``text``; empty if there is none or more than one."""
        wanted = re.sub(r"[^0-9a-f]", "", folded(text))
        if wanted in self._whole:
            return wanted
        if len(wanted) < SHORTEST:
            return ""
        found = [d for d in self._begin.get(wanted[:SHORTEST], ()) if d.startswith(wanted)]
        return found[0] if len(found) == 1 else ""
