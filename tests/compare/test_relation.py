"""The relation of two standards on one topic, on real pairs that were read, and on its rules."""

from __future__ import annotations

import pytest

from generator.compare import Crosswalk, Kind, pairs, relate
from generator.compare.elsewhere import elsewhere
from generator.compare.folding import fold_clause
from generator.compare.relation import compare_texts
from generator.model import Corpus, Standard

# topic, attachment on the left, attachment on the right, expected, and why, as read in the source
READ = [
    ("union-establishment", 1, 2, "same", "word for word"),
    ("union-establishment", 1, 3, "partial", "3 adds 组织 to 工会"),
    ("union-establishment", 2, 4, "reworded", "经上一级工会批准 / 经上级工会批准"),
    ("union-form-by-size", 1, 2, "only-right", "only 2 speaks of 25 members"),
    ("union-form-by-size", 2, 6, "only-left", "the same seen from 2"),
    ("term-of-office", 1, 2, "same", "三至五年 in both"),
    ("term-of-office", 1, 4, "reworded", "4 gives no years: nothing to compare"),
    ("term-of-office", 4, 5, "doer", "4 itself / 5 with the unions of its area"),
    ("women-committee", 1, 6, "reworded", "按照规定建立 / 按规定同步建立"),
    ("legal-person", 1, 4, "same", "word for word"),
    ("legal-person", 1, 6, "reworded", "具备法人条件 / 具备条件"),
    ("membership-rate", 1, 2, "stricter", "95% / 90%"),
    ("membership-rate", 2, 3, "looser", "90% / 95%"),
    ("membership-rate", 5, 6, "doer", "both 90% of an area, 5 has a task of its own besides"),
    ("migrant-membership", 1, 5, "looser", "an editor's judgement: 5 names a rate"),
    ("chair-rank", 1, 2, "reworded", "干部配备 / 条件配备 is a difference"),
    ("chair-rank", 3, 4, "only-left", "4 says nothing of rank"),
    ("full-time-chair", 1, 2, "same", "200 in both"),
    ("full-time-chair", 1, 3, "reworded", "200 / 人数较多: no number to compare with"),
    ("full-time-chair", 3, 6, "only-left", "6 asks for none"),
    ("officer-training", 1, 2, "partial", "2 has the first half only"),
    ("activists", 2, 4, "same", "word for word"),
    ("activists", 1, 2, "reworded", "有一支…队伍 / 建立…队伍"),
    ("work-planning-records", 1, 2, "reworded", "only commas differ, but commas count"),
    ("member-congress", 1, 3, "same", "每年至少一次 in both"),
    ("member-congress", 1, 2, "stricter", "an editor's judgement: 2 gives no frequency"),
    ("member-congress", 3, 4, "only-left", "4 asks for none"),
    ("union-openness", 1, 6, "reworded", "6 names 职工（代表）大会 between 建立 and 会务公开"),
    ("reading-rooms", 1, 6, "same", "word for word"),
    ("reading-rooms", 1, 4, "doer", "4 asks it of the unions below it too"),
    ("office-space", 1, 2, "same", "word for word"),
    ("bulletin-boards", 4, 6, "doer", "4 asks it of the unions below it too"),
    ("double-display", 1, 5, "doer", "5 guides the unions below it in doing it, cut after 实施 or not"),
    ("double-display", 5, 6, "doer", "6 does what 5 guides: no part of it"),
    ("double-display", 4, 5, "reworded", "both guide"),
    ("double-display", 1, 6, "partial", "6 has the first sentence only"),
    ("bank-account", 5, 6, "doer", "5 guides"),
    ("fund-remittance", 1, 6, "doer", "6 guides"),
    ("fund-remittance", 5, 6, "reworded", "both guide"),
    ("workers-home", 3, 4, "doer", "4 guides"),
    ("needy-assistance", 1, 5, "doer", "5 has a system of its own and guides in the help"),
    ("office-space", 1, 5, "doer", "the government provides"),
    ("office-space", 1, 4, "looser", "an editor's judgement, whoever does it"),
    ("social-insurance", 1, 2, "same", "both supervise"),
    ("social-insurance", 1, 4, "doer", "4 guides those who supervise"),
    ("special-collective-contracts", 5, 6, "doer", "enterprises sign / the union urges them to"),
    ("affairs-openness", 2, 5, "doer", "in 5 the enterprises"),
    ("membership-rate", 1, 4, "stricter", "95% / 90%, whoever does it"),
    ("membership-rate", 2, 4, "doer", "both 90%, in 4 by the unions below it"),
    ("bank-account", 1, 2, "same", "帐户 / 账户 is no difference"),
    ("bank-account", 1, 3, "reworded", "银行帐户 / 经费账户"),
    ("budget-and-audit", 1, 3, "partial", "1 adds who audits"),
    ("chair-exit-audit", 1, 3, "same", "word for word"),
    ("fund-integrity", 1, 3, "partial", "3 adds 机关"),
    ("online-services", 1, 2, "reworded", "利用 / 依托"),
    ("online-services", 2, 4, "same", "word for word"),
    ("dispute-mediation", 1, 2, "reworded", "2 adds 等"),
    ("excellence-campaign", 1, 3, "only-right", "only 3"),
    ("party-hears-reports", 5, 6, "only-left", "only 5"),
    ("labour-safety", 1, 2, "same", "word for word"),
]


