"""A word that says nothing of the matter, or that many matters share, must not stand for one of them.

Such entries fit the question that they were written for and mislead the next: 怎么管 led every question
about managing anything to the funds, 比例 every percentage to the members, 一年 all that is yearly to one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import cache
from typing import Final

from generator.check.context import Context
from generator.errors import Finding
from generator.load.corpus import editorial_file
from generator.search import language
from generator.wording import Wording

TELLING: Final = 2
"""Besides words of questions, so many characters must be left of a word that names a matter."""
SHARED: Final = 2
"""A word that stands in so many items is the text's own, and its topics are those of these items."""

_MEASURE: Final = re.compile(
    r"[零〇一二三四五六七八九十百千万两半0-9.]+(?:[个多来几]?[年月日天周次回人名家个条项级岁元点块]|个月)?"
)


def check_wordings(context: Context) -> Iterator[Finding]:
    """Every word of an entry that names one matter is telling, and of that matter only."""
    if context.verbatim_broken or editorial_file("topics") in context.broken:
        return
    about = {topic.id: {clause.item for clause in topic.clauses} for topic in context.corpus.topics}
    texts = {item.id: item.text for item in context.corpus.item_by_id.values()}
    for wording in context.corpus.vocabulary.wordings:
        if len(wording.topics) == 1 and wording.topics[0] in about:
            for word in wording.words:
                # most words stand nowhere: not to be looked for in one text after the other
                shared = context.times(word) >= SHARED
                standing = {item for item, text in texts.items() if word in text} if shared else set()
                fault = _fault(word, standing, about[wording.topics[0]])
                if fault:
                    yield _finding(wording, word, fault)


def _fault(word: str, standing: AbstractSet[str], about: AbstractSet[str]) -> str:
    """What is wrong with ``word`` as a word for the items ``about``; empty if nothing.

    ``standing`` are the items in whose text it stands.

    >>> _fault("管理", {"1.1.1", "1.1.2", "1.1.3"}, {"1.1.1"})
    '多半用在别的主题里'
    >>> [_fault(word, {"1.1.1"}, {"1.1.1"}) for word in ("怎么管", "三年", "会籍")]
    ['去掉问话的虚字就不剩什么', '只是个数量', '']
    """
    if _MEASURE.fullmatch(word) or word in language.measures():
        return "只是个数量"
    rest = _asked().sub("", word)
    if rest != word and len(rest) < TELLING:
        return "去掉问话的虚字就不剩什么"
    if len(standing) >= SHARED and len(standing - about) * 2 > len(standing):
        return "多半用在别的主题里"
    return ""


def _finding(wording: Wording, word: str, fault: str) -> Finding:
    return Finding(
        wording.place,
        "wording-misleads",
        f"说法“{word}”{fault}，却只指一个主题",
        "删去这个说法；说得再具体些，或者在 topics 里写上它的各个主题",
    )


@cache
def _asked() -> re.Pattern[str]:
    words = sorted(language.interrogatives(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))
