"""Radicals that stand for hanzi are these hanzi, by Unicode's own table."""

from __future__ import annotations

import unicodedata

import pytest

from generator.radicals import RADICALS


@pytest.mark.parametrize(
    ("radical", "hanzi"),
    [("⺠", "民"), ("⻓", "长"), ("⻔", "门"), ("⻰", "龙"), ("⻳", "龟"), ("⺁", "厂"), ("⻋", "车")],
)
def test_radicals_are_hanzi(radical: str, hanzi: str) -> None:
    assert radical.translate(RADICALS) == hanzi


def test_the_whole_block_is_there_and_agrees_with_what_normalisation_knows() -> None:
    assert list(RADICALS) == list(range(0x2E80, 0x2EF4))
    for radical, hanzi in RADICALS.items():
        assert unicodedata.name(chr(radical), "unassigned").startswith(("CJK RADICAL", "unassigned"))
        known = unicodedata.normalize("NFKC", chr(radical))
        assert known in (chr(radical), hanzi)
        if hanzi != chr(radical):
            assert unicodedata.name(hanzi).startswith("CJK UNIFIED")
