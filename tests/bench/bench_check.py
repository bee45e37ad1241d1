"""How long `check` takes, and how it grows with the encoding.

Run as ``python -m tests.bench.bench_check`` or ``python tests/bench/bench_check.py``; ``--runs N``
and ``--sizes 1,10,100`` change the defaults. Two parts:

1. `check` as a whole process against a bare start of the interpreter that imports yaml and loads
   the same YAML files, with libyaml's loader and with the pure-Python one. Aim: at most 3 × the
   former.
2. Loading and checking in one process as the number of items grows, on encodings made from the
   real one: every standard again under new slugs and attachment numbers, with its part of the
   transcript and its entries in the editorial layers. Aim: linear, so that the time per item stays.
   The same with one item in five spoilt, since the search for what went wrong must not grow worse.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from copy import deepcopy
from functools import partial
from pathlib import Path
from typing import Any, Final

import yaml

ROOT: Final = Path(__file__).resolve().parents[2]
if __name__ == "__main__" and not __package__:
    sys.path.insert(0, str(ROOT))

from generator.check import check  # noqa: E402 - importable only from here on when run as a file

AIM_PROCESS: Final = 3.0
AIM_GROWTH: Final = 1.5

BARE_START: Final = """
import sys, yaml
loader = getattr(yaml, sys.argv[1])
for path in sys.argv[2:]:
    with open(path, encoding="utf-8") as file:
        yaml.load(file, Loader=loader)
"""

Data = dict[str, Any]
LOADER: Final[type] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Writes every value out, since the encoding allows no anchors."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the signature is PyYAML's
        return True


def seconds(run: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    start = clock()
    run()
    return clock() - start


def line(name: str, times: list[float], note: str = "") -> None:
    least, middle = min(times) * 1000, statistics.median(times) * 1000
    print(f"  {name:34} min {least:9.1f} ms   median {middle:9.1f} ms   {note}")


def whole_process(runs: int) -> None:
    """Part 1. The candidates take turns, so that a busy moment of the machine meets all of them."""
    files = [str(path) for path in sorted(ROOT.glob("standards/**/*.yml"))]
    files += [str(path) for path in sorted(ROOT.glob("forms/*.yml"))]
    bare = [sys.executable, "-c", BARE_START]
    commands = {
        "check": [sys.executable, "-m", "generator", "check"],
        "bare start, yaml.CSafeLoader": [*bare, "CSafeLoader", *files],
        "bare start, yaml.SafeLoader": [*bare, "SafeLoader", *files],
    }
    if not hasattr(yaml, "CSafeLoader"):
        print("  libyaml is missing here: no yaml.CSafeLoader to compare with")
        del commands["bare start, yaml.CSafeLoader"]
    times: dict[str, list[float]] = {name: [] for name in commands}
    # where bytecode may not be written, every start would compile the whole package anew
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for turn in range(runs + 1):
        for name, command in commands.items():
            run = partial(subprocess.run, command, cwd=ROOT, env=env, check=True, capture_output=True)
            took = seconds(run)
            if turn:  # the first turn warms the disk cache and writes the bytecode
                times[name].append(took)
    print(f"check as a whole process, {len(files)} YAML files, {runs} runs each")
    for name, taken in times.items():
        ratio = statistics.median(times["check"]) / statistics.median(taken)
        aim = f" (aim: at most {AIM_PROCESS:g} ×)" if "CSafe" in name else ""
        line(name, taken, "" if name == "check" else f"check takes {ratio:.2f} × as long{aim}")


# --- growth -------------------------------------------------------------------------------------


def load(path: Path) -> Data:
    data: Data = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)
    return data


def save(path: Path, data: Data) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.dump(data, Dumper=Dumper, allow_unicode=True, width=10**6), encoding="utf-8")


def in_copy(item: str, copy: int, count: int) -> str:
    """The id of an item in the n-th copy: its attachment counts on past those of the copies before."""
    attachment, _, rest = item.partition(".")
    return f"{int(attachment) + copy * count}.{rest}" if attachment.isdigit() else item


def entries_of_copies(entries: list[Data], key: str, copies: int, count: int) -> list[Data]:
    """The entries on items, for every copy; those on a document or a standard's titles once."""
    return entries + [
        {**entry, key: in_copy(entry[key], copy, count)}
        for copy in range(1, copies)
        for entry in entries
        if entry.get(key, "")[:1].isdigit()
    ]


def printed(standard: Data) -> list[str]:
    rows = [standard["label"], standard["title"]]
    for section in standard["sections"]:
        rows.append(section["marker"] + section["title"])
        rows += [item["marker"] + item["text"] for item in section["items"]]
    return rows


