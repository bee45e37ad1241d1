"""How far the two readings of who does what is asked agree: ``python -m tests.compare.crosswalk.doers``.

A reading is a list of items with who does it and the words that show it. Compared is what a reader gets
from it: for each of the items and each way of the closed list, whether the item is marked so.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import yaml

from generator.load import load_corpus
from generator.model import Corpus
from tests.compare.crosswalk.agreement import Overlap, overlap

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parents[2]

Mark = tuple[str, str]
"""The id of an item, and that of a doer."""


def stored(name: str) -> dict[Mark, str]:
    """One of the three readings as it was before anything was settled, with the words."""
    data = yaml.safe_load((HERE / f"doers-{name}.yml").read_text(encoding="utf-8"))
    return {(item, doer): words for item, doer, words in data["doers"]}


def settled(corpus: Corpus) -> dict[Mark, str]:
    """The marks as they stand in ``standards/editorial``; of several clauses the first one's words."""
    found: dict[Mark, str] = {}
    for topic in corpus.topics:
        for clause in topic.clauses:
            if clause.by is not None:
                found.setdefault((clause.item, clause.by.doer), clause.by.quote)
    return found


def readings() -> tuple[dict[str, dict[Mark, str]], dict[Mark, str], int]:
    """The three stored readings, the settled one, and the number of marks that could be made."""
    corpus = load_corpus(ROOT).corpus
    assert corpus is not None, "the encoding cannot be loaded"
    stored_ones = {name.upper(): stored(name) for name in ("a", "b", "c")}
    return stored_ones, settled(corpus), corpus.item_count * len(corpus.doers)


def alike(left: dict[Mark, str], right: dict[Mark, str]) -> int:
    """How many marks of both rest on the same words, or on a part of them."""
    both = left.keys() & right.keys()
    return sum(left[mark] in right[mark] or right[mark] in left[mark] for mark in both)


def compared() -> dict[str, tuple[Overlap, int]]:
    """The overlap of any two readings, and how many of the marks in common rest on the same words."""
    read, final, _ = readings()
    pairs = {f"{one} against {other}": (read[one], read[other]) for one, other in ("AB", "AC", "BC")}
    pairs |= {f"{name} against the settled marks": (marks, final) for name, marks in read.items()}
    return {
        name: (overlap(left.keys(), right.keys()), alike(left, right))
        for name, (left, right) in pairs.items()
    }


def main() -> None:
    """Print the figures, and every mark that not all of the readings have."""
    read, _, universe = readings()
    for name, (o, words) in compared().items():
        print(
            f"{name:28} {o.left:3} {o.right:3}  common {o.common:3}  same words {words:3}"
            f"  Jaccard {o.jaccard:.3f}  F1 {o.f1:.3f}  kappa {o.kappa(universe):.3f} over {universe}"
        )
    for mark in sorted(set[Mark]().union(*read.values())):
        having = [name for name, marks in read.items() if mark in marks]
        if len(having) < len(read):
            print(f"only {' and '.join(having)}: {' '.join(mark)}")


if __name__ == "__main__":
    main()
