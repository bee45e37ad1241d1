"""Draw the three pictures of the guide: ``python -m tests.returns.pictures`` (LibreOffice is needed).

A made-up campaign is collected, its workbook printed by LibreOffice, and the pages of three sheets are
cut to what stands on them.
"""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import Final

import pypdfium2
from PIL import Image, ImageChops

from generator import forms as public
from generator.check import require
from generator.returns.collect import Options, collect
from tests.machine import through_libreoffice
from tests.returns import sample

ROOT: Final = Path(__file__).resolve().parents[2]
OUT: Final = ROOT / "docs" / "assets" / "collect"
SHEETS: Final = {
    "overview.png": ("按地区、系统", 20),
    "problems.png": ("轻重", 12),
    "statistics.png": ("自评达标率＝", 64),
}
"""Each picture, a text by which the first page of its sheet is found, and how many colours it needs."""

WIDTH: Final = 1000
TALLEST: Final = 720


def draw(out: Path) -> None:
    """Write the pictures into ``out``."""
    checked = require(ROOT)
    forms = {form.id: form for form in public.expand(checked.corpus, checked.definitions)}
    blank = cache(lambda form_id: public.render(checked.corpus, forms[form_id]))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        inbox = sample.write(folder, forms, blank)
        book = folder / "汇总.xlsx"
        collect(
            ROOT, Options([inbox], book, expected=folder / "名册.csv", campaign=folder / "活动.yml", jobs=2)
        )
        (printed,) = through_libreoffice([book], "pdf", folder)
        document = pypdfium2.PdfDocument(printed.read_bytes())
        out.mkdir(parents=True, exist_ok=True)
        for picture, (text, colours) in SHEETS.items():
            page = next(page for page in document if text in page.get_textpage().get_text_range())
            image = _cut(page.render(scale=2.4).to_pil().convert("RGB"))
            image.quantize(colours).save(out / picture, optimize=True)
        document.close()


def _cut(image: Image.Image) -> Image.Image:
    """What stands on the page, no wider than a page of the site."""
    image = image.crop((0, 0, image.width, image.height * 93 // 100))  # without the number of the page
    box = ImageChops.difference(image, Image.new("RGB", image.size, "white")).getbbox()
    left, top, right, bottom = box or (0, 0, *image.size)
    cut = image.crop((max(left - 12, 0), max(top - 12, 0), right + 12, min(bottom + 12, image.height)))
    small = cut.resize((WIDTH, cut.height * WIDTH // cut.width), Image.Resampling.LANCZOS)
    return small.crop((0, 0, WIDTH, min(small.height, TALLEST)))


if __name__ == "__main__":
    draw(OUT)
