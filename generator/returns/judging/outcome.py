"""What all entries say together: units, what is doubtful among several forms, and the counts.

An example. Three files came: 甲村's checklist (6.1.1 达标), the same once more with 6.1.1 未达标 and a
later date, and 甲村's application form that says 达标 2 条. Then there is one unit, 甲村; its later
checklist and its application form are ``used``; the earlier checklist is ``replaced`` by the later one,
and both say so, with the difference (``replaced``, ``replaces``); the application form has the doubt
``totals-met-agree``, since the checklist in use has no 达标; and ``counts`` know one form of the type,
with 6.1.1 未达标 once and every other item unanswered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

from generator.forms.definitions.definition import label_of
from generator.forms.definitions.numbers_and_dates import read_number
from generator.forms.definitions.summary import Agreement, Summary
from generator.forms.definitions.wording import say
from generator.returns.judging.evidence import Evidence
from generator.returns.judging.expected import Expected, expected, own_keys
from generator.returns.judging.identity import Unit, units
from generator.returns.judging.index import IndexEntry
from generator.returns.judging.store import Store
from generator.returns.judging.suspects import Suspect, suspects
from generator.returns.reading.decisions import Decision, resolve
from generator.returns.reading.known import KnownForm
from generator.returns.reading.record import Doubt, Json
from generator.returns.reading.roster import Roster, RosterUnit
from generator.returns.reading.setup import Setup
from generator.returns.reading.text import visible


@dataclass
class Counts:
    """Ratings by standard, section and item: how many answers of each state; ``forms`` by standard."""

    forms: Counter[str] = field(default_factory=Counter)
    states: dict[str, Counter[str]] = field(default_factory=dict)

    def of(self, item: str) -> Counter[str]:
        """State -> number of answers to an item; ``""`` for unanswered, ``"?"`` for set aside."""
        return self.states.setdefault(item, Counter())


@dataclass
class Outcome:
    """The result as a whole.

    ``found_doubts`` are those among several forms, by line of the store; ``expected`` the roster beside
    it, if there is one; ``problems`` what a person's decisions say that does not fit.
    """

    units: list[Unit]
    suspects: list[Suspect]
    unit_names: dict[int, str]
    used: set[int]
    replaced: dict[int, str]
    found_doubts: dict[int, list[Doubt]]
    counts: Counts
    totals: dict[str, int]
    expected: Expected | None = None
    problems: tuple[str, ...] = ()

    @property
    def doubts(self) -> int:
        """Number of doubts over all accepted forms."""
        return self.totals["doubts"]

    @property
    def wrong_form(self) -> set[int]:
        """Lines of the store whose checklist is of another type than the roster's: not in the counts."""
        return {entry.line for entry, _ in self.expected.wrong_form} if self.expected else set()


def assemble(
    store: Store,
    setup: Setup,
    roster: Roster | None = None,
    decided: Collection[Decision] = (),
    places: Collection[str] = (),
) -> Outcome:
    """Put the entries of ``store`` together; the same entries give the same outcome in any order.

    ``decided`` are a person's decisions about returns that look alike; ``places`` the sources of entries
    that are different places.
    """
    names = setup.names
    evidence = Evidence(setup.summary.roles, names, places)
    accepted = [b for b in store.ordered() if b.status == "accepted"]
    if roster is not None:
        accepted = list(own_keys(accepted, roster, setup, names, evidence))
    decisions = resolve(decided, {b.sha256 for b in store.index if b.sha256}, setup.summary)
    found = units((b for b in accepted if b.answered), evidence, names, decisions)
    ending = Counter(b.status for b in store.index)
    outcome = Outcome(
        units=found,
        suspects=[],
        unit_names={},
        used=set(),
        replaced={},
        found_doubts={},
        counts=Counts(),
        totals={
            "files": ending["accepted"] + ending["rejected"],
            "accepted": ending["accepted"],
            "rejected": ending["rejected"],
            "ignored": ending["ignored"],
            "found": len(store.index),
        },
        problems=decisions.problems,
    )
    for blank in (b for b in accepted if not b.answered):
        outcome.unit_names[blank.line] = setup.summary.words["no_unit"]
        outcome.found_doubts[blank.line] = [Doubt("blank", "", setup.summary.doubts["blank"], "set")]
    if roster is not None:
        rejected = (b for b in store.ordered() if b.status == "rejected")
        outcome.expected = expected(roster, found, rejected, setup, names, evidence)
        for entry, listed in outcome.expected.wrong_form:
            outcome.found_doubts[entry.line] = [_wrong_form(entry, listed, setup)]
    told = set(outcome.expected.unit_of.values()) if outcome.expected else set()
    outcome.suspects = suspects(found, evidence, names, decisions, told)
    for unit in found:
        _take(unit, outcome, store, setup)
    doubts = sum(b.doubts for b in accepted) + sum(map(len, outcome.found_doubts.values()))
    outcome.totals |= {"units": len(found), "forms": len(outcome.used), "doubts": doubts}
    return outcome


