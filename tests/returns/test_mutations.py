"""Damaged files: no crash, no hang, none unaccounted for, and no answer that nobody gave."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.returns.collect import Options, collect
from tests.returns.conftest import UNIT, Make
from tests.returns.mutations import Mutant, mutants, touched_fields
from tests.returns.twists import twists

COUNT = 160
ANSWERS = UNIT | {
    "item-6-1-1-rating": "met",
    "item-6-1-2-rating": "unmet",
    "item-6-1-2-facts": "职工320人，会员310人",
    "item-6-2-1-rating": "na",
    "phone": "0371-65500001",
    "employees": "320",
}


def wrong(sound: bytes, mutant: Mutant, file: Mapping[str, Any]) -> list[str]:
    """What is wrong with how an accepted mutant was read."""
    if file["status"] != "accepted":
        return ["answers in a refused file"] if file["values"] else []
    values = file["values"] | file["set_aside"]
    differing = {name for name in ANSWERS.keys() | values.keys() if ANSWERS.get(name) != values.get(name)}
    if not differing:
        return []
    doubted = {d["field"] for d in file["doubts"]}
    excused = touched_fields(sound, mutant.places, differing | ANSWERS.keys()) | doubted
    lost = {name for name in differing if name not in values}
    if any(d["rule"] == "repaired" for d in file["doubts"]):
        excused |= lost
    return [f"{name}: {values.get(name)!r}" for name in sorted(differing - excused)]


def test_damaged_files_are_accounted_for(root: Path, make: Make, tmp_path: Path) -> None:
    rng = random.Random("mutants")
    sound = make(answers=ANSWERS)
    inbox = tmp_path / "in"
    inbox.mkdir()
    made = {f"{n:04}.pdf": mutant for n, mutant in enumerate(mutants(sound, COUNT, rng))}
    for name, mutant in made.items():
        (inbox / name).write_bytes(mutant.data)
    done = collect(root, Options([inbox], json=tmp_path / "out.json", jobs=2))
    result = json.loads((tmp_path / "out.json").read_bytes())
    assert {Path(file["path"]).name for file in result["files"]} == made.keys()
    assert done.outcome.totals["found"] == COUNT
    faults = {
        f"{name} {made[name].kind}": found
        for file in result["files"]
        if (found := wrong(sound, made[name := Path(file["path"]).name], file))
    }
    assert not faults
    assert done.outcome.totals["accepted"] > COUNT / 10, "the mutants are all too damaged to show anything"


TWISTED = 45


def strange(file: Mapping[str, Any]) -> list[str]:
    """What is wrong with how a twisted form was read: all of its answers are there, or are doubted."""
    if file["status"] != "accepted":
        known = {"fields-removed", "several-forms", "only-notes", "other-form", "no-fields"}
        return [] if file["reason"] in known else [f"{file['reason']} {file['detail']}: {file['message']}"]
    values = file["values"] | file["set_aside"]
    doubted = {
        d["field"]
        for d in file["doubts"]
        if d["scope"] == "read" or d["rule"] in ("unknown-state", "options")
    }
    names = (ANSWERS.keys() | values.keys()) - doubted
    return [
        f"{name}: {values.get(name)!r}" for name in sorted(names) if ANSWERS.get(name) != values.get(name)
    ]


def test_forms_that_programs_twisted_are_read_or_doubted(root: Path, make: Make, tmp_path: Path) -> None:
    rng = random.Random("twists")
    inbox = tmp_path / "in"
    inbox.mkdir()
    made = {}
    for number, mutant in enumerate(twists(make(answers=ANSWERS), ANSWERS, TWISTED, rng)):
        name = f"{number:03}{Path(mutant.kind).suffix}"
        (inbox / name).write_bytes(mutant.data)
        made[name] = mutant.kind
    collect(root, Options([inbox], json=tmp_path / "out.json", jobs=2))
    files = json.loads((tmp_path / "out.json").read_bytes())["files"]
    assert {outermost(file["path"]) for file in files} == made.keys()
    assert len(files) == TWISTED
    faults = {
        f"{file['path']} {made[outermost(file['path'])]}": found for file in files if (found := strange(file))
    }
    assert not faults
    assert sum(file["status"] == "accepted" for file in files) > TWISTED * 0.7


def outermost(path: str) -> str:
    """The name of the file in the folder, of a label of something within it."""
    return Path(path.partition("!/")[0]).name
