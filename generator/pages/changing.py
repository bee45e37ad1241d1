"""What the page of a form needs to take answers over from the form of another standard; loaded on demand.

Which items are on the same matter follows from the topics; nothing but that is claimed. A rating is only
offered where the two items are on the same topics and both standards demand the same on each of them: where
the new standard asks more, or has it done otherwise, what was reached there may not be reached here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from generator.compare import Change, Crosswalk, every_two, relate
from generator.forms import Form
from generator.model import Standard
from generator.webform.scripting import assigned

PATH: Final = "fill/change.js"
"""Where the script stands in the site."""

Pair = tuple[str, str, int]
"""Item of the one standard, item of the other, 1 where the rating may be offered too."""


def script(crosswalk: Crosswalk, forms: Sequence[Form]) -> bytes:
    """``globalThis.formChanges = {forms, pairs}``.

    ``forms`` are titles and standards by form id; ``pairs`` are lists of :data:`Pair` under the id of a
    standard and that of another. Where there are too many standards to compare every two, there are none.
    """
    standards = crosswalk.corpus.standards if every_two(crosswalk.corpus) else ()
    known = {
        form.id: {"title": form.title, "standard": form.standard.id if form.standard else None}
        for form in forms
    }
    pairs = {
        left.id: {right.id: list(_pairs(crosswalk, left, right)) for right in standards if right != left}
        for left in standards
    }
    return assigned("formChanges", {"forms": known, "pairs": pairs})


def _pairs(crosswalk: Crosswalk, left: Standard, right: Standard) -> Iterator[Pair]:
    topics = crosswalk.corpus.topics_of_item
    found: dict[tuple[str, str], None] = {}
    same = set()
    for topic in crosswalk.corpus.topics:
        relation = relate(crosswalk, topic, left, right)
        if relation is None or not relation.left or not relation.right:
            continue
        if relation.change in (Change.SAME, Change.WORDING):
            same.add(topic.id)
        found |= {(a.item, b.item): None for a in relation.left.clauses for b in relation.right.clauses}
    for mine, yours in found:
        about = {topic.id for topic in topics.get(mine, ())}
        alike = about == {topic.id for topic in topics.get(yours, ())} and about <= same
        yield mine, yours, int(alike)
