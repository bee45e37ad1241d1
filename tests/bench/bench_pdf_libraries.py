"""Which library reads PDFs where pikepdf cannot be: what each makes of sound, twisted and damaged files.

Run as ``python -m tests.bench.bench_pdf_libraries [--mutants N] [--twists N] [--alone] [--wasm FOLDER]``.

Every file is read by pikepdf and by each candidate, with the reader, the judge and all else the same. Of each
it is told how many entries are equal to pikepdf's in everything, how many files are refused, how many are
something else, which must not be: another value, a doubt that lacks, another reason. Sound files (all forms,
filled in; and as programs twist them) must be equal.

``--wasm`` names a folder into which ``npm install @neslinesli93/qpdf-wasm@0.3.0`` was run: qpdf for browsers,
which writes each file anew for the exact reader. Node runs it. ``--alone`` leaves out all but the reader that
is used, to hold it over thousands of files; the command fails if anything of it is something else.
"""

from __future__ import annotations

import argparse
import itertools
import random
import subprocess
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from unittest import mock

from generator.returns.reading.limits import Limits
from generator.returns.reading.pdf.library import Library, Pdf, desk, exact
from generator.returns.reading.pdf.syntax import inexact
from generator.returns.reading.setup import Setup
from generator.returns.steps import prepare
from tests.bench.bench_returns import ROOT, _sound, make
from tests.bench.pypdf_library import pypdf_library
from tests.returns import both
from tests.returns.mutations import mutants
from tests.returns.test_mutations import ANSWERS
from tests.returns.twists import twists

Files = Sequence[tuple[str, bytes]]
Entries = list[dict[str, Any]]
WASM: Final = Path(__file__).with_name("qpdf_wasm.mjs")


def read(files: Files, setup: Setup, library: Library) -> tuple[list[Entries], float]:
    """The entries of every file, and the seconds of processor time that they took."""
    start = time.process_time()
    with (
        mock.patch("generator.returns.reading.read.here", return_value=library),
        mock.patch.dict(both.LIBRARIES, {"candidate": library}),
    ):
        found = [both.entries(data, name, setup, "candidate") for name, data in files]
    return found, time.process_time() - start


def compared(wanted: Sequence[Entries], found: Sequence[Entries]) -> Counter[str]:
    """How many files are equal, refused, or something else."""
    counts: Counter[str] = Counter()
    for one, other in zip(wanted, found, strict=True):
        how = [both.broken(a, b, damaged=True) for a, b in zip(one, other, strict=True)]
        counts["equal" if one == other else "OTHER" if any(how) else "refused"] += 1
    return counts


@contextmanager
def rewritten(files: Files, installed: Path) -> Iterator[Library]:
    """qpdf for browsers, which has written each file anew beforehand; what it gave up is refused."""
    with tempfile.TemporaryDirectory() as name:
        from_, to = Path(name) / "from", Path(name) / "to"
        from_.mkdir()
        to.mkdir()
        for number, (_, data) in enumerate(files):
            (from_ / f"{number}.pdf").write_bytes(data)
        command = ["node", str(WASM), str(installed), str(from_), str(to)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        known: Mapping[bytes, bytes | None] = {
            data: next((path.read_bytes() for path in to.glob(f"?-{number}.pdf")), None)
            for number, (_, data) in enumerate(files)
        }
        mended = {data for number, (_, data) in enumerate(files) if (to / f"3-{number}.pdf").exists()}

        @contextmanager
        def opened(data: bytes, path: Path | None, limits: Limits) -> Iterator[Pdf]:
            again = known[data]
            if again is None:
                inexact()
            with exact(again, path, limits) as pdf:
                if data in mended:
                    with mock.patch.object(pdf, "get_warnings", return_value=["mended"]):
                        yield pdf
                else:
                    yield pdf

        yield opened


def table(title: str, files: Iterator[tuple[str, bytes]], setup: Setup, options: argparse.Namespace) -> int:
    """Print what each candidate makes of the files; how many are something else to the exact reader.

    A hundred at a time: a form is two megabytes.
    """
    candidates: dict[str, Library] = {"exact": exact}
    if not options.alone:
        candidates |= {"pypdf, strict": pypdf_library(strict=True), "pypdf": pypdf_library(strict=False)}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    took: dict[str, float] = defaultdict(float)
    number = accepted = 0
    while batch := list(itertools.islice(files, 100)):
        number += len(batch)
        wanted, seconds = read(batch, setup, desk)
        took["desk"] += seconds
        accepted += sum(entry["status"] == "accepted" for entries in wanted for entry in entries)
        for name, library in candidates.items():
            found, seconds = read(batch, setup, library)
            counts[name] += compared(wanted, found)
            took[name] += seconds
        if options.wasm is not None:
            with rewritten(batch, options.wasm) as again:
                counts["qpdf-wasm, exact"] += compared(wanted, read(batch, setup, again)[0])
    if not number:
        return 0
    each = {name: f"{seconds * 1000 / number:.0f} ms a file" for name, seconds in took.items()}
    print(f"{title}: {number} files, of which pikepdf has {accepted} accepted, {each['desk']}")
    for name, found_ in counts.items():
        told(name, found_, each.get(name, ""))
    return counts["exact"]["OTHER"]


def told(name: str, counts: Counter[str], took: str) -> None:
    shown = ", ".join(f"{key} {counts[key]}" for key in ("equal", "refused", "OTHER"))
    print(f"  {name:18} {shown}{'; ' if took else ''}{took}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mutants", type=int, default=1000)
    parser.add_argument("--twists", type=int, default=300)
    parser.add_argument("--alone", action="store_true")
    parser.add_argument("--wasm", type=Path)
    options = parser.parse_args()
    setup = prepare(ROOT)
    sound = _sound()
    rng = random.Random("libraries")
    others = table("filled in", (("表.pdf", data) for data in make(rng)), setup, options)
    # twists are packed in zips and mails too, which qpdf for browsers would have to be handed one by one
    twisted = (t.data for t in twists(sound, ANSWERS, options.twists * 4, rng) if t.data.startswith(b"%PDF"))
    some = (("表.pdf", data) for data in itertools.islice(twisted, options.twists))
    others += table("twisted by programs", some, setup, options)
    damaged = (("表.pdf", mutant.data) for mutant in mutants(sound, options.mutants, rng))
    others += table("damaged", damaged, setup, options)
    raise SystemExit(1 if others else 0)


if __name__ == "__main__":
    main()
