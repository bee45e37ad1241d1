"""What editors have found on weighing wordings, brought to every two standards that it holds for.

An entry weighs the words of two standards on a topic. Others that use the same words (once folded) are
weighed by it too: 附件1 and 附件2 often do, and a verdict that stood twice would differ one day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from generator.compare.folding import even
from generator.model import Clause, Corpus
from generator.weighing import Weighing


class Weight(StrEnum):
    """How the demands of the left side relate to those of the right side."""

    SAME = "same"
    STRICTER = "stricter"
    LOOSER = "looser"
    OTHERWISE = "otherwise"

    @property
    def mirrored(self) -> Weight:
        """The same seen from the other side."""
        return _MIRRORED.get(self, self)


_MIRRORED: Final = {Weight.STRICTER: Weight.LOOSER, Weight.LOOSER: Weight.STRICTER}

Words = tuple[str, ...]
"""The folded clauses of a side, sorted."""

Entries = Mapping[tuple[str, Words, Words], tuple[Weighing, bool]]
"""By topic and the words of both sides: the entry, and whether its sides are changed over there."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """An editor's verdict on two sides as they stand here; ``turned`` if they are changed over.

    ``left_only`` and ``right_only`` are what only that side asks, in the items of that side.
    """

    relation: Weight
    reason: str
    turned: bool
    left_only: tuple[Clause, ...] = ()
    right_only: tuple[Clause, ...] = ()

    def because(self, left: str, right: str) -> str:
        """The reason with the names of the two sides, as they stand here."""
        first, second = (right, left) if self.turned else (left, right)
        return self.reason.format(left=first, right=second)


def index(corpus: Corpus, words: Callable[[str, str], Words]) -> Entries:
    """The entries of a corpus by what they weigh; ``words`` has a topic's id and a standard's id.

    An entry whose topic or items are not there is left out: the checks report it.
    """
    found: dict[tuple[str, Words, Words], tuple[Weighing, bool]] = {}
    for entry in corpus.weighings:
        standards = [corpus.standard_of_item.get(item) for item in (entry.left, entry.right)]
        left, right = (words(entry.topic, one.id) if one else () for one in standards)
        if left and right:
            found.setdefault((entry.topic, left, right), (entry, False))
            found.setdefault((entry.topic, right, left), (entry, True))
    return found


def weigh(
    entries: Entries,
    topic: str,
    left: tuple[Clause, ...],
    right: tuple[Clause, ...],
    words: tuple[Words, Words],
) -> Weighed | None:
    """The verdict that holds for two sides of a topic, or ``None`` where nobody has weighed such words."""
    found = entries.get((topic, *words))
    if found is None:
        return None
    entry, turned = found
    only = (entry.right_only, entry.left_only) if turned else (entry.left_only, entry.right_only)
    relation = Weight(entry.relation)
    return Weighed(
        relation.mirrored if turned else relation,
        entry.reason,
        turned,
        tuple(clause for quote in only[0] for clause in _located(quote, left)),
        tuple(clause for quote in only[1] for clause in _located(quote, right)),
    )


def _located(quote: str, clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """The words of a quote as a side has them, with the item: 银行帐户 where an entry quotes 银行账户."""
    for clause in clauses:
        start = even(clause.quote).find(even(quote))
        if start >= 0:
            return (Clause(clause.item, clause.quote[start : start + len(quote)]),)
    return ()
