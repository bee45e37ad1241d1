"""Evince and Okular, the viewers of GNOME and KDE, used by mouse and keyboard.

Where a field is on the screen follows from the file: the viewer shows one page whole, so the white of
the page gives scale and origin.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from tests.forms.engines.blanks import Place, places
from tests.forms.engines.viewers.display import Display, complete, save_as, until

EVINCE: Final = """[org/gnome/evince/default]
sizing-mode='fit-page'
continuous=false
show-sidebar=false
window-ratio=(1.0,1.0)
fullscreen=false
"""
OKULAR: Final = """[Main View]
ShowLeftPanel=false
ShowBottomBar=false
[PageView]
ViewContinuous=false
ViewMode=Single
ShowOSD=false
[Zoom]
ZoomMode=2
"""
WHITE: Final = 255


@dataclass(frozen=True, slots=True)
class Shown:
    """Where a page is on the screen: its upper left corner in pixels, and pixels to a point."""

    left: int
    top: int
    scale: float

    @property
    def aside(self) -> tuple[int, int]:
        """A place in the margin, where there is nothing to click on."""
        return self.left + 30, self.top + 20

    def middle(self, place: Place) -> tuple[float, float]:
        """The middle of a widget in pixels."""
        x, y = (place.left + place.right) / 2, place.page_height - (place.lower + place.upper) / 2
        return self.left + x * self.scale, self.top + y * self.scale


class Viewer:
    """A viewer with the first page of a form open."""

    def __init__(self, display: Display, path: Path) -> None:
        self._display = display
        self._path = path
        self._places = [place for place in places(path.read_bytes()) if place.page == 0]
        # every form is called 表, and viewers show the title of the document
        until(lambda: display.windows("表"), "a window")
        self._shown = self._opened()

    def _opened(self) -> Shown:
        raise NotImplementedError

    def save(self) -> Path:
        """Save; where the saved file is."""
        raise NotImplementedError

    def leave(self) -> None:
        """Click beside the field, which keeps what was typed."""
        self._display.click(*self._shown.aside)
        self._display.still()

    def page(self) -> Shown:
        """Find the page on the screen."""
        found = until(self._look, "a page")
        assert found is not None
        return found

    def _look(self) -> Shown | None:
        white = self._display.still() == WHITE
        # columns of the page are not all white: labels are shaded from top to bottom
        columns = _runs(white.mean(axis=0) > 0.3, 10)
        if not columns:
            return None
        left, right = columns[0][0], columns[-1][1]
        rows = _runs(white[:, left:right].mean(axis=1) > 0.9, 20)
        width = self._places[0].page_width
        return Shown(left, rows[0][0], (right - left) / width) if rows and right - left > width / 2 else None

    def enter(self, name: str) -> None:
        """Click into a text field."""
        self._display.click(*self._shown.middle(self._place(name)))
        self._display.still()

    def type(self, name: str, text: str) -> None:
        """Click into a text field and type."""
        self.enter(name)
        self._display.type(text)
        self.leave()

    def paste(self, name: str, text: str) -> None:
        """Click into a text field and paste."""
        self.enter(name)
        with self._display.clipboard(text):
            self._display.key("ctrl+v")
            self._display.still()
        self.leave()

    def click(self, name: str, state: str) -> None:
        """Click on a box to tick."""
        self._display.click(*self._shown.middle(self._place(name, state)))
        self._display.still()

    def space(self) -> None:
        """Press the space bar, which turns over the box that has the keyboard."""
        self._display.key("space")
        self._display.still()

    def ticked(self, name: str, state: str) -> bool:
        """Whether a box shows a mark on the screen."""
        place = self._place(name, state)
        return self._ink(place, 0.3 * (place.right - place.left)) > 0.05

    def written(self, name: str) -> bool:
        """Whether something stands in a text field on the screen."""
        return (
            self._ink(self._place(name), 0.3 * min(18.0, self._place(name).upper - self._place(name).lower))
            > 0
        )

    def _ink(self, place: Place, half: float) -> float:
        """The share of dark pixels within ``half`` points above and below the middle of a widget."""
        # out of the way: Evince shows a hand where one can click, Okular darkens the box
        self._display.xdo("mousemove", *map(str, self._shown.aside))
        picture = self._display.still()
        x, y = self._shown.middle(place)
        wide = place.right - place.left
        across = (half if place.state else 0.45 * wide) * self._shown.scale
        high = half * self._shown.scale
        box = picture[round(y - high) : round(y + high), round(x - across) : round(x + across)]
        return float((box < 100).mean())

    def _place(self, name: str, state: str = "") -> Place:
        return next(place for place in self._places if place.name == name and place.state == state)


class Evince(Viewer):
    """GNOME's viewer. A field gets an entry over it when it is clicked on."""

    def _opened(self) -> Shown:
        return self.page()

    def save(self) -> Path:
        """By the keyboard, into a new file."""
        target = self._path.with_name(f"{self._path.stem}-saved.pdf")
        self._display.key("ctrl+s")
        save_as(self._display, target)
        return target


class Okular(Viewer):
    """KDE's viewer. Fields are there once 显示表单 (Show Forms) is chosen."""

    def _opened(self) -> Shown:
        # a bar says that there are forms, some time after the page is shown
        until(lambda: self.page().top > 100, "the bar that offers forms")
        before = self._display.still()
        self._display.key("alt+o")
        until(lambda: not np.array_equal(before, self._display.still()), "forms")
        return self.page()

    def save(self) -> Path:
        """By the keyboard, into the same file."""
        before = self._path.read_bytes()
        self._display.key("ctrl+s")
        until(lambda: self._path.read_bytes() != before and complete(self._path), "a saved file")
        return self._path


def _runs(mask: np.ndarray, least: int) -> list[tuple[int, int]]:
    """The runs of true values that are at least so long: start and end."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], mask.astype(int), [0]])))
    runs = zip(edges[::2], edges[1::2], strict=True)
    return [(int(start), int(end)) for start, end in runs if end - start >= least]


@contextmanager
def evince(display: Display, path: Path) -> Iterator[Viewer]:
    """Evince on a file."""
    settings = display.config / "glib-2.0/settings/keyfile"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(EVINCE, encoding="utf-8")
    with display.program("evince", str(path)):
        yield Evince(display, path)


@contextmanager
def okular(display: Display, path: Path) -> Iterator[Viewer]:
    """Okular on a file."""
    (display.config / "okularpartrc").write_text(OKULAR, encoding="utf-8")
    with display.program("okular", str(path)):
        yield Okular(display, path)
