"""Slips in what the comparison rests on: clauses, summaries, thresholds, relations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tests.check.mutations.making import THRESHOLDS, TOPICS, Anchors

RELATIONS: Final = "standards/editorial/relations.yml"

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
    walk: Anchors
    by: str
    code: str
    at: tuple[str, Anchors]
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
