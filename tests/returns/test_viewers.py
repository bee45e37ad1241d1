"""Forms filled in with the viewers that people have, by mouse and keyboard, come back as they were filled in.

Firefox with its own viewer, Evince and Okular, each on a screen of its own (Debian's packages).
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final, Protocol

import pikepdf
import pytest

from tests.forms.engines.viewers import desktop, firefox
from tests.forms.engines.viewers.display import PROGRAMS, Display, screen, until
from tests.machine import program
from tests.returns.conftest import Read

pytestmark = pytest.mark.timeout(1500)
"""Two programs are started and used one after the other, on a machine that may do ten other things."""

TYPED: Final = "郑州市某某区总工会"
PASTED: Final = "某某工会委员会〔2026〕龚"


class Viewer(Protocol):
    """What a person does with a form."""

    def type(self, name: str, text: str) -> None: ...
    def paste(self, name: str, text: str) -> None: ...
    def click(self, name: str, state: str) -> None: ...
    def ticked(self, name: str, state: str) -> bool: ...
    def written(self, name: str) -> bool: ...
    def space(self) -> None: ...
    def save(self) -> Path: ...


Open = Callable[[Display, Path], AbstractContextManager[Viewer]]
VIEWERS: Final[dict[str, Open]] = {
    "firefox-esr": firefox.firefox,
    "evince": desktop.evince,
    "okular": desktop.okular,
}
CHOICES: Final = {
    "checklist-villages": ("item-6-1-2-rating", "basic", "met"),
    "application": ("type", "villages", "public-organs"),
}
"""Form -> a question, its first answer, and the one that it is changed to."""
LEFT: Final = {"checklist-villages": "filled-by", "application": "upper-union"}
"""A field that stays empty."""


@pytest.fixture
def display() -> Iterator[Display]:
    for name in PROGRAMS:
        program(name)
    with screen(TYPED) as opened:
        yield opened


@pytest.mark.parametrize("form", CHOICES)
@pytest.mark.parametrize("viewer", VIEWERS)
def test_what_is_filled_in_by_hand_is_shown_again_and_read(
    viewer: str, form: str, display: Display, blank: Callable[[str], bytes], read: Read, tmp_path: Path
) -> None:
    program(viewer)
    path = tmp_path / "form.pdf"
    path.write_bytes(blank(form))
    question, first, changed = CHOICES[form]
    with VIEWERS[viewer](display, path) as opened:
        opened.type("unit-name", TYPED)
        opened.paste("union-name", PASTED)
        opened.click(question, first)
        until(lambda: opened.ticked(question, first), "an answer")
        opened.click(question, changed)
        until(lambda: opened.ticked(question, changed), "another answer")
        until(lambda: not opened.ticked(question, first), "one answer to one question")
        opened.click(question, changed)
        until(lambda: not opened.ticked(question, changed), "an answer taken back by a second click")
        opened.click(question, changed)
        until(lambda: opened.ticked(question, changed), "the answer again")
        if viewer != "okular":  # there, the space bar turns the page whatever has the keyboard
            opened.space()
            until(lambda: not opened.ticked(question, changed), "an answer taken back by the keyboard")
            opened.space()
            until(lambda: opened.ticked(question, changed), "the answer given by the keyboard")
        saved = opened.save()
    entry = read(saved.read_bytes())
    assert entry["status"] == "accepted"
    assert entry["values"] == {"unit-name": TYPED, "union-name": PASTED, question: changed}
    with VIEWERS[viewer](display, saved) as again:
        until(lambda: again.written("unit-name"), "what was typed")
        until(lambda: again.written("union-name"), "what was pasted")
        assert not again.written(LEFT[form])
        until(lambda: again.ticked(question, changed), "the answer")
        assert not again.ticked(question, first)


def test_firefox_tells_screen_readers_what_is_asked(
    display: Display, blank: Callable[[str], bytes], tmp_path: Path
) -> None:
    program("firefox-esr")
    path = tmp_path / "form.pdf"
    path.write_bytes(blank("application"))
    with firefox.firefox(display, path) as opened:
        assert opened.spoken("unit-name") == "单位名称（全称）"
        assert opened.spoken("type", "villages").startswith("申报类别：村（社区）")


def test_poppler_shows_the_unit_only_where_it_was_typed(
    display: Display, blank: Callable[[str], bytes], tmp_path: Path
) -> None:
    """Its value stands in the one widget; docs/guide/fill.md says so."""
    program("evince")
    path = tmp_path / "form.pdf"
    path.write_bytes(blank("checklist-villages"))
    with desktop.evince(display, path) as opened:
        opened.type("unit-name", TYPED)
        saved = opened.save()
    with pikepdf.open(io.BytesIO(saved.read_bytes())) as pdf:
        field = next(f for f in pdf.Root.AcroForm.Fields if str(f.T) == "unit-name")
        assert [str(kid.get("/V", "")) for kid in field.Kids] == [TYPED] + [""] * (len(field.Kids) - 1)


@pytest.mark.parametrize("viewer", VIEWERS)
def test_an_answer_taken_back_is_none_in_what_is_saved(
    viewer: str, display: Display, blank: Callable[[str], bytes], read: Read, tmp_path: Path
) -> None:
    program(viewer)
    path = tmp_path / "form.pdf"
    path.write_bytes(blank("checklist-villages"))
    with VIEWERS[viewer](display, path) as opened:
        opened.type("unit-name", TYPED)
        question, answer, _ = CHOICES["checklist-villages"]
        opened.click(question, answer)
        until(lambda: opened.ticked(question, answer), "an answer")
        opened.click(question, answer)
        until(lambda: not opened.ticked(question, answer), "an answer taken back")
        saved = opened.save()
    assert read(saved.read_bytes())["values"] == {"unit-name": TYPED}
