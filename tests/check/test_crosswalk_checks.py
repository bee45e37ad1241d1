"""What may go wrong with the crosswalk is found, in the file and on the line where it went wrong.

Every slip is made in a copy of the real files; the line is found by walking along words of the
file, so that no line number stands here.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import pytest

from generator.check import check
from generator.check.context import Context
from generator.check.coverage import check_summaries
from generator.errors import Finding
from generator.load import load_corpus

TOPICS: Final = "standards/editorial/topics.yml"
THRESHOLDS: Final = "standards/editorial/thresholds.yml"
RELATIONS: Final = "standards/editorial/relations.yml"
VILLAGES: Final = "standards/verbatim/villages.yml"

Walk = tuple[str, ...]

NEW: Final = "relations:\n"


def entry(topic: str, left: str, right: str, relation: str = "stricter") -> str:
    return (
        f"relations:\n  - topic: {topic}\n    left: {left}\n    right: {right}\n"
        f"    relation: {relation}\n    reason: 试\n"
    )


@dataclass(frozen=True)
class Slip:
    """Replace the last word of ``walk`` in ``file`` by ``by``; ``at`` is where the finding stands."""

    name: str
    file: str
    walk: Walk
    by: str
    code: str
    at: tuple[str, Walk]
    tells: str = ""
    offset: int = 0
    others: frozenset[str] = frozenset()


SLIPS: Final = (
    Slip(
        "an item changed under its clause",
        "standards/verbatim/federations.yml",
        ("工会联合会工作、活动有经费保障",),
        "工会联合会的工作、活动有经费保障",
        "quote-not-found",
        (TOPICS, ("id: activity-funding", "clauses:", "quote:")),
        "4.5.1",
        others=frozenset({"provenance-differs"}),
    ),
    Slip(
        "a topic without clauses",
        TOPICS,
        (
            "id: special-committees",
            'clauses:\n      - item: 3.1.1\n        quote: "根据工作需要成立专门工作委员会"\n',
        ),
        "clauses: []\n",
        "shape-empty",
        (TOPICS, ("id: special-committees", "clauses:")),
    ),
    Slip(
        "an alias that two topics share",
        TOPICS,
        ("id: audit-director", '"经审主任"'),
        '"经审会"',
        "alias-shared",
        (TOPICS, ("id: audit-director",)),
        "经审会",
    ),
    Slip(
        "a threshold that contradicts its quote",
        THRESHOLDS,
        ("- item: 1.1.6", "value: 95"),
        "value: 90",
        "value-not-in-quote",
        (THRESHOLDS, ("- item: 1.1.6", "quote:")),
        "90",
    ),
    Slip(
        "a clause lost, and nothing else quotes its words",
        TOPICS,
        ("id: vital-matters", '      - item: 5.3.2\n        quote: "职工代表大会的各项职权落实到位"\n'),
        "",
        "clause-coverage",
        ("standards/verbatim/townships.yml", ("text: 建立以职工代表大会为基本形式",)),
        "职工代表大会的各项职权落实到位",
    ),
    Slip(
        "a clause cut short",
        TOPICS,
        ("id: mass-incidents", '，维护职工队伍稳定"'),
        '"',
        "clause-coverage",
        ("standards/verbatim/townships.yml", ("text: 深入开展创建和谐劳动关系活动",)),
        "维护职工队伍稳定",
    ),
    Slip(
        "a rate in a summary that no clause holds",
        TOPICS,
        ("id: membership-rate", "summary:", "95%"),
        "85%",
        "summary-number",
        (TOPICS, ("id: membership-rate",)),
        "85%",
    ),
    Slip(
        "a number in a summary that the clauses hold with another unit only",
        TOPICS,
        ("id: membership-rate", "summary:", "95%以上"),
        "95人以上",
        "summary-number",
        (TOPICS, ("id: membership-rate",)),
        "95人",
    ),
    Slip(
        "a headcount in a summary that no clause holds",
        TOPICS,
        ("id: full-time-chair", "summary:", "200人"),
        "100人",
        "summary-number",
        (TOPICS, ("id: full-time-chair",)),
        "100人",
    ),
    Slip(
        "a Chinese numeral in a summary that no clause holds",
        TOPICS,
        ("id: joint-conference", "summary:", "召开一次"),
        "召开两次",
        "summary-number",
        (TOPICS, ("id: joint-conference",)),
        "两次",
    ),
    Slip(
        "the lower end of a range in a summary",
        TOPICS,
        ("id: term-of-office", "summary:", "三至五年"),
        "四至五年",
        "summary-number",
        (TOPICS, ("id: term-of-office",)),
        "四年",
    ),
    Slip(
        "half a year in a summary of a topic that says nothing of it",
        TOPICS,
        ("id: activists", "summary:", "建立工会积极分子队伍"),
        "半年内建立工会积极分子队伍",
        "summary-number",
        (TOPICS, ("id: activists",)),
        "半年",
    ),
    Slip(
        "a number behind a row of references",
        TOPICS,
        ("id: activists", "summary:", "附件5、6无此要求"),
        "附件5、6、7无此要求",
        "summary-number",
        (TOPICS, ("id: activists",)),
        "7",
    ),
    Slip(
        "a relation to an item that is not there",
        RELATIONS,
        (NEW,),
        entry("member-congress", "1.3.99", "6.2.3"),
        "item-unknown",
        (RELATIONS, ("- topic:",)),
        "1.3.99",
    ),
    Slip(
        "a relation on a topic that is not there",
        RELATIONS,
        (NEW,),
        entry("member-congresses", "1.3.3", "6.2.3"),
        "topic-unknown",
        (RELATIONS, ("- topic:",)),
        "member-congresses",
    ),
    Slip(
        "a relation to an item without a clause in the topic",
        RELATIONS,
        (NEW,),
        entry("member-congress", "1.3.3", "4.5.1"),
        "relation-clause",
        (RELATIONS, ("- topic:",)),
        "4.5.1",
    ),
    Slip(
        "a doer that is not in the list",
        TOPICS,
        ("id: double-display", "item: 4.3.5", "doer: guides"),
        "doer: guide",
        "doer-unknown",
        (TOPICS, ("id: double-display", "item: 4.3.5", "by:")),
        "guide",
    ),
    Slip(
        "words for the doer that the clause does not have",
        TOPICS,
        ("id: fund-remittance", "item: 5.4.5", 'by: {doer: guides, quote: "指导帮助基层工会"}'),
        'by: {doer: guides, quote: "指导所属基层工会"}',
        "doer-quote",
        (TOPICS, ("id: fund-remittance", "item: 5.4.5", "by:")),
        "出现 0 次",
    ),
    Slip(
        "a clause cut behind the words that give it to others",
        TOPICS,
        ("id: double-display", "item: 5.4.2", '"指导基层工会开展职工之家建设、规范化建设等工作，实施'),
        '"实施',
        "doer-quote",
        (TOPICS, ("id: double-display", "item: 5.4.2", "by:")),
        "指导基层工会",
    ),
    Slip(
        "words for the doer that stand twice in the clause",
        TOPICS,
        ("id: party-leads-union-building", 'quote: "党委把党建带工建工作列入重要议事日程"'),
        'quote: "党委"',
        "doer-quote",
        (TOPICS, ("id: party-leads-union-building", "by:")),
        "出现 2 次",
    ),
    Slip(
        "clauses of the same words with different doers",
        TOPICS,
        ("id: social-insurance", "item: 2.6.4", '\n        by: {doer: supervises, quote: "协调监督单位"}'),
        "",
        "doer-differs",
        (TOPICS, ("id: social-insurance", "item: 2.6.4", "quote:")),
        "1.6.4",
    ),
    Slip(
        "a doer that nothing names any more",
        TOPICS,
        ("id: joint-conference", '\n        by: {doer: with-government, quote: "建立政府与工会联席会议"}'),
        "",
        "doer-unused",
        (TOPICS, ("- id: with-government",)),
        "with-government",
    ),
    Slip(
        "a doer listed twice",
        TOPICS,
        ("  - id: assists",),
        '  - id: party\n    name: "试"\n    explanation: "试"\n  - id: assists',
        "doer-twice",
        (TOPICS, ("doers:", 'name: "党委做"', "- id: party")),
        "party",
    ),
    Slip(
        "a doer without an explanation",
        TOPICS,
        ("doers:", '    explanation: "原文写党委去做，没有写工会做什么。"\n'),
        "",
        "shape-missing-key",
        (TOPICS, ("doers:", "- id: party")),
        "explanation",
    ),
    Slip(
        "a frequency that its words do not say",
        THRESHOLDS,
        ("frequencies:", "topic: membership-dues", "period: monthly"),
        "period: yearly",
        "period-not-in-quote",
        (THRESHOLDS, ("frequencies:", "topic: membership-dues", "quote:")),
        "每年",
    ),
    Slip(
        "a way to say how often that is not in the list",
        THRESHOLDS,
        ("frequencies:", "topic: membership-dues", "period: monthly"),
        "period: weekly",
        "period-unknown",
        (THRESHOLDS, ("frequencies:", "topic: membership-dues", "quote:")),
        "weekly",
    ),
    Slip(
        "words for how often that no frequency quotes",
        THRESHOLDS,
        (
            "frequencies:",
            '  - item: 1.5.2\n    topic: membership-dues\n    period: monthly\n    quote: "按月缴纳会费"\n',
        ),
        "",
        "frequency-unaccounted",
        ("standards/verbatim/state-sector.yml", ("按月缴纳会费",)),
        "1.5.2",
    ),
    Slip(
        "a count made up for what is only said to be regular",
        THRESHOLDS,
        ("frequencies:", 'quote: "按月缴纳会费"\n'),
        'quote: "按月缴纳会费"\n    subject: member-congress-frequency\n',
        "frequency-uncounted",
        (THRESHOLDS, ("frequencies:", "topic: membership-dues", "quote:")),
        "member-congress-frequency",
    ),
    Slip(
        "a way to say how often that nothing uses",
        THRESHOLDS,
        ("periods:\n",),
        'periods:\n  - id: weekly\n    name: "每周"\n    words: ["每周"]\n',
        "period-unused",
        (THRESHOLDS, ("id: weekly",)),
        "weekly",
    ),
    Slip(
        "a frequency on a topic that is none",
        THRESHOLDS,
        ("frequencies:", "topic: membership-dues"),
        "topic: member-dues",
        "topic-unknown",
        (THRESHOLDS, ("frequencies:", "topic: member-dues", "quote:")),
        "member-dues",
    ),
    Slip(
        "a frequency whose words are not in the item",
        THRESHOLDS,
        ("frequencies:", '"按月缴纳会费"'),
        '"按月缴纳工会会费"',
        "quote-not-found",
        (THRESHOLDS, ("frequencies:", '"按月缴纳工会会费"')),
        "1.5.2",
        others=frozenset({"frequency-unaccounted"}),
    ),
    Slip(
        "a relation within one standard",
        RELATIONS,
        (NEW,),
        entry("workers-congress", "1.6.1", "1.3.4"),
        "relation-within",
        (RELATIONS, ("- topic:",)),
        "1.3.4",
    ),
    Slip(
        "a relation given twice",
        RELATIONS,
        ("  - topic: psychological-care",),
        entry("member-congress", "6.2.3", "1.3.3", "looser").removeprefix(NEW)
        + "  - topic: psychological-care",
        "relation-twice",
        (RELATIONS, ("left: 1.3.3\n    right: 6.2.3",)),
        "1.3.3",
        offset=-1,
    ),
    Slip(
        "two relations that contradict each other",
        RELATIONS,
        ("  - topic: psychological-care",),
        entry("workers-congress", "1.3.4", "6.2.3", "looser").removeprefix(NEW)
        + "  - topic: psychological-care",
        "relation-contradicts",
        (RELATIONS, ("left: 1.6.1",)),
        offset=-1,
    ),
    Slip(
        "a reason with a placeholder that nothing fills in",
        RELATIONS,
        ("- topic:", "{left}建立经费审查委员会"),
        "{this}建立经费审查委员会",
        "relation-placeholder",
        (RELATIONS, ("- topic:",)),
        "{this}",
    ),
    Slip(
        "a relation of a kind that is none",
        RELATIONS,
        ("relation: stricter",),
        "relation: better",
        "shape-enum",
        (RELATIONS, ("relation: better",)),
    ),
)


def locate(text: str, walk: Walk) -> int:
    position = 0
    for word in walk:
        position = text.index(word, position)
    return position


def line(path: Path, walk: Walk) -> int:
    text = path.read_text(encoding="utf-8")
    return text.count("\n", 0, locate(text, walk)) + 1


def told(findings: tuple[Finding, ...]) -> str:
    return "\n".join(f"{f.code:22} {f}" for f in findings)


@pytest.mark.parametrize("slip", SLIPS, ids=lambda s: s.name)
def test_a_slip_is_found_in_its_file_and_on_its_line(slip: Slip, copy: Path) -> None:
    path = copy / slip.file
    text = path.read_text(encoding="utf-8")
    at = locate(text, slip.walk)
    path.write_text(text[:at] + slip.by + text[at + len(slip.walk[-1]) :], encoding="utf-8")
    findings = check(copy).findings
    file, walk = slip.at
    here = [f for f in findings if f.code == slip.code and f.place.file == file]
    assert [f.place.line for f in here] == [line(copy / file, walk) + slip.offset], told(findings)
    assert slip.tells in here[0].message, told(findings)
    assert {f.code for f in findings} - {slip.code} <= slip.others, told(findings)


def test_several_slips_are_all_reported(copy: Path) -> None:
    path = copy / TOPICS
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("95%以上，附件2", "97%以上，附件2").replace('"经审主任"', '"经审会"'), encoding="utf-8"
    )
    assert sorted(f.code for f in check(copy).findings) == ["alias-shared", "summary-number"]


def test_no_curated_relations_are_needed(copy: Path) -> None:
    (copy / RELATIONS).unlink()
    checked = check(copy)
    assert checked.findings == ()
    assert checked.corpus is not None
    assert checked.corpus.relations == ()


def test_without_the_layer_of_thresholds_every_numeral_is_missed(copy: Path) -> None:
    (copy / THRESHOLDS).unlink()
    assert {f.code for f in check(copy).findings} >= {"numeral-unaccounted"}


def test_an_item_whose_quotes_are_stale_is_not_also_called_uncovered(copy: Path) -> None:
    path = copy / VILLAGES
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("开展工作和活动有经费保障", "开展各项工作和各种活动有充足的经费保障"), encoding="utf-8"
    )
    codes = {f.code for f in check(copy).findings}
    assert "quote-not-found" in codes
    assert "clause-coverage" not in codes


@pytest.fixture
def other(root: Path, tmp_path: Path) -> Path:
    """A copy of a body of standards with other labels (附表1) and units."""
    shutil.copytree(root / "tests" / "other_body" / "root", tmp_path / "other")
    return tmp_path / "other"


def test_the_labels_of_another_body_are_no_numbers(other: Path) -> None:
    assert check(other).findings == ()


@pytest.mark.parametrize(
    ("old", "new", "tells"),
    [
        ("附表1每周20小时", "附表1每周30小时", "30小时"),
        ("附表2每年两次以上", "附表2每年三次以上", "三次"),
        ("附表1、3无此要求", "附表1、3、8无此要求", "8"),
    ],
)
def test_numbers_in_another_body_are_checked(other: Path, old: str, new: str, tells: str) -> None:
    path = other / TOPICS
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    (finding,) = check(other).findings
    assert finding.code == "summary-number"
    assert tells in finding.message


@pytest.mark.parametrize(
    ("labels", "summary", "numbers"),
    [
        (("标准一", "标准二", "标准三"), "标准一、三在门口公布，标准二和标准三也在网站公布。", []),
        (("标准一", "标准二", "标准三"), "标准一每天四小时；标准1至3都公布。", ["四小时"]),
        (
            ("第1号", "第2号", "第3号"),
            "第1、2号在门口公布；第1号至第3号都有；第1、第2号每3天一次。",
            ["3", "一次"],
        ),
        (("甲类", "乙类", "丙类"), "甲类、乙类在门口公布；丙类公布2次。", ["2次"]),
        (("附表1", "附表2", "附表3"), "附表1、2%的场馆；附表1、20个；附表3、附表4。", ["2", "20", "4"]),
    ],
)
def test_references_follow_the_labels(
    other: Path, labels: tuple[str, ...], summary: str, numbers: list[str]
) -> None:
    loaded = load_corpus(other)
    assert loaded.corpus is not None
    pairs = zip(loaded.corpus.standards, labels, strict=True)
    standards = tuple(replace(standard, label=label) for standard, label in pairs)
    (topic,) = (t for t in loaded.corpus.topics if t.id == "notice-of-hours")
    corpus = replace(loaded.corpus, standards=standards, topics=(replace(topic, summary=summary),))
    found = list(check_summaries(Context(corpus, loaded.transcript, loaded.broken)))
    assert [re.findall("“(.+)”", f.message)[0] for f in found] == numbers
