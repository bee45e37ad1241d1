"""应交 (who is expected): which unit of the outcome is which line of the roster (名册)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.returns.judging.evidence import Evidence, facts
from generator.returns.judging.identity import Unit
from generator.returns.judging.index import IndexEntry
from generator.returns.reading.intake import SEPARATOR
from generator.returns.reading.names import Names
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


def _match(
    lines: list[tuple[RosterUnit, IndexEntry]],
    candidates: list[int],
    units: Sequence[Unit],
    evidence: Evidence,
    found: Expected,
    *,
    by_name: bool,
) -> None:
    """Match lines and units that have one ground in common, each with one at most."""

    def fits(entry: IndexEntry, index: int) -> bool:
        members = list(units[index].members)
        if any(evidence.elsewhere(entry, m) for m in members):
            return False
        if by_name:
            # a key of the roster that no return of this name bears says nothing: forms were downloaded blank
            return all(evidence.identities_agree(entry, m) for m in members)
        return any(evidence.identities_agree(entry, m) for m in members)

    def alike(entry: IndexEntry, index: int) -> bool:
        return any(evidence.alike(entry, m) for m in units[index].members)

    pairs = [(unit, i) for unit, entry in lines for i in candidates if fits(entry, i)]
    if len({unit.line for unit, _ in pairs}) > 1 or len({i for _, i in pairs}) > 1:
        entries = {unit.line: entry for unit, entry in lines}
        close = [(unit, i) for unit, i in pairs if alike(entries[unit.line], i)]
        for unit, index in close:
            if sum(u is unit for u, _ in close) == 1 and sum(i == index for _, i in close) == 1:
                found.unit_of[unit.line] = index
        taken = set(found.unit_of.values())
        # what is left may be told by what it contradicts: each fits one other only
        left = [(u, i) for u, i in pairs if u.line not in found.unit_of and i not in taken]
        for unit, index in left:
            if sum(u is unit for u, _ in left) == 1 and sum(i == index for _, i in left) == 1:
                found.unit_of[unit.line] = index
        taken = set(found.unit_of.values())
        pairs = [(u, i) for u, i in pairs if u.line not in found.unit_of and i not in taken]
    if len(pairs) == 1:
        found.unit_of[pairs[0][0].line] = pairs[0][1]
        return
    for unit, index in pairs:
        found.unclear.setdefault(unit.line, []).append(index)


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
    if that is known, and nobody's name if only 白沙镇 is.
    """
    pieces = ((i, text[i : i + n]) for n in range(len(text), 0, -1) for i in range(len(text) - n + 1))
    found = (piece for i, piece in pieces if piece in known and not names.goes_on(text[i + len(piece) :]))
    return next(found, "")
