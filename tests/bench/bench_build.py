"""What `build` costs besides MkDocs, the forms and the offline copy, and how it grows with the items.

Run as ``python -m tests.bench.bench_build``. Times are processor seconds, the least of several runs,
so that a busy machine disturbs them little; the candidates take turns.

1. A whole build in a process of its own, as a newcomer's is: nothing is loaded, nothing generated yet.
   Everything in it but MkDocs, the forms and the offline copy, against a bare ``mkdocs build`` of the
   same pages. Aim: at most 0.3 ×. What of it would remain if pages and data cost nothing is printed, too.
2. An edit under ``serve``, from the saved file to the pages laid out, in elapsed seconds, against a
   bare ``mkdocs build``, likewise. Aim: at most half.
3. Pages, search index and data files on encodings of 1, 10 and 100 times the items: larger standards
   (each section's items again and again under further numbers), since pages for pairs of standards grow
   with the square of the standards by their nature. Aim: linear in the items.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import io
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from generator import search
from generator.cli import collecting_seldom
from generator.compare import Crosswalk
from generator.export import data_files
from generator.load.corpus import RELEASES
from generator.model import Corpus, Item, Section, Standard, Topic
from generator.pages.all_pages import pages
from generator.project import Project, open_project
from generator.site.build import FORMS, OFFLINE, PAGES, mkdocs_environment
from generator.site.progress import Steps
from generator.site.serve import QUIET_SECONDS, Workshop
from tests.served import copy_root

ROOT: Final = Path(__file__).resolve().parents[2]
AIM_SHARE: Final = 0.3
AIM_EDIT: Final = 0.5
AIM_GROWTH: Final = 1.5
APART: Final = (FORMS, OFFLINE)
EDITS: Final = {
    "standards/editorial/finder.yml": ("村工会", "行政村工会"),
    "standards/editorial/topics.yml": ('    summary: "', '    summary: "改动，'),
    "docs/guide/fill.md": ("。", "！"),
}


BUILD: Final = """
import json, sys, time
from generator import cli
from generator.site.progress import Steps

begun = [("start", 0.0)]
Steps.begin = lambda self, what, total=0: begun.append((what, time.process_time()))
code = cli.main(["--root", sys.argv[1], "build", "--site-dir", sys.argv[2]])
begun.append(("end", time.process_time()))
taken = [(what, after - before) for (what, before), (_, after) in zip(begun, begun[1:])]
print(json.dumps(taken, ensure_ascii=False))
sys.exit(code)
"""
"""The command, and at its end what each step cost this process; MkDocs runs in another, and is not in it."""


def children() -> float:
    """Processor seconds of the processes that this one has waited for (POSIX only)."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def fresh_root(folder: Path) -> Path:
    """What a newcomer has: the sources, and nothing generated."""
    copy_root(ROOT, folder)
    shutil.copy(ROOT / RELEASES, folder / RELEASES)
    return folder


def cold_build(folder: Path) -> dict[str, float]:
    """Processor seconds of each step of a first build of ``folder``."""
    command = [sys.executable, "-W", "ignore", "-c", BUILD, str(folder), str(folder / "site")]
    # as MkDocs's, our modules are compiled once: where bytecode may not be kept, each start would do it anew
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    said = subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True, encoding="utf-8")
    return dict(json.loads(said.stdout.splitlines()[-1]))


def bare_mkdocs(folder: Path, project: Project) -> tuple[float, float]:
    """Processor and elapsed seconds of a bare ``mkdocs build`` of the pages that stand in ``folder``."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder / "bare")]
    used, start = children(), time.monotonic()
    subprocess.run(command, cwd=folder, env=mkdocs_environment(project), check=True, capture_output=True)
    return children() - used, time.monotonic() - start


def share(runs: int) -> None:
    """Parts 1 and 2, which compare with the same bare build."""
    project = open_project(ROOT)
    steps: dict[str, list[float]] = {}
    ours, bare, waited, edits = [], [], [], []
    # all folders are kept to the end: after many were removed, ext4 takes long to make new ones
    with tempfile.TemporaryDirectory() as name:
        for run in range(runs):
            folder = fresh_root(Path(name) / str(run))
            taken = cold_build(folder)
            for what, seconds in taken.items():
                steps.setdefault(what, []).append(seconds)
            ours.append(sum(s for what, s in taken.items() if what not in APART))
            used, elapsed = bare_mkdocs(folder, project)
            bare.append(used)
            waited.append(elapsed)
            edits.append(edit(folder))
    print(f"a first build in a process of its own, processor seconds, the least of {runs} runs")
    for what, times in steps.items():
        print(f"  {what:24} {min(times):6.2f} s{'   (apart)' if what in APART else ''}")
    print(f"  {'bare mkdocs build':24} {min(bare):6.2f} s")
    ratio = min(ours) / min(bare)
    print(f"  everything not apart     {min(ours):6.2f} s   {ratio:.2f} × mkdocs build, aim: {AIM_SHARE:g} ×")
    making = min(steps[PAGES])
    print(f"  of it without making anything  {(min(ours) - making) / min(bare):.2f} ×: {PAGES} is the rest")
    print("an edit under serve, elapsed seconds")
    for what in edits[0]:
        least = min(times[what] for times in edits)
        ratio = least / min(waited)
        print(f"  {what:24} {least:6.2f} s   {ratio:.2f} × a bare mkdocs build, aim: {AIM_EDIT:g} ×")


def edit(folder: Path) -> dict[str, float]:
    """Elapsed seconds from three edits to their pages, the wait for the editor to finish included."""
    workshop = Workshop(folder, folder / "preview", "http://127.0.0.1/")
    workshop.start(Steps())
    taken = {}
    for path, (before, after) in EDITS.items():
        file = folder / path
        text = file.read_text(encoding="utf-8")
        assert before in text
        file.write_text(text.replace(before, after, 1), encoding="utf-8")
        start = time.monotonic()
        workshop.touch(file.resolve())
        with contextlib.redirect_stdout(io.StringIO()):
            workshop.renew()
        taken[path] = time.monotonic() - start + QUIET_SECONDS
    return taken


def least(run: Callable[[], object], times: int) -> float:
    """The least processor time of several runs, in seconds."""
    found = []
    for _ in range(times):
        start = time.process_time()
        run()
        found.append(time.process_time() - start)
    return min(found)


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

    matters = tuple(
        dataclasses.replace(m, near=tuple(f"{id_}-0" for id_ in m.near)) for m in corpus.unregulated.matters
    )
    return dataclasses.replace(
        corpus,
        unregulated=dataclasses.replace(corpus.unregulated, matters=matters),
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
        weighings=(),
        vocabulary=dataclasses.replace(corpus.vocabulary, wordings=()),
    )


def growth(sizes: list[int]) -> None:
    """Part 3: pages, index and data files for more and more items."""
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
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--sizes", default="1,10,100")
    options = parser.parse_args()
    share(options.runs)
    with collecting_seldom():  # as in the command
        growth([int(size) for size in options.sizes.split(",")])


if __name__ == "__main__":
    main()
