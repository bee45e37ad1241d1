"""Finding again where a text and its units agree: the worked example, and each kind of slip."""

from __future__ import annotations

import pytest

from generator.check.alignment import Aligner


def walk(text: str, units: list[str | None]) -> list[tuple[str, str]]:
    """Each step as (the units of it, the text of it); an agreement has the text only once."""
    return [
        ("" if s.agrees else "|".join(u or "?" for u in units[s.first : s.last]), text[s.start : s.end])
        for s in Aligner(text, units).steps()
    ]


CASES: dict[str, tuple[str, list[str | None], list[tuple[str, str]]]] = {
    "all agree": ("甲乙丙丁", ["甲乙", "丙丁"], [("", "甲乙"), ("", "丙丁")]),
    "one differs": (
        "甲乙丙丁戊己",
        ["甲乙", "丙亥", "戊己"],
        [("", "甲乙"), ("丙亥", "丙丁"), ("", "戊己")],
    ),
    "text that no unit has": ("甲乙亥丙丁", ["甲乙", "丙丁"], [("", "甲乙"), ("", "亥"), ("", "丙丁")]),
    "a unit that the text lacks": (
        "甲乙戊己",
        ["甲乙", "丙丁", "戊己"],
        [("", "甲乙"), ("丙丁", ""), ("", "戊己")],
    ),
    "the last differs": ("甲乙丙丁", ["甲乙", "亥"], [("", "甲乙"), ("亥", "丙丁")]),
    "nothing agrees": ("甲乙", ["丙", "丁"], [("丙|丁", "甲乙")]),
    "an unreadable stretch": (
        "甲乙丙丁戊己",
        ["甲乙", None, "戊己"],
        [("", "甲乙"), ("?", "丙丁"), ("", "戊己")],
    ),
    "an unreadable end": ("甲乙丙丁", ["甲乙", None], [("", "甲乙"), ("?", "丙丁")]),
    "two unreadable stretches": (
        "甲乙丙丁戊己",
        [None, None, "戊己"],
        [("?|?", "甲乙丙丁"), ("", "戊己")],
    ),
    # a lone 条 stands in the unreadable part too; what follows it in a row does not
    "a short unit behind an unreadable stretch": (
        "甲条乙丙条丁戊己",
        ["甲", None, "条", "丁", "戊", "己"],
        [("", "甲"), ("?", "条乙丙"), ("", "条"), ("", "丁"), ("", "戊"), ("", "己")],
    ),
}


@pytest.mark.parametrize(("text", "units", "expected"), CASES.values(), ids=CASES)
def test_the_steps_of_a_walk(text: str, units: list[str | None], expected: list[tuple[str, str]]) -> None:
    assert walk(text, units) == expected


def test_the_steps_lead_on_from_each_other_to_the_end() -> None:
    text, units = "甲乙丙丁戊己庚辛", ["甲", "亥", "丙丁", "子丑", "庚"]
    steps = list(Aligner(text, units).steps())
    assert [(s.first, s.start) for s in steps[1:]] == [(s.last, s.end) for s in steps[:-1]]
    assert steps[-1].last == len(units)
