"""What the questions that people have asked say of items, besides what the index says already.

The matcher looks at pairs of characters. A pair that stands in the text of every item that answers the
question, or in the words for their topics, adds nothing; nor does one that another question to the same items
has; nor do the words that make a question. What is left is a quarter smaller when compressed, and leads the
tuning queries to the same items (measured in five folds).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise, repeat
from operator import contains

from generator.model import Corpus

_WORDLIKE = re.compile(r"[^\w%]|_")


def packed_questions(
    corpus: Corpus, said: Mapping[str, Collection[str]], asked: Sequence[str]
) -> list[tuple[str, str]]:
    """For each list of items that questions lead to: what the questions say, and the items.

    ``said`` holds the words for each topic, ``asked`` the words that make a question. The stretches have a
    ``|`` between them; each item is how many places on from the one before it is.
    """
    order = {item_id: place for place, item_id in enumerate(corpus.item_by_id)}
    known = {item_id: item.text for item_id, item in corpus.item_by_id.items()}
    for topic in corpus.topics:
        for clause in topic.clauses:
            known[clause.item] += "\n" + "\n".join((topic.name, *said[topic.id]))
    between = re.compile(
        "|".join(map(re.escape, sorted((w for w in asked if len(w) > 1), key=len, reverse=True)))
    )
    groups: dict[tuple[int, ...], list[str]] = {}
    seen: dict[tuple[int, ...], set[str]] = {}
    for question in corpus.questions:
        places = tuple(sorted(order[item] for item in question.items))
        texts = [known[item] for item in question.items]
        words = between.split(_WORDLIKE.sub("", question.ask))
        news = [piece for word in words for piece in _news(word, texts, seen.setdefault(places, set()))]
        groups.setdefault(places, []).extend(news)
    return [("|".join(pieces), steps(places)) for places, pieces in sorted(groups.items()) if pieces]


def _news(word: str, known: Sequence[str], seen: set[str]) -> list[str]:
    """The stretches of ``word`` whose pairs are not in all of ``known`` nor ``seen``, which learns them.

    Stretches that touch are one, although the pair across them is no news:

    >>> _news("工资几年都不涨", ["建立工资增长机制"], {"几年", "年都"})
    ['资几', '都不涨']
    >>> _news("工资几年不涨", ["建立工资增长机制"], {"几年"})
    ['资几年不涨']
    """
    stretches: list[tuple[int, int]] = []
    for i in range(len(word) - 1):
        pair = word[i : i + 2]
        if pair in seen or all(map(contains, known, repeat(pair))):
            continue
        seen.add(pair)
        touches = bool(stretches) and stretches[-1][1] >= i
        stretches.append((stretches.pop()[0] if touches else i, i + 2))
    return [word[begin:end] for begin, end in stretches]


def steps(places: Sequence[int]) -> str:
    """``(3, 5, 9)`` as ``3 2 4``: small numbers repeat, and what repeats is small when compressed."""
    return " ".join(str(place - last) for last, place in pairwise((0, *places)))
