"""应交 (who is expected): which unit of the outcome is which line of the roster (名册)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.returns.judging.evidence import Evidence, facts
from generator.returns.judging.identity import Unit
from generator.returns.judging.index import IndexEntry
from generator.returns.reading.intake import SEPARATOR
from generator.returns.reading.names import LONGEST, Names
from generator.returns.reading.roster import Roster, RosterUnit
from generator.returns.reading.setup import Setup
from generator.returns.reading.text import folded


@dataclass
class Expected:
    """The roster held beside what came in; lines of the roster, indices of units.

    ``unit_of`` says which unit a line is. ``unclear`` are units of a line's name that may as well be
    another's, or several of which one may be it. ``rejected`` are files that were not accepted and
    bear the unit's name. ``wrong_form`` are checklists of another type than the roster's.
    """

    unit_of: dict[int, int] = field(default_factory=dict)
    unclear: dict[int, list[int]] = field(default_factory=dict)
    rejected: dict[int, list[IndexEntry]] = field(default_factory=dict)
    wrong_form: list[tuple[IndexEntry, RosterUnit]] = field(default_factory=list)


def expected(
    roster: Roster,
    units: Sequence[Unit],
    rejected: Iterable[IndexEntry],
    setup: Setup,
    names: Names,
    evidence: Evidence,
) -> Expected:
    """Find the unit of every line: by key, by code, by name and type, then by name alone.

    As among returns, a key or code counts only with a name that agrees. Of two lines of one name, one
    return is one's at most: the one's whose telephone, people or figures it has, or nobody's.
    """
    found = Expected()
    lines = [(unit, _as_entry(unit, setup)) for unit in roster.units]
    left = dict.fromkeys(range(len(units)))
    grounds: tuple[Callable[[IndexEntry], object], ...] = (
        lambda e: e.key or None,
        lambda e: names.code(e.code) or None,
        lambda e: (names.name(e.name), e.standard) if e.name and e.standard else None,
        lambda e: names.name(e.name) or None,
    )
    for number, ground in enumerate(grounds):
        wanted: dict[object, list[tuple[RosterUnit, IndexEntry]]] = {}
        for unit, entry in lines:
            value = ground(entry)
            if value is not None and unit.line not in found.unit_of and unit.line not in found.unclear:
                wanted.setdefault(value, []).append((unit, entry))
        offered: dict[object, list[int]] = {}
        for index in left:
            for value in dict.fromkeys(map(ground, units[index].members)):
                if value in wanted:
                    offered.setdefault(value, []).append(index)
        for value, candidates in offered.items():
            _match(wanted[value], candidates, units, evidence, found, by_name=number >= 2)
        for index in (*found.unit_of.values(), *(i for several in found.unclear.values() for i in several)):
            left.pop(index, None)
    _wrong_forms(found, lines, units, setup)
    _name_rejected(found, roster, rejected, names)
    return found


def own_keys(
    entries: Iterable[IndexEntry], roster: Roster, setup: Setup, names: Names, evidence: Evidence
) -> Iterator[IndexEntry]:
    """The entries, without a key that the roster contradicts.

    A prefilled form may be passed to a neighbour of the same name, whose name contradicts nothing. Of two
    lines 张村, with the telephones 1 and 2, a return with the key of the first, telephone 2 and nothing
    that the first line says is not the first's.
    """
    lines: dict[tuple[str, str], list[IndexEntry]] = {}
    for unit in roster.units:
        lines.setdefault((names.name(unit.name), unit.standard), []).append(_as_entry(unit, setup))
    of_key = {line.key: same for same in lines.values() if len(same) > 1 for line in same if line.key}
    for entry in entries:
        own = next((line for line in of_key.get(entry.key, ()) if line.key == entry.key), None)
        others = [line for line in of_key.get(entry.key, ()) if line is not own]
        if own and not evidence.alike(own, entry) and any(evidence.alike(o, entry) for o in others):
            yield replace(entry, key="")
        else:
            yield entry


def _as_entry(unit: RosterUnit, setup: Setup) -> IndexEntry:
    """A line of the roster as if it were a return, so that the two can be compared."""
    return IndexEntry(
        line=unit.line, path="", sha256="", status="", reason="", form="", kind="", content="",
        standard=unit.standard, name=unit.name, code=unit.code, key=unit.key,
        facts=facts(unit.values, setup.summary.roles),
        source=unit.values.get("source", ""),
    )  # fmt: skip


Pair = tuple[int, int]
"""A line of the roster, and the index of a unit that it may be."""


def _match(
    lines: list[tuple[RosterUnit, IndexEntry]],
    candidates: list[int],
    units: Sequence[Unit],
    evidence: Evidence,
    found: Expected,
    *,
    by_name: bool,
) -> None:
    """Match lines and units that have one ground in common, each with one at most.

    Where several may be several, first what is alike in people, telephones or figures is one, then what is
    left and fits one other only: of two lines 张村 and two returns of 张村, one with the telephone of the
    first line, the other return is the second line's.
    """
    members = {index: list(units[index].members) for index in candidates}
    entries = {unit.line: entry for unit, entry in lines}
    pairs = [
        (line, index)
        for line, entry in entries.items()
        for index in candidates
        if _fits(entry, members[index], evidence, by_name=by_name)
    ]
    if len({line for line, _ in pairs}) > 1 or len({index for _, index in pairs}) > 1:
        close = [(n, i) for n, i in pairs if any(evidence.alike(entries[n], m) for m in members[i])]
        found.unit_of |= _sole(close)
        found.unit_of |= _sole(_unmatched(pairs, found))
        pairs = _unmatched(pairs, found)
    if len(pairs) == 1:
        found.unit_of |= dict(pairs)
        return
    for line, index in pairs:
        found.unclear.setdefault(line, []).append(index)


def _fits(entry: IndexEntry, members: Sequence[IndexEntry], evidence: Evidence, *, by_name: bool) -> bool:
    """Whether a unit of these returns may be a line of the roster, as an ``entry`` of which that stands."""
    if any(evidence.elsewhere(entry, member) for member in members):
        return False
    agree = (evidence.identities_agree(entry, member) for member in members)
    # a key of the roster that no return of this name bears says nothing: forms were downloaded blank
    return all(agree) if by_name else any(agree)


def _sole(pairs: Sequence[Pair]) -> dict[int, int]:
    """The pairs of which neither side stands in another.

    >>> _sole([(1, 10), (2, 20), (3, 20)])
    {1: 10}
    """
    lines, indices = Counter(line for line, _ in pairs), Counter(index for _, index in pairs)
    return {line: index for line, index in pairs if lines[line] == indices[index] == 1}


def _unmatched(pairs: Sequence[Pair], found: Expected) -> list[Pair]:
    taken = set(found.unit_of.values())
    return [(line, index) for line, index in pairs if line not in found.unit_of and index not in taken]


def _wrong_forms(
    found: Expected, lines: list[tuple[RosterUnit, IndexEntry]], units: Sequence[Unit], setup: Setup
) -> None:
    for unit, _ in lines:
        index = found.unit_of.get(unit.line)
        if index is None or not unit.standard:
            continue
        for form_id, entry in units[index].forms.items():
            made_for = setup.forms[form_id].standard
            if made_for and made_for != unit.standard:
                found.wrong_form.append((entry, unit))


def _name_rejected(found: Expected, roster: Roster, rejected: Iterable[IndexEntry], names: Names) -> None:
    """Files that were not accepted, by the longest name of the roster in the file's own name.

    In an archive, the archive's name counts where the member's says nothing. Folders do not: one named
    after a town holds what all of its villages sent.
    """
    lines: dict[str, list[int]] = {}
    for unit in roster.units:
        lines.setdefault(names.name(unit.name), []).append(unit.line)
    for entry in rejected:
        for part in reversed(entry.path.split(SEPARATOR)):
            name = longest_within(folded(part.rpartition("/")[2]), lines, names)
            if name:
                for line in lines[name]:
                    found.rejected.setdefault(line, []).append(entry)
                break


def longest_within(text: str, known: Mapping[str, object], names: Names) -> str:
    """The longest of the names that stands in a text; in time of the text's length, not of the names'.

    A name that goes on to be that of a unit below is none: ``白沙镇第一小学自评表pdf`` holds 白沙镇第一小学
    if that is known, and nobody's name if only 白沙镇 is. Of names longer than files have, as archives may
    hold them, only the beginning is looked at.
    """
    text = text[:LONGEST]
    pieces = ((i, text[i : i + n]) for n in range(len(text), 0, -1) for i in range(len(text) - n + 1))
    found = (piece for i, piece in pieces if piece in known and not names.goes_on(text[i + len(piece) :]))
    return next(found, "")
