"""Every benchmark still runs, on the smallest of its inputs: one that no longer does measures nothing.

What they print is not looked at, and an aim that is missed is no failure: figures depend on the machine.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.machine import package, program

ROOT: Final = Path(__file__).resolve().parents[2]
SMALLEST: Final = {
    "bench_build": ["--runs", "1", "--sizes", "1,2"],
    "bench_check": ["--runs", "1", "--sizes", "1,10"],
    "bench_compare": ["--sizes", "6,12"],
    "bench_forms": ["--runs", "1"],
    "bench_pdf_libraries": ["--alone", "--mutants", "10", "--twists", "5"],
    "bench_returns": [
        "--forms",
        "20",
        "--rounds",
        "1",
        "--memory",
        "40",
        "--mutants",
        "20",
        "--twists",
        "10",
    ],
    "bench_search": ["--items", "420", "--every", "400"],
    "bench_webform": ["--runs", "1"],
    "bench_word": ["--runs", "1"],
    "bench_word_returns": ["--rounds", "1", "--mutants", "10", "--files", "4"],
}
IN_CHROMIUM: Final = frozenset({"bench_search", "bench_webform"})
IN_THE_BROWSER: Final = "bench_collector"
PYODIDE: Final = ROOT / "tests" / "collector" / "node_modules" / "pyodide" / "package.json"
ON_A_SITE: Final = {"bench_fill_page": [], "bench_site": ["--pages", "forms"]}


@pytest.mark.parametrize("bench", SMALLEST)
def test_a_benchmark_runs_to_its_end(bench: str) -> None:
    if bench in IN_CHROMIUM:
        program("chromium", "chromium-browser", "google-chrome")
    runs(bench, *SMALLEST[bench])


@pytest.mark.parametrize("bench", ON_A_SITE)
def test_a_benchmark_of_the_built_site_runs_to_its_end(bench: str, site: Path) -> None:
    program("chromium", "chromium-browser", "google-chrome")
    runs(bench, str(site), *ON_A_SITE[bench])


def test_the_benchmark_of_collecting_in_the_browser_runs_to_its_end() -> None:
    program("chromium", "chromium-browser", "google-chrome")
    package(PYODIDE, "npm ci --prefix tests/collector")
    runs(IN_THE_BROWSER, "--forms", "4")


def runs(bench: str, *arguments: str) -> None:
    command = [sys.executable, "-m", f"tests.bench.{bench}", *arguments]
    ran = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, encoding="utf-8")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout


def test_every_benchmark_is_tried_somewhere() -> None:
    benches = {path.stem for path in Path(__file__).parent.glob("bench_*.py")}
    assert benches == SMALLEST.keys() | ON_A_SITE.keys() | {IN_THE_BROWSER}
