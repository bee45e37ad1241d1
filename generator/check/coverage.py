"""The crosswalk is complete and its summaries are true to it, as far as a program can tell.

Both checks lean on the words that the topics quote: every stretch of every item is quoted by some
clause, and every quantity that a summary names stands in a clause of its topic.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from generator import numerals
from generator.check.context import Context
from generator.check.quoting import shortened
from generator.errors import Finding
from generator.load.corpus import editorial_file
from generator.model import Corpus

LONGEST_UNQUOTED: Final = 4
"""As many letters of an item as may go unquoted: a connective (方面的), never a requirement."""

_HALF_A_YEAR: Final = (numerals.MONTHS_IN_HALF_A_YEAR, "月")
_DIGITS: Final = "0123456789"

_AND: Final = "[、，,和及与或至到~～—–-]"
_GOES_ON: Final = f"{numerals.NUMERAL.pattern}|[%％]"

Quantity = tuple[float, str]
"""A value with its unit, which is empty where no known unit follows."""


def check_coverage(context: Context) -> Iterator[Finding]:
    """The clauses of the topics together quote the whole of every item.

    An item is passed over while it has another finding that explains the gap: no clause at all, or
    a quote that is not in it. The words of a clause that leads to no item count wherever they stand.
    """
    if editorial_file("topics") in context.broken:
        return
    corpus = context.corpus
    quotes: dict[str, list[str]] = {}
    lost: list[str] = []
    for topic in corpus.topics:
        for clause in topic.clauses:
            known = clause.item in corpus.item_by_id
            (quotes.setdefault(clause.item, []) if known else lost).append(clause.quote)
    for item in corpus.item_by_id.values():
        here = quotes.get(item.id, [])
        if not here or context.in_doubt(item.id) or any(item.text.count(quote) != 1 for quote in here):
            continue
        for stretch in _unquoted(item.text, [*here, *lost]):
            yield Finding(
                item.text_place,
                "clause-coverage",
                f"{item.id} 里的“{shortened(stretch)}”没有任何主题引用",
                f"在 {editorial_file('topics')} 里把这段原文归入它所属的主题",
            )


def _unquoted(text: str, quotes: Iterable[str]) -> Iterator[str]:
    """The stretches between quotes that hold more letters than may go unquoted."""
    quoted = bytearray(len(text))
    for quote in quotes:
        start = text.find(quote)
        if start >= 0:
            quoted[start : start + len(quote)] = b"\1" * len(quote)
    for match in re.finditer(b"\0+", bytes(quoted)):
        stretch = text[match.start() : match.end()]
        if sum(character.isalnum() for character in stretch) > LONGEST_UNQUOTED:
            yield stretch


def check_summaries(context: Context) -> Iterator[Finding]:
    """Every quantity that a topic's summary names stands in one of its clauses.

    Digits count always, Chinese numerals where a unit of a threshold's subject follows them: 六类 in
    a sentence about the standards is no requirement. References to the standards by their printed
    labels do not count either; they are not known while a standard cannot be loaded.
    """
    if context.verbatim_broken:
        return
    units = _units(context.corpus)
    labels = references(context.corpus)
    for topic in context.corpus.topics:
        held = {q for clause in topic.clauses for q in _quantities(clause.quote, units)}
        values = {value for value, _ in held}
        for quantity, words in _named(labels.sub("；", topic.summary), units):
            value, unit = quantity
            if value in values if not unit else quantity in held:
                continue
            yield Finding(
                topic.place,
                "summary-number",
                f"主题 {topic.id} 的说明里有“{words}”，它的原文里没有",
                "照原文改说明，或补上写有这个数的原文",
            )


def _units(corpus: Corpus) -> tuple[str, ...]:
    """The units that thresholds are measured in, the longest first; of 次/年 what stands before 年."""
    units = {_plain(subject.unit.partition("/")[0]) for subject in corpus.subjects}
    return tuple(sorted(units - {""}, key=lambda unit: (-len(unit), unit)))


def references(corpus: Corpus) -> re.Pattern[str]:
    """Matches references to standards: printed labels, and rows of them that share one word (附件1、3)."""
    rows: dict[tuple[str, str], set[str]] = {}
    alone = []
    for standard in corpus.standards:
        match = numerals.NUMERAL.search(standard.label)
        if match is None or match[0] == standard.label:
            alone.append(re.escape(standard.label))
        else:
            around = re.escape(standard.label[: match.start()]), re.escape(standard.label[match.end() :])
            rows.setdefault(around, set()).update((match[0], str(standard.attachment)))
    for (before, after), numbers in rows.items():
        one = f"(?:{'|'.join(sorted(numbers))})(?!{_GOES_ON})"
        alone.append(f"{before}(?:{one}(?:{after})?{_AND}(?:{before})?)*{one}{after}")
    return re.compile("|".join(sorted(alone, key=lambda r: (-len(r), r))) or "(?!)")


def _named(text: str, units: tuple[str, ...]) -> Iterator[tuple[Quantity, str]]:
    """The quantities of a text, with the words that name them."""
    for start, end in numerals.spans(text):
        numeral = text[start:end]
        unit = _unit(text, end, units)
        if text[start : end + 1] == numerals.HALF_A_YEAR:
            yield _HALF_A_YEAR, numerals.HALF_A_YEAR
            continue
        value = numerals.value_of(numeral)
        if value is not None and (unit or _plain(numeral)[0] in _DIGITS):
            yield (value, unit), numeral + unit


def _quantities(text: str, units: tuple[str, ...]) -> Iterator[Quantity]:
    """The quantities of a clause: every numeral with its unit."""
    for start, end in numerals.spans(text):
        if text[start : end + 1] == numerals.HALF_A_YEAR:
            yield _HALF_A_YEAR
        elif (value := numerals.value_of(text[start:end])) is not None:
            yield value, _unit(text, end, units)


_RANGE: Final = re.compile(rf"[-~～—–至到](?:{numerals.NUMERAL.pattern})")


def _unit(text: str, position: int, units: tuple[str, ...]) -> str:
    """The unit that follows a numeral, or the other end of its range (三至五年)."""
    if match := _RANGE.match(text, position):
        position = match.end()
    following = _plain(text[position : position + 8])
    return next((unit for unit in units if following.startswith(unit)), "")


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
