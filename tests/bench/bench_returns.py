"""What the way back costs: reading, judging, writing, memory; and that damage on a large scale loses nothing.

Run as ``python -m tests.bench.bench_returns [--forms N] [--mutants N] [--memory N] [--twists N]``;
0 leaves a part out.

1. Throughput of reading and judging with one job against a bare pikepdf loop that opens, hashes and
   walks the same files (aim: 0.55), and of two jobs against one (aim: 1.8 ×). Rounds of the
   three take turns, the best of each counts; starting processes is told apart, as it is paid once: the
   clock of the forms runs from all workers ready to the last entry. The first also in processor time.
   The machine should have two idle cores: its load is printed, and what the process that hands over
   costs, which bounds the gain on any.
2. Writing the workbook, apart.
3. Memory, in a process of its own that only collects: forms written and dropped on the way; its peak after
   a tenth of them and after all. Aim: flat but for an index of a few hundred bytes for each file, and
   under 250 MB for 10,000.
4. Mutants: damaged files of all kinds; none unaccounted for, no answer that nobody gave. And forms
   that programs twisted and people packed (``tests/returns/twists.py``): read, or doubted.
5. Archives: time a member of 5,000 and of 20,000 members, which is to be the same.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import json
import multiprocessing as mp
import os
import random
import tempfile
import time
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pikepdf

from generator import forms as public
from generator.check import require
from generator.forms import Form
from generator.returns.collect import Options, collect
from generator.returns.judging.entry import process
from generator.returns.judging.outcome import assemble
from generator.returns.judging.store import Store
from generator.returns.reading.intake import Candidate
from generator.returns.reading.setup import Setup
from generator.returns.report.report import Report
from generator.returns.report.workbook import write_workbook
from generator.returns.steps import prepare
from generator.returns.worker import Pool
from tests.returns.mutations import Mutant, mutants
from tests.returns.test_mutations import ANSWERS, outermost, strange, wrong
from tests.returns.twists import twists

ROOT: Final = Path(__file__).resolve().parents[2]
AIM_BARE: Final = 0.55
AIM_JOBS: Final = 1.8
DIFFERENT: Final = 42
PLACE: Final = b"UNIT-00000000"


def answers(form: Form, rng: random.Random) -> dict[str, str]:
    """Four in five items rated, half of them with words."""
    found = {"unit-name": PLACE.decode(), "fill-date": "2026年5月20日", "employees": "320", "members": "310"}
    for field in form.fields:
        if field.item and field.options and rng.random() < 0.8:
            found[field.name] = rng.choice(field.options).state
        elif field.item and not field.options and rng.random() < 0.5:
            found[field.name] = "2026年召开会员代表大会2次，职工320人，会员310人，制度上墙"
    return found


def make(rng: random.Random) -> list[bytes]:
    """Some different filled checklists."""
    corpus = require(ROOT).corpus
    definitions, _findings = public.load_forms(ROOT)
    checklists = [f for f in public.expand(corpus, definitions) if f.standard]
    blanks = {form.id: public.render(corpus, form) for form in checklists}
    chosen = [checklists[number % len(checklists)] for number in range(DIFFERENT)]
    return [public.fill(blanks[form.id], answers(form, rng)).data for form in chosen]


def bare(paths: list[Path]) -> int:
    """The least that reading can be: open, hash, walk every field and its widgets."""
    count = 0
    for path in paths:
        hashlib.sha256(path.read_bytes()).hexdigest()
        with pikepdf.open(path, access_mode=pikepdf.AccessMode.mmap) as pdf:
            for field in pdf.Root.AcroForm.Fields:
                str(field.T), str(field.get("/V", ""))
                for kid in field.get("/Kids", []):
                    kid.get("/AS")
                    count += 1
    return count


def read(paths: list[Path], setup: Setup, jobs: int) -> tuple[float, float, float]:
    """Seconds from none to all workers ready; then seconds a form, and processor seconds of this process.

    Which only hands over and keeps.
    """
    candidates = [Candidate(f"{number}", str(path)) for number, path in enumerate(paths)]
    with Store() as store, Pool(setup, jobs) as pool:
        start = time.perf_counter()
        ready = 0.0
        while pool.ready < jobs:  # they come one by one, and read while the others start
            for _entry in pool.run(iter(candidates)):
                if pool.ready == jobs and not ready:
                    ready = time.perf_counter() - start
        start, own = time.perf_counter(), time.process_time()
        for entry in pool.run(iter(candidates)):
            store.add(entry)
        count = len(paths)
        return ready, (time.perf_counter() - start) / count, (time.process_time() - own) / count


def processor(paths: list[Path], setup: Setup, rounds: int) -> float:
    """The same in processor time within one process, which a busy machine disturbs little."""
    best = {"bare": 9.9, "process": 9.9}
    for _ in range(rounds):
        start = time.process_time()
        bare(paths)
        best["bare"] = min(best["bare"], (time.process_time() - start) / len(paths))
        gc.disable()  # as a worker does
        start = time.process_time()
        for path in paths:
            list(process(Candidate(path.name, str(path)), setup))
        best["process"] = min(best["process"], (time.process_time() - start) / len(paths))
        gc.enable()
    ms = {name: seconds * 1000 for name, seconds in best.items()}
    print(f"processor time, ms a form: bare {ms['bare']:.2f}, read and judged {ms['process']:.2f}", end=" ")
    print(f"({best['bare'] / best['process']:.2f}, aim {AIM_BARE})")
    return best["process"]


def throughput(paths: list[Path], setup: Setup, rounds: int) -> None:
    worker = processor(paths, setup, rounds)
    best = {"bare": 9.9, "1": 9.9, "2": 9.9, "own": 9.9}
    started = {"1": 9.9, "2": 9.9}
    for _ in range(rounds):
        start = time.perf_counter()
        bare(paths)
        best["bare"] = min(best["bare"], (time.perf_counter() - start) / len(paths))
        for jobs in (1, 2):
            ready, elapsed, own = read(paths, setup, jobs)
            started[str(jobs)] = min(started[str(jobs)], ready)
            best[str(jobs)], best["own"] = min(best[str(jobs)], elapsed), min(best["own"], own)
    ms = {name: seconds * 1000 for name, seconds in best.items()}
    print(f"{len(paths)} forms, best of {rounds} rounds, ms a form:", end=" ")
    print(f"bare {ms['bare']:.2f}, one job {ms['1']:.2f}, two jobs {ms['2']:.2f}")
    print(f"told apart: one worker has started after {started['1']:.2f} s, two after {started['2']:.2f} s")
    share, gain = best["bare"] / best["1"], best["1"] / best["2"]
    print(f"one job: {share:.2f} of the bare throughput (aim {AIM_BARE})")
    print(f"two jobs: {gain:.2f} x one (aim {AIM_JOBS})", end="; ")
    most = 2 * worker / (worker + best["own"])
    print(
        f"handing over takes {ms['own']:.2f} ms of processor time a form: at most {most:.2f} x on two cores"
    )


def peak() -> float:
    """Peak memory of this process, MB (Linux; ``ru_maxrss`` would count the process that started it, too)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split(maxsplit=1)[0]) / 1024


