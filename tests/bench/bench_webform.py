"""What the engine of the web form weighs and how fast it is, in Chromium, on the real forms.

Run as ``python tests/bench/bench_webform.py``; ``--runs N``. Printed are

1. size of each published script of the web form as it is and as a server sends it (gzip);
2. at full speed and on a CPU slowed down to a sixth, for the longest checklist: opening the blank for the
   first time (most of it is inflating the font, which is done once) and again, filling in every answer (aim:
   500 ms slowed down), what one keystroke asks (room left, missing characters, all rules; aim: 50 ms slowed
   down), opening the filled file;
3. how much filling adds to the file.

Medians; a busy machine makes them larger. No test asserts any of them.
"""

from __future__ import annotations

import argparse
import base64
import gzip
import json
import os
import statistics
import sys
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page, sync_playwright

ROOT: Final = Path(__file__).resolve().parents[2]
if __name__ == "__main__" and not __package__:
    sys.path.insert(0, str(ROOT))

from generator import forms as public  # noqa: E402 - importable only from here on when run as a file
from generator.project import open_project  # noqa: E402
from generator.webform import engine, scripts  # noqa: E402
from generator.webform.page import PAGE, page_script  # noqa: E402

CHROMIUM: Final = os.environ.get("CHROMIUM", "/usr/bin/chromium")
SLOWDOWNS: Final = (1, 6)
ANSWER: Final = "本单位依法按期换届，2026年召开会员代表大会2次，职工入会率98.5％，落实“双亮”制度。"

MEASURE: Final = """async ({blank, record, values, field, runs}) => {
  const bytes = Uint8Array.from(atob(blank), character => character.charCodeAt(0));
  const spent = {open: [], fill: [], keystroke: [], reopen: []};
  const timed = async (what, work) => {
    const start = performance.now(), made = await work();
    spent[what].push(performance.now() - start);
    return made;
  };
  let size = 0;
  for (let run = 0; run < runs; run++) {
    const form = await timed('open', () => WebForm.open(bytes));
    const filled = await timed('fill', () => form.fill(values));
    await timed('keystroke', () => [
      form.room(field, values[field] + '字'), form.lacks(values[field]), WebForm.evaluate(record, values)]);
    await timed('reopen', () => WebForm.open(filled.bytes));
    size = filled.bytes.length - bytes.length;
  }
  return {spent, size};
}"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    for path, content in {**scripts(), PAGE: page_script().encode()}.items():
        print(f"{path}: {len(content):,} bytes, {len(gzip.compress(content, 9)):,} compressed")
    project = open_project(ROOT)
    form = max((f for f in project.forms if f.standard), key=lambda f: len(f.fields))
    values = {
        f.name: f.options[0].state if f.options else (ANSWER * 9)[: f.max_length or 20]
        for f in form.fields
        if not f.read_only
    }
    request = {
        "blank": base64.b64encode(public.render(project.corpus, form)).decode(),
        "record": json.loads(json.dumps(public.describe(form))),
        "values": values,
        "field": next(name for name in values if name.endswith("-facts")),
        "runs": runs,
    }
    print(f"{form.id}: {len(values)} answers, {sum(map(len, values.values())):,} characters, {runs} runs")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for slowdown in SLOWDOWNS:
            page = browser.new_page()
            _print(page, request, slowdown)
            page.close()
        browser.close()


def _print(page: Page, request: dict[str, Any], slowdown: int) -> None:
    page.add_script_tag(content=engine())
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
    found = page.evaluate(MEASURE, request)
    first = found["spent"]["open"].pop(0)
    print(f"{slowdown}x: open first {first:.0f} ms", end="")
    for what, times in found["spent"].items():
        print(f", {what} {statistics.median(times or [first]):.1f} ms", end="")
    print(f"; adds {found['size']:,} bytes")


if __name__ == "__main__":
    main()
