"""The comparison as sheets, one for each view of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from generator.compare import Change, Crosswalk, Side, every_two, moves, pairs
from generator.compare.overview import Figure, alone, conditionals, numbers
from generator.compare.recurring import Turn, recurring
from generator.compare.relation import Comparison
from generator.doing import Frequency, Period
from generator.export.labels import labels, standard_name
from generator.export.tables import Table
from generator.model import Clause, Corpus, Standard, Threshold
from generator.thresholds import written

Texts = Mapping[tuple[str, str], str]
"""What :func:`text_of` says of a topic and a standard, by their ids: every two standards ask for it again."""


def sheets(crosswalk: Crosswalk) -> dict[str, Table]:
    """Every sheet by the name of its CSV file, in the order of the workbook.

    Those of pairs and ways only where every two standards are compared (see ``every_two``).
    """
    corpus = crosswalk.corpus
    texts = {
        (topic.id, standard.id): text_of(corpus, crosswalk.side(topic, standard))
        for topic in corpus.topics
        for standard in corpus.standards
    }
    return {
        "comparison": _comparison(corpus, texts),
        **(
            {"comparison-pairs": _pairs(crosswalk, texts), "comparison-moving": _moving(crosswalk, texts)}
            if every_two(corpus)
            else {}
        ),
        "comparison-numbers": _numbers(crosswalk),
        "comparison-only": _alone(crosswalk),
        "comparison-conditions": _conditions(crosswalk),
        "comparison-topics": _topics(crosswalk),
    }


def _comparison(corpus: Corpus, texts: Texts) -> Table:
    rows = (
        {
            "group": corpus.group_by_id[topic.group].name,
            "topic": topic.name,
            "summary": topic.summary,
            **{s.id: texts[topic.id, s.id] for s in corpus.standards},
        }
        for topic in corpus.topics
    )
    return labels().sheets["comparison"].table(rows, _names(corpus))


def _names(corpus: Corpus) -> dict[str, str]:
    """What the standards are called, by their ids."""
    return {standard.id: standard_name(standard) for standard in corpus.standards}


def _pairs(crosswalk: Crosswalk, texts: Texts) -> Table:
    names = _names(crosswalk.corpus)
    rows = (
        {
            "left": names[pair.left.id],
            "right": names[pair.right.id],
            "group": crosswalk.corpus.group_by_id[one.topic.group].name,
            "topic": one.topic.name,
            "relation": labels().relations[one.kind.value],
            "weight": _weight(one),
            "basis": _basis(crosswalk.corpus, one, pair.left, pair.right),
            "left_text": texts[one.topic.id, pair.left.id],
            "right_text": texts[one.topic.id, pair.right.id],
            "left_only": _quoted(one.weighed.left_only if one.weighed else ()),
            "right_only": _quoted(one.weighed.right_only if one.weighed else ()),
        }
        for pair in pairs(crosswalk)
        for one in pair.comparisons
    )
    return labels().sheets["pairs"].table(rows)


def _moving(crosswalk: Crosswalk, texts: Texts) -> Table:
    names = _names(crosswalk.corpus)
    rows = (
        {
            "now": names[way.left.id],
            "then": names[way.right.id],
            "change": labels().changes[change],
            "topic": one.topic.name,
            "now_text": texts[one.topic.id, way.left.id],
            "then_text": texts[one.topic.id, way.right.id],
            "basis": _basis(crosswalk.corpus, one, way.left, way.right),
            "use": labels().uses[change],
        }
        for way in moves(crosswalk)
        for change, compared in way.changes
        for one in compared
    )
    return labels().sheets["moving"].table(rows)


def _numbers(crosswalk: Crosswalk) -> Table:
    corpus = crosswalk.corpus
    words = labels().words
    rows = [
        {
            "subject": line.subject.name,
            "topics": words["separator"].join(topic.name for topic in line.topics),
            "often": _often(line.periods),
            **{figure.standard.id: _figure(figure) for figure in line.figures},
            "doers": _doers(corpus, (t for figure in line.figures for t in figure.thresholds)),
        }
        for line in numbers(crosswalk)
    ]
    rows += [
        {
            "subject": line.topic.name,
            "topics": line.topic.name,
            "often": _often(line.periods),
            **{turn.standard.id: _turn(turn) for turn in line.turns},
            "doers": _doers(corpus, (f for turn in line.turns for f in turn.frequencies)),
        }
        for line in recurring(crosswalk)
    ]
    return labels().sheets["numbers"].table(rows, _names(corpus))


def _doers(corpus: Corpus, stated: Iterable[Threshold | Frequency]) -> str:
    """Who does what is counted, where the text gives it to another body: item and doer, one a line."""
    clauses = {topic.id: topic.clauses for topic in corpus.topics}
    found = (
        f"{clause.item} {corpus.doer_by_id[clause.by.doer].name}"
        for one in stated
        for clause in clauses[one.topic]
        if clause.by and clause.item == one.item and one.quote in clause.quote
    )
    return "\n".join(dict.fromkeys(found))


def _often(periods: tuple[Period, ...]) -> str:
    words = labels().words
    names = [
        words["period"].format(name=p.name, explanation=p.explanation) if p.explanation else p.name
        for p in periods
    ]
    return words["separator"].join(names)


def _turn(turn: Turn) -> str:
    words = labels().words
    if turn.frequencies:
        return "\n".join(words["stated"].format(value=f.quote, item=f.item) for f in turn.frequencies)
    return words["never"] if turn.side else words["absent"]


def _figure(figure: Figure) -> str:
    words = labels().words
    if figure.thresholds:
        return "\n".join(words["stated"].format(value=written(t), item=t.item) for t in figure.thresholds)
    return words["unstated"] if figure.side else words["absent"]


def _alone(crosswalk: Crosswalk) -> Table:
    words = labels().words
    rows: list[dict[str, str]] = []
    for entry in alone(crosswalk):
        name = standard_name(entry.standard)
        only = {"standard": name, "which": words["only"]}
        rows += [
            only | {"topic": sole.topic.name, "text": text_of(crosswalk.corpus, sole.side)}
            for sole in entry.only
        ]
        lacking = {"standard": name, "which": words["lacking"], "text": words["absent"]}
        rows += [lacking | {"topic": topic.name} for topic in entry.lacking]
    return labels().sheets["only"].table(rows)


def _conditions(crosswalk: Crosswalk) -> Table:
    words = labels().words
    rows = (
        {
            "kind": labels().conditions[kind],
            "condition": bound.condition.quote,
            "standard": standard_name(bound.standard),
            "item": bound.item.id,
            "topics": words["separator"].join(topic.name for topic, _ in bound.clauses),
            "text": bound.clauses[0][1].quote if bound.clauses else bound.item.text,
        }
        for kind, entries in conditionals(crosswalk).items()
        for entry in entries
        for bound in entry.bounds
    )
    return labels().sheets["conditions"].table(rows)


def _topics(crosswalk: Crosswalk) -> Table:
    words = labels().words
    corpus = crosswalk.corpus
    rows = (
        {
            "group": corpus.group_by_id[topic.group].name,
            "topic": topic.name,
            "id": topic.id,
            "aliases": words["separator"].join(topic.aliases),
            "summary": topic.summary,
            **{s.id: words["yes" if crosswalk.side(topic, s) else "no"] for s in corpus.standards},
        }
        for topic in corpus.topics
    )
    return labels().sheets["topics"].table(rows, {s.id: s.called for s in corpus.standards})


def text_of(corpus: Corpus, side: Side) -> str:
    """The clauses of a side, one a line, each after the id of its item and who else does it, if anyone."""
    words = labels().words
    return "\n".join(f"{c.item} {_by(corpus, c)}{c.quote}" for c in side.clauses) or words["absent"]


def _by(corpus: Corpus, clause: Clause) -> str:
    return labels().words["by"].format(name=corpus.doer_by_id[clause.by.doer].name) if clause.by else ""


def _who(corpus: Corpus, side: Side) -> str:
    words = labels().words
    named = words["separator"].join(corpus.doer_by_id[doer].name for doer in side.doers if doer)
    if not named:
        return words["itself"]
    return named + words["rest"] if "" in side.doers else named


def _weight(one: Comparison) -> str:
    """What the two sides demand of each other's reader, as far as both ask something and it is known."""
    known = one.weighed or one.wording or one.change is not Change.OTHERWISE
    return labels().weights[one.change] if one.left and one.right and known else ""


def _quoted(clauses: Sequence[Clause]) -> str:
    return "\n".join(f"{clause.item} {clause.quote}" for clause in clauses)


def _basis(corpus: Corpus, one: Comparison, left: Standard, right: Standard) -> str:
    """What decided: thresholds, the editor's reasons, who does it, or which side holds the other."""
    words = labels().words
    lines = [
        words["verdict"].format(subject=v.subject.name, left=written(v.left), right=written(v.right))
        for v in one.verdicts
    ]
    lines += [
        words["judgement"].format(reason=judgement.because(left.called, right.called))
        for judgement in one.judgements
    ]
    if one.other_doers:
        lines.append(words["doers"].format(left=_who(corpus, one.left), right=_who(corpus, one.right)))
    if one.weighed and not one.judgements:
        lines.append(words["judgement"].format(reason=one.weighed.because(left.called, right.called)))
    if one.whole and not one.weighed:
        lines.append(words[f"whole_{one.whole}"])
    return "\n".join(lines)
