"""What becomes of each matter on the way from one type to another, and what the old answers are good for."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations, permutations
from typing import Final

import pytest

from generator.compare import Change, Comparison, Crosswalk, moves, pair, pairs, relate
from generator.compare.answers import Use, answers
from generator.compare.overview import alone
from generator.model import Corpus

EXPECTED: Final = (
    # topic, from, to, change, why
    ("chair-rank", 2, 1, Change.STRICTER, "干部配备 asks more than 条件配备"),
    ("union-staff", 2, 1, Change.STRICTER, "专职 asks more than 专兼职"),
    ("officer-training", 2, 1, Change.STRICTER, "1 adds 掌握法律知识"),
    ("work-rules", 2, 1, Change.STRICTER, "1 adds 岗位责任制"),
    ("delegate-tenure", 2, 1, Change.STRICTER, "1 adds the term"),
    ("collective-bargaining", 2, 1, Change.STRICTER, "1 names what is bargained on"),
    ("membership-rate", 2, 1, Change.STRICTER, "95 against 90, by numbers"),
    ("membership-rate", 1, 2, Change.LOOSER, "the way back"),
    ("membership-rate", 5, 1, Change.STRICTER, "a higher number asks more, whoever is counted"),
    ("membership-rate", 1, 5, Change.OTHERWISE, "a lower number of others, and tasks beside it"),
    ("work-planning-records", 1, 2, Change.WORDING, "only commas differ: by rule"),
    ("officer-transfer", 2, 3, Change.WORDING, "only 的 differs: by rule"),
    ("bank-account", 1, 2, Change.SAME, "帐户 and 账户 are the same word"),
    ("dispute-mediation", 1, 2, Change.WORDING, "only 等 differs: curated"),
    ("model-worker-studios", 1, 4, Change.OTHERWISE, "1 does, 4 guides"),
    ("model-worker-studios", 4, 1, Change.OTHERWISE, "4 guides, 1 does"),
    ("model-worker-studios", 3, 1, Change.STRICTER, "1 adds 大工匠工作室: a curated relation"),
    ("social-insurance", 1, 6, Change.LOOSER, "6 drops 住房公积金"),
    ("chair-party-committee", 2, 1, Change.NEW, "2 says nothing"),
    ("chair-party-committee", 1, 2, Change.GONE, "the way back"),
)


def one(crosswalk: Crosswalk, topic: str, left: int, right: int) -> Comparison:
    corpus = crosswalk.corpus
    known = {s.attachment: s for s in corpus.standards}
    found = relate(crosswalk, next(t for t in corpus.topics if t.id == topic), known[left], known[right])
    assert found is not None
    return found


@pytest.mark.parametrize(("topic", "left", "right", "change", "why"), EXPECTED)
def test_a_change_is_what_the_texts_say(
    crosswalk: Crosswalk, topic: str, left: int, right: int, change: Change, why: str
) -> None:
    assert one(crosswalk, topic, left, right).change is change, why


def test_no_two_wordings_are_left_unweighed(crosswalk: Crosswalk) -> None:
    left = [
        (c.topic.id, p.left.id, p.right.id)
        for p in pairs(crosswalk)
        for c in p.comparisons
        if c.change is Change.OTHERWISE and not c.weighed
    ]
    assert left == []


def test_the_way_back_undoes_the_way(crosswalk: Crosswalk) -> None:
    """New is gone, the same stays; what asks more on the way never asks more on the way back too."""
    for left, right in permutations(crosswalk.corpus.standards, 2):
        way, back = pair(crosswalk, left, right), pair(crosswalk, right, left)
        for a, b in zip(way.comparisons, back.comparisons, strict=True):
            both = {a.change, b.change}
            assert len(both) == 1 or both in (
                {Change.NEW, Change.GONE},
                {Change.STRICTER, Change.LOOSER},
                {Change.STRICTER, Change.OTHERWISE},
            ), a.topic.id
            assert len(both) > 1 or a.change in (Change.SAME, Change.WORDING, Change.OTHERWISE), a.topic.id


def test_wordings_that_demand_the_same_do_so_in_rings(crosswalk: Crosswalk) -> None:
    """If A demands what B demands and B what C demands, A demands what C demands."""
    alike = (Change.SAME, Change.WORDING)
    corpus = crosswalk.corpus
    for topic in corpus.topics:
        asking = [s for s in corpus.standards if crosswalk.side(topic, s)]
        found = {
            (a.id, b.id): one.change in alike
            for a, b in permutations(asking, 2)
            if (one := relate(crosswalk, topic, a, b))
        }
        for a, b, c in permutations(asking, 3):
            if found[a.id, b.id] and found[b.id, c.id]:
                assert found[a.id, c.id], (topic.id, a.id, b.id, c.id)


def test_asking_more_goes_in_one_direction(crosswalk: Crosswalk) -> None:
    """If B asks more than A and C more than B, or the same, C does not ask less than A or the same."""
    corpus = crosswalk.corpus
    more = (Change.STRICTER,)
    for topic in corpus.topics:
        asking = [s for s in corpus.standards if crosswalk.side(topic, s)]
        for a, b, c in permutations(asking, 3):
            first, second, whole = (relate(crosswalk, topic, *two) for two in ((a, b), (b, c), (a, c)))
            assert first is not None
            assert second is not None
            assert whole is not None
            if first.change in more and second.change in (*more, Change.SAME, Change.WORDING):
                assert whole.change in (Change.STRICTER, Change.OTHERWISE), (topic.id, a.id, b.id, c.id)


def test_without_weighings_only_rules_and_numbers_decide(corpus: Corpus) -> None:
    bare = Crosswalk(replace(corpus, weighings=()))
    assert one(bare, "chair-rank", 2, 1).change is Change.OTHERWISE
    assert one(bare, "work-planning-records", 1, 2).change is Change.WORDING
    assert one(bare, "membership-rate", 1, 2).change is Change.LOOSER
    assert one(bare, "membership-rate", 1, 5).change is Change.OTHERWISE  # it is for others to do


def test_what_the_old_type_does_and_the_new_one_has_others_do_is_done_otherwise(crosswalk: Crosswalk) -> None:
    seen = 0
    for way in moves(crosswalk):
        for found in way.comparisons:
            if found.other_doers and "" not in found.right.doers:
                seen += 1
                assert found.change is Change.OTHERWISE, found.topic.id
    assert seen > 100


def test_a_quote_of_one_side_is_shown_as_the_other_spelling_has_it(crosswalk: Crosswalk) -> None:
    """Every demand that only one side has stands, word for word, in an item of that very side."""
    shown = 0
    for way in moves(crosswalk):
        for c in way.comparisons:
            sides = ((c.weighed.left_only, way.left), (c.weighed.right_only, way.right)) if c.weighed else ()
            for clauses, standard in sides:
                for clause in clauses:
                    shown += 1
                    item = crosswalk.corpus.item_by_id[clause.item]
                    assert crosswalk.corpus.standard_of_item[item.id] is standard
                    assert clause.quote in item.text
    assert shown > 200


def test_one_list_holds_all_that_only_one_side_has(crosswalk: Crosswalk) -> None:
    """大工匠工作室 stands in a shared topic, 公司制企业's directors in one of their own; neither twice."""
    known = {s.attachment: s for s in crosswalk.corpus.standards}
    found = pair(crosswalk, known[1], known[3])
    assert {"model-worker-studios", "employee-directors"} <= {sole.topic.id for sole in found.alone_left}
    studios = next(s for s in found.alone_left if s.topic.id == "model-worker-studios")
    assert [clause.quote for clause in studios.side.clauses] == ["大工匠工作室"]
    for left, right in combinations(crosswalk.corpus.standards, 2):
        two = pair(crosswalk, left, right)
        for soles in (two.alone_left, two.alone_right):
            assert max(Counter(sole.topic.id for sole in soles).values()) == 1
            assert all(sole.side.clauses for sole in soles)


def test_what_one_type_alone_asks_within_a_shared_matter_is_its_alone(crosswalk: Crosswalk) -> None:
    found = {entry.standard.attachment: {s.topic.id: s for s in entry.only} for entry in alone(crosswalk)}
    assert found[5]["recreation"].shared
    assert "model-worker-studios" not in found[1]  # 2 has 大工匠工作室 too
    assert not found[2]["union-form-by-size"].shared


def test_every_item_of_the_new_type_says_what_the_old_answers_are_good_for(crosswalk: Crosswalk) -> None:
    known = {s.attachment: s for s in crosswalk.corpus.standards}
    found = {answer.item.id: answer for answer in answers(pair(crosswalk, known[2], known[1]))}
    assert list(found) == [item.id for item in known[1].items]
    assert (found["1.1.2"].old, found["1.1.2"].use) == (("2.1.3",), Use.KEEP)
    assert (found["1.1.6"].old, found["1.1.6"].use) == (("2.1.7",), Use.EXTEND)
    assert (found["1.6.12"].old, found["1.6.12"].use) == ((), Use.NONE)
    assert found["1.3.7"].use is Use.CONSULT  # 会员 and 职工 are not the same people
    for answer in found.values():
        assert len(set(answer.old)) == len(answer.old)
