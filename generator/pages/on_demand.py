"""What a page needs to compare any two standards in the browser, where a page for every two is too many.

The same as ``comparison.json`` holds, put together for comparing, as a script that sets a global:
``fetch`` is refused on ``file://``, a script element is not. ``theme/assets/two.js`` judges as
:func:`generator.compare.relation.relate_sides` does; a test holds the two together.
"""

from __future__ import annotations

import json

from generator.compare import Crosswalk, Side
from generator.compare.folding import LANGUAGE
from generator.model import Clause
from generator.thresholds import bounds, strictest, written


def script(crosswalk: Crosswalk) -> bytes:
    """``globalThis.comparison = {...}``.

    ``standards`` are ids; ``topics`` have the sides of the standards that say something under their
    ids, each with its clauses (:func:`_clause`), who does them and its binding thresholds; ``judgements``
    are the editors' (left item, right item, relation, reason).
    """
    corpus = crosswalk.corpus
    judgements: dict[str, list[list[str]]] = {}
    for entry in corpus.relations:
        judgements.setdefault(entry.topic, []).append([entry.left, entry.right, entry.relation, entry.reason])
    data = {
        "pauses": LANGUAGE["pauses"],
        "doers": {d.id: d.name for d in corpus.doers},
        "subjects": {s.id: {"name": s.name, "stricter": s.stricter} for s in corpus.subjects},
        "topics": [
            {
                "id": topic.id,
                "name": topic.name,
                "sides": {
                    standard.id: _side(crosswalk, side)
                    for standard in corpus.standards
                    if (side := crosswalk.side(topic, standard))
                },
                "judgements": judgements.get(topic.id, []),
            }
            for topic in corpus.topics
        ],
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"globalThis.comparison={text};\n".encode()


def _side(crosswalk: Crosswalk, side: Side) -> dict[str, object]:
    clauses = [_clause(c, folded) for c, folded in zip(side.clauses, side.folded, strict=True)]
    binding = strictest(crosswalk.corpus.subject_by_id, side.thresholds)
    thresholds = [
        [subject, family, bounds(t), t.unit, written(t)] for (subject, family), t in binding.items()
    ]
    found: dict[str, object] = {"clauses": clauses}
    found |= {"thresholds": thresholds} if thresholds else {}
    return found | ({"doers": sorted(side.doers)} if any(side.doers) else {})


def _clause(clause: Clause, folded: str) -> list[str]:
    """[item, quote], how it is compared if that differs or more follows, and who else does it."""
    if clause.by is not None:
        return [clause.item, clause.quote, folded, clause.by.doer]
    return [clause.item, clause.quote, *([] if folded == clause.quote else [folded])]
