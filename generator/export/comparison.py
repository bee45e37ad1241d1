"""The comparison as sheets, one for each view of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from generator.compare import Crosswalk, Kind, Side, moves, pairs
from generator.compare.overview import alone, conditionals, numbers
from generator.compare.relation import Finding
from generator.export.tables import Column, Table, comparison
from generator.model import Corpus, Standard, Threshold

ABSENT: Final = "本类无此要求"

KINDS: Final = {
    Kind.SAME: "相同",
    Kind.REWORDED: "表述不同",
    Kind.PARTIAL: "部分",
    Kind.STRICTER: "甲更严",
    Kind.LOOSER: "乙更严",
    Kind.ONLY_LEFT: "只有甲有",
    Kind.ONLY_RIGHT: "只有乙有",
}

CHANGES: Final = {
    "new": "新增",
    "stricter": "更严",
    "reworded": "表述有变",
    "looser": "放宽",
    "same": "不变",
    "gone": "不再要求",
}

CONDITIONS: Final = {
    "applicability": "适用对象",
    "event": "适用情形",
    "alternative": "可选做法",
    "discretion": "酌情",
}

OPERATORS: Final = {">=": "≥", "<=": "≤", "<": "＜", ">": "＞"}


def sheets(corpus: Corpus) -> dict[str, Table]:
    """Every sheet by the name of its CSV file, in the order of the workbook."""
    crosswalk = Crosswalk(corpus)
    return {
        "comparison": comparison(corpus),
        "comparison-pairs": _pairs(crosswalk),
        "comparison-moving": _moving(crosswalk),
        "comparison-numbers": _numbers(crosswalk),
        "comparison-only": _alone(crosswalk),
        "comparison-conditions": _conditions(crosswalk),
        "comparison-topics": _topics(crosswalk),
    }


def _pairs(crosswalk: Crosswalk) -> Table:
    columns = (
        ("甲", 16),
        ("乙", 16),
        ("分组", 12),
        ("主题", 20),
        ("关系", 10),
        ("依据", 30),
        ("甲的原文", 44),
        ("乙的原文", 44),
    )
    rows = (
        (
            _name(pair.left),
            _name(pair.right),
            _group(crosswalk.corpus, finding),
            finding.topic.name,
            KINDS[finding.kind],
            _basis(finding, pair.left, pair.right),
            text_of(finding.left),
            text_of(finding.right),
        )
        for pair in pairs(crosswalk)
        for finding in pair.findings
    )
    return _table("两类对看", columns, rows)


def _moving(crosswalk: Crosswalk) -> Table:
    columns = (
        ("现在", 16),
        ("改按", 16),
        ("变化", 10),
        ("主题", 20),
        ("改按后的原文", 50),
        ("原来的原文", 50),
    )
    rows = (
        (
            _name(way.left),
            _name(way.right),
            CHANGES[change],
            finding.topic.name,
            text_of(finding.right),
            text_of(finding.left),
        )
        for way in moves(crosswalk)
        for change, findings in way.changes
        for finding in findings
    )
    return _table("换一类", columns, rows)


def _numbers(crosswalk: Crosswalk) -> Table:
    columns = [("要求", 24), ("主题", 20), *((_name(s), 24) for s in crosswalk.corpus.standards)]
    rows = []
    for line in numbers(crosswalk):
        cells = [line.subject.name, "、".join(topic.name for topic in line.topics)]
        for figure in line.figures:
            stated = "\n".join(f"{value(t)}（{t.item}）" for t in figure.thresholds)
            cells.append(stated or ("有要求，没写这个数字" if figure.side else ABSENT))
        rows.append(tuple(cells))
    return _table("数量要求", columns, rows)


def _alone(crosswalk: Crosswalk) -> Table:
    columns = (("类型", 24), ("独有或独缺", 12), ("主题", 24), ("原文（独有）", 80))
    rows = []
    for entry in alone(crosswalk):
        name = _name(entry.standard)
        rows += [(name, "独有", topic.name, text_of(side)) for topic, side in entry.only]
        rows += [(name, "独缺", topic.name, ABSENT) for topic in entry.lacking]
    return _table("各类独有", columns, rows)


def _conditions(crosswalk: Crosswalk) -> Table:
    columns = (("种类", 12), ("条件", 36), ("类型", 24), ("编号", 9), ("主题", 28), ("原文", 70))
    rows = (
        (
            CONDITIONS.get(kind, kind),
            bound.condition.quote,
            _name(bound.standard),
            bound.item.id,
            "、".join(topic.name for topic, _ in bound.clauses),
            bound.clauses[0][1].quote if bound.clauses else bound.item.text,
        )
        for kind, entries in conditionals(crosswalk).items()
        for entry in entries
        for bound in entry.bounds
    )
    return _table("附条件的要求", columns, rows)


def _topics(crosswalk: Crosswalk) -> Table:
    corpus = crosswalk.corpus
    groups = {group.id: group.name for group in corpus.groups}
    columns = [("分组", 14), ("主题", 24), ("代号", 24), ("也叫", 40), ("说明（编者）", 60)]
    columns += [(s.label, 8) for s in corpus.standards]
    rows = (
        (
            groups[topic.group],
            topic.name,
            topic.id,
            "、".join(topic.aliases),
            topic.summary,
            *("有" if crosswalk.side(topic, s) else "无" for s in corpus.standards),
        )
        for topic in corpus.topics
    )
    return _table("主题", columns, rows)


def text_of(side: Side) -> str:
    """The clauses of a side, one a line, each after the id of its item."""
    return "\n".join(f"{clause.item} {clause.quote}" for clause in side.clauses) or ABSENT


def value(threshold: Threshold) -> str:
    """A threshold as people write it (``≥95%``)."""
    numbers = "–".join(f"{number:g}" for number in threshold.value)
    return f"{OPERATORS.get(threshold.operator, '')}{numbers}{threshold.unit}"


def _basis(finding: Finding, left: Standard, right: Standard) -> str:
    """What decided: thresholds, the editor's reasons, or which side holds the other."""
    lines = [f"{v.subject.name}：甲{value(v.left)}，乙{value(v.right)}" for v in finding.verdicts]
    for judgement in finding.judgements:
        first, second = (right, left) if judgement.turned else (left, right)
        reason = judgement.reason.replace("左边", first.label).replace("右边", second.label)
        lines.append(f"编者判断：{reason}")
    if finding.whole:
        lines.append("乙的文字是甲的一部分" if finding.whole == "left" else "甲的文字是乙的一部分")
    return "\n".join(lines)


def _name(standard: Standard) -> str:
    return f"{standard.label} {standard.short}"


def _group(corpus: Corpus, finding: Finding) -> str:
    return next(group.name for group in corpus.groups if group.id == finding.topic.group)


def _table(name: str, columns: Sequence[tuple[str, int]], rows: Iterable[tuple[str, ...]]) -> Table:
    return Table(name, tuple(Column(*column) for column in columns), tuple(rows))
