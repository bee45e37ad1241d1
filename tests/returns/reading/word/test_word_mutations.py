"""Damaged Word forms: no crash, none unaccounted for, and no answer that nobody gave."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from typing import Any

import pytest

from generator.returns.judging.entry import read_file
from generator.returns.reading.setup import Setup
from tests.returns.conftest import UNIT, Make
from tests.returns.reading.word.damage import Damaged, damaged, owners
from tests.returns.reading.word.edits import edited, without_controls
from tests.returns.reading.word.test_word_answers import WORDS

ANSWERS = UNIT | WORDS
COUNT = 60
ABOUT_ALL = frozenset(
    {
        "word-missing",
        "word-row",
        "word-heading",
        "word-stray",
        "word-outside",
        "word-revised",
        "word-boxes",
        "word-hidden",
        "word-by-tag",
    }
)
"""Doubts about the tables as a whole: an answer may have gone, and no other come."""


def wrong(mutant: Damaged, file: Mapping[str, Any], entered: Mapping[str, str] = ANSWERS) -> list[str]:
    """What is wrong with how a damaged file was read."""
    if file["status"] != "accepted":
        crash = [f"{file['reason']} {file['detail']}"] if file["detail"] == "crash" else []
        return crash + (["answers in a refused file"] if file["values"] else [])
    values = file["values"] | file["set_aside"]
    told = [d for d in file["doubts"] if d["scope"] == "read" or d["rule"] in ("item-gone", "text-changed")]
    excused = mutant.hit | {d["field"] for d in told}
    if any(d["rule"] == "word-text" for d in told):
        # a row bears the number of another: the number counts, and that it is not the text's is told
        excused |= {name for name in entered.keys() | values.keys() if name.startswith("item-")}
    if any(d["rule"] == "word-order" for d in told):
        excused |= {name for name in entered.keys() | values.keys() if not name.startswith("item-")}
    general = any(d["rule"] in ABOUT_ALL for d in told)
    return [
        f"{name}: {values.get(name)!r}"
        for name in sorted(entered.keys() | values.keys())
        if values.get(name) != entered.get(name)
        and name not in excused
        and not (general and name not in values)
    ]


@pytest.mark.parametrize("controls", [True, False], ids=["with controls", "without controls"])
def test_damaged_files_are_accounted_for(controls: bool, make_word: Make, setup: Setup) -> None:
    sound = make_word(answers=WORDS)
    owned = owners(sound)
    sound = sound if controls else edited(sound, without_controls)
    faults, accepted = {}, 0
    for number, mutant in enumerate(damaged(sound, COUNT // 2, random.Random(f"word {controls}"), owned)):
        file = json.loads(read_file(mutant.data, f"{number}.docx", setup).line)
        accepted += file["status"] == "accepted"
        found = wrong(mutant, file)
        if found:
            faults[f"{number} {mutant.kind}"] = found
    assert not faults
    assert accepted > COUNT / 10, "the files are all too damaged to show anything"
