"""What `build` costs besides MkDocs and the PDFs, and how it grows with the items.

Run as ``python -m tests.bench.bench_build``. Times are processor seconds (of this process, or of the
MkDocs process), the least of several runs, so that a busy machine disturbs them little.

1. Checking, pages, search index, data files, writing them and counting the built site, against
   ``mkdocs build`` of the same pages. Aim: at most 0.3 ×.
2. The same without MkDocs on encodings of 1, 10 and 100 times the items: larger standards (each
   section's items again and again under further numbers), since pages for pairs of standards grow
   with the square of the standards by their nature. Aim: linear in the items.
"""

from __future__ import annotations

import argparse
import dataclasses
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from generator import search
from generator.compare import Crosswalk
from generator.export import data_files
from generator.model import Corpus, Item, Section, Standard, Topic
from generator.pages.all_pages import pages
from generator.project import open_project
from generator.site.build import run_mkdocs
from generator.site.verify import verify
from generator.site.writer import write

ROOT: Final = Path(__file__).resolve().parents[2]
AIM_SHARE: Final = 0.3
AIM_GROWTH: Final = 1.5


def least(run: Callable[[], object], times: int, clock: Callable[[], float] = time.process_time) -> float:
    """The least time of several runs, in seconds."""
    found = []
    for _ in range(times):
        start = clock()
        run()
        found.append(clock() - start)
    return min(found)


def children() -> float:
    """Processor seconds of the processes that this one has waited for (POSIX only)."""
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def share(runs: int) -> None:
    """Part 1: our part of a build against MkDocs's part."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("standards", "forms", "generator/site/theme"):
            shutil.copytree(ROOT / part, folder / part)
        hand_written = shutil.ignore_patterns(".generated.json", *open_project(ROOT).generated)
        shutil.copytree(ROOT / "docs", folder / "docs", ignore=hand_written)
        for path in open_project(ROOT).generated:
            (folder / "docs" / path).unlink(missing_ok=True)
        shutil.copy(ROOT / "mkdocs.yml", folder)
        project = open_project(folder)
        print("one build, processor seconds, the least of several runs")
        pdfs = least(lambda: open_project(folder).form_files, 1)
        files = project.generated
        write(folder / "docs", files)
        site = folder / "site"
        mkdocs = least(lambda: run_mkdocs(folder, site, project), max(runs // 2, 1), children)

        def ours() -> None:
            fresh = open_project(folder)
            fresh.__dict__["form_files"] = project.form_files
            write(folder / "docs", fresh.generated)
            verify(fresh, site)

        rest = least(ours, runs)
        print(f"  PDFs (first time, with the fonts)   {pdfs:6.2f} s")
        print(f"  mkdocs build                        {mkdocs:6.2f} s   {len(files)} files")
        print(f"  everything else                     {rest:6.2f} s")
        print(f"  everything else / mkdocs build      {rest / mkdocs:6.2f} ×  aim: at most {AIM_SHARE:g} ×")


def multiplied(corpus: Corpus, times: int) -> Corpus:
    """The corpus with every section's items ``times`` over, their editorial entries with them."""
    size = {s.id: {c.number: len(c.items) for c in s.sections} for s in corpus.standards}

    def ids(item_id: str) -> list[str]:
        attachment, section, number = map(int, item_id.split("."))
        standard = next(s for s in corpus.standards if s.attachment == attachment)
        count = size[standard.id][section]
        return [f"{attachment}.{section}.{number + n * count}" for n in range(times)]

    def items(section: Section) -> tuple[Item, ...]:
        count = len(section.items)
        return tuple(
            dataclasses.replace(
                i, id=ids(i.id)[n], number=i.number + n * count, marker=f"{i.number + n * count}."
            )
            for n in range(times)
            for i in section.items
        )

    def standard(old: Standard) -> Standard:
        return dataclasses.replace(
            old, sections=tuple(dataclasses.replace(s, items=items(s)) for s in old.sections)
        )

    def topic(old: Topic, n: int) -> Topic:
        clauses = tuple(dataclasses.replace(c, item=ids(c.item)[n]) for c in old.clauses)
        return dataclasses.replace(old, id=f"{old.id}-{n}", name=f"{old.name}{n}", clauses=clauses)

    return dataclasses.replace(
        corpus,
        standards=tuple(standard(s) for s in corpus.standards),
        topics=tuple(topic(t, n) for n in range(times) for t in corpus.topics),
        thresholds=tuple(
            dataclasses.replace(t, item=item, topic=f"{t.topic}-{n}")
            for t in corpus.thresholds
            for n, item in enumerate(ids(t.item))
        ),
        conditions=tuple(dataclasses.replace(c, item=i) for c in corpus.conditions for i in ids(c.item)),
        notes=(),
        relations=(),
        vocabulary=dataclasses.replace(corpus.vocabulary, wordings=()),
    )


def growth(sizes: list[int]) -> None:
    """Part 2: pages, index and data files for more and more items."""
    corpus = open_project(ROOT).corpus
    print("pages, search index and data files in one process, processor seconds")
    first = 0.0
    for times in sizes:
        grown = multiplied(corpus, times)

        def make(grown: Corpus = grown) -> None:
            crosswalk = Crosswalk(grown)
            pages(crosswalk, [])
            search.index_script(search.build_index(grown, []))
            data_files(crosswalk, [], {})

        used = least(make, 3 if times < 50 else 1)
        each = used / grown.item_count
        first = first or each
        print(
            f"  {times:4} × ({grown.item_count:6} items) {used:8.2f} s"
            f" {each * 1e3:7.2f} ms/item, {each / first:.2f} × the first"
        )
    print(f"  aim: linear, that is at most {AIM_GROWTH:g} × the time per item of the first")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--sizes", default="1,10,100")
    options = parser.parse_args()
    share(options.runs)
    growth([int(size) for size in options.sizes.split(",")])


if __name__ == "__main__":
    main()
