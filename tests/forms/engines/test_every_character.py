"""Every character that the field font promises: typed into PDFium or filled by us, it is seen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.forms.layout.face import face
from tests.forms.engines import pdfium, programs, reader
from tests.forms.engines.blanks import places, values
from tests.forms.engines.conftest import FILLERS, Bench, box
from tests.forms.engines.reader import Reader

FIELD = "deeds"
BATCH = 1800
"""The field takes and shows more characters than that."""
UNSEEN = "\u00a0\u00ad\u3000 ▓"
"""What has no ink of its own, and a raster that every engine smooths in its own way."""


def listed(root: Path) -> str:
    """The hanzi of 通用规范汉字表."""
    text = (root / "generator/forms/fonts/tongyong-guifan-hanzi.txt").read_text(encoding="utf-8")
    return "".join(character for character in text if not character.isspace())


def signs(root: Path) -> str:
    """Everything else in the field font, each followed by a hanzi to keep its place."""
    rest = sorted(set(face("sans").glyphs) - {ord(c) for c in listed(root)} - {ord(c) for c in UNSEEN})
    return "".join(f"{chr(point)}中" for point in rest)


def batches(text: str) -> Iterator[str]:
    for start in range(0, len(text), BATCH):
        yield text[start : start + BATCH]


def read_all(blank: bytes, filler: str, text: str, sources: tuple[reader.Source, ...]) -> str:
    """Fill the large field again and again; returns what is not seen as itself."""
    place = next(p for p in places(blank) if p.name == FIELD)
    wrong: list[str] = []
    for batch in batches(text):
        filled = FILLERS[filler](blank, {FIELD: batch}, {})
        assert values(filled)[FIELD] == batch
        picture = pdfium.render(filled, [place.page])[0]
        reading = Reader(picture, box(place), place.size).read(batch, sources=sources)
        wrong.append(reading.wrong)
    return " ".join(filter(None, wrong))


def test_the_list_is_complete_and_in_the_font(root: Path) -> None:
    characters = listed(root)
    assert len(characters) == len(set(characters)) == 8105
    assert sum(ord(c) > 0xFFFF for c in characters) == 196
    assert face("sans").missing(characters) == ""


@pytest.mark.parametrize("part", range(3))
@pytest.mark.parametrize("filler", ["ours", "PDFium typed"])
def test_every_hanzi_of_the_list_is_seen(bench: Bench, root: Path, filler: str, part: int) -> None:
    hanzi = listed(root) if filler == "ours" else "".join(c for c in listed(root) if ord(c) <= 0xFFFF)
    third = len(hanzi) // 3 + 1
    text = hanzi[part * third : (part + 1) * third]
    assert read_all(bench.blank, filler, text, bench.sources) == ""


def test_every_sign_is_seen(bench: Bench, root: Path) -> None:
    """Ours only: typed into PDFium, signs come from whichever system font has them."""
    assert read_all(bench.blank, "ours", signs(root), bench.sources) == ""


def test_fields_do_not_share_what_is_drawn(bench: Bench) -> None:
    """pypdf writes into the appearance that it finds: one for two fields would print a name in both."""
    filled = programs.pypdf_fill(bench.blank, {"employees": "1234"}, {})
    pages = pdfium.render(filled, range(len({place.page for place in places(bench.blank)})))
    for place in places(bench.blank):
        page = pages[place.page]
        if place.size and not place.state:
            left, top, right, bottom = box(place)
            dark = (page[top + 2 : bottom - 2, left + 2 : right - 2] < 128).any()
            assert bool(dark) == (place.name == "employees"), place.name
