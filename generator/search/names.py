"""The words by which people call topics and types of organisation, taken from their names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from generator.model import Corpus, Standard, Topic
from generator.wording import UnitKind

_BREAKS: Final = re.compile(r"[、，；：（）“”·\s]|和|等")
_BRACKETS: Final = re.compile(r"（[^（）]*）")


def topic_words(topic: Topic) -> list[str]:
    """What the topic is called besides its name: the parts that the name enumerates, and its aliases."""
    bare = _BRACKETS.sub("", topic.name)
    words = [bare, *re.split(r"[、（）]", topic.name), *topic.aliases]
    return _distinct(word for word in words if len(word) > 1 and word != topic.name)


def type_words(standard: Standard) -> list[str]:
    """What a standard is for, in its own name."""
    names = [standard.short, *_pieces(standard.short)]
    return _distinct(name for name in names if len(name) > 1 or name == standard.short)


def unit_words(corpus: Corpus, kind: UnitKind) -> list[str]:
    """What people call a kind of unit: its words, and those of its examples that no item has.

    An example that is also a word of some item (协会 is a club as well) would hide what it matches.
    """
    texts = [item.text for item in corpus.item_by_id.values()]
    pieces = (w for example in kind.examples for w in _pieces(example))
    return _distinct(
        w
        for w in [*kind.words, *(p for p in pieces if not any(p in t for t in texts))]
        if len(w) > 1 or w in kind.words
    )


def _pieces(text: str) -> Iterator[str]:
    """The names that a text enumerates.

    An attribute that waits for the noun of a later piece is no name; a word that ends like one is.

    >>> list(_pieces("乡镇（街道）、产业集聚区"))
    ['乡镇', '街道', '产业集聚区']
    >>> list(_pieces("区域性、行业性工会")), list(_pieces("男性、女性"))
    (['行业性工会'], ['男性', '女性'])
    """
    pieces = [piece for piece in _BREAKS.split(text) if piece]
    for i, piece in enumerate(pieces):
        waits = piece.endswith("性") and any("性" in later[:-1] for later in pieces[i + 1 :])
        if not waits:
            yield piece


def _distinct(words: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(words))
