"""What people ask leads to items that exist; what they ask in vain is really regulated nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.context import Context
from generator.check.references import repeated, unknown
from generator.errors import Finding
from generator.load.corpus import editorial_file


def check_questions(context: Context) -> Iterator[Finding]:
    """Every question is answered by items that exist, and stands once."""
    for question in context.corpus.questions:
        for one in question.items:
            yield from context.item(one, question.place)[1]
        for one in question.first:
            if one not in question.items:
                yield Finding(
                    question.place,
                    "question-first",
                    f"first 里的 {one} 不在 items 里",
                    "排在第一的也是答得上的：在 items 里也写上",
                )
    for _, place, first in repeated((one.ask, one.place) for one in context.corpus.questions):
        yield Finding(place, "question-twice", f"这句问话在第 {first.line} 行已经有了", "两处合成一处")


def check_unregulated(context: Context) -> Iterator[Finding]:
    """No standard says anything in the words of a matter that is said to be regulated by none."""
    unregulated = context.corpus.unregulated
    offices = {office.id for office in unregulated.offices}
    texts = [(item.id, item.text) for standard in context.corpus.standards for item in standard.items]
    words = ((word, matter.place) for matter in unregulated.matters for word in matter.words)
    for word, place, first in repeated(words):
        message = f"说法“{word}”在第 {first.line} 行的那件事里已经有了"
        yield Finding(place, "matter-twice", message, "一个说法只写一处")
    for matter in unregulated.matters:
        yield from unknown(matter.ask, offices, "可以问的地方", matter.place, "matter-target")
        if editorial_file("topics") not in context.broken:
            yield from unknown(matter.near, context.corpus.topic_by_id, "主题", matter.place, "matter-target")
        for word in matter.words:
            parts = word.split()
            if not all(map(context.times, parts)):
                continue  # nearly every word: not to be looked for in one text after the other
            said = next((i for i, text in texts if all(part in text for part in parts)), "")
            if said:
                yield Finding(
                    matter.place,
                    "matter-regulated",
                    f"说是没有规定，可是 {said} 的原文里有“{word}”",
                    "删去这个说法，或者说得再具体些",
                )
