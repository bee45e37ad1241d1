"""Evince and Okular, the viewers of GNOME and KDE, used by mouse and keyboard.

Where a field is on the screen follows from the file: the viewer shows one page whole, so the white of
the page gives scale and origin. Which page that is, is seen by comparing it with what PDFium draws.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Final

import numpy as np
from PIL import Image

from tests.forms.engines import pdfium
from tests.forms.engines.blanks import Place, places
from tests.forms.engines.viewers.display import HEIGHT, WIDTH, Display, complete, save_as, until

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
POINTER: Final = 40
"""Pixels around the middle of a field that the pointer may cover."""


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
    """A viewer with a form open; it turns to the page of whatever field is asked for."""

    next_page: ClassVar[str]
    """The key that turns to the next page."""
    previous_page: ClassVar[str]
    """The key that turns back."""

    def __init__(self, display: Display, path: Path) -> None:
        self._display = display
        self._path = path
        self._places = places(path.read_bytes())
        (self._size,) = {(place.page_width, place.page_height) for place in self._places}
        pages = range(1 + max(place.page for place in self._places))
        self._pages = [_small(picture) for picture in pdfium.render(path.read_bytes(), pages)]
        self._page = 0
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
        width = self._size[0]
        return Shown(left, rows[0][0], (right - left) / width) if rows and right - left > width / 2 else None

    def _turn(self, page: int) -> None:
        """Turn to a page, and wait until it is the one on the screen."""
        while self._page != page:
            forward = self._page < page
            self._page += 1 if forward else -1
            self._display.key(self.next_page if forward else self.previous_page)
            until(lambda: self._seen() == self._page, f"page {self._page + 1}")

    def _seen(self) -> int:
        """The page on the screen: that from which it differs least."""
        shown, (width, height) = self._shown, self._size
        right, bottom = shown.left + round(width * shown.scale), shown.top + round(height * shown.scale)
        seen = _small(self._display.still()[shown.top : bottom, shown.left : right])
        return int(np.argmin([np.abs(seen - page).mean() for page in self._pages]))

    def enter(self, name: str) -> None:
        """Click into a text field, again if need be, until it shows that it has the keyboard."""
        place = self._place(name)
        x, y = self._shown.middle(place)
        self._display.xdo("mousemove", str(round(x)), str(round(y)))
        before = self._around(place, self._display.still())

        def entered() -> bool:
            self._display.click(x, y)
            return not np.array_equal(before, self._around(place, self._display.still()))

        until(entered, f"a caret in {name}")

    def _around(self, place: Place, picture: np.ndarray) -> np.ndarray:
        """What is seen of a text field left of the pointer in its middle: its frame and its caret."""
        x, y = self._shown.middle(place)
        left = round(x - (place.right - place.left) / 2 * self._shown.scale) - 2
        half = round((place.upper - place.lower) / 2 * self._shown.scale) + 2
        return picture[round(y) - half : round(y) + half, left : round(x) - POINTER]

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
            until(lambda: self.written(name), "what was pasted")
        self.leave()

    def click(self, name: str, state: str) -> None:
        """Click on a box to tick."""
        place = self._place(name, state)
        self._display.click(*self._shown.middle(place))
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
        place = self._place(name)
        return self._ink(place, 0.3 * min(18.0, place.upper - place.lower)) > 0

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
        """The widget of a field, with its page on the screen: of several, the one at hand or the first."""
        found = [place for place in self._places if (place.name, place.state) == (name, state)]
        place = next((place for place in found if place.page == self._page), found[0])
        self._turn(place.page)
        return place


class Evince(Viewer):
    """GNOME's viewer. A field gets an entry over it when it is clicked on."""

    next_page = "ctrl+Next"
    previous_page = "ctrl+Prior"

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

    next_page = "Next"
    previous_page = "Prior"

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
        until(lambda: complete(self._path) and self._path.read_bytes() != before, "a saved file")
        return self._path


def _runs(mask: np.ndarray, least: int) -> list[tuple[int, int]]:
    """The runs of true values that are at least so long: start and end."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], mask.astype(int), [0]])))
    runs = zip(edges[::2], edges[1::2], strict=True)
    return [(int(start), int(end)) for start, end in runs if end - start >= least]


def _small(picture: np.ndarray) -> np.ndarray:
    """A picture of a page in one size, small enough for the exact place of a letter not to count."""
    image = Image.fromarray(np.ascontiguousarray(picture))
    return np.asarray(image.resize((WIDTH // 10, HEIGHT // 6), Image.Resampling.BOX), dtype=np.float32)


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
