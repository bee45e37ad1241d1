"""A text cut into the pieces that a comparison may mark: never through a number, a quotation or a term.

Quoted words, numbers with their unit (95%, 1-2名, 三至五年, 百分之九十五以上), runs of Latin letters and
the terms of the corpus are one piece each; what stands between is cut into words by the
dictionary of jieba, which rjieba carries (without its guessing of unknown words, so that the same text
is always cut alike).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from itertools import accumulate, pairwise
from typing import Final

from generator.compare.folding import LANGUAGE, even
from generator.model import Corpus

LONGEST_QUOTATION: Final = 24
"""Characters; a longer quotation is a sentence, and is cut like one."""

Cut = Callable[[str], tuple[str, ...]]
"""Cuts a text into pieces which, joined, are the text again."""


def cutter(terms: Iterable[str]) -> Cut:
    """A function that cuts texts, keeping ``terms`` whole; it remembers what it has cut."""
    whole = re.compile("|".join((*_forms(), *_literals(terms), *_bare_forms())))

    @cache
    def cut(text: str) -> tuple[str, ...]:
        plain = even(text)  # so that 帐户 and 账户 are cut alike
        pieces: list[str] = []
        end = 0
        for found in whole.finditer(plain):
            pieces += _words(plain[end : found.start()])
            pieces.append(found[0])
            end = found.end()
        pieces += _words(plain[end:])
        ends = list(accumulate(map(len, pieces)))
        return tuple(text[start:stop] for start, stop in pairwise((0, *ends)))

    return cut


def terms(corpus: Corpus) -> frozenset[str]:
    """The terms of a corpus: what its topics and thresholds are called, and what people call them.

    A name that joins several (甲和乙, 甲（乙）) is no term: one of them may stand alone elsewhere.
    """
    names = [name for topic in corpus.topics for name in (topic.name, *topic.aliases)]
    names += [subject.name for subject in corpus.subjects]
    return frozenset(name for name in names if not any(mark in name for mark in LANGUAGE["joins"]))


def _forms() -> tuple[str, ...]:
    """Patterns of what is one piece by its form, the longer before the shorter."""
    units = _either(LANGUAGE["units"])
    bounds = f"(?:{_either(LANGUAGE['bounds'])})?"
    dash = f"[{re.escape(LANGUAGE['dashes'])}]"
    chinese = f"[{LANGUAGE['numerals']}]+"
    digits = r"[0-9]+(?:[.,][0-9]+)*[%‰]?"
    inner = rf"[^“”「」《》\"\s]{{1,{LONGEST_QUOTATION}}}"
    return (
        f"“{inner}”",
        f"「{inner}」",
        f"《{inner}》",
        f'"{inner}"',
        f"{digits}(?:{dash}+{digits})?(?:{units})?{bounds}",
        f"{LANGUAGE['percent']}{chinese}(?:点{chinese})?{bounds}",
        f"{chinese}分之{chinese}",
        # a single 一 in 统一 or 一般 is no number: a Chinese numeral needs its unit, a range or company
        f"{chinese}{dash}{chinese}(?:{units})?{bounds}",
        f"{chinese}(?:{units}){bounds}",
        f"{LANGUAGE['half']}(?:{units}){bounds}",
        "[A-Za-z]+(?:[-'][A-Za-z]+)*",
        "\n",
    )


def _bare_forms() -> tuple[str, ...]:
    """What is one piece only where no term begins: 五一 is a number, 五一劳动奖章 is not."""
    return (f"[{LANGUAGE['numerals']}]{{2,}}(?:{_either(LANGUAGE['bounds'])})?",)


def _literals(given: Iterable[str]) -> list[str]:
    ordered = sorted({even(term) for term in given if len(term) > 1}, key=lambda term: (-len(term), term))
    return [re.escape(term) for term in ordered]


def _either(given: Iterable[str]) -> str:
    return "|".join(re.escape(one) for one in sorted(given, key=len, reverse=True))


def _words(text: str) -> list[str]:
    """Words of the dictionary; single characters that it leaves over in a row are one piece (微博)."""
    words: list[str] = []
    loose = False
    for word in _dictionary()(text) if text else ():
        single = len(word) == 1 and word.isalpha() and word not in LANGUAGE["islands"]
        if single and loose:
            words[-1] += word
        else:
            words.append(word)
        loose = single
    return words


@cache
def _dictionary() -> Callable[[str], Iterable[str]]:
    # imported when the first text is cut: loading the dictionary takes a tenth of a second, and only
    # the comparison needs it. It is the module's own, since a second one would be loaded once more.
    import rjieba

    return lambda text: rjieba.cut(text, hmm=False)
