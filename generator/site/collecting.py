"""The page on which forms are collected in the browser: where a site offers it, what its copy carries.

The guides are written by hand and do not know whether the site has the page; they bear a mark.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from generator import addresses
from generator.collector.carried import as_scripts, joined
from generator.collector.site_files import CARRIED, LOADER, MARK, PYTHON, RUNTIME, WORKER, offer

GUIDES: Final = "guide/*/index.html"


def offer_collector(site: Path, *, made: bool) -> None:
    """Put a link to the page into the guides that bear the mark; or say there that this site has none."""
    for path in site.glob(GUIDES):
        text = path.read_text(encoding="utf-8")
        if MARK in text:
            path.write_text(text.replace(MARK, offer(made)), encoding="utf-8", newline="\n")


def carried_files(site: Path) -> dict[str, bytes]:
    """What the page loads as scripts in a copy that is opened from a folder, where it may fetch nothing.

    By path; they stand for the files below :data:`PYTHON` and the worker, which the copy does not hold.
    """
    if not (site / addresses.html(addresses.COLLECTOR)).is_file():
        return {}
    loader, runtime, worker = ((site / path).read_bytes() for path in (LOADER, RUNTIME, WORKER))
    assets = {p.name: p.read_bytes() for p in (site / PYTHON).iterdir() if p.suffix != ".js"}
    scripts = as_scripts({**assets, Path(WORKER).name: joined(loader, runtime, worker)})
    return {f"{CARRIED}{name}": content for name, content in scripts.items()}
