"""The marks of who does what is asked, their readings, and what the guide says of both."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from generator.model import Corpus
from tests.compare.crosswalk import doers

PIVOT: Final = re.compile(
    r"(?:指导|帮助|组织|推动|推进|督促|监督|协助|配合)[^，。；]{0,12}?(?:基层|单位|企业|村（|党政|党委|政府)"
)
"""Verbs that hand the doing on, with the body that they hand it to."""

NOT_HANDED_ON: Final = frozenset(
    {
        "1.6.2",  # 帮助和指导职工 with their employers: workers are whom the union serves
        "2.6.2",
        "6.5.4",
        "2.6.1",  # 组织职工参加企业民主管理
    }
)
"""Items in which a pivot stands before workers, not before another body."""


def test_every_verb_that_hands_the_doing_on_lies_in_a_marked_clause(corpus: Corpus) -> None:
    marked: dict[str, list[str]] = {}
    for topic in corpus.topics:
        for clause in topic.clauses:
            if clause.by is not None:
                marked.setdefault(clause.item, []).append(clause.quote)
    found = 0
    for item in corpus.item_by_id.values():
        for match in PIVOT.finditer(item.text):
            spans = [(item.text.index(q), item.text.index(q) + len(q)) for q in marked.get(item.id, ())]
            inside = any(start <= match.start() and match.end() <= end for start, end in spans)
            found += inside
            assert inside or item.id in NOT_HANDED_ON, (item.id, match[0])
    assert found > 25


def test_every_clause_with_such_a_verb_is_marked(corpus: Corpus) -> None:
    for topic in corpus.topics:
        for clause in topic.clauses:
            if PIVOT.search(clause.quote) and clause.item not in NOT_HANDED_ON:
                assert clause.by is not None, (topic.id, clause.item, clause.quote)


def test_the_words_of_a_mark_stand_at_the_beginning_of_the_demand(corpus: Corpus) -> None:
    """Nothing but what it is about may come before them (围绕中心工作，组织基层工会 …)."""
    for topic in corpus.topics:
        for clause in topic.clauses:
            if clause.by is not None:
                before = clause.quote.partition(clause.by.quote)[0]
                assert len(before) <= 35, (topic.id, clause.item)
                assert not re.search("建立|设立|实施|开展", before), (topic.id, clause.item)


def test_no_quote_begins_in_the_middle_of_an_enumeration(corpus: Corpus) -> None:
    for topic in corpus.topics:
        for clause in topic.clauses:
            text = corpus.item_by_id[clause.item].text
            start = text.index(clause.quote)
            assert start == 0 or text[start - 1] not in "、和及与", (topic.id, clause.item)


def test_the_readings_mark_items_that_are_there_with_words_that_they_have(corpus: Corpus) -> None:
    known = {doer.id for doer in corpus.doers}
    for name in ("a", "b", "c"):
        for (item, doer), words in doers.stored(name).items():
            assert words in corpus.item_by_id[item].text, (name, item)
            assert doer in known, (name, item)


def test_marks_agree_where_the_words_of_one_hold_those_of_the_other() -> None:
    left = {("1.1.1", "guides"): "指导基层工会", ("1.1.2", "party"): "党委", ("1.1.3", "units"): "企业"}
    right = {("1.1.1", "guides"): "指导", ("1.1.2", "party"): "政府", ("1.1.4", "units"): "企业"}
    assert doers.alike(left, right) == 1


def test_the_guide_gives_the_figures_that_the_command_prints(root: Path, corpus: Corpus) -> None:
    text = (root / "docs/guide/crosswalk.md").read_text(encoding="utf-8")
    *_, universe = doers.readings()
    for o, words in doers.compared().values():
        figures = f"{o.jaccard:.3f} | {o.f1:.3f} | {o.kappa(universe):.3f}"
        assert f"| {o.left} | {o.right} | {o.common} | {words} | {figures} |" in text
    marks = sum(clause.by is not None for topic in corpus.topics for clause in topic.clauses)
    assert f"标注共{marks}处" in text
    assert f"可以有{len(corpus.doers)}种标注，{corpus.item_count}条共{universe}个格子" in text
    assert f"共{len(corpus.frequencies)}处；原文里的这几个词" in text
    for doer in corpus.doers:
        assert doer.name in text
