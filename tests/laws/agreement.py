"""How far three readings of the laws beside the items agree, and how the settled layer departs from each:
``python -m tests.laws.agreement``.

The first reader gathered the entries; the second judged their relation without seeing the first's; the
third saw it and was to find fault. What is compared is the relation of each entry.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import yaml

from generator.load import load_corpus

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parents[1]
READINGS: Final = ("first", "reading-a", "reading-b")

Reading = Mapping[str, str]
"""The relation of every entry."""


def stored(name: str) -> Reading:
    """One of the readings as it was before anything was settled."""
    data = yaml.safe_load((HERE / f"{name}.yml").read_text(encoding="utf-8"))
    return {entry["id"]: entry["relation"] for entry in data["readings"]}


def settled() -> Reading:
    """The layer as it stands in ``standards/editorial``; an entry that was left out is missing."""
    corpus = load_corpus(ROOT).corpus
    assert corpus is not None, "the encoding cannot be loaded"
    return {entry.id: entry.relation for entry in corpus.law.provisions}


def agreeing(one: Reading, other: Reading) -> int:
    """The number of entries with the same relation in both."""
    return sum(other.get(name) == relation for name, relation in one.items())


def kappa(one: Reading, other: Reading) -> float:
    """Cohen's kappa: agreement beyond chance over the entries that both have.

    >>> kappa({"a": "x", "b": "y"}, {"a": "x", "b": "y"})
    1.0
    """
    names = one.keys() & other.keys()
    mine, yours = Counter(one[name] for name in names), Counter(other[name] for name in names)
    observed = sum(one[name] == other[name] for name in names) / len(names)
    chance = sum(mine[kind] * yours[kind] for kind in mine) / len(names) ** 2
    return (observed - chance) / (1 - chance)


def opinions(readings: list[Reading]) -> Counter[int]:
    """How many entries were read in one way, in two, in three."""
    return Counter(len({reading[name] for reading in readings}) for name in readings[0])


def main() -> None:
    """Print the figures."""
    readings = [stored(name) for name in READINGS]
    final, count = settled(), len(readings[0])
    ways = opinions(readings)
    print(f"{count} entries: all three agree on {ways[1]}, two on {ways[2]}, none on {ways[3]}")
    for a, b in ((0, 1), (0, 2), (1, 2)):
        same, beyond = agreeing(readings[a], readings[b]), kappa(readings[a], readings[b])
        print(f"{READINGS[a]:9} against {READINGS[b]:9}  {same:3} of {count}  kappa {beyond:.3f}")
    for name, reading in zip(READINGS, readings, strict=True):
        same = agreeing(final, reading)
        print(f"settled   against {name:9}  {same:3} of {len(final)}  kappa {kappa(final, reading):.3f}")


if __name__ == "__main__":
    main()
