"""What a page needs to compare any two standards in the browser, where a page for every two is too many.

The same as ``comparison.json`` holds, put together for comparing. ``theme/assets/two.js`` judges as
:func:`generator.compare.relation.relate_sides` does; a test holds the two together.
"""

from __future__ import annotations

from generator.compare import Crosswalk, Side
from generator.compare.folding import LANGUAGE
from generator.model import Clause, Topic
from generator.thresholds import bounds, strictest, written
from generator.webform.scripting import assigned
from generator.weighing import Weighing


def script(crosswalk: Crosswalk) -> bytes:
    """``globalThis.comparison = {...}``.

    ``standards`` are ids; ``topics`` have the sides of the standards that say something under their
    ids, each with its clauses (:func:`_clause`), who does them, its binding thresholds, and the number of
    its wording with and without marks and particles (``words``); ``judgements`` are the editors' (left
    item, right item, relation, reason), ``weighings`` theirs too (number of the left wording, of the right
    one, relation, reason, what only the left and the right ask).
    """
    corpus = crosswalk.corpus
    judgements: dict[str, list[list[str]]] = {}
    for entry in corpus.relations:
        judgements.setdefault(entry.topic, []).append([entry.left, entry.right, entry.relation, entry.reason])
    weighings: dict[str, list[Weighing]] = {}
    for weighing in corpus.weighings:
        weighings.setdefault(weighing.topic, []).append(weighing)
    data = {
        "pauses": LANGUAGE["pauses"],
        "doers": {d.id: d.name for d in corpus.doers},
        "subjects": {s.id: {"name": s.name, "stricter": s.stricter} for s in corpus.subjects},
        "topics": [
            _topic(crosswalk, topic, judgements.get(topic.id, []), weighings.get(topic.id, []))
            for topic in corpus.topics
        ],
    }
    return assigned("comparison", data)


def _topic(
    crosswalk: Crosswalk, topic: Topic, judgements: list[list[str]], weighings: list[Weighing]
) -> dict[str, object]:
    corpus = crosswalk.corpus
    sides = {s.id: side for s in corpus.standards if (side := crosswalk.side(topic, s))}
    wordings: dict[tuple[str, ...], int] = {}
    bares: dict[tuple[str, ...], int] = {}
    for side in sides.values():
        wordings.setdefault(side.words, len(wordings))
        bares.setdefault(side.bare, len(bares))
    weighed = [
        [
            *(wordings[sides[corpus.standard_of_item[item].id].words] for item in (entry.left, entry.right)),
            entry.relation,
            entry.reason,
            list(entry.left_only),
            list(entry.right_only),
        ]
        for entry in weighings
    ]
    return {
        "id": topic.id,
        "name": topic.name,
        "sides": {
            standard: {**_side(crosswalk, side), "words": [wordings[side.words], bares[side.bare]]}
            for standard, side in sides.items()
        },
        "judgements": judgements,
        **({"weighings": weighed} if weighed else {}),
    }


def _side(crosswalk: Crosswalk, side: Side) -> dict[str, object]:
    clauses = [_clause(c, folded) for c, folded in zip(side.clauses, side.folded, strict=True)]
    binding = strictest(crosswalk.corpus.subject_by_id, side.thresholds)
    thresholds = [
        [subject, family, bounds(t), t.unit, written(t)] for (subject, family), t in binding.items()
    ]
    found: dict[str, object] = {"clauses": clauses}
    found |= {"thresholds": thresholds} if thresholds else {}
    return found | (
        {"doers": sorted(side.doers, key=lambda doer: (not doer, doer))} if any(side.doers) else {}
    )


def _clause(clause: Clause, folded: str) -> list[str]:
    """[item, quote], how it is compared if that differs or more follows, and who else does it."""
    if clause.by is not None:
        return [clause.item, clause.quote, folded, clause.by.doer]
    return [clause.item, clause.quote, *([] if folded == clause.quote else [folded])]
