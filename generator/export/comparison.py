"""The comparison as sheets, one for each view of it."""

from __future__ import annotations

from generator.compare import Crosswalk, Side, every_two, moves, pairs
from generator.compare.overview import alone, conditionals, numbers
from generator.compare.relation import Comparison
from generator.export.labels import labels, standard_name
from generator.export.tables import Table
from generator.model import Corpus, Standard
from generator.thresholds import written


def sheets(crosswalk: Crosswalk) -> dict[str, Table]:
    """Every sheet by the name of its CSV file, in the order of the workbook.

    Those of pairs and ways only where every two standards are compared (see ``every_two``).
    """
    two = every_two(crosswalk.corpus)
    return {
        "comparison": _comparison(crosswalk),
        **({"comparison-pairs": _pairs(crosswalk), "comparison-moving": _moving(crosswalk)} if two else {}),
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
            _group(crosswalk.corpus, one),
            one.topic.name,
            labels().relations[one.kind.value],
            _basis(one, pair.left, pair.right),
            text_of(one.left),
            text_of(one.right),
        )
        for pair in pairs(crosswalk)
        for one in pair.comparisons
    )
    return labels().sheets["pairs"].table(rows)


def _moving(crosswalk: Crosswalk) -> Table:
    rows = (
        (
            standard_name(way.left),
            standard_name(way.right),
            labels().changes[change],
            one.topic.name,
            text_of(one.right),
            text_of(one.left),
        )
        for way in moves(crosswalk)
        for change, compared in way.changes
        for one in compared
    )
    return labels().sheets["moving"].table(rows)


def _numbers(crosswalk: Crosswalk) -> Table:
    words = labels().words
    rows = []
    for line in numbers(crosswalk):
        cells = [line.subject.name, words["separator"].join(topic.name for topic in line.topics)]
        for figure in line.figures:
            stated = "\n".join(
                words["stated"].format(value=written(t), item=t.item) for t in figure.thresholds
            )
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


def _basis(one: Comparison, left: Standard, right: Standard) -> str:
    """What decided: thresholds, the editor's reasons, or which side holds the other."""
    words = labels().words
    lines = [
        words["verdict"].format(subject=v.subject.name, left=written(v.left), right=written(v.right))
        for v in one.verdicts
    ]
    lines += [
        words["judgement"].format(reason=judgement.because(left.label, right.label))
        for judgement in one.judgements
    ]
    if one.whole:
        lines.append(words[f"whole_{one.whole}"])
    return "\n".join(lines)


def _group(corpus: Corpus, one: Comparison) -> str:
    return next(group.name for group in corpus.groups if group.id == one.topic.group)