def copied(standard: Data, copy: int, count: int) -> Data:
    """A standard in the n-th copy: under a slug, a number and a name of its own, as real standards have."""
    number = standard["attachment"] + copy * count
    return deepcopy(standard) | {
        "id": f"{standard['id']}-{copy}" if copy else standard["id"],
        "attachment": number,
        "label": re.sub(r"\d+", str(number), standard["label"]),
        "short": f"{standard['short']}{copy or ''}",
        "title": f"{standard['title']}（{number}）" if copy else standard["title"],
    }


def grow(target: Path, copies: int, *, spoil_every: int = 0) -> int:
    """Write the real encoding with ``copies`` of every standard under ``target``; number of items."""
    source = ROOT / "standards"
    catalog = load(source / "catalog.yml")
    verbatim = [load(source / f"verbatim/{name}.yml") for name in catalog["sequence"]]
    standards = [data for data in verbatim if "sections" in data]
    count = len(standards)
    items: list[Data] = []
    rows = [(source / catalog["transcript"]).read_text(encoding="utf-8")]
    for data in verbatim:
        if data not in standards:
            save(target / f"standards/verbatim/{data['id']}.yml", data)
    for copy in range(copies):
        for standard in standards:
            made = copied(standard, copy, count)
            if copy:
                catalog["sequence"].append(made["id"])
                rows += printed(made)
            here = [item for section in made["sections"] for item in section["items"]]
            for number, item in enumerate(here, len(items) + 1):
                if spoil_every and number % spoil_every == 0:
                    item["text"] = item["text"][:-1] + "！"
            items += here
            save(target / f"standards/verbatim/{made['id']}.yml", made)
    (target / "standards" / catalog["transcript"]).parent.mkdir(parents=True, exist_ok=True)
    (target / "standards" / catalog["transcript"]).write_text("\n".join(rows), encoding="utf-8")
    save(target / "standards/catalog.yml", catalog)
    text = "".join(str(item["text"]) for item in items)
    for path in sorted((source / "editorial").glob("*.yml")):
        data = _for_copies(load(path), copies, count)
        if path.name == "vocabulary.yml":
            _leave_out_rare_words(data, text)
        save(target / f"standards/editorial/{path.name}", data)
    return len(items)


def _for_copies(data: Data, copies: int, count: int) -> Data:
    """An editorial layer with the entries of every copy."""
    for topic in data.get("topics", ()):
        topic["clauses"] = entries_of_copies(topic["clauses"], "item", copies, count)
    for layer, key in (
        ("thresholds", "item"),
        ("frequencies", "item"),
        ("entries", "item"),
        ("conditions", "item"),
        ("notes", "target"),
    ):
        if layer in data:
            data[layer] = entries_of_copies(data[layer], key, copies, count)
    return data


def _leave_out_rare_words(vocabulary: Data, text: str) -> None:
    """Leave out the words for one topic that stand in ``text``: a word that stands once may be of another.

    In the copies it stands often, and then it would be a finding.
    """
    for entry in vocabulary["entries"]:
        if len(entry.get("topics", ())) == 1:
            entry["words"] = [word for word in entry["words"] if word not in text]
    vocabulary["entries"] = [entry for entry in vocabulary["entries"] if entry["words"]]


def growth(sizes: list[int], *, spoil_every: int = 0) -> None:
    """Part 2, on a sound encoding or on one with faults."""
    what = f"with every {spoil_every}th item spoilt" if spoil_every else "without a fault"
    print(f"load and check in one process (processor time), an encoding {what}")
    first = 0.0
    for copies in sizes:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            items = grow(root, copies, spoil_every=spoil_every)
            findings = check(root).findings
            expected = bool(spoil_every)
            if bool(findings) != expected:
                shown = "\n".join(map(str, findings[:10]))
                sys.exit(f"{copies} copies: {'no findings' if expected else 'findings'}\n{shown}")
            times = [seconds(partial(check, root), time.process_time) for _ in range(5 if copies < 50 else 3)]
        each = min(times) / items
        first = first or each
        note = f"{each * 1e6:6.0f} µs/item, {each / first:.2f} × the first"
        line(f"{copies} × ({items} items, {len(findings)} findings)", times, note)
    print(f"  aim: linear, that is at most {AIM_GROWTH:g} × the time per item of the first")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--sizes", default="1,10,100")
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    whole_process(options.runs)
    growth(sizes)
    growth(sizes, spoil_every=5)


if __name__ == "__main__":
    main()
