"""What is asked for again and again, in the words that say how often; nothing here is a number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.compare.crosswalk import Crosswalk, Side
from generator.doing import Frequency, Period
from generator.model import Corpus, Standard, Topic


@dataclass(frozen=True, slots=True)
class Turn:
    """How often one standard asks something of a topic; without ``frequencies`` it does not say."""

    standard: Standard
    frequencies: tuple[Frequency, ...]
    side: Side


@dataclass(frozen=True, slots=True)
class Recurring:
    """One topic that is asked for again and again, and nowhere counted, over all standards."""

    topic: Topic
    periods: tuple[Period, ...]
    turns: tuple[Turn, ...]


def recurring(crosswalk: Crosswalk) -> Iterator[Recurring]:
    """Every topic with a frequency that no threshold counts (按月缴纳); counts are never made up for them."""
    corpus = crosswalk.corpus
    found: dict[str, list[Frequency]] = defaultdict(list)
    for frequency in corpus.frequencies:
        if not frequency.subject:
            found[frequency.topic].append(frequency)
    for topic in corpus.topics:
        if not (stated := found[topic.id]):
            continue
        turns = [
            Turn(
                standard,
                tuple(f for f in stated if corpus.standard_of_item[f.item] is standard),
                crosswalk.side(topic, standard),
            )
            for standard in corpus.standards
        ]
        yield Recurring(topic, periods_of(corpus, stated), tuple(turns))


def periods_of(corpus: Corpus, frequencies: Iterable[Frequency]) -> tuple[Period, ...]:
    """The periods that any of the frequencies names, in the order of the corpus."""
    named = {frequency.period for frequency in frequencies}
    return tuple(period for period in corpus.periods if period.id in named)
