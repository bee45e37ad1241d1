"""单位 (units): which returns come from one unit, and which of them counts.

Two returns are one unit's on one of three grounds, in this order: the key that ``prefill`` wrote, unless
code or name contradicts it; the code (统一社会信用代码) with a name that agrees; name and type with nothing
that contradicts. Whatever is left is kept apart, and :mod:`generator.returns.judging.suspects` shows it
side by side. A person's decision goes before all of them.

Three returns named 张村 of one type: a.pdf (telephone 1, 747 members), b.pdf (telephone 2, 62 members)
and c.pdf (no telephone, no members). a and b contradict each other, and c fits both: three units.
Without b, a and c are one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from generator.returns.judging.evidence import Evidence
from generator.returns.judging.index import Day, IndexEntry
from generator.returns.reading.decisions import NONE, Decisions
from generator.returns.reading.names import Names

MANY: Final = 300
"""So many different returns of one name (or key, or code) are no longer compared each with each."""

Why = Literal["decision", "filled", "date", "dated", "answers", "file-time", "path"]
"""By what one of two returns was preferred; forms/summary.yml has the words."""


class Repeat(NamedTuple):
    """A return that does not count, the one that does, and why that one."""

    other: IndexEntry
    used: IndexEntry
    why: Why


@dataclass(slots=True)
class Unit:
    """One unit: its forms in use by form id, and those that are not."""

    forms: dict[str, IndexEntry] = field(default_factory=dict)
    others: list[Repeat] = field(default_factory=list)

    @property
    def members(self) -> Iterator[IndexEntry]:
        """Every form, in use or not."""
        yield from self.forms.values()
        yield from (repeat.other for repeat in self.others)

    def first(self, attribute: str) -> str:
        """The first answer to an attribute of :class:`IndexEntry`, forms in use first."""
        return next((str(v) for b in self.members if (v := getattr(b, attribute))), "")


def units(
    entries: Iterable[IndexEntry], evidence: Evidence, names: Names, decisions: Decisions = NONE
) -> list[Unit]:
    """The units behind accepted forms, in the order of their first path; the same in any order."""
    groups = _Groups(sorted(entries, key=lambda b: b.path), decisions)
    groups.decided()
    for ground in (lambda b: b.key, lambda b: names.code(b.code)):
        for alike in groups.by(ground):
            _join_identities(groups, alike, evidence)
    for alike in groups.by(lambda b: names.name(b.name)):
        for same_type in _by_type(groups, alike):
            _join_uncontradicted(groups, same_type, evidence)
    return [_unit(group, decisions) for group in groups.all()]


class _Groups:
    """Disjoint sets of entries, under the positions of their entries; none joins what a person parts."""

    def __init__(self, entries: Sequence[IndexEntry], decisions: Decisions) -> None:
        self.entries = entries
        self._decisions = decisions
        self._of = list(range(len(entries)))
        self._members = {n: [n] for n in range(len(entries))}

    def find(self, position: int) -> int:
        return self._of[position]

    def members(self, group: int) -> list[IndexEntry]:
        return [self.entries[n] for n in self._members[group]]

    def all(self) -> Iterator[list[IndexEntry]]:
        """The groups in the order of their first path."""
        return (self.members(group) for group in sorted(self._members, key=lambda g: min(self._members[g])))

    def by(self, ground: Callable[[IndexEntry], str]) -> list[list[int]]:
        """Positions of entries that have the same ground, where it is more than one."""
        found: dict[str, list[int]] = {}
        for position, entry in enumerate(self.entries):
            if value := ground(entry):
                found.setdefault(value, []).append(position)
        return [positions for positions in found.values() if len(positions) > 1]

    def parted(self, one: int, other: int) -> bool:
        """Whether a person keeps some of these two groups apart."""
        return bool(self._decisions.apart) and any(
            self._decisions.keeps_apart(a.sha256, b.sha256)
            for a in self.members(one)
            for b in self.members(other)
        )

    def join(self, one: int, other: int) -> None:
        """Make the groups of two positions one."""
        first, second = sorted((self.find(one), self.find(other)))
        if first == second or self.parted(first, second):
            return
        moved = self._members.pop(second)
        self._members[first] += moved
        for position in moved:
            self._of[position] = first

    def decided(self) -> None:
        """Join what a person says is one."""
        positions: dict[str, list[int]] = {}
        for position, entry in enumerate(self.entries):
            positions.setdefault(entry.sha256, []).append(position)
        for one, other in self._decisions.same:
            found = positions.get(one, []) + positions.get(other, [])
            for position in found[1:]:
                self.join(found[0], position)


def _join_identities(groups: _Groups, positions: list[int], evidence: Evidence) -> None:
    """Join those of one key, or of one code, whose names and codes agree.

    Where they fall into several identities, an entry that says too little to belong to one of them
    (without a name, say) stays alone.
    """
    of: dict[tuple[str, str, str], list[int]] = {}
    for position in positions:
        entry = groups.entries[position]
        of.setdefault((entry.name, entry.code, entry.source), []).append(position)
    heads = [same[0] for same in of.values()]

    def agree(one: int, other: int) -> bool:
        return evidence.identities_agree(groups.entries[one], groups.entries[other])

    for clique in _cliques(heads, agree):
        for head in clique:
            groups.join(clique[0], head)
    for same in of.values():
        for position in same[1:]:
            groups.join(same[0], position)


def _by_type(groups: _Groups, positions: list[int]) -> Iterator[list[int]]:
    """Heads of groups by type; a form that does not say its type goes with the only one that there is."""
    of: dict[str, list[int]] = {}
    for group in dict.fromkeys(groups.find(position) for position in positions):
        types = {entry.standard for entry in groups.members(group) if entry.standard}
        for type_ in types or {""}:
            of.setdefault(type_, []).append(group)
    unsaid = of.pop("", [])
    if len(of) == 1:
        next(iter(of.values())).extend(unsaid)
    elif unsaid:
        of[""] = unsaid
    yield from of.values()


def _join_uncontradicted(groups: _Groups, heads: list[int], evidence: Evidence) -> None:
    """Join groups of one name and type that nothing contradicts.

    If some contradict others, only those are joined that have something in common besides the name.
    """
    _join_copies(groups, heads, evidence)
    heads = sorted({groups.find(head) for head in heads})

    def compatible(one: int, other: int) -> bool:
        pairs = ((a, b) for a in groups.members(one) for b in groups.members(other))
        return not groups.parted(one, other) and not any(evidence.contradict(a, b) for a, b in pairs)

    def alike(one: int, other: int) -> bool:
        pairs = ((a, b) for a in groups.members(one) for b in groups.members(other))
        return compatible(one, other) and any(evidence.alike(a, b) for a, b in pairs)

    found = _cliques(heads, compatible)
    if len(found) != 1 or len(found[0]) != len(heads):
        found = _cliques(heads, alike)
    for clique in found:
        for head in clique[1:]:
            groups.join(clique[0], head)


def _join_copies(groups: _Groups, heads: list[int], evidence: Evidence) -> None:
    """Join what is the same in every respect by which units are told, however often it came."""
    of: dict[object, int] = {}
    for head in heads:
        for entry in groups.members(head):
            told = (entry.form, entry.key, entry.code, entry.facts or entry.content)
            same = of.setdefault(told, head)
            if not any(evidence.elsewhere(entry, other) for other in groups.members(groups.find(same))):
                groups.join(same, head)


def _cliques(nodes: list[int], related: Callable[[int, int], bool]) -> list[list[int]]:
    """Connected sets of which all are related to all; the members of any other set come singly.

    >>> _cliques([1, 2, 9], lambda a, b: abs(a - b) < 2)
    [[1, 2], [9]]
    >>> _cliques([1, 2, 3], lambda a, b: abs(a - b) < 2)
    [[1], [2], [3]]
    """
    if len(nodes) > MANY:
        return [[node] for node in nodes]
    near = {node: {other for other in nodes if other != node and related(node, other)} for node in nodes}
    found: list[list[int]] = []
    left = dict.fromkeys(nodes)
    while left:
        stack, connected = [next(iter(left))], set()
        while stack:
            node = stack.pop()
            if node not in connected:
                connected.add(node)
                stack += near[node] - connected
        ordered = [node for node in nodes if node in connected]
        whole = all(len(near[node] & connected) == len(connected) - 1 for node in connected)
        found += [ordered] if whole else [[node] for node in ordered]
        for node in ordered:
            del left[node]
    return found


# --- which of several returns counts --------------------------------------------------------------


def _unit(group: list[IndexEntry], decisions: Decisions) -> Unit:
    unit = Unit()
    of_form: dict[str, list[IndexEntry]] = {}
    for entry in group:
        of_form.setdefault(entry.form, []).append(entry)
    for form, returns in of_form.items():
        ranked = _ranked(returns, decisions)
        unit.forms[form] = ranked[0]
        unit.others += [Repeat(other, ranked[0], _why(ranked[0], other, decisions)) for other in ranked[1:]]
    return unit


def _ranked(returns: list[IndexEntry], decisions: Decisions) -> list[IndexEntry]:
    """The one that counts first: by decision, filled in or not, date, number of answers, file time, path."""
    known = [_precision(entry.day) for entry in returns if entry.day[0]]
    precision = min(known, default=0)

    def rank(entry: IndexEntry) -> tuple[bool, bool, Day | tuple[int, ...], int, str, str]:
        counts = entry.sha256 in decisions.counts
        return counts, not entry.blank, entry.day[:precision], entry.answered, entry.modified, entry.path

    return sorted(returns, key=rank, reverse=True)


def _why(used: IndexEntry, other: IndexEntry, decisions: Decisions) -> Why:
    if used.sha256 in decisions.counts and other.sha256 not in decisions.counts:
        return "decision"
    if other.blank and not used.blank:
        return "filled"
    if used.day[0] and other.day[0]:
        precision = min(_precision(used.day), _precision(other.day))
        if used.day[:precision] > other.day[:precision]:
            return "date"
    elif used.day[0]:
        return "dated"
    if used.answered > other.answered:
        return "answers"
    return "file-time" if used.modified > other.modified else "path"


def _precision(day: Day) -> int:
    """How many parts of a date are known: 2026年5月 is known to the month, 2."""
    return 1 if not day[1] else 2 if not day[2] else 3
