"""What collecting in the browser weighs and how fast it is, in Chromium.

Run as ``python -m tests.bench.bench_collector [--forms 100] [--large 0]``, which builds the site first.
Printed are: the download as a server sends it, packed with gzip (aim: 9 MB); the time from the button until
the program is ready, all files being on this machine (aim: 8 s); reading full forms of all kinds (aim: 30 s
for 100), the workbook with all outputs (aim: 3 s), the memory of Python. ``--large`` files of 2 MB go through
one after the other besides, with the memory of Python after them. A busy machine makes times longer: the load
is printed too. No test asserts any of this.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import tempfile
from pathlib import Path
from typing import Final

from playwright.sync_api import Page

from generator.site.build import build
from tests import served
from tests.bench.bench_returns import PLACE, make
from tests.collector.desk import Desk

ROOT: Final = Path(__file__).resolve().parents[2]
RUNTIME: Final = ROOT / "tests/collector/node_modules/pyodide"

WATCH: Final = """() => {
    const { desk } = CollectPage, ask = desk.ask, times = globalThis.times = {};
    const start = document.querySelector("#start");
    start.addEventListener("click", () => { times.begun ??= performance.now(); }, true);
    desk.ask = async (order, ...rest) => {
        const at = performance.now();
        times.ready ??= at - times.begun;
        const value = await ask(order, ...rest);
        times[order] = (times[order] || 0) + performance.now() - at;
        return value; }; }"""
"""Milliseconds until the program is ready, and those that each order took in all."""


def download(site: Path) -> float:
    """Megabytes of all that the page loads before it can read, page and scripts packed as a server would."""
    parts = [path for path in (site / "collect").rglob("*") if path.is_file()]
    packed = (len(gzip.compress(path.read_bytes(), 6)) for path in parts)
    return sum(min(size, path.stat().st_size) for size, path in zip(packed, parts, strict=True)) / 1e6


def figures(page: Page) -> dict[str, float]:
    """What :data:`WATCH` measured, in seconds."""
    times: dict[str, float] = page.evaluate("globalThis.times")
    return {order: spent / 1000 for order, spent in times.items()}


def memory(page: Page) -> float:
    """Megabytes that the worker's Python holds; it never gives any back, so this is the most that it held."""
    held: int = page.evaluate("CollectPage.desk.ask('memory', [])")
    return held / 1e6


def collected(desk: Desk, forms: int, folder: Path) -> None:
    """Print the times of a run over ``forms`` full forms."""
    sources = make(random.Random(7))
    for number in range(forms):
        name = b"UNIT-%08d" % number
        (folder / f"{number:04}.pdf").write_bytes(sources[number % len(sources)].replace(PLACE, name))
    desk.page.evaluate(WATCH)
    desk.choose(*sorted(folder.glob("*.pdf")))
    desk.run()
    spent = figures(desk.page)
    print(desk.page.inner_text("#statement"))
    print(f"ready after {spent['ready']:.1f} s; {forms} full forms read in {spent['read']:.1f} s, "
          f"{1000 * spent['read'] / forms:.0f} ms each; workbook, JSON and replies in "
          f"{spent['finish'] + spent['output']:.1f} s; Python holds {memory(desk.page):.0f} MB")  # fmt: skip


def large(desk: Desk, count: int, folder: Path) -> None:
    """Print what Python holds after ``count`` more files of 2 MB."""
    (source, *_) = make(random.Random(8))
    for number in range(count):
        (folder / f"large-{number:04}.pdf").write_bytes(source.replace(PLACE, b"MORE-%08d" % number))
    desk.choose(*sorted(folder.glob("large-*.pdf")))
    desk.run()
    size = len(source) / 1e6
    print(f"{count} more of {size:.1f} MB: Python holds {memory(desk.page):.0f} MB; "
          + desk.page.inner_text("#statement"))  # fmt: skip


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--forms", type=int, default=100)
    parser.add_argument("--large", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        site = folder / "site"
        build(served.copy_root(ROOT, folder / "root"), site, offline=False, collector=RUNTIME)
        print(f"download, gzip: {download(site):.2f} MB; load {os.getloadavg()[0]:.1f}")
        with served.serve(site) as address, served.chromium() as browser:
            desk = Desk(browser.new_page())
            desk.open(f"{address}collect/")
            collected(desk, options.forms, folder)
            if options.large:
                large(desk, options.large, folder)


if __name__ == "__main__":
    main()