def standard(corpus: Corpus, attachment: int) -> Standard:
    return next(s for s in corpus.standards if s.attachment == attachment)


@pytest.mark.parametrize(
    ("topic", "left", "right", "expected"),
    [row[:4] for row in READ],
    ids=[f"{r[0]}-{r[1]}-{r[2]}" for r in READ],
)
def test_real_pairs_relate_as_read(
    crosswalk: Crosswalk, topic: str, left: int, right: int, expected: str
) -> None:
    corpus = crosswalk.corpus
    found = next(t for t in corpus.topics if t.id == topic)
    finding = relate(crosswalk, found, standard(corpus, left), standard(corpus, right))
    assert finding is not None
    assert finding.kind == expected


def test_a_topic_that_neither_asks_has_no_relation(crosswalk: Crosswalk) -> None:
    corpus = crosswalk.corpus
    topic = next(t for t in corpus.topics if t.id == "party-hears-reports")
    assert relate(crosswalk, topic, standard(corpus, 1), standard(corpus, 2)) is None


def test_every_relation_is_mirrored_by_its_way_back(crosswalk: Crosswalk) -> None:
    for pair in pairs(crosswalk):
        for finding in pair.comparisons:
            back = relate(crosswalk, finding.topic, pair.right, pair.left)
            assert back is not None
            assert back.kind is finding.kind.mirrored, (finding.topic.id, pair.left.id, pair.right.id)
            assert [v.kind.mirrored for v in back.verdicts] == [
                next(m for m in finding.verdicts if m.subject is v.subject and m.right is v.left).kind
                for v in back.verdicts
            ]
            assert {"left": "right", "right": "left", "": ""}[finding.whole] == back.whole


def test_a_standard_relates_to_itself_as_same(crosswalk: Crosswalk) -> None:
    for one in crosswalk.corpus.standards:
        for topic in crosswalk.topics_of(one):
            finding = relate(crosswalk, topic, one, one)
            assert finding is not None
            assert finding.kind is Kind.SAME


def test_every_topic_of_either_side_is_in_exactly_one_class(crosswalk: Crosswalk) -> None:
    corpus = crosswalk.corpus
    for pair in pairs(crosswalk):
        asked = {
            topic.id
            for topic in corpus.topics
            if {corpus.standard_of_item[c.item].id for c in topic.clauses} & {pair.left.id, pair.right.id}
        }
        classes = (pair.only_left, pair.only_right, pair.different, pair.same)
        listed = [finding.topic.id for members in classes for finding in members]
        assert sorted(listed) == sorted(asked)
        changed = [finding.topic.id for _, findings in pair.changes for finding in findings]
        assert sorted(changed) == sorted(asked)


