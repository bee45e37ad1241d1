"""A pattern that two languages understand differently is found; one that they share is not."""

from __future__ import annotations

import pytest

from generator.check.patterns import foreign_part

SHARED = (
    r"^[0-9A-Z]{18}$",
    r"\d{3,4}-\d{7,8}",
    "(?:甲|乙)+?",
    r"a\.b\$",
    "[^一-龥]{2,}",
    r"[\w.-]+",
    "x?",
    "",
)
FOREIGN = {
    r"\s+": r"\s",
    r"\d\Z": r"\Z",
    r"(a)\1": r"\1",
    "a{,3}": "{",
    "a++": "+",
    "a{2}{3}": "{",
    "(?=a)b": "?",
    "(?i)a": "?",
    "(?P<x>a)": "?",
    "a$b": "$",
    "[]a]": "[",
    "[a--b]": "--",
    r"[\d-x]": r"\d-x",
    "a}": "}",
    "\\": "\\",
}


@pytest.mark.parametrize("pattern", SHARED)
def test_what_both_share_passes(pattern: str) -> None:
    assert not foreign_part(pattern)


@pytest.mark.parametrize("pattern", FOREIGN)
def test_what_differs_is_named(pattern: str) -> None:
    assert foreign_part(pattern) == FOREIGN[pattern]
