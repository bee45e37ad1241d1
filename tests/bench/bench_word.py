"""What the forms in Word cost, measured in one run in processor time.

Run as ``python -m tests.bench.bench_word``; ``--runs N``.

1. All forms written, warm. Aim: at most 1 s; beside it the same forms as PDF.
2. The same in a fresh process, the imports and the reading of the data included.
3. The longest form filled, an answer to every question. Aim: at most half of writing it.
4. The size of the largest file. Aim: at most 50 KB.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
if __name__ == "__main__" and not __package__:
    sys.path.insert(0, str(ROOT))

from generator import forms as public  # noqa: E402 - our own modules are importable only from here on
from generator.load import load_corpus  # noqa: E402

AIM_WRITTEN: Final = 1.0
AIM_FILLED: Final = 0.5
AIM_SIZE: Final = 50_000
FRESH: Final = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from generator import forms
from generator.load import load_corpus
root = Path(sys.argv[1])
corpus = load_corpus(root).corpus
for form in forms.expand(corpus, forms.load_forms(root)[0]):
    forms.render_word(corpus, form)
"""


def timed(make: Callable[[], object], runs: int) -> float:
    """Median processor time in seconds, after a first run."""
    make()
    times = []
    for _ in range(runs):
        start = time.process_time()
        make()
        times.append(time.process_time() - start)
    return statistics.median(times)


def fresh() -> float:
    """Processor time of a fresh interpreter that writes all forms."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", FRESH, str(ROOT)], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure, print, and say whether the aims are reached."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    corpus = load_corpus(ROOT).corpus
    assert corpus is not None
    forms = public.expand(corpus, public.load_forms(ROOT)[0])
    written = timed(lambda: [public.render_word(corpus, form) for form in forms], runs)
    as_pdf = timed(lambda: [public.render(corpus, form) for form in forms], runs)
    print(f"all {len(forms)} in Word: {written * 1000:.0f} ms, {written / as_pdf:.2f} x the same as PDF")
    print(f"all {len(forms)} in a fresh process, imports and data included: {fresh():.2f} s")
    longest = max(forms, key=lambda form: len(form.fields))
    blank = public.render_word(corpus, longest)
    answers = {f.name: f.options[0].state if f.options else "职工三百二十人" * 9 for f in longest.fields}
    alone = timed(lambda: public.render_word(corpus, longest), runs)
    filled = timed(lambda: public.fill_word(blank, answers), runs)
    print(f"{longest.id} filled: {filled * 1000:.1f} ms, {filled / alone:.2f} x writing it")
    largest = max(len(public.render_word(corpus, form)) for form in forms)
    print(f"largest file: {largest / 1000:.0f} KB")
    reached = written <= AIM_WRITTEN and filled <= AIM_FILLED * alone and largest <= AIM_SIZE
    aims = f"{AIM_WRITTEN} s, {AIM_FILLED} x, {AIM_SIZE // 1000} KB"
    print(f"aims ({aims}): {'reached' if reached else 'missed'}")


if __name__ == "__main__":
    main()
