"""Names of any length cost no more than names are long: one bad file costs nobody else anything."""

from __future__ import annotations

from generator.returns.judging.sender import Senders
from generator.returns.judging.suspects import alike
from generator.returns.reading.names import Names
from generator.returns.reading.setup import Setup


def test_a_name_beyond_all_measure_is_held_against_the_roster_all_the_same(setup: Setup) -> None:
    """Pieces of it are looked up: of sixty thousand characters these are more than anybody can wait for."""
    name = "x" * 60_000 + "张村.rar"
    senders = Senders(["张村", "李村"], Names(setup.summary), ())
    assert senders.of(f"收件.zip!/{name}") == "张村"
    assert senders.of(f"收件/{'/'.join('李村' * 200)}/{name}") == "张村"


def test_what_is_too_long_for_a_name_is_compared_with_nobodys(setup: Setup) -> None:
    """Names one slip apart are found by what is left of them without a character: their square in length."""
    book = "长" * 20_000
    found = list(alike([f"{book}甲", f"{book}乙", "张家新村", "张家旧村"], Names(setup.summary)))
    assert found == [("张家新村", "张家旧村", "one-character")]
