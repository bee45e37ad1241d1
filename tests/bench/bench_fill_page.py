"""What the page of a form weighs and how fast it is, in Chromium, on a built site.

Run as ``python -m tests.bench.bench_fill_page SITE``. Printed are, for the longest form: page, styles and
scripts as a server sends them beyond what every page has (aim: 45 KB); at full speed and on a CPU slowed
down to a sixth, the time until the page is alive (aim: 1 s) and the work that a keystroke causes, kept
draft and judgement included (aim: 50 ms). Medians; a busy machine makes them larger. No test asserts any.
"""

from __future__ import annotations

import gzip
import re
import statistics
import sys
from pathlib import Path
from typing import Final

from tests import served

FORM: Final = "checklist-state-sector"
RUNS: Final = 5
KEYSTROKE: Final = """() => { const box = document.querySelector('#fill textarea');
    const started = performance.now(); box.value += '字';
    box.dispatchEvent(new InputEvent('input', { bubbles: true })); const kept = performance.now();
    FillPage.live.judge(); return [kept - started, performance.now() - started]; }"""


def weight(site: Path) -> int:
    """Compressed bytes beyond a page without a form."""
    html = (site / "fill" / FORM / "index.html").read_text(encoding="utf-8")
    before, own, behind = re.split(r'(<div class="fill".*)(?=</article>)', html, flags=re.DOTALL)
    sent = [site / "fill/engine.js", site / "fill/page.js", site / "assets/fill.css"]
    page = len(gzip.compress((before + own + behind).encode(), 9))
    shell = len(gzip.compress((before + behind).encode(), 9))
    return page - shell + sum(len(gzip.compress(path.read_bytes(), 9)) for path in sent)


def main() -> None:
    """Print the figures."""
    site = Path(sys.argv[1])
    print(f"page and scripts, gzip: {weight(site) / 1000:.1f} KB")
    with served.serve(site) as address, served.chromium() as browser:
        for slowdown in (1, 6):
            alive: list[float] = []
            kept: list[float] = []
            judged: list[float] = []
            for _ in range(RUNS):
                page = browser.new_page(viewport={"width": 375, "height": 760})
                page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
                page.goto(f"{address}fill/{FORM}/")
                page.wait_for_selector("html.fill-ready")
                alive.append(page.evaluate("performance.getEntriesByName('fill-ready')[0].startTime"))
                page.wait_for_function("FillPage.pdf.load().then(() => true)")
                for _ in range(3):
                    first, whole = page.evaluate(KEYSTROKE)
                kept.append(first)
                judged.append(whole)
                page.close()
            print(
                f"{slowdown} x: alive after {statistics.median(alive):.0f} ms, draft kept in"
                f" {statistics.median(kept):.1f} ms, keystroke {statistics.median(judged):.1f} ms in all"
            )


if __name__ == "__main__":
    main()