def passing(sources: list[Path], count: int, folder: Path, made: dict[str, Path]) -> Iterator[Candidate]:
    """Forms of different units, each written when it is asked for."""
    for number in range(count):
        name = f"{number:08}"
        path = folder / f"{name}.pdf"
        source = sources[number % len(sources)].read_bytes()
        path.write_bytes(source.replace(PLACE, b"UNIT-" + name.encode()))
        made[name] = path
        yield Candidate(name, str(path))


def memory(sources: list[Path], count: int, folder: Path) -> None:
    setup = prepare(ROOT)
    made: dict[str, Path] = {}
    before = peak()
    at_tenth = 0.0
    start = time.perf_counter()
    with Store() as store, Pool(setup, 2) as pool:
        for number, entry in enumerate(pool.run(passing(sources, count, folder, made)), 1):
            store.add(entry)
            made.pop(entry.indexed.path).unlink()
            if number == count // 10:
                at_tenth = peak()
        read_at, read_peak = time.perf_counter(), peak()
        outcome = assemble(store, setup)
        report = Report(setup, store, outcome)
        writing = time.process_time()
        write_workbook(folder / "out.xlsx", report)
        writing = (time.process_time() - writing) * 1000 / count
        size = (folder / "out.xlsx").stat().st_size
    assert outcome.totals["accepted"] == outcome.totals["units"] == count, outcome.totals
    growth = (read_peak - at_tenth) * 1024 / (count * 0.9)
    print(f"memory, {count} forms: {before:.0f} MB before, {at_tenth:.0f} MB after a tenth, ", end="")
    print(f"{read_peak:.0f} MB after reading ({growth:.2f} KB a form), {peak():.0f} MB after writing")
    print(f"read in {read_at - start:.0f} s (making the forms included); put together and written ", end="")
    print(f"in {time.perf_counter() - read_at:.0f} s, {size / 1e6:.0f} MB; ", end="")
    print(f"the workbook {writing:.1f} ms of processor time a form (aim: 5)")


