"""The settled law layer follows the readings it was settled from, and the guide tells their figures."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from generator.law import LawLayer, article_order
from generator.model import Corpus
from tests.laws import agreement, proof

BY_THE_TEXTS = {"voluntary": "extra", "minimum-living": "extra"}
"""All three readers differed: the editor decided by both texts."""

LEFT_OUT = {"full-time-chair-organs", "service-stations"}
"""The quote says nothing of what it was to prove."""


def test_what_two_of_three_readers_say_is_what_stands() -> None:
    readings = [agreement.stored(name) for name in agreement.READINGS]
    final = agreement.settled()
    assert readings[0].keys() - final.keys() == LEFT_OUT
    for name, relation in final.items():
        most, votes = Counter(reading[name] for reading in readings).most_common(1)[0]
        assert relation == (most if votes > 1 else BY_THE_TEXTS[name]), name


def test_the_guide_tells_the_figures_that_the_command_prints(root: Path) -> None:
    guide = (root / "docs/guide/law.md").read_text(encoding="utf-8")
    ways = agreement.opinions([agreement.stored(name) for name in agreement.READINGS])
    assert f"全部相同的{ways[1]}处，只有两人相同的{ways[2]}处，各不相同的{ways[3]}处" in guide
    first, blind = (agreement.stored(name) for name in agreement.READINGS[:2])
    agreed, beyond = agreement.agreeing(first, blind), agreement.kappa(first, blind)
    assert f"相同的{agreed}处，κ为{beyond:.3f}" in guide
    assert f"定稿{len(agreement.settled())}处" in guide


@pytest.fixture
def stored_law(corpus: Corpus, tmp_path: Path) -> LawLayer:
    """A layer of one law, with the articles that it quotes in a folder."""
    first = corpus.law.provisions[0]
    text = f"第一条\n另一条。\n\n{first.article}\n{first.quote}\n".encode()
    law = replace(corpus.law.law_by_id[first.law], sha256=hashlib.sha256(text).hexdigest())
    (tmp_path / f"{law.id}.txt").write_bytes(text)
    return LawLayer(laws=(law,), provisions=(first,))


def test_a_quote_that_stands_in_its_article_is_proved(stored_law: LawLayer, tmp_path: Path) -> None:
    assert list(proof.faults(stored_law, tmp_path)) == []


def test_a_quote_under_the_wrong_number_is_told_with_both_numbers(
    stored_law: LawLayer, tmp_path: Path
) -> None:
    entry = replace(stored_law.provisions[0], article="第一条")
    [fault] = proof.faults(replace(stored_law, provisions=(entry,)), tmp_path)
    assert "第一条" in fault
    assert stored_law.provisions[0].article in fault


def test_another_text_than_the_one_that_was_read_is_told(stored_law: LawLayer, tmp_path: Path) -> None:
    path = tmp_path / f"{stored_law.laws[0].id}.txt"
    path.write_text(path.read_text("utf-8") + "尾巴\n", encoding="utf-8")
    assert "another text" in next(proof.faults(stored_law, tmp_path))


def test_an_inserted_article_follows_the_one_it_is_named_after() -> None:
    numbers = ["第一百一十条", "第十条之二", "第一百七十五条之一", "第十一条", "第十条之一", "第十条"]
    assert sorted(numbers, key=article_order) == [
        "第十条",
        "第十条之一",
        "第十条之二",
        "第十一条",
        "第一百一十条",
        "第一百七十五条之一",
    ]
    with pytest.raises(ValueError, match="第十款"):
        article_order("第十款")


def test_notes_claim_no_history_that_no_quote_proves(corpus: Corpus) -> None:
    """That an article was new or amended in some year is said in ``change``, where it is proved."""
    for entry in corpus.law.provisions:
        assert not re.search(r"\d{4}年(?:修正|修订)", entry.note), entry.id
        assert "标准自定" not in entry.note, entry.id
