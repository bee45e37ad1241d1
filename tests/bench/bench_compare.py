"""How the comparison grows with the number of standards.

Run as ``python -m tests.bench.bench_compare`` or ``python tests/bench/bench_compare.py``; ``--sizes
6,60,600`` changes the default. The standards of a size are the real ones again and again, under new
slugs and attachment numbers, with their clauses, thresholds and conditions in the same topics. Aims,
in processor time:

1. grouping: linear in clauses, so that the time per clause stays;
2. one pair: linear in its own clauses, so that the time stays, however many other standards there are;
3. the fine differences of one pair: the same.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
if __name__ == "__main__" and not __package__:
    sys.path.insert(0, str(ROOT))

from generator.check import check  # noqa: E402 - importable only from here on when run as a file
from generator.compare import Crosswalk, differ, pair  # noqa: E402
from generator.model import Corpus, Standard  # noqa: E402

AIM_GROWTH: Final = 2.5
"""A hundredfold of standards may cost the processor's caches something; quadratic would be 100."""


def seconds(run: Callable[[], object], runs: int = 3) -> float:
    """The least processor time of some runs, without the garbage collector, as timeit does it."""
    taken = []
    gc.disable()
    for _ in range(runs):
        start = time.process_time()
        run()
        taken.append(time.process_time() - start)
    gc.enable()
    return min(taken)


def enlarged(corpus: Corpus, size: int) -> Corpus:
    """A corpus of ``size`` standards, all sharing the topics of the real ones."""
    count = len(corpus.standards)
    standards: list[Standard] = []
    names: list[dict[str, str]] = []
    for number in range(size):
        base = corpus.standards[number % count]
        attachment = number + 1
        mine = {item.id: f"{attachment}.{item.id.partition('.')[2]}" for item in base.items}
        sections = tuple(
            replace(s, items=tuple(replace(item, id=mine[item.id]) for item in s.items))
            for s in base.sections
        )
        slug = f"{base.id}-{number // count}"
        standards.append(replace(base, id=slug, attachment=attachment, sections=sections))
        names.append(mine)
    again: dict[str, list[str]] = {}
    for mine in names:
        for old, new in mine.items():
            again.setdefault(old, []).append(new)
    return replace(
        corpus,
        standards=tuple(standards),
        topics=tuple(
            replace(
                topic,
                clauses=tuple(replace(c, item=new) for c in topic.clauses for new in again.get(c.item, ())),
            )
            for topic in corpus.topics
        ),
        thresholds=tuple(replace(t, item=n) for t in corpus.thresholds for n in again.get(t.item, ())),
        conditions=tuple(replace(c, item=n) for c in corpus.conditions for n in again.get(c.item, ())),
        relations=(),
        weighings=(),
    )


def measure(corpus: Corpus, size: int) -> tuple[int, float, float, float]:
    """Clauses, and the seconds for grouping, for one pair, and for the differences of one pair."""
    large = enlarged(corpus, size)
    clauses = sum(len(topic.clauses) for topic in large.topics)
    assert len(large.item_by_id) == large.item_count
    assert large.conditions_of_item  # the model's own indexes are not what is measured
    assert large.standard_of_item
    grouping = seconds(lambda: Crosswalk(large))
    crosswalk = Crosswalk(large)
    left, right = large.standards[0], large.standards[1]
    one = pair(crosswalk, left, right)
    for finding in one.different:
        differ(crosswalk, finding)  # loads the dictionary and cuts each text once
    comparing = seconds(lambda: pair(crosswalk, left, right), 20)
    differing = seconds(lambda: [differ(crosswalk, finding) for finding in one.different], 10)
    return clauses, grouping, comparing, differing


def main() -> None:
    """Print the figures, and whether one grows more than it may."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sizes", default="6,60,600")
    sizes = [int(size) for size in parser.parse_args().sizes.split(",")]
    corpus = check(ROOT).corpus
    assert corpus is not None
    print(" standards  clauses   grouping  per clause   one pair  its diffs")
    rows = []
    for size in sizes:
        clauses, grouping, comparing, differing = measure(corpus, size)
        rows.append((grouping / clauses, comparing, differing))
        print(
            f"{size:>9} {clauses:>8} {grouping * 1e3:>7.1f} ms {grouping / clauses * 1e6:>8.2f} us"
            f" {comparing * 1e3:>7.2f} ms {differing * 1e3:>7.1f} ms"
        )
    growth = [max(b / a for a, b in zip(rows[0], row, strict=True)) for row in rows[1:]]
    good = all(g <= AIM_GROWTH for g in growth)
    said = "ok" if good else "NO"
    print(f"growth per clause, per pair: at most {max(growth, default=1):.2f} (aim {AIM_GROWTH}): {said}")


if __name__ == "__main__":
    main()
