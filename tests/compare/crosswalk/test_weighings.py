"""The weighed wordings, their readings of a sample, and what the guide says of both."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from generator.compare.weighed import Weight
from generator.model import Corpus
from tests.compare.crosswalk import weighings

NAMES = {
    "A against B": "第一次与第二次",
    "A against C": "第一次与另一人",
    "B against C": "第二次与另一人",
    "A against the settled": "第一次与定稿",
    "B against the settled": "第二次与定稿",
    "C against the settled": "另一人与定稿",
}


def test_the_readings_are_of_the_same_sixty_pairs_and_the_third_of_all(corpus: Corpus) -> None:
    a, b, c = (weighings.stored(name) for name in "abc")
    assert a.keys() == b.keys() < c.keys() == weighings.settled(corpus, c).keys()
    assert len(c) == len(corpus.weighings)
    assert len(a) == 60
    assert len({topic for topic, _, _ in a}) >= 25
    assert set(a.values()) == set(Weight)


def test_the_agreement_of_a_table_small_enough_to_check_by_hand() -> None:
    left = [Weight.SAME, Weight.SAME, Weight.STRICTER, Weight.LOOSER]
    right = [Weight.SAME, Weight.SAME, Weight.STRICTER, Weight.STRICTER]
    pairs = [("topic", "1.1.1", f"2.1.{n}") for n in range(1, 5)]
    found = weighings.agreement(dict(zip(pairs, left, strict=True)), dict(zip(pairs, right, strict=True)))
    # three of four agree; by chance 1/2 * 1/2 + 1/4 * 1/2 = 3/8: (3/4 - 3/8) / (5/8)
    assert (found.pairs, found.same) == (4, 3)
    assert found.kappa == pytest.approx(0.6)


def test_a_verdict_turns_with_its_sides() -> None:
    assert weighings.oriented("t", "5.1.1", "1.1.1", Weight.STRICTER) == (
        ("t", "1.1.1", "5.1.1"),
        Weight.LOOSER,
    )
    assert weighings.oriented("t", "1.1.1", "5.1.1", Weight.SAME) == (("t", "1.1.1", "5.1.1"), Weight.SAME)


def test_the_readings_agree_beyond_chance() -> None:
    for left, right in weighings.readings().values():
        assert weighings.agreement(left, right).kappa > 0.7


def test_the_guide_gives_the_figures_that_the_command_prints(root: Path, corpus: Corpus) -> None:
    text = (root / "docs/guide/crosswalk.md").read_text(encoding="utf-8")
    for name, (left, right) in weighings.readings().items():
        found = weighings.agreement(left, right)
        assert f"| {NAMES[name]} | {found.pairs} | {found.same} | {found.kappa:.3f} |" in text
    counts = Counter(entry.relation for entry in corpus.weighings)
    more = counts["stricter"] + counts["looser"]
    assert f"共{len(corpus.weighings)}处，存放在 `weighings.yml`" in text
    assert f"只差字句{counts['same']}处，一边要求更多{more}处，各有不同{counts['otherwise']}处" in text


def test_every_reason_says_something_of_both_sides_or_of_the_words(corpus: Corpus) -> None:
    for entry in corpus.weighings:
        assert len(entry.reason) >= 10, entry
        assert len(entry.reason) <= 80, entry
        if entry.relation != Weight.SAME:
            assert "{left}" in entry.reason or "{right}" in entry.reason, entry
