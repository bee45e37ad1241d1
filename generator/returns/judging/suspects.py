"""疑似同一单位 (units that may be one): pairs that a person should look at, with what agrees and differs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Final, NamedTuple

from generator.returns.judging.evidence import Comparison, Evidence
from generator.returns.judging.identity import Unit
from generator.returns.judging.index import IndexEntry
from generator.returns.reading.decisions import NONE, Decisions
from generator.returns.reading.names import LONGEST, SHORTEST, Names

TOLD_BY_ROSTER: Final = frozenset({"one-character", "contains", "one-number", "two-keys"})
"""Why two units are suspected that are two if each has a line of its own on the roster."""

SERIES: Final = 20
"""So many names one character apart are a numbered series, not slips of the pen."""


class Suspect(NamedTuple):
    """Two units that may be one: indices into the list of units, a code for why, and them side by side.

    ``files`` are the SHA-256 of the two returns that ``found`` compares.
    """

    first: int
    second: int
    why: str
    found: Comparison = Comparison((), ())
    files: tuple[str, str] = ("", "")


def suspects(
    found: list[Unit],
    evidence: Evidence,
    names: Names,
    decisions: Decisions = NONE,
    listed: Collection[int] = (),
) -> list[Suspect]:
    """Pairs of units that a person should look at; each pair once. Linear in the number of units.

    What a person has kept apart is not shown again; nor are names that are merely alike, or one name
    under two keys, where both are on the roster: ``listed`` are the indices of units that have a line of
    their own there.
    """
    pairs: dict[tuple[int, int], str] = {}

    def add(first: int, second: int, why: str) -> None:
        if first != second:
            pairs.setdefault((min(first, second), max(first, second)), why)

    grounds = (
        ("other-key", lambda b: b.key),
        ("other-name", lambda b: names.code(b.code)),
        ("same-name", lambda b: names.name(b.name)),
        ("one-number", lambda b: names.counted(b.name)),
        ("same-facts", evidence.all_facts),
    )
    for why, ground in grounds:
        for same in _by(found, ground).values():
            for other in same[1:]:
                add(same[0], other, why)
    by_name = _by(found, lambda b: names.name(b.name))
    for short, long, why in alike(by_name.keys(), names):
        add(by_name[short][0], by_name[long][0], why)
    rows = []
    for (first, second), why in sorted(pairs.items()):
        this, that = _beside(found[first], found[second], evidence)
        closer = _closer(why, this, that, names, evidence)
        told = closer in TOLD_BY_ROSTER and first in listed and second in listed
        if not told and not _kept_apart(found[first], found[second], decisions):
            compared, files = evidence.compare(this, that), (this.sha256, that.sha256)
            rows.append(Suspect(first, second, closer, compared, files))
    return rows


def _kept_apart(one: Unit, other: Unit, decisions: Decisions) -> bool:
    """Whether a person keeps two units apart: by any of their returns, those that were replaced too."""
    return bool(decisions.apart) and any(
        decisions.keeps_apart(a.sha256, b.sha256) for a in one.members for b in other.members
    )


def _by(found: list[Unit], ground: Callable[[IndexEntry], str]) -> dict[str, list[int]]:
    """Indices of units that have the same ground, in their order."""
    indices: dict[str, list[int]] = {}
    for index, unit in enumerate(found):
        for value in dict.fromkeys(ground(b) for b in unit.members):
            if value:
                indices.setdefault(value, []).append(index)
    return indices


def _beside(first: Unit, second: Unit, evidence: Evidence) -> tuple[IndexEntry, IndexEntry]:
    """The two returns of a pair of units that can be compared best: of one form if there are such."""
    shared = next((form for form in first.forms if form in second.forms), "")
    if shared:
        return first.forms[shared], second.forms[shared]
    pairs = [(a, b) for a in first.forms.values() for b in second.forms.values()]
    return max(pairs, key=lambda pair: sum(map(len, evidence.compare(*pair))))


def _closer(why: str, one: IndexEntry, other: IndexEntry, names: Names, evidence: Evidence) -> str:
    """For two units of one name, in what they differ first."""
    if why != "same-name":
        return why
    if names.code(one.code) and names.code(other.code) and names.code(one.code) != names.code(other.code):
        return "other-code"
    if one.standard != other.standard:
        return "other-type"
    if evidence.elsewhere(one, other):
        return "two-places"
    return "two-keys" if one.key and other.key and one.key != other.key else "same-name"


def alike(known: Iterable[str], names: Names) -> Iterator[tuple[str, str, str]]:
    """Names one edit apart (by what is left when one character is taken out), or one the end of the other.

    What is too long for a name is not compared: a field can hold as much as a book.
    """
    whole = {name: None for name in known if SHORTEST <= len(name) <= LONGEST}
    shortened: dict[str, list[str]] = {}
    for name in whole:
        for left_out in {name, *(name[:i] + name[i + 1 :] for i in range(len(name)))}:
            shortened.setdefault(left_out, []).append(name)
        for start in range(1, len(name) - SHORTEST + 1):
            if name[start:] in whole and not names.differ_by_design(name, name[start:]):
                yield name[start:], name, "contains"
    for group in shortened.values():
        for position, first in enumerate(group[:SERIES]):
            for second in group[position + 1 : SERIES]:
                if not names.differ_by_design(first, second):
                    yield first, second, "one-character"
