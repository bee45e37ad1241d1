"""What a page needs to put any two items side by side in the browser: their texts, already cut into pieces.

Every two of 210 items would be 21,945 pages. The marks of difference are those of
:mod:`generator.compare.difference`; what cuts a text needs a dictionary, so texts come cut, and what
compares the pieces (``theme/assets/items.js``) is its twin; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from generator import addresses
from generator.compare import Crosswalk, every_two
from generator.compare.difference import NUMERALS, PAUSES
from generator.compare.folding import LANGUAGE, fold
from generator.compare.tokens import Cut
from generator.model import Corpus, Item
from generator.webform.scripting import assigned

BETWEEN: Final = "\t"
"""Stands between the pieces of a text; no text has one (:mod:`generator.check.text`)."""


def script(crosswalk: Crosswalk) -> bytes:
    """``globalThis.wholeItems = {...}``.

    ``standards`` with label, name, page and sections (marker, title, ids of items); ``items`` by id: the
    number, the text with :data:`BETWEEN` its pieces, how pieces are compared where that differs (by their
    place), and numbers of ``topics`` ([name, page]); ``pairs`` by the ids of two standards: the page that
    compares them whole. ``pauses``, ``numerals`` and ``islands`` are what the difference goes by.
    """
    corpus = crosswalk.corpus
    number = {topic.id: n for n, topic in enumerate(corpus.topics)}
    data = {
        "pauses": "".join(sorted(PAUSES)),
        "numerals": "".join(sorted(NUMERALS)),
        "islands": LANGUAGE["islands"],
        "standards": [
            {
                "id": standard.id,
                "label": standard.called,
                "short": standard.short,
                "page": addresses.standard_page(standard),
                "sections": [
                    [section.marker, section.title, [item.id for item in section.items]]
                    for section in standard.sections
                ],
            }
            for standard in corpus.standards
        ],
        "topics": [[topic.name, addresses.topic_url(topic), topic.id] for topic in corpus.topics],
        "pairs": _pairs(corpus),
        "items": {
            item.id: _item(
                item, crosswalk.cut, [number[t.id] for t in corpus.topics_of_item.get(item.id, ())]
            )
            for standard in corpus.standards
            for item in standard.items
        },
    }
    return assigned("wholeItems", data)


def _pairs(corpus: Corpus) -> Mapping[str, str]:
    if not every_two(corpus):
        return {}
    return {
        f"{left.id} {right.id}": addresses.pair_page(left, right)
        for left in corpus.standards
        for right in corpus.standards
        if left is not right
    }


def _item(item: Item, cut: Cut, topics: list[int]) -> list[object]:
    pieces = cut(item.text)
    folded = {str(n): f for n, piece in enumerate(pieces) if (f := fold(piece)) not in (piece, "")}
    return [item.number, BETWEEN.join(pieces), topics, *([folded] if folded else [])]
