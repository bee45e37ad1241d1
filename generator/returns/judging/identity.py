"""统一社会信用代码, 单位名称: which forms come from one unit, and which units look alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.returns.reading.names import Names


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """What is kept in memory of a record: enough to tell units and duplicates.

    ``standard`` is the one that the form was made for or that was chosen in it; ``content`` a digest
    of the form and its answers; ``when`` the form's own date, then the file's; ``line`` its place in
    the store.
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
    when: tuple[tuple[int, int, int], str]
    content: str
    origin: str = "pdf"
    doubts: int = 0


@dataclass(slots=True)
class Unit:
    """One unit: its forms in use by form id, and those that are not."""

    forms: dict[str, IndexEntry] = field(default_factory=dict)
    others: list[tuple[IndexEntry, IndexEntry]] = field(default_factory=list)

    @property
    def members(self) -> Iterator[IndexEntry]:
        """Every form, in use or not."""
        yield from self.forms.values()
        yield from (other for other, _ in self.others)

    def first(self, attribute: str) -> str:
        """The first answer to an attribute of :class:`IndexEntry`, forms in use first."""
        return next((str(v) for b in self.members if (v := getattr(b, attribute))), "")


class Suspect(NamedTuple):
    """Two units that may be one: indices into the list of units, and a code for why."""

    first: int
    second: int
    why: str


def units(entries: Iterable[IndexEntry], names: Names) -> list[Unit]:
    """The units behind accepted forms, in the order of their first path.

    Forms with one code are one unit. Without a code, forms with one normal name and type are; a form
    whose name fits several codes stays alone. A checklist and an application form of one name are
    joined even where their types differ, if no other of that name could be meant.
    """
    ordered = sorted(entries, key=lambda b: b.path)
    groups: dict[object, list[IndexEntry]] = {}
    codes_of: dict[tuple[str, str], set[str]] = {}
    for indexed in ordered:
        code, name = names.code(indexed.code), names.name(indexed.name)
        if code and name:
            codes_of.setdefault((name, indexed.standard), set()).add(code)
    for indexed in ordered:
        code, name = names.code(indexed.code), names.name(indexed.name)
        key: object = ("file", indexed.path)
        if code:
            key = ("code", code)
        elif name:
            known = codes_of.get((name, indexed.standard), set())
            key = ("code", next(iter(known))) if len(known) == 1 else ("name", name, indexed.standard)
        groups.setdefault(key, []).append(indexed)
    _join_kinds(groups, names)
    return [_unit(group) for group in groups.values()]


def _join_kinds(groups: dict[object, list[IndexEntry]], names: Names) -> None:
    """Join the only two groups of a name if one has no checklist and the other nothing else."""
    of_name: dict[str, list[object]] = {}
    for key, group in groups.items():
        for name in dict.fromkeys(names.name(b.name) for b in group):
            if name:
                of_name.setdefault(name, []).append(key)
    for keys in of_name.values():
        if len(keys) != 2 or not all(key in groups for key in keys):
            continue
        kinds = [{b.kind for b in groups[key]} for key in keys]
        if not kinds[0] & kinds[1]:
            groups[keys[0]] += groups.pop(keys[1])


def _unit(group: list[IndexEntry]) -> Unit:
    unit = Unit()
    for indexed in sorted(group, key=lambda b: (b.when, b.path), reverse=True):
        used = unit.forms.get(indexed.form)
        if used is None:
            unit.forms[indexed.form] = indexed
        else:
            unit.others.append((indexed, used))
    return unit


def suspects(found: list[Unit], names: Names) -> list[Suspect]:
    """Pairs of units that a person should look at; each pair once. Linear in the number of units."""
    pairs: dict[tuple[int, int], str] = {}

    def add(first: int, second: int, why: str) -> None:
        if first != second:
            pairs.setdefault((min(first, second), max(first, second)), why)

    by_name: dict[str, list[int]] = {}
    for index, unit in enumerate(found):
        for name in dict.fromkeys(names.name(b.name) for b in unit.members):
            if name:
                by_name.setdefault(name, []).append(index)
    for same in by_name.values():
        for other in same[1:]:
            both = found[same[0]].first("code") and found[other].first("code")
            add(same[0], other, "other-code" if both else "other-type")
    for first, second, why in alike(by_name.keys(), names):
        add(by_name[first][0], by_name[second][0], why)
    return [Suspect(first, second, why) for (first, second), why in sorted(pairs.items())]


def alike(known: Iterable[str], names: Names) -> Iterator[tuple[str, str, str]]:
    """Names one edit apart (by what is left when one character is taken out), or one the end of the other."""
    whole = {name: None for name in known if len(name) >= 4}
    shortened: dict[str, list[str]] = {}
    for name in whole:
        for left_out in {name, *(name[:i] + name[i + 1 :] for i in range(len(name)))}:
            shortened.setdefault(left_out, []).append(name)
        for start in range(1, len(name) - 3):
            if name[start:] in whole:
                yield name[start:], name, "contains"
    for group in shortened.values():
        # a hundred names one character apart are a numbered series, not slips of the pen
        for position, first in enumerate(group[:20]):
            for second in group[position + 1 : 20]:
                if not names.differ_by_design(first, second):
                    yield first, second, "one-character"
