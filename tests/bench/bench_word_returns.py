"""What reading Word forms costs beside PDFs; that programs and damage lose nothing of them, on a large scale.

Run as ``python -m tests.bench.bench_word_returns [--rounds N] [--mutants N] [--files N]``; 0 leaves out.

1. Processor time of reading and judging one filled form, as Word and as PDF with the same answers, for the
   smallest and the largest checklist and the application. Aim: at most 3 times the PDF's.
2. Mutants, with controls and without: none unaccounted for, no answer that nobody gave.
3. Files that programs filled in or saved anew (LibreOffice, python-docx, an editor that drops controls,
   rounds through .doc and .odt), all seven forms: the workbook holds what was entered.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from generator import forms as public
from generator.check import require
from generator.forms import Form
from generator.returns.judging.entry import process, read_file
from generator.returns.reading.intake import Candidate
from generator.returns.reading.setup import Setup
from generator.returns.steps import setup_for
from tests.bench.bench_returns import answers
from tests.returns.reading.word.damage import damaged, owners
from tests.returns.reading.word.edits import edited, entered, without_controls
from tests.returns.reading.word.test_word_engines import COUNTS, compared, made
from tests.returns.reading.word.test_word_mutations import ANSWERS, wrong

ROOT: Final = Path(__file__).resolve().parents[2]
AIM: Final = 3.0
MEASURED: Final = ("checklist-villages", "checklist-state-sector", "application")


def speed(
    forms: dict[str, Form],
    pdf: Callable[[str], bytes],
    word: Callable[[str], bytes],
    setup: Setup,
    rounds: int,
) -> None:
    """Best of ``rounds`` for each file, the two kinds taking turns."""
    with tempfile.TemporaryDirectory() as folder:
        for form_id in MEASURED:
            given = answers(forms[form_id], random.Random(form_id))
            paths = {"word": Path(folder) / "a.docx", "pdf": Path(folder) / "a.pdf"}
            paths["word"].write_bytes(public.fill_word(word(form_id), given).data)
            paths["pdf"].write_bytes(public.fill(pdf(form_id), given).data)
            best = dict.fromkeys(paths, 9.9)
            gc.disable()  # as a worker does
            for _ in range(rounds):
                for kind, path in paths.items():
                    start = time.process_time()
                    list(process(Candidate(path.name, str(path)), setup))
                    best[kind] = min(best[kind], time.process_time() - start)
            gc.enable()
            times = best["word"] / best["pdf"]
            print(f"{form_id}: Word {1000 * best['word']:.1f} ms, PDF {1000 * best['pdf']:.1f} ms", end=" ")
            print(f"({times:.2f} x, aim {AIM:g})")


def mutants(forms: dict[str, Form], word: Callable[[str], bytes], setup: Setup, count: int) -> None:
    """A checklist, and an application with an answer to everything; half with controls, half without."""
    everything = {
        field.name: field.options[-1].state if field.options else f"{field.label}填的"
        for field in forms["application"].fields
    }
    for form_id, given in (("checklist-villages", ANSWERS), ("application", everything)):
        _damaged(form_id, word(form_id), given, setup, count // 2)


def _damaged(form_id: str, blank: bytes, given: Mapping[str, str], setup: Setup, count: int) -> None:
    whole = edited(blank, entered(given))
    owned = owners(whole)
    ends: Counter[str] = Counter()
    faults = 0
    for name, sound in (("with controls", whole), ("without controls", edited(whole, without_controls))):
        for number, mutant in enumerate(damaged(sound, count // 2, random.Random(f"bench {name}"), owned)):
            file = json.loads(read_file(mutant.data, f"{number}.docx", setup).line)
            ends[file["reason"] or file["status"]] += 1
            if found := wrong(mutant, file, given):
                faults += 1
                print(f"  {name} {number} {mutant.kind}: {'; '.join(found)[:200]}")
    print(f"{form_id}, {count} damaged files: {dict(ends)}; {faults} with a fault")


def programs(forms: dict[str, Form], word: Callable[[str], bytes], setup: Setup, count: int) -> None:
    """``count`` files, shared out as the test shares out its few."""
    total = sum(COUNTS.values())
    counts = {engine: -(-each * count // total) for engine, each in COUNTS.items()}
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        found = made(counts, forms, setup, word, Path(folder) / "office")
        compared(ROOT, found, forms, Path(folder))
        took = time.perf_counter() - start
    print(f"{sum(counts.values())} files of {len(counts)} programs in {took:.0f} s: {counts}; all as entered")


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--mutants", type=int, default=500)
    parser.add_argument("--files", type=int, default=200)
    options = parser.parse_args()
    corpus = require(ROOT).corpus
    definitions, _findings = public.load_forms(ROOT)
    forms = {form.id: form for form in public.expand(corpus, definitions)}
    setup = setup_for(ROOT, corpus, tuple(forms.values()))
    pdf = cache(lambda form_id: public.render(corpus, forms[form_id]))
    word = cache(lambda form_id: public.render_word(corpus, forms[form_id]))
    if options.rounds:
        speed(forms, pdf, word, setup, options.rounds)
    if options.mutants:
        mutants(forms, word, setup, options.mutants)
    if options.files:
        programs(forms, word, setup, options.files)


if __name__ == "__main__":
    main()