def damaged(count: int, folder: Path) -> None:
    sound = _sound()
    rng = random.Random("bench")
    totals = {"accepted": 0, "rejected": 0, "faults": 0}
    start = time.perf_counter()
    made = mutants(sound, count, rng)
    for part in range(0, count, 100):
        inbox = folder / f"in-{part}"
        inbox.mkdir()
        batch = {f"{part + n:05}.pdf": m for n, m in enumerate(_take(made, min(100, count - part)))}
        for name, mutant in batch.items():
            (inbox / name).write_bytes(mutant.data)
        collect(ROOT, Options([inbox], json=folder / "out.json", force=True, jobs=2))
        files: list[Mapping[str, object]] = json.loads((folder / "out.json").read_bytes())["files"]
        assert {Path(str(f["path"])).name for f in files} == batch.keys(), "a file is unaccounted for"
        for file in files:
            name = Path(str(file["path"])).name
            totals[str(file["status"])] += 1
            faults = wrong(sound, batch[name], file)
            if faults:
                totals["faults"] += 1
                print(f"  {name} {batch[name].kind}: {'; '.join(faults)[:200]}")
            (inbox / name).unlink()
    print(f"{count} damaged files in {time.perf_counter() - start:.0f} s: {totals}")


def twisted(count: int, folder: Path) -> None:
    sound = _sound()
    totals = {"accepted": 0, "rejected": 0, "faults": 0}
    start = time.perf_counter()
    made = twists(sound, ANSWERS, count, random.Random("bench"))
    for part in range(0, count, 100):
        inbox = folder / f"twisted-{part}"
        inbox.mkdir()
        batch = {}
        for number, mutant in enumerate(_take(made, min(100, count - part))):
            name = f"{part + number:05}{Path(mutant.kind).suffix}"
            (inbox / name).write_bytes(mutant.data)
            batch[name] = mutant.kind
        collect(ROOT, Options([inbox], json=folder / "out.json", force=True, jobs=2))
        files: list[Mapping[str, object]] = json.loads((folder / "out.json").read_bytes())["files"]
        assert {outermost(str(f["path"])) for f in files} == batch.keys(), "a file is unaccounted for"
        for file in files:
            name = outermost(str(file["path"]))
            totals[str(file["status"])] += 1
            faults = strange(file)
            if faults:
                totals["faults"] += 1
                print(f"  {name} {batch[name]}: {'; '.join(faults)[:200]}")
            (inbox / name).unlink(missing_ok=True)
    print(f"{count} twisted files in {time.perf_counter() - start:.0f} s: {totals}")


def archives(setup: Setup, folder: Path) -> None:
    took = {}
    for members in (5_000, 20_000):
        path = folder / "many.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for number in range(members):
                archive.writestr(f"{number}.txt", b"x")
        start = time.process_time()
        assert sum(1 for _ in process(Candidate("many.zip", str(path)), setup)) == members
        took[members] = (time.process_time() - start) / members * 1e6
        path.unlink()
    print(f"archives, microseconds a member: {', '.join(f'{took[n]:.0f} of {n}' for n in took)}", end=" ")
    print(f"({took[20_000] / took[5_000]:.2f} x, linear is 1)")


def _sound() -> bytes:
    corpus = require(ROOT).corpus
    definitions, _findings = public.load_forms(ROOT)
    form = next(f for f in public.expand(corpus, definitions) if f.id == "checklist-villages")
    return public.fill(public.render(corpus, form), ANSWERS).data


def _take(iterator: Iterator[Mutant], count: int) -> Iterator[Mutant]:
    for _ in range(count):
        yield next(iterator)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--forms", type=int, default=420)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory", type=int, default=10_000)
    parser.add_argument("--mutants", type=int, default=2_000)
    parser.add_argument("--twists", type=int, default=500)
    options = parser.parse_args()
    rng = random.Random("returns")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sources = [folder / f"source-{number}.pdf" for number in range(DIFFERENT)]
        for source, data in zip(sources, make(rng), strict=True):
            source.write_bytes(data)
        setup = prepare(ROOT)
        print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        if options.forms:
            paths = [c.path for c in passing(sources, options.forms, folder, {})]
            throughput([Path(p) for p in paths], setup, options.rounds)
            for path in paths:
                Path(path).unlink()
        if options.memory:
            # in this process, what made the forms would be counted too
            alone = mp.get_context("spawn").Process(target=memory, args=(sources, options.memory, folder))
            alone.start()
            alone.join()
            if alone.exitcode:
                raise SystemExit(alone.exitcode)
        if options.mutants:
            damaged(options.mutants, folder)
        if options.twists:
            twisted(options.twists, folder)
            archives(setup, folder)


if __name__ == "__main__":
    main()
