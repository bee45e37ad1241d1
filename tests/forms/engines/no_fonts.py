"""Run in a mount namespace without system fonts: fill and draw there, leave the results in a folder.

``python -m tests.forms.engines.no_fonts FOLDER`` reads ``blank.pdf`` and ``ours.pdf`` and writes
``typed.pdf`` and pictures of the pages in ``pages.json``: of ``ours.pdf`` for every engine, and of
``typed.pdf``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

from tests.forms.engines import mupdf, pdfium, pdfjs, poppler
from tests.served import chromium


def main() -> None:
    folder = Path(sys.argv[1])
    blank, ours = (Path(folder, name).read_bytes() for name in ("blank.pdf", "ours.pdf"))
    typed = pdfium.fill(blank, json.loads(Path(folder, "values.json").read_text(encoding="utf-8")), {})
    Path(folder, "typed.pdf").write_bytes(typed)
    pages = json.loads(Path(folder, "pages.json").read_text(encoding="utf-8"))
    with chromium() as browser, pdfjs.opened(browser) as opened:
        for name, render in {
            pdfium.NAME: pdfium.render,
            poppler.NAME: poppler.render,
            mupdf.NAME: mupdf.render,
            pdfjs.NAME: opened.render,
        }.items():
            for page, picture in zip(pages, render(ours, pages), strict=True):
                np.save(Path(folder, f"ours {name} {page}.npy"), picture)
    for page, picture in zip(pages, pdfium.render(typed, pages), strict=True):
        np.save(Path(folder, f"typed {page}.npy"), picture)


if __name__ == "__main__":
    main()
