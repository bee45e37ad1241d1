"""The comparison as sheets, one for each view of it."""

from __future__ import annotations

from typing import Final

from generator.compare import Crosswalk, Side, moves, pairs
from generator.compare.overview import alone, conditionals, numbers
from generator.compare.relation import Finding
from generator.export.labels import labels, standard_name
from generator.export.tables import Table
from generator.model import Corpus, Standard, Threshold

OPERATORS: Final = {">=": "≥", "<=": "≤", "<": "＜", ">": "＞"}


def sheets(corpus: Corpus) -> dict[str, Table]:
    """Every sheet by the name of its CSV file, in the order of the workbook."""
    crosswalk = Crosswalk(corpus)
    return {
        "comparison": _comparison(crosswalk),
        "comparison-pairs": _pairs(crosswalk),
        "comparison-moving": _moving(crosswalk),
        "comparison-numbers": _numbers(crosswalk),
        "comparison-only": _alone(crosswalk),
        "comparison-conditions": _conditions(crosswalk),
        "comparison-topics": _topics(crosswalk),
    }


def _comparison(crosswalk: Crosswalk) -> Table:
    corpus = crosswalk.corpus
    groups = {group.id: group.name for group in corpus.groups}
    rows = (
        (
            groups[topic.group],
            topic.name,
            topic.summary,
            *(text_of(crosswalk.side(topic, standard)) for standard in corpus.standards),
        )
        for topic in corpus.topics
    )
    return labels().sheets["comparison"].table(rows, map(standard_name, corpus.standards))


def _pairs(crosswalk: Crosswalk) -> Table:
    rows = (
        (
            standard_name(pair.left),
            standard_name(pair.right),
            _group(crosswalk.corpus, finding),
            finding.topic.name,
            labels().relations[finding.kind.value],
            _basis(finding, pair.left, pair.right),
            text_of(finding.left),
            text_of(finding.right),
        )
        for pair in pairs(crosswalk)
        for finding in pair.findings
    )
    return labels().sheets["pairs"].table(rows)


def _moving(crosswalk: Crosswalk) -> Table:
    rows = (
        (
            standard_name(way.left),
            standard_name(way.right),
            labels().changes[change],
            finding.topic.name,
            text_of(finding.right),
            text_of(finding.left),
        )
        for way in moves(crosswalk)
        for change, findings in way.changes
        for finding in findings
    )
    return labels().sheets["moving"].table(rows)


def _numbers(crosswalk: Crosswalk) -> Table:
    words = labels().words
    rows = []
    for line in numbers(crosswalk):
        cells = [line.subject.name, words["separator"].join(topic.name for topic in line.topics)]
        for figure in line.figures:
            stated = "\n".join(words["stated"].format(value=value(t), item=t.item) for t in figure.thresholds)
            cells.append(stated or (words["unstated"] if figure.side else words["absent"]))
        rows.append(tuple(cells))
    return labels().sheets["numbers"].table(rows, map(standard_name, crosswalk.corpus.standards))


def _alone(crosswalk: Crosswalk) -> Table:
    words = labels().words
    rows = []
    for entry in alone(crosswalk):
        name = standard_name(entry.standard)
        rows += [(name, words["only"], topic.name, text_of(side)) for topic, side in entry.only]
        rows += [(name, words["lacking"], topic.name, words["absent"]) for topic in entry.lacking]
    return labels().sheets["only"].table(rows)


def _conditions(crosswalk: Crosswalk) -> Table:
    words = labels().words
    rows = (
        (
            labels().conditions[kind],
            bound.condition.quote,
            standard_name(bound.standard),
            bound.item.id,
            words["separator"].join(topic.name for topic, _ in bound.clauses),
            bound.clauses[0][1].quote if bound.clauses else bound.item.text,
        )
        for kind, entries in conditionals(crosswalk).items()
        for entry in entries
        for bound in entry.bounds
    )
    return labels().sheets["conditions"].table(rows)


def _topics(crosswalk: Crosswalk) -> Table:
    words = labels().words
    corpus = crosswalk.corpus
    groups = {group.id: group.name for group in corpus.groups}
    rows = (
        (
            groups[topic.group],
            topic.name,
            topic.id,
            words["separator"].join(topic.aliases),
            topic.summary,
            *(words["yes"] if crosswalk.side(topic, s) else words["no"] for s in corpus.standards),
        )
        for topic in corpus.topics
    )
    return labels().sheets["topics"].table(rows, (s.label for s in corpus.standards))


def text_of(side: Side) -> str:
    """The clauses of a side, one a line, each after the id of its item."""
    words = labels().words
    return "\n".join(f"{clause.item} {clause.quote}" for clause in side.clauses) or words["absent"]


def value(threshold: Threshold) -> str:
    """A threshold as people write it (``≥95%``)."""
    numbers = "–".join(f"{number:g}" for number in threshold.value)
    return f"{OPERATORS.get(threshold.operator, '')}{numbers}{threshold.unit}"


def _basis(finding: Finding, left: Standard, right: Standard) -> str:
    """What decided: thresholds, the editor's reasons, or which side holds the other."""
    words = labels().words
    lines = [
        words["verdict"].format(subject=v.subject.name, left=value(v.left), right=value(v.right))
        for v in finding.verdicts
    ]
    for judgement in finding.judgements:
        first, second = (right, left) if judgement.turned else (left, right)
        reason = judgement.reason.replace(words["left_of_reason"], first.label)
        reason = reason.replace(words["right_of_reason"], second.label)
        lines.append(words["judgement"].format(reason=reason))
    if finding.whole:
        lines.append(words[f"whole_{finding.whole}"])
    return "\n".join(lines)


def _group(corpus: Corpus, finding: Finding) -> str:
    return next(group.name for group in corpus.groups if group.id == finding.topic.group)
