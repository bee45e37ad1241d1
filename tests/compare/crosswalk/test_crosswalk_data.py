"""The settled crosswalk keeps the rules that docs/guide/crosswalk.md gives for it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Final

import pytest

from generator.model import Corpus
from tests.compare.crosswalk import agreement

NONE: Final = re.compile(r"附件((?:[1-6]、)*[1-6])无此要求")

CONDITIONAL: Final = re.compile(
    r"[或][者]?|可以|（兼）|专兼职|原则上|根据|适当|[^目]的，|时，|较多|条件的|涉及|难以|公司制|由财政|任期内离任"
)
"""Words that state a condition, except where NO_CONDITION says otherwise."""

NO_CONDITION: Final = {"5.4.4": "工会经费或工作经费"}
"""Neither may be misused: not a choice between two."""


def numbers(text: str) -> set[str]:
    return set(text.split("、"))


def test_there_are_as_many_topics_as_a_reader_can_survey(corpus: Corpus) -> None:
    assert 60 <= len(corpus.topics) <= 95
    clauses = sum(len(topic.clauses) for topic in corpus.topics)
    assert 1.5 <= clauses / corpus.item_count <= 2.2


def test_a_summary_says_who_is_not_asked(corpus: Corpus) -> None:
    every = {str(s.attachment) for s in corpus.standards}
    for topic in corpus.topics:
        lacking = every - {clause.item.partition(".")[0] for clause in topic.clauses}
        said = {n for row in NONE.findall(topic.summary) for n in numbers(row)}
        if "其余五类无此要求" in topic.summary:
            assert len(lacking) == 5, topic.id
        else:
            assert said == lacking, topic.id


def test_a_summary_accounts_for_every_type(corpus: Corpus) -> None:
    every = {str(s.attachment) for s in corpus.standards}
    for topic in corpus.topics:
        named = {n for row in re.findall(r"附件((?:[1-6]、)*[1-6])", topic.summary) for n in numbers(row)}
        assert named == every or "其余五类" in topic.summary or "六类" in topic.summary, topic.id


def test_summaries_are_short_and_names_are_what_people_type(corpus: Corpus) -> None:
    names = {topic.name for topic in corpus.topics}
    for topic in corpus.topics:
        assert len(topic.summary) <= 110, topic.id
        assert len(topic.aliases) <= 6, topic.id
        assert not any(alias in topic.name or alias in names for alias in topic.aliases), topic.id
    few = [topic.id for topic in corpus.topics if len(topic.aliases) < 3]
    assert len(few) <= 3, few


def test_every_conditional_word_lies_in_a_condition(corpus: Corpus) -> None:
    for item in corpus.item_by_id.values():
        quotes = [c.quote for c in corpus.conditions_of_item.get(item.id, ())]
        quotes += [NO_CONDITION[item.id]] if item.id in NO_CONDITION else []
        spans = [(item.text.index(q), item.text.index(q) + len(q)) for q in quotes]
        for match in CONDITIONAL.finditer(item.text):
            start, end = match.start(), match.end() - match[0].endswith("，")
            assert any(a <= start and end <= b for a, b in spans), (item.id, match[0], item.text)


def test_conditions_with_the_same_words_are_of_the_same_kind(corpus: Corpus) -> None:
    kinds: dict[str, set[str]] = {}
    for condition in corpus.conditions:
        kinds.setdefault(condition.quote, set()).add(condition.kind)
    assert not {quote: kind for quote, kind in kinds.items() if len(kind) > 1}


def test_items_with_the_same_text_have_the_same_topics_and_conditions(corpus: Corpus) -> None:
    by_text: dict[str, list[str]] = {}
    for item in corpus.item_by_id.values():
        by_text.setdefault(item.text, []).append(item.id)
    repeated = [ids for ids in by_text.values() if len(ids) > 1]
    assert repeated
    for ids in repeated:
        first, *rest = ids
        for other in rest:
            assert corpus.topics_of_item[first] == corpus.topics_of_item[other], (first, other)
            mine, yours = (
                Counter((c.kind, c.quote) for c in corpus.conditions_of_item.get(i, ()))
                for i in (first, other)
            )
            assert mine == yours, (first, other)


def test_curated_relations_are_few_and_say_why(corpus: Corpus) -> None:
    assert 10 <= len(corpus.relations) <= 30
    assert all(len(entry.reason) >= 10 for entry in corpus.relations)


# --- agreement ----------------------------------------------------------------------------------


def test_the_figures_of_a_table_small_enough_to_check_by_hand() -> None:
    shared = agreement.Overlap(4, 5, 3)
    assert shared.jaccard == pytest.approx(3 / 6)
    assert shared.precision == pytest.approx(3 / 5)
    assert shared.recall == pytest.approx(3 / 4)
    assert shared.f1 == pytest.approx(6 / 9)
    # of 10: yes/yes 3, yes/no 1, no/yes 2, no/no 4; observed .7, by chance .4*.5 + .6*.5 = .5
    assert shared.kappa(10) == pytest.approx((0.7 - 0.5) / (1 - 0.5))


def test_conditions_are_matched_one_to_one() -> None:
    left = (("1.1.1", "event", 0, 5), ("1.1.1", "event", 6, 9))
    right = (("1.1.1", "event", 4, 8), ("1.1.1", "discretion", 6, 9))
    assert agreement.overlap_of_spans(left, right) == agreement.Overlap(2, 2, 1)


def test_pairs_are_of_different_types_and_all_can_be_made(corpus: Corpus) -> None:
    a, _, _, pairs = agreement.readings()
    assert all(len({item.partition(".")[0] for item in pair}) == 2 for pair in a.pairs)
    ids = list(corpus.item_by_id)
    by_hand = sum(x.partition(".")[0] != y.partition(".")[0] for n, x in enumerate(ids) for y in ids[:n])
    assert pairs == by_hand


def test_the_guide_gives_the_figures_that_the_command_prints(root: Path, corpus: Corpus) -> None:
    text = (root / "docs/guide/crosswalk.md").read_text(encoding="utf-8")
    a, b, final, pairs = agreement.readings()
    for left, right in ((a, b), (a, final), (b, final)):
        shared = agreement.overlap(left.pairs, right.pairs)
        terms = agreement.overlap_of_spans(left.conditions, right.conditions)
        assert f"| {shared.left} | {shared.right} | {shared.common} | {shared.jaccard:.3f} |" in text
        assert f"| {terms.left} | {terms.right} | {terms.common} | {terms.jaccard:.3f} |" in text
        assert f"{shared.kappa(pairs):.3f}" in text
    assert f"六类之间可以配成{pairs}对" in text
    assert f"定稿比两次都多出{len(final.pairs - a.pairs - b.pairs)}对" in text
    assert f"定稿{len(corpus.topics)}个主题，分{len(corpus.groups)}组" in text
    assert f"共{len(corpus.relations)}处" in text
    assert a.thresholds == b.thresholds == final.thresholds
    assert f"都是{final.thresholds.total()}处" in text
    alike = agreement.overlap(a.topics.values(), b.topics.values())
    assert f"主题两次是{alike.left}个和{alike.right}个，其中{alike.common}个" in text
