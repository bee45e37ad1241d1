"""How what two standards say on one topic relates: one typed finding, computed from their clauses.

The kinds, tried in this order:

- *only-left*, *only-right*: one side says nothing.
- *stricter*, *looser* (left asks more, less): an editor has said so of two of their items, with a
  reason (:class:`generator.model.Relation`), and none has said the opposite; or the two sides have
  comparable thresholds (the same subject with a stricter direction, the same family of operators)
  of which at least one differs, and all that differ point the same way. Thresholds that contradict
  each other decide nothing.
- *same*: the same clauses once folded (:mod:`generator.compare.folding`), in any order.
- *partial*: one side is a proper part of the other: each of its phrases (what stands between
  commas, stops and enumeration marks) stands word for word in a clause of the other side, and not
  the other way round too. It is a statement about the words: who is bound may differ.
- *reworded*: both say something, and none of the above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from generator.compare.crosswalk import Crosswalk, Judgement, Side
from generator.compare.difference import Difference, difference
from generator.compare.folding import phrases
from generator.model import Standard, Subject, Threshold, Topic


class Kind(StrEnum):
    """How the left side relates to the right side."""

    SAME = "same"
    REWORDED = "reworded"
    PARTIAL = "partial"
    STRICTER = "stricter"
    LOOSER = "looser"
    ONLY_LEFT = "only-left"
    ONLY_RIGHT = "only-right"

    @property
    def mirrored(self) -> Kind:
        """How the right side relates to the left side."""
        return _MIRRORED.get(self, self)


_MIRRORED: Final = {
    Kind.STRICTER: Kind.LOOSER,
    Kind.LOOSER: Kind.STRICTER,
    Kind.ONLY_LEFT: Kind.ONLY_RIGHT,
    Kind.ONLY_RIGHT: Kind.ONLY_LEFT,
}

_FAMILIES: Final = {
    ">=": "floor",
    ">": "floor",
    "<=": "ceiling",
    "<": "ceiling",
    "=": "exact",
    "range": "range",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Two comparable thresholds, and which asks more: *same*, *stricter* (left) or *looser*.

    *reworded* where the values differ and neither asks more (3-5 against 4).
    """

    subject: Subject
    left: Threshold
    right: Threshold
    kind: Kind


@dataclass(frozen=True, slots=True)
class Finding:
    """The relation of two standards on one topic.

    ``verdicts`` are the comparable thresholds, ``judgements`` the editor's where they decided, and
    ``whole`` tells which side holds the other where the kind is *partial* (``left`` or ``right``).
    """

    topic: Topic
    left: Side
    right: Side
    kind: Kind
    verdicts: tuple[Verdict, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    whole: str = ""


def relate(crosswalk: Crosswalk, topic: Topic, left: Standard, right: Standard) -> Finding | None:
    """The relation of two standards on a topic; ``None`` if neither says anything on it."""
    sides = crosswalk.side(topic, left), crosswalk.side(topic, right)
    return relate_sides(crosswalk, topic, (left, sides[0]), (right, sides[1]))


def relate_sides(
    crosswalk: Crosswalk, topic: Topic, left: tuple[Standard, Side], right: tuple[Standard, Side]
) -> Finding | None:
    """The same for given sides, such as what one item alone contributes."""
    mine, yours = left[1], right[1]
    if not mine or not yours:
        if not mine and not yours:
            return None
        return Finding(topic, mine, yours, Kind.ONLY_LEFT if mine else Kind.ONLY_RIGHT)
    verdicts = tuple(_verdicts(crosswalk, mine, yours))
    judgements = _that_apply(crosswalk.judgements(topic, left[0], right[0]), mine, yours)
    if len({judgement.relation for judgement in judgements}) == 1:
        return Finding(topic, mine, yours, Kind(judgements[0].relation), verdicts, judgements)
    directions = {verdict.kind for verdict in verdicts} - {Kind.SAME}
    if directions in ({Kind.STRICTER}, {Kind.LOOSER}):
        return Finding(topic, mine, yours, directions.pop(), verdicts)
    kind, whole = compare_texts(mine.folded, yours.folded)
    return Finding(topic, mine, yours, kind, verdicts, whole=whole)


def compare_texts(left: Sequence[str], right: Sequence[str]) -> tuple[Kind, str]:
    """*same*, *partial* (with the side that holds the other) or *reworded*, from folded clauses."""
    if sorted(left) == sorted(right):
        return Kind.SAME, ""
    in_right, in_left = _stands_in(left, right), _stands_in(right, left)
    if in_left == in_right:
        return Kind.REWORDED, ""
    return Kind.PARTIAL, "left" if in_left else "right"


def differ(crosswalk: Crosswalk, finding: Finding) -> Difference:
    """The fine difference of the two sides of a finding, clause by clause."""
    return difference(finding.left.quotes, finding.right.quotes, crosswalk.cut)


def _stands_in(part: Sequence[str], whole: Sequence[str]) -> bool:
    return all(
        any(_whole_word(phrase, clause) for clause in whole) for text in part for phrase in phrases(text)
    )


def _whole_word(phrase: str, clause: str) -> bool:
    """Whether a phrase stands in a clause without cutting one of its numbers (2% in 12%)."""
    start = r"(?<![\d.])" if phrase[0].isdigit() else ""
    end = r"(?![\d.%])" if phrase[-1].isdigit() else ""
    return re.search(start + re.escape(phrase) + end, clause) is not None


def _that_apply(judgements: Sequence[Judgement], left: Side, right: Side) -> tuple[Judgement, ...]:
    """The judgements on items that both sides hold here."""
    mine, yours = ({clause.item for clause in side.clauses} for side in (left, right))
    return tuple(j for j in judgements if j.left in mine and j.right in yours)


def _verdicts(crosswalk: Crosswalk, left: Side, right: Side) -> Iterator[Verdict]:
    mine, yours = _strictest(crosswalk, left), _strictest(crosswalk, right)
    for key, threshold in mine.items():
        if key in yours:
            subject = crosswalk.subjects[key[0]]
            yield Verdict(subject, threshold, yours[key], _judge(subject, threshold, yours[key]))


def _strictest(crosswalk: Crosswalk, side: Side) -> dict[tuple[str, str], Threshold]:
    """The binding threshold for each subject and family of operators."""
    found: dict[tuple[str, str], Threshold] = {}
    for threshold in side.thresholds:
        key = (threshold.subject, _FAMILIES.get(threshold.operator, threshold.operator))
        subject = crosswalk.subjects[threshold.subject]
        if key not in found or _judge(subject, threshold, found[key]) is Kind.STRICTER:
            found[key] = threshold
    return found


def _judge(subject: Subject, left: Threshold, right: Threshold) -> Kind:
    """Which of two thresholds of one subject and family asks more."""
    mine, yours = _bounds(left), _bounds(right)
    if mine == yours and left.unit == right.unit:
        return Kind.SAME
    if subject.stricter == "none" or left.unit != right.unit or len(mine) != len(yours):
        return Kind.REWORDED
    pairs = list(zip(mine, yours, strict=True))
    more = all(a >= b for a, b in pairs)
    if not more and not all(a <= b for a, b in pairs):
        return Kind.REWORDED
    return Kind.STRICTER if more == (subject.stricter == "higher") else Kind.LOOSER


def _bounds(threshold: Threshold) -> tuple[tuple[float, int], ...]:
    """The values in an order in which > 90 comes after >= 90, and < 6 before <= 6."""
    side = {">": 1, "<": -1}.get(threshold.operator, 0)
    return tuple((value, side) for value in threshold.value)
