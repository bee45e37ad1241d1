"""How what two standards say on one topic relates: one typed finding, computed from their clauses.

The kinds, tried in this order:

- *only-left*, *only-right*: one side says nothing.
- *stricter*, *looser* (left asks more, less): an editor has said so of two of their items, with a
  reason (:class:`generator.model.Relation`), and none has said the opposite; or the two sides have
  comparable thresholds (the same subject with a stricter direction, the same family of operators)
  of which at least one differs, and all that differ point the same way. Thresholds that contradict
  each other decide nothing.
- *doer*: not the same bodies do what is asked (:class:`generator.doing.DoneBy`): to guide others in doing
  it is not to do it, however alike the words.
- *same*: the same clauses once folded (:mod:`generator.compare.folding`), in any order.
- *partial*: one side is a proper part of the other: each of its phrases (what stands between
  commas, stops and enumeration marks) stands word for word in a clause of the other side, and not
  the other way round too. It is a statement about the words: who is bound may differ.
- *reworded*: both say something, and none of the above.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from weakref import WeakKeyDictionary

from generator.compare.crosswalk import Crosswalk, Judgement, Side
from generator.compare.difference import Difference, difference
from generator.compare.folding import phrases
from generator.compare.kind import Change, Kind
from generator.compare.weighed import Weighed, Weight
from generator.model import Standard, Subject, Threshold, Topic
from generator.thresholds import Order, compare, strictest


@dataclass(frozen=True, slots=True)
class Verdict:
    """Two comparable thresholds, and which asks more: *same*, *stricter* (left) or *looser*.

    *reworded* where the values differ and neither asks more (3-5 against 4).
    """

    subject: Subject
    left: Threshold
    right: Threshold
    kind: Kind


_CHANGES: Final = {
    Kind.ONLY_RIGHT: Change.NEW,
    Kind.LOOSER: Change.STRICTER,
    Kind.STRICTER: Change.LOOSER,
    Kind.SAME: Change.SAME,
    Kind.ONLY_LEFT: Change.GONE,
}

_WEIGHTS: Final = {
    Weight.SAME: Change.WORDING,
    Weight.LOOSER: Change.STRICTER,
    Weight.STRICTER: Change.LOOSER,
    Weight.OTHERWISE: Change.OTHERWISE,
}


@dataclass(frozen=True)
class Comparison:
    """The relation of two standards on one topic.

    ``verdicts`` are the comparable thresholds, ``judgements`` the editor's where they decided, and
    ``whole`` tells which side holds the other where the kind is *partial* (``left`` or ``right``).
    ``weighed`` is what an editor has found of the demands behind the words; ``wording`` tells that the
    sides differ in marks and particles only.
    """

    topic: Topic
    left: Side
    right: Side
    kind: Kind
    verdicts: tuple[Verdict, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    whole: str = ""
    weighed: Weighed | None = None
    wording: bool = False

    @cached_property
    def other_doers(self) -> bool:
        """Whether both sides ask it and not of the same bodies, whatever else decided the kind."""
        return bool(self.left and self.right) and _other_doers(self.left, self.right)

    @cached_property
    def change(self) -> Change:
        """What becomes of the matter for an organisation that goes from the left standard to the right one.

        What others are to do on the right is done otherwise, whatever the words and numbers. Else the text
        itself speaks first where it is the same, then numbers and curated relations that ask more on the
        right, then an editor who has weighed the words (a lower number does not loosen what others are to do
        instead), then the rule for marks and particles. What nobody has weighed may be anything, and counts
        as done otherwise.
        """
        told = _CHANGES.get(self.kind)
        if self.other_doers and (told is not Change.STRICTER or "" not in self.right.doers):
            return Change.OTHERWISE
        if told is not None and (told is not Change.LOOSER or self.weighed is None):
            return told
        if self.weighed is not None:
            return _WEIGHTS[self.weighed.relation]
        return Change.WORDING if self.wording else Change.OTHERWISE


_RELATED: Final[WeakKeyDictionary[Crosswalk, dict[tuple[str, str, str], Comparison | None]]] = (
    WeakKeyDictionary()
)
"""What :func:`relate` has found, by the ids of topic, left and right, for as long as a crosswalk lives."""


def relate(crosswalk: Crosswalk, topic: Topic, left: Standard, right: Standard) -> Comparison | None:
    """The relation of two standards on a topic; ``None`` if neither says anything on it.

    Pages, data files and the proof of the built site all ask for it; it is found once.
    """
    key = (topic.id, left.id, right.id)
    found = _RELATED.setdefault(crosswalk, {})
    if key not in found:
        sides = crosswalk.side(topic, left), crosswalk.side(topic, right)
        found[key] = relate_sides(crosswalk, topic, (left, sides[0]), (right, sides[1]))
    return found[key]


def relate_sides(
    crosswalk: Crosswalk, topic: Topic, left: tuple[Standard, Side], right: tuple[Standard, Side]
) -> Comparison | None:
    """The same for given sides, such as what one item alone contributes."""
    mine, yours = left[1], right[1]
    if not mine or not yours:
        if not mine and not yours:
            return None
        return Comparison(topic, mine, yours, Kind.ONLY_LEFT if mine else Kind.ONLY_RIGHT)
    verdicts = tuple(_verdicts(crosswalk, mine, yours))
    judgements = _that_apply(crosswalk.judgements(topic, left[0], right[0]), mine, yours)
    if len({judgement.relation for judgement in judgements}) > 1:
        judgements = ()
    kind, whole = _kind(judgements, verdicts, mine, yours)
    weighed = crosswalk.weighed(topic, mine, yours)
    wording = mine.bare == yours.bare
    return Comparison(topic, mine, yours, kind, verdicts, judgements, whole, weighed, wording)


def _kind(
    judgements: Sequence[Judgement], verdicts: Sequence[Verdict], left: Side, right: Side
) -> tuple[Kind, str]:
    """The kind where both sides say something, and the side that holds the other where it is *partial*."""
    if judgements:
        return judgements[0].relation, ""
    directions = {verdict.kind for verdict in verdicts} - {Kind.SAME}
    if directions in ({Kind.STRICTER}, {Kind.LOOSER}):
        return directions.pop(), ""
    if _other_doers(left, right):
        return Kind.DOER, ""
    return compare_texts(left.folded, right.folded)


def _other_doers(left: Side, right: Side) -> bool:
    return set(left.doers) != set(right.doers)


def compare_texts(left: Sequence[str], right: Sequence[str]) -> tuple[Kind, str]:
    """*same*, *partial* (with the side that holds the other) or *reworded*, from folded clauses."""
    if sorted(left) == sorted(right):
        return Kind.SAME, ""
    in_right, in_left = _stands_in(left, right), _stands_in(right, left)
    if in_left == in_right:
        return Kind.REWORDED, ""
    return Kind.PARTIAL, "left" if in_left else "right"


def differ(crosswalk: Crosswalk, finding: Comparison) -> Difference:
    """The fine difference of the two sides of a comparison, clause by clause."""
    return difference(finding.left.quotes, finding.right.quotes, crosswalk.cut)


def _stands_in(part: Sequence[str], whole: Sequence[str]) -> bool:
    return all(
        any(_whole_word(phrase, clause) for clause in whole) for text in part for phrase in phrases(text)
    )


def _whole_word(phrase: str, clause: str) -> bool:
    """Whether a phrase stands in a clause without cutting one of its numbers (2% in 12%).

    >>> _whole_word("2%", "不低于12%"), _whole_word("2", "不低于2%"), _whole_word("2%", "12%以上，2%以下")
    (False, False, True)
    """
    at = clause.find(phrase)
    while at >= 0:
        end = at + len(phrase)
        begins = not phrase[0].isdecimal() or not _of_number(clause[at - 1 : at], ".")
        ends = not phrase[-1].isdecimal() or not _of_number(clause[end : end + 1], ".%")
        if begins and ends:
            return True
        at = clause.find(phrase, at + 1)
    return False


def _of_number(character: str, marks: str) -> bool:
    """Whether a digit or one of ``marks``; the end of the text, which is empty, is neither."""
    return character != "" and (character.isdecimal() or character in marks)


def _that_apply(judgements: Sequence[Judgement], left: Side, right: Side) -> tuple[Judgement, ...]:
    """The judgements on items that both sides hold here."""
    if not judgements:
        return ()
    mine, yours = ({clause.item for clause in side.clauses} for side in (left, right))
    return tuple(j for j in judgements if j.left in mine and j.right in yours)


def _verdicts(crosswalk: Crosswalk, left: Side, right: Side) -> Iterator[Verdict]:
    subjects = crosswalk.corpus.subject_by_id
    mine, yours = strictest(subjects, left.thresholds), strictest(subjects, right.thresholds)
    for key, threshold in mine.items():
        if key in yours:
            subject = subjects[key[0]]
            order = compare(subject, threshold, yours[key])
            kind = Kind.REWORDED if order is Order.INCOMPARABLE else Kind(order)
            yield Verdict(subject, threshold, yours[key], kind)