def test_stricter_and_looser_rest_on_numbers_or_a_reason(crosswalk: Crosswalk) -> None:
    for pair in pairs(crosswalk):
        for finding in pair.comparisons:
            if finding.kind in {Kind.STRICTER, Kind.LOOSER}:
                assert finding.judgements or any(v.kind is finding.kind for v in finding.verdicts)


def test_a_side_that_guides_and_one_that_does_are_never_called_the_same_or_a_part(
    crosswalk: Crosswalk,
) -> None:
    told = 0
    for pair in pairs(crosswalk):
        for finding in pair.comparisons:
            if finding.left and finding.right and set(finding.left.doers) != set(finding.right.doers):
                told += 1
                assert finding.other_doers
                assert finding.kind in {Kind.DOER, Kind.STRICTER, Kind.LOOSER}
                assert not finding.whole
            else:
                assert not finding.other_doers
                assert finding.kind is not Kind.DOER
    assert told


def test_an_item_that_others_only_guide_in_is_echoed_by_them_as_done_by_others(crosswalk: Crosswalk) -> None:
    display = {e.standard.attachment: e.kind for e in elsewhere(crosswalk)["1.3.2"].echoes}
    assert display == {2: Kind.REWORDED, 4: Kind.DOER, 5: Kind.DOER, 6: Kind.PARTIAL}


# --- the rules, on made-up texts and numbers ------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("依法设立独立银行帐户", "依法设立独立银行账户"),
        ("达９５％以上", "达95%以上"),
        ("配备1－2名干部。", "配备1-2名干部"),
        ("配备1至2名干部", "配备1～2名干部"),
        ("会员1,000人以上", "会员1000人以上"),
        ("佩带胸卡；", "佩戴胸卡"),
        ("职工(代表)大会", "职工（代表）大会"),
    ],
)
def test_forms_that_make_no_difference_fold_together(left: str, right: str) -> None:
    assert fold_clause(left) == fold_clause(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("按党政副职级干部配备", "按党政副职级条件配备"),
        ("达95%以上", "达90%以上"),
        ("年初有计划，年中有检查", "年初有计划、年中有检查"),
        ("应当建立", "可以建立"),
        ("1.5倍", "15倍"),
    ],
)
def test_words_that_differ_stay_apart(left: str, right: str) -> None:
    assert fold_clause(left) != fold_clause(right)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (["甲乙", "丙丁"], ["丙丁", "甲乙"], ("same", "")),
        (["甲乙，丙丁"], ["丙丁"], ("partial", "left")),
        (["丙丁"], ["甲乙", "戊丙丁"], ("partial", "right")),
        (["甲、乙"], ["甲，乙"], ("reworded", "")),
        (["比例达2%"], ["比例达12%"], ("reworded", "")),
        (["2%"], ["比例达12%"], ("reworded", "")),
        (["达9"], ["达95"], ("reworded", "")),
        (["甲乙"], ["甲丙"], ("reworded", "")),
    ],
)
def test_texts_are_same_part_or_reworded(
    left: list[str], right: list[str], expected: tuple[str, str]
) -> None:
    assert compare_texts(left, right) == expected


def test_an_item_is_echoed_by_those_that_ask_it_and_by_no_other(crosswalk: Crosswalk) -> None:
    corpus = crosswalk.corpus
    found = elsewhere(crosswalk)
    assert set(found) == set(corpus.item_by_id)
    rate = found["1.1.6"]
    assert {(e.standard.attachment, e.kind) for e in rate.echoes if e.standard.attachment != 3} == {
        (2, Kind.LOOSER),
        (4, Kind.LOOSER),
        (5, Kind.LOOSER),
        (6, Kind.LOOSER),
    }
    assert found["5.1.1"].echoes == ()
    for item, entry in found.items():
        own = corpus.standard_of_item[item]
        named = [e.standard for e in entry.echoes] + list(entry.silent)
        assert sorted(s.attachment for s in named) == [s.attachment for s in corpus.standards if s is not own]
