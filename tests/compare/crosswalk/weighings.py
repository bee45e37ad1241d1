"""How far two readings of sixty pairs of wordings agree: ``python -m tests.compare.crosswalk.weighings``.

A reading gives one of four verdicts on what two standards ask on a topic: the same, more on the left, less,
or otherwise. The pairs were drawn by chance from all that an editor had weighed; the second reading saw the
whole items, which side came first was drawn too, and no verdict of the first. The first two readings were
made by one editor on one day: they show that the rules give the same result again. The third, of these and
of all other pairs, is by others, who had the items, the pairs and the rules, and no verdict, summary or
relation of ours; what was settled was looked at again wherever theirs differed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

from generator.compare import Crosswalk
from generator.compare.weighed import Weight
from generator.load import load_corpus
from generator.model import Corpus

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parents[2]

Pair = tuple[str, str, str]
"""A topic and two items, the one with the lower id first."""

Reading = Mapping[Pair, Weight]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of how many pairs two readings say how often the same, and how much that is beyond chance."""

    pairs: int
    same: int
    kappa: float


def agreement(left: Reading, right: Reading) -> Agreement:
    """The agreement of two readings on the pairs that both have.

    Cohen's kappa over the four verdicts: of four pairs, read same, same, stricter, looser and same,
    same, stricter, stricter, three agree; by chance 1/2 * 1/2 + 1/4 * 1/2 = 3/8 would.

    >>> read = [Weight.SAME, Weight.SAME, Weight.STRICTER, Weight.LOOSER]
    >>> keys = [("t", "1.1.1", f"2.1.{n}") for n in range(4)]
    >>> agreement(dict(zip(keys, read)), dict(zip(keys, [*read[:3], Weight.STRICTER])))
    Agreement(pairs=4, same=3, kappa=0.6)
    """
    both = sorted(left.keys() & right.keys())
    n = len(both)
    same = sum(left[pair] is right[pair] for pair in both)
    counts = [Counter(reading[pair] for pair in both) for reading in (left, right)]
    chance = sum(counts[0][weight] * counts[1][weight] for weight in Weight) / n**2
    return Agreement(n, same, (same / n - chance) / (1 - chance))


def stored(name: str) -> Reading:
    """One of the three readings as it was before anything was settled."""
    data = yaml.safe_load((HERE / f"weighings-{name}.yml").read_text(encoding="utf-8"))
    return dict(
        oriented(topic, left, right, Weight(weight)) for topic, left, right, weight in data["weighings"]
    )


def oriented(topic: str, left: str, right: str, weight: Weight) -> tuple[Pair, Weight]:
    """A verdict with the lower item first."""
    return ((topic, left, right), weight) if left < right else ((topic, right, left), weight.mirrored)


def settled(corpus: Corpus, pairs: Reading) -> Reading:
    """What ``standards/editorial`` says of the same pairs today."""
    crosswalk = Crosswalk(corpus)
    topics = {topic.id: topic for topic in corpus.topics}
    found = {}
    for name, left, right in pairs:
        sides = [crosswalk.side(topics[name], corpus.standard_of_item[item]) for item in (left, right)]
        weighed = crosswalk.weighed(topics[name], *sides)
        if weighed is not None:
            found[name, left, right] = weighed.relation
    return found


def readings() -> dict[str, tuple[Reading, Reading]]:
    """The stored readings against each other, and each against the settled verdicts."""
    corpus = load_corpus(ROOT).corpus
    assert corpus is not None, "the encoding cannot be loaded"
    a, b, c = stored("a"), stored("b"), stored("c")
    final = settled(corpus, c)
    return {
        "A against B": (a, b),
        "A against C": (a, c),
        "B against C": (b, c),
        "A against the settled": (a, final),
        "B against the settled": (b, final),
        "C against the settled": (c, final),
    }


def main() -> None:
    """Print the figures, and every pair on which the readings differ."""
    for name, (left, right) in readings().items():
        found = agreement(left, right)
        print(f"{name:24} {found.pairs} pairs  same {found.same}  kappa {found.kappa:.3f}")
    a, b = readings()["A against B"]
    c, final = readings()["C against the settled"]
    for pair in sorted(c):
        read = [reading[pair] for reading in (a, b, c) if pair in reading]
        if len({*read, final[pair]}) > 1:
            print(f"{' '.join(pair)}: {' / '.join(read)}, settled {final[pair]}")


if __name__ == "__main__":
    main()
