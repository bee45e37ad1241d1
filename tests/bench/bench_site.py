"""How heavy and how fast the pages are, and what Lighthouse says of them.

Run as ``python -m tests.bench.bench_site SITE`` or ``python tests/bench/bench_site.py SITE`` with the
folder of a built site. Two parts:

1. Requests and bytes of each type of page, compressed with gzip as a server would. Aim: whichever
   comes first, at most 110 KB and 10 requests, but for those on which a form is filled in. A later page
   takes only what the first one has not brought along. A short address leads on to a second page.
2. Lighthouse on a phone (its own throttling of network and processor): accessibility, best
   practices, SEO, performance. Aim: 100, 100, 100, at least 95. Needs
   ``npm install --prefix tests/site/browser``. What costs points is named below each page. The
   times are estimated from a run on this machine: a busy one costs points that are not the page's.
"""

from __future__ import annotations

import argparse
import gzip
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
if __name__ == "__main__" and not __package__:
    sys.path.insert(0, str(ROOT))

from tests.served import Quiet, chromium, serve  # noqa: E402 - importable only from here on when run as a file
from tests.site import lighthouse  # noqa: E402
from tests.site.page_types import PAGE_TYPES  # noqa: E402

CATEGORIES: Final = ("accessibility", "best-practices", "seo", "performance")
TEXT: Final = (".html", ".css", ".js", ".json", ".svg", ".xml", ".csv")


class _Compressing(Quiet):
    """Answers as docs/guide/host.md sets a server up: compressed, and kept for a while."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:  # noqa: N802 - the name is the base's
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file()
        body = path.read_bytes() if found else b""
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if path.suffix in TEXT:
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "max-age=31536000")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def weights(address: str) -> None:
    """Part 1."""
    print("page                        requests   KB (gzip)   of that HTML")
    with chromium() as browser:
        for kind, path in PAGE_TYPES.items():
            page = browser.new_page()
            network = page.context.new_cdp_session(page)
            network.send("Network.enable")
            finished: dict[str, float] = {}
            network.on(
                "Network.loadingFinished",
                lambda event, finished=finished: finished.update(
                    {event["requestId"]: event["encodedDataLength"]}
                ),
            )
            page.goto(address + path, wait_until="networkidle")
            html = len(gzip.compress(page.content().encode(), 6))
            total = sum(finished.values())
            print(f"{kind:26} {len(finished):9} {total / 1000:11.1f} {html / 1000:14.1f}")
            page.close()


def scores(address: str, kinds: tuple[str, ...]) -> None:
    """Part 2."""
    if not lighthouse.MAIN.exists():
        print(lighthouse.MISSING)
        return
    print(f"\n{'Lighthouse, phone':26} " + " ".join(f"{name:>15}" for name in CATEGORIES))
    for kind in kinds:
        try:
            report = lighthouse.judge(address + PAGE_TYPES[kind], CATEGORIES)
        except RuntimeError as error:
            print(f"{kind:26} {error}")
            continue
        points = [report["categories"][name]["score"] for name in CATEGORIES]
        print(f"{kind:26} " + " ".join(f"{'-' if s is None else round(s * 100):>15}" for s in points))
        for name in CATEGORIES:
            for audit in lighthouse.lacking(report, name, 0.9):
                print(f"    {name}: {audit}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("site", type=Path)
    parser.add_argument("--pages", default=",".join(lighthouse.JUDGED), help="types of page for Lighthouse")
    options = parser.parse_args()
    with serve(options.site, _Compressing) as address:
        weights(address)
        scores(address, tuple(filter(None, options.pages.split(","))))


if __name__ == "__main__":
    main()