def _take(unit: Unit, outcome: Outcome, store: Store, setup: Setup) -> None:
    name = visible(unit.first("name")) or setup.summary.words["no_unit"]
    for indexed in unit.members:
        outcome.unit_names[indexed.line] = name
        if indexed.blank:
            doubt = Doubt("nothing-answered", "", setup.summary.doubts["nothing-answered"], "set")
            outcome.found_doubts.setdefault(indexed.line, []).append(doubt)
    entries = {form: store.entry(indexed) for form, indexed in unit.forms.items()}
    outcome.used |= {b.line for b in unit.forms.values()}
    found = outcome.found_doubts
    for indexed, doubt in _among(unit, entries, store, outcome, setup):
        found.setdefault(indexed.line, []).append(doubt)
    for form_id, entry in entries.items():
        form = setup.forms[form_id]
        indexed = unit.forms[form_id]
        if form.standard and not indexed.blank and indexed.line not in outcome.wrong_form:
            _count(form, entry, outcome.counts, setup.summary)


def _wrong_form(entry: IndexEntry, unit: RosterUnit, setup: Setup) -> Doubt:
    short = {standard.id: standard.short for standard in setup.standards}
    wanted, made_for = short.get(unit.standard, unit.standard), setup.forms[entry.form].standard
    message = setup.summary.doubts["other-form-expected"]
    said = say(message, expected=wanted, value=short.get(made_for, made_for))
    return Doubt("other-form-expected", "", said, "set")


def _count(form: KnownForm, entry: Json, counts: Counts, summary: Summary) -> None:
    values, aside = _answers(entry, "values"), _answers(entry, "set_aside")
    counts.forms[form.standard] += 1
    for item, columns in form.columns.items():
        question = columns.get(summary.roles.rating)
        if question is not None:
            state = values.get(question.name, "") or ("?" if question.name in aside else "")
            counts.of(item)[state] += 1


def _answers(entry: Json, key: str) -> Mapping[str, str]:
    return cast("Mapping[str, str]", entry.get(key) or {})


def _among(
    unit: Unit, entries: Mapping[str, Json], store: Store, outcome: Outcome, setup: Setup
) -> Iterator[tuple[IndexEntry, Doubt]]:
    messages = setup.summary.doubts
    if not unit.first("name") and not unit.first("code"):
        for indexed in unit.members:
            yield indexed, Doubt("no-name", "", messages["no-name"], "set")
    for other, used, why in unit.others:
        outcome.replaced[other.line] = used.path
        if other.content == used.content:
            yield other, Doubt("same-content", "", say(messages["same-content"], other=used.path), "set")
            continue
        changed = differences(store.entry(other), entries[used.form], setup)
        for indexed, code, path in ((other, "replaced", used.path), (used, "replaces", other.path)):
            message = say(messages[code], other=path, why=setup.summary.choice[why], differences=changed)
            yield indexed, Doubt(code, "", message, "set")
    for agreement in setup.summary.agree:
        yield from _disagreements(agreement, unit, entries, setup)


def differences(old: Json, new: Json, setup: Setup) -> str:
    """Every answer in which two entries of one form differ, as one sentence; empty if in none."""
    before, after = _answers(old, "values"), _answers(new, "values")
    form, summary = setup.forms[str(new["form"])], setup.summary
    parts = []
    for name in dict.fromkeys([*form.by_name, *before, *after]):
        if before.get(name) != after.get(name):
            question = form.by_name.get(name)
            parts.append(
                summary.word(
                    "difference",
                    label=question.label if question else name,
                    old=shown(form, name, before.get(name, "")) or summary.words["empty"],
                    new=shown(form, name, after.get(name, "")) or summary.words["empty"],
                )
            )
    return summary.words["separator"].join(parts)


def shown(form: KnownForm, name: str, answer: str) -> str:
    """An answer as people read it: the label of a state, or the text made visible."""
    question = form.by_name.get(name)
    options = question.options if question else ()
    return visible(label_of(options, answer))


def _disagreements(
    agreement: Agreement, unit: Unit, entries: Mapping[str, Json], setup: Setup
) -> Iterator[tuple[IndexEntry, Doubt]]:
    """Where the unit's checklist and its other form say different things."""
    summary = setup.summary
    for other_id, other in entries.items():
        if setup.forms[other_id].standard:
            continue
        for form_id, entry in entries.items():
            form = setup.forms[form_id]
            if not form.standard:
                continue
            pair = _pair(agreement, form, entry, setup.forms[other_id], other, summary)
            if pair is not None:
                message = say(summary.doubts[agreement.check], first=pair[0], second=pair[1])
                yield unit.forms[other_id], Doubt(agreement.check, agreement.field, message, "set")


def _pair(
    agreement: Agreement, form: KnownForm, entry: Json, other: KnownForm, filled: Json, summary: Summary
) -> tuple[str, str] | None:
    """Both sides of a disagreement as text; ``None`` where they agree or one says nothing."""
    theirs = _answers(filled, "values")
    mine = _answers(entry, "values")
    if agreement.kind == "type":
        name = summary.roles.standard
        chosen = theirs.get(name, "")
        if not chosen or chosen == form.standard:
            return None
        return shown(other, name, form.standard), shown(other, name, chosen)
    written = theirs.get(agreement.field, "")
    if agreement.kind == "count":
        ratings = (c[summary.roles.rating].name for c in form.columns.values() if summary.roles.rating in c)
        own = str(sum(mine.get(name) == agreement.state for name in ratings))
    else:
        own = mine.get(agreement.field, "")
    if not written or not own or _equal(written, own):
        return None
    return visible(own), visible(written)


def _equal(first: str, second: str) -> bool:
    one, two = read_number(first), read_number(second)
    return first.strip() == second.strip() if one is None or two is None else one == two
