"""Returns as reading gives them, judged together."""

from __future__ import annotations

import random
from collections.abc import Collection
from typing import Any

from generator.returns.judging import entry as entries
from generator.returns.judging.outcome import Outcome, assemble
from generator.returns.judging.store import Store
from generator.returns.reading.decisions import Decision
from generator.returns.reading.record import Record
from generator.returns.reading.roster import Roster, RosterUnit
from generator.returns.reading.setup import Setup

CODE = "91410000123456789X"


def returned(setup: Setup, path: str, form_id: str = "checklist-villages", **answers: str) -> Record:
    """A return as reading gives it; ``unit_name`` stands for ``unit-name``."""
    form = setup.forms[form_id]
    values = {name.replace("_", "-"): value for name, value in answers.items()}
    modified = values.pop("modified", "2026-05-20T08:00:00")
    key = values.pop("key", "")
    return Record(
        path=path, status="accepted", sha256=path.encode().hex().ljust(64, "0")[:64], modified=modified,
        form=form.id, standard=form.standard, version=form.version, digest=form.digest,
        items=form.items, answers=values, key=key,
    )  # fmt: skip


def together(
    setup: Setup, *records: Record, roster: Roster | None = None, decided: Collection[Decision] = ()
) -> tuple[Outcome, dict[str, dict[str, Any]]]:
    """The outcome, and by path what was found among the forms; the same in any order."""
    seen = []
    for seed in range(3):
        shuffled = list(records)
        random.Random(seed).shuffle(shuffled)
        with Store() as store:
            for record in shuffled:
                store.add(entries.make(record, setup))
            outcome = assemble(store, setup, roster, decided)
            files = {
                b.path: {
                    "used": b.line in outcome.used,
                    "doubts": {d.rule: d.message for d in outcome.found_doubts.get(b.line, [])},
                }
                for b in store.index
            }
        groups = [sorted(b.path for b in unit.members) for unit in outcome.units]
        seen.append((outcome, files, groups))
    assert all(other[1:] == seen[0][1:] for other in seen[1:])
    return seen[0][0], seen[0][1]


def groups(outcome: Outcome) -> list[list[str]]:
    return [sorted(b.path for b in unit.members) for unit in outcome.units]


def sha(path: str) -> str:
    return path.encode().hex().ljust(64, "0")[:64]


def whys(outcome: Outcome) -> list[str]:
    return [suspect.why for suspect in outcome.suspects]


def listed(
    line: int, name: str, standard: str = "villages", code: str = "", key: str = "", **values: str
) -> RosterUnit:
    return RosterUnit(line, name, code, standard, values, key or f"key{line}")


def beside(setup: Setup, lines: list[RosterUnit], *records: Record) -> tuple[dict[int, str], Outcome]:
    """Line of the roster -> first path of its unit."""
    outcome, _ = together(setup, *records, roster=Roster(tuple(lines), ()))
    assert outcome.expected is not None
    paths = {line: groups(outcome)[index][0] for line, index in outcome.expected.unit_of.items()}
    return paths, outcome
