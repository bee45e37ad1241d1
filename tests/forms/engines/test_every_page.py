"""The unit's name stands on every page, wherever it was put in, though a viewer has loaded one page only."""

from __future__ import annotations

import pytest

from tests.forms.engines import pdfium, programs
from tests.forms.engines.blanks import places
from tests.forms.engines.conftest import ENGINE_NAMES, Bench, box
from tests.forms.engines.reader import Reader

NAME = "郑州市某某总工会"
LATER = "开封市某某工会"
FIELD = "unit-name"


def pages_that_show(bench: Bench, data: bytes, engine: str, text: str) -> list[int]:
    found = []
    for place in places(data):
        if place.name == FIELD:
            picture = bench.engine(engine)(data, [place.page])[0]
            if Reader(picture, box(place), place.size).read(text, sources=bench.sources).right:
                found.append(place.page)
    return found


def all_pages(data: bytes) -> list[int]:
    return [place.page for place in places(data) if place.name == FIELD]


@pytest.mark.parametrize("engine", ENGINE_NAMES)
@pytest.mark.parametrize("filler", ["ours", "PDFium typed", "pdf.js"])
def test_a_name_put_in_once_stands_on_every_page(
    bench: Bench, checklist: bytes, filler: str, engine: str
) -> None:
    filled = bench.filler(filler)(checklist, {FIELD: NAME}, {})
    assert len(all_pages(filled)) > 3
    assert pages_that_show(bench, filled, engine, NAME) == all_pages(filled)


@pytest.mark.parametrize("engine", ENGINE_NAMES)
def test_a_prefilled_name_that_is_changed_is_changed_on_every_page(
    bench: Bench, checklist: bytes, engine: str
) -> None:
    filled = programs.own_fill(checklist, {FIELD: NAME}, {})
    with pdfium.session(filled) as opened:
        opened.erase(FIELD)
        opened.enter(FIELD, LATER)
        changed = opened.save()
    assert pages_that_show(bench, changed, engine, LATER) == all_pages(changed)
