"""What speaks for two returns being of one unit (单位), and what against it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Final, NamedTuple

from generator.forms.definitions.numbers_and_dates import read_number
from generator.forms.definitions.summary import Roles
from generator.returns.judging.index import IndexEntry
from generator.returns.reading.names import Names
from generator.returns.reading.text import folded

FAR: Final = 0.2
"""Figures on forms of two kinds are far apart when they differ by more than this share …"""
FEW: Final = 10
"""… and by more than so many: a checklist and an application may be weeks apart."""


class Comparison(NamedTuple):
    """Two returns side by side: (field, what both say), and (field, one, other)."""

    agrees: tuple[tuple[str, str], ...]
    differs: tuple[tuple[str, str, str], ...]


def fact(field: str, answer: str, roles: Roles) -> str:
    """An answer such that spellings of one thing are equal; empty if it says nothing.

    >>> fact("phone", "0371-6550 0001", Roles(("n",), "r", (), phones=("phone",)))
    '037165500001'
    """
    if field in roles.phones:
        return re.sub(r"\D", "", folded(answer))
    if field in roles.figures:
        number = read_number(answer)
        return "" if number is None else f"{number:.10g}"
    return folded(answer)


def facts(values: Mapping[str, str], roles: Roles) -> tuple[tuple[str, str], ...]:
    """The facts that the answers of a return, or of a line of the roster, give: (field, normalised)."""
    names = (*roles.people, *roles.phones, *roles.figures)
    found = ((name, fact(name, values.get(name, ""), roles)) for name in names)
    return tuple((name, said) for name, said in found if said)


class Evidence:
    """Compares returns by the roles that fields have."""

    def __init__(self, roles: Roles, names: Names, places: Collection[str] = ()) -> None:
        """``places`` are the sources of returns that are known to be different places."""
        self._roles = roles
        self._names = names
        self._places = places

    def elsewhere(self, one: IndexEntry, other: IndexEntry) -> bool:
        """Whether two returns come from different places, so that only a code tells one unit of both."""
        if one.source == other.source or not {one.source, other.source} <= {*self._places}:
            return False
        code = self._names.code(one.code)
        return not code or code != self._names.code(other.code)

    def contradict(self, one: IndexEntry, other: IndexEntry) -> bool:
        """Whether two returns of one name and type cannot be taken for one unit's.

        Keys or codes that differ always contradict. Two returns of one form contradict each other in any
        person, telephone or figure that both give. A checklist and an application are filled in by
        different people on different days: they contradict in figures that are far apart, or where
        person and telephone both differ.

        Two checklists, 747 members and 62: contradiction. Checklist 30 members, application 31: none.
        """
        if self.elsewhere(one, other) or (one.key and other.key and one.key != other.key):
            return True
        mine, theirs = self._names.code(one.code), self._names.code(other.code)
        if mine and theirs and mine != theirs:
            return True
        differing = [(field, a, b) for field, a, b in _pairs(one, other) if a != b]
        if one.form == other.form:
            return bool(differing)
        fields = {field for field, _, _ in differing}
        if any(field in self._roles.figures and _far(a, b) for field, a, b in differing):
            return True
        return bool(fields & {*self._roles.people}) and bool(fields & {*self._roles.phones})

    def alike(self, one: IndexEntry, other: IndexEntry) -> bool:
        """Whether at least one person, telephone or figure is the same on both."""
        return one.content == other.content or any(a == b for _, a, b in _pairs(one, other))

    def all_facts(self, one: IndexEntry) -> str:
        """All by which a unit is told, but for name and code; empty if that is too little to tell one.

        Two names over the same person (or telephone) and the same figures are one unit that was renamed,
        or a form that was copied.
        """
        given = {field for field, _ in one.facts}
        if not given & {*self._roles.figures} or not given & {*self._roles.people, *self._roles.phones}:
            return ""
        return "\n".join([one.form, *(f"{field}={answer}" for field, answer in one.facts)])

    def identities_agree(self, one: IndexEntry, other: IndexEntry) -> bool:
        """Whether code and name, where both give them, are those of one unit."""
        mine, theirs = self._names.code(one.code), self._names.code(other.code)
        if self.elsewhere(one, other) or (mine and theirs and mine != theirs):
            return False
        return not one.name or not other.name or self._names.agree(one.name, other.name)

    def compare(self, one: IndexEntry, other: IndexEntry) -> Comparison:
        """What two returns have in common and in what they differ, in the order of the roles."""
        agrees: list[tuple[str, str]] = []
        differs: list[tuple[str, str, str]] = []
        roles, name, code = self._roles, self._names.name, self._names.code
        rows = [
            (roles.name[0], one.name, other.name, name(one.name), name(other.name)),
            (roles.code, one.code, other.code, code(one.code), code(other.code)),
            (roles.standard, one.standard, other.standard, one.standard, other.standard),
            *((field, a, b, a, b) for field, a, b in _pairs(one, other)),
        ]
        for field, shown, beside, mine, theirs in rows:
            if not mine or not theirs:
                continue
            if mine == theirs:
                agrees.append((field, shown))
            else:
                differs.append((field, shown, beside))
        return Comparison(tuple(agrees), tuple(differs))


def _pairs(one: IndexEntry, other: IndexEntry) -> list[tuple[str, str, str]]:
    """The facts that both returns give: (field, one's, other's)."""
    theirs = dict(other.facts)
    return [(field, answer, theirs[field]) for field, answer in one.facts if field in theirs]


def _far(one: str, other: str) -> bool:
    first, second = float(one), float(other)
    return abs(first - second) > max(FEW, FAR * max(first, second))
