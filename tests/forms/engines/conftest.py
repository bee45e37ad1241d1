"""Every way to fill in a form, every way to look at it, and each result made once per worker."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser

from generator.project import open_project
from tests import machine
from tests.forms.engines import mupdf, pdfium, pdfjs, poppler, programs, reader
from tests.forms.engines.blanks import Place, places
from tests.forms.engines.cases import BATCHES, STATES, Case
from tests.forms.engines.picture import SCALE, Picture
from tests.forms.engines.reader import Reader, Reading, Source

SECONDS: Final = 1500
"""Before a test of this folder counts as hanging: engines and pixels are real work on a busy machine."""

Fill = Callable[[bytes, Mapping[str, str], Mapping[str, str]], bytes]
Render = Callable[[bytes, Sequence[int]], list[Picture]]

FORMS: Final = ("application", "checklist-villages")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give every test below this folder its time, and leave those of other folders alone."""
    for item in items:
        if Path(__file__).parent in item.path.parents and item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(SECONDS))


@pytest.fixture(scope="session")
def blank_forms(root: Path) -> dict[str, bytes]:
    """The application form and the shortest checklist, as published."""
    from generator import forms

    project = open_project(root)
    return {
        form.id: forms.render(project.corpus, form, site_url="") for form in project.forms if form.id in FORMS
    }


@pytest.fixture(scope="session")
def application(blank_forms: dict[str, bytes]) -> bytes:
    return blank_forms["application"]


@pytest.fixture(scope="session")
def checklist(blank_forms: dict[str, bytes]) -> bytes:
    return blank_forms["checklist-villages"]


@pytest.fixture(scope="session")
def pdf_js(browser: Browser) -> Iterator[pdfjs.PdfJs]:
    with pdfjs.opened(browser) as opened:
        yield opened


@pytest.fixture(scope="session")
def bench(application: bytes, request: pytest.FixtureRequest) -> Bench:
    machine.program("fc-match")
    if not reader.chinese_faces():
        machine.lacking("a Chinese system font (Debian: fonts-noto-cjk)")
    machine.poppler()
    return Bench(application, request)


class Bench:
    """The application form, filled by each filler and drawn by each engine; nothing is done twice."""

    def __init__(self, blank: bytes, request: pytest.FixtureRequest) -> None:
        self.blank = blank
        self._request = request
        self._filled: dict[tuple[str, str], bytes] = {}
        self._pictures: dict[tuple[str, str, str, int], Picture] = {}
        self.sources: tuple[Source, ...] = (reader.SANS, *reader.system_faces(), *mupdf.faces())

    def filler(self, name: str) -> Fill:
        """How to fill by a filler's name."""
        if name == "pdf.js":
            fill: Fill = self._request.getfixturevalue("pdf_js").fill
            return fill
        return FILLERS[name]

    def engine(self, name: str) -> Render:
        """How to draw by an engine's name."""
        if name == pdfjs.NAME:
            render: Render = self._request.getfixturevalue("pdf_js").render
            return render
        return ENGINES[name]

    def filled(self, filler: str, batch: str) -> bytes:
        """The form with a batch of :data:`~tests.forms.engines.cases.BATCHES` and the choices filled in."""
        key = (filler, batch)
        if key not in self._filled:
            values = {case.field: case.text for case in BATCHES[batch].values()}
            self._filled[key] = self.filler(filler)(self.blank, values, STATES)
        return self._filled[key]

    def picture(self, filler: str, batch: str, engine: str, page: int) -> Picture:
        """A page of it as an engine draws it."""
        key = (filler, batch, engine, page)
        if key not in self._pictures:
            self._pictures[key] = self.engine(engine)(self.filled(filler, batch), [page])[0]
        return self._pictures[key]

    def read(self, filler: str, batch: str, engine: str, case: Case) -> Reading:
        """What is seen in the field of a case."""
        place = next(p for p in places(self.blank) if p.name == case.field)
        picture = self.picture(filler, batch, engine, place.page)
        return Reader(picture, box(place), place.size).read(case.text, sources=self.sources)


def box(place: Place) -> tuple[int, int, int, int]:
    """A widget's rectangle in pixels, from the upper left corner."""
    return (
        round(place.left * SCALE),
        round((place.page_height - place.upper) * SCALE),
        round(place.right * SCALE),
        round((place.page_height - place.lower) * SCALE),
    )


FILLERS: Final[Mapping[str, Fill]] = {
    "ours": programs.own_fill,
    "PDFium typed": partial(pdfium.fill, how="typed"),
    "PDFium pasted": partial(pdfium.fill, how="pasted"),
    "Poppler": poppler.fill,
    "MuPDF": mupdf.fill,
    "pypdf": programs.pypdf_fill,
    "pypdf without fontTools": programs.pypdf_fill_without_fonttools,
}
ENGINES: Final[Mapping[str, Render]] = {
    pdfium.NAME: pdfium.render,
    poppler.NAME: poppler.render,
    mupdf.NAME: mupdf.render,
}
FILLER_NAMES: Final = (*FILLERS, pdfjs.NAME)
ENGINE_NAMES: Final = (*ENGINES, pdfjs.NAME)
