"""Read drawn text from pixels, against outlines taken from font files: the proof that glyphs are right.

Text extraction would prove nothing: it reports what the file says, not what is seen. Here every
character that is expected is drawn with FreeType from a font file and compared with what an engine
put where the character must stand (normalised cross-correlation). The reader follows whatever line
breaking the engine chose, one character after the other. What it reports for each character:

right   the outline of this character stands here
box     the field font's box for missing characters stands here
other   something else stands here
blank   nothing stands here
lost    not looked for: too many before it were not found to know where it should stand
"""

from __future__ import annotations

import io
import os
import subprocess
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, Literal

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from tests.forms.engines.correlation import Ink, best_fit
from tests.forms.engines.picture import SCALE, Picture

Verdict = Literal["right", "box", "other", "blank", "lost"]

RIGHT: Final = 0.90
"""Least similarity of the same character. ``test_reader`` shows what lies above and below."""
SMALL: Final = "“”‘’"
SMALL_RIGHT: Final = 0.84
"""Signs that are two specks: how an engine smooths them weighs more."""
SURE: Final = 0.985
"""Similarity at which no other font need be tried."""
BLANK: Final = 0.012
"""Share of a cell that a few stray pixels may darken (the thinnest sign, a dot, covers 0.02)."""
WINDOW: Final = 0.25
"""How far from its place a character may stand, in em."""
FINE: Final = 4
"""Outlines are drawn this much larger and then reduced, so that no hinting bends them."""

_FONTS: Final = Path(__file__).parents[3] / "generator" / "forms" / "fonts"
SANS: Final = (_FONTS / "FormSansSC-Regular.ttf", 0)
SERIF: Final = (_FONTS / "FormSerifSC-Regular.ttf", 0)
MISSING: Final = "\uffff"
"""Stands for .notdef: a code point that no font has."""

PATIENCE: Final = 8
"""Characters in a row that may be wrong before the reader gives up."""

RIVALS: Final = (
    "己已巳",
    "未末",
    "日曰目",
    "土士",
    "千干于",
    "戊戌戍戎",
    "大太犬",
    "人入八",
    "天夭",
    "０OQ0〇○",
    "—一－-",
)
"""Characters so much alike that the right one must be more similar than the others of its group."""

Source = tuple[Path | bytes, int]
"""A font file, or its bytes, and the index of the face in it."""


def _least(character: str) -> float:
    return SMALL_RIGHT if character in SMALL else RIGHT


@dataclass(frozen=True, slots=True)
class Glyph:
    """What was found for one character of the expected text."""

    character: str
    verdict: Verdict
    similarity: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found for a text; ``rest`` is the share of ink of the field outside the characters."""

    glyphs: tuple[Glyph, ...]
    lines: int

    @property
    def right(self) -> bool:
        """Whether every character is drawn as itself."""
        return all(glyph.verdict == "right" for glyph in self.glyphs)

    @property
    def verdicts(self) -> frozenset[Verdict]:
        """Which verdicts occur."""
        return frozenset(glyph.verdict for glyph in self.glyphs)

    @property
    def wrong(self) -> str:
        """The characters that are not drawn as themselves, with the verdict, for messages."""
        return " ".join(
            f"{g.character}={g.verdict}({g.similarity:.2f})" for g in self.glyphs if g.verdict != "right"
        )


@cache
def chinese_faces() -> tuple[Source, ...]:
    """The faces with which this machine shows Chinese; none on a machine that has none.

    A collection has a face for each region: PDFium may take the Japanese one.
    """
    found: list[Source] = []
    for family in ("sans", "serif"):
        path, *languages = _match(f"{family}:lang=zh-cn", "%{file}|%{lang}").split("|")
        if "zh-cn" in languages:
            found += [(Path(path), index) for index in range(5) if _opens(path, index)]
    return tuple(dict.fromkeys(found))


@cache
def system_faces() -> tuple[Source, ...]:
    """The Chinese faces, and those with which this machine shows Latin signs."""
    latin = [(Path(_match(family, "%{file}")), 0) for family in ("sans", "Helvetica", "Times")]
    return tuple(dict.fromkeys((*chinese_faces(), *latin)))


def _match(pattern: str, template: str) -> str:
    command = ["fc-match", f"--format={template}", pattern]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _opens(path: str, index: int) -> bool:
    try:
        ImageFont.truetype(path, 16, index=index)
    except OSError:
        return False
    return True


@lru_cache(maxsize=64)
def _font(source: Source, pixels: int) -> ImageFont.FreeTypeFont:
    file, index = source
    opened = io.BytesIO(file) if isinstance(file, bytes) else os.fspath(file)
    return ImageFont.truetype(opened, pixels, index=index, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=40000)
def outline(character: str, source: Source, em: int) -> tuple[Ink, int, int] | None:
    """The character in a cell that is as wide as its advance and about as high as a hanzi, or higher.

    Ink is 0 to 1. Returns it with the advance and how far below the top of the line the cell begins,
    in pixels; ``None`` where the font lacks the character.
    """
    font = _font(source, em * FINE)
    if character != MISSING and not covers(source, character):
        return None
    advance = max(round(font.getlength(character) / FINE), 1)
    image = Image.new("L", (advance * FINE, round(em * 1.25) * FINE), 0)
    ImageDraw.Draw(image).text((0, em * FINE), character, fill=255, font=font, anchor="ls")
    reduced = image.reduce(FINE)
    ink = _soft(np.asarray(np.asarray(reduced) / 255, dtype=np.float32))
    rows = np.flatnonzero(ink.max(axis=1) > 0.02)
    # lines may stand so close that a cell of the full height would take in the line above
    upper = min(round(0.2 * em), int(rows[0]) if rows.size else em)
    lower = max(round(1.04 * em), int(rows[-1]) + 1 if rows.size else 0)
    return ink[upper:lower], advance, upper


@cache
def covers(source: Source, character: str) -> bool:
    """Whether a font has the character: its drawing differs from that of a character none has."""
    font = _font(source, 32)
    return (font.getmask(character).getbbox() is None and character.isspace()) or bytes(
        font.getmask(character)
    ) != bytes(font.getmask(MISSING))


def _soft(ink: Ink) -> Ink:
    """Blurred over three pixels each way: positions between pixels and smoothing do not count."""
    padded = np.pad(ink, 1)
    across = padded[:, :-2] + 2 * padded[:, 1:-1] + padded[:, 2:]
    both = across[:-2] + 2 * across[1:-1] + across[2:]
    return np.asarray(both / 16, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class _Match:
    similarity: float
    x: int
    y: int
    advance: int
    source: Source | None = None
    pen: int = 0


class Reader:
    """Reads one field of a page. ``box`` is (left, top, right, bottom) in pixels, ``size`` in points."""

    def __init__(self, picture: Picture, box: tuple[int, int, int, int], size: float) -> None:
        left, top, right, bottom = box
        self._em = round(size * SCALE)
        margin = self._em
        cut = 1 - picture[top:bottom, left:right].astype(np.float32) / 255
        self._ink = _soft(np.pad(cut, margin))
        self._origin = margin
        self._width, self._height = right - left, bottom - top
        self._right = margin + self._width

    def read(self, text: str, *, sources: tuple[Source, ...]) -> Reading:
        """Follow ``text`` through the field; blanks and line ends are not looked at."""
        em = self._em
        glyphs: list[Glyph] = []
        pens: list[int] = []
        base = left = lines = failed = 0
        new_line, spaced = True, False
        favourites = list(sources)
        for character in text:
            if character == "\n":
                new_line = True
                continue
            if character in " \u3000":
                step = round(em * (1 if character == "\u3000" else 0.25))
                pens = _apart([pen + step for pen in pens] + pens)
                spaced = True
                continue
            if failed > PATIENCE:
                glyphs.append(Glyph(character, "lost", 0.0))
                continue
            match: _Match | None = None
            if not new_line:
                match = self._near(character, favourites, pens, base)
            late = spaced or (bool(pens) and max(pens) > self._origin + self._width * 0.3)
            spaced = False
            if new_line or ((match is None or match.similarity < _least(character)) and late):
                start = self._start(character, favourites, base if lines else None, left)
                if start is not None and (new_line or start.similarity >= _least(character)):
                    match = start
                    lines += 1
                    base, pens, new_line = start.y, [], False
                    match = replace(start, pen=start.x)
                    if lines == 1:
                        left = start.x
            if match is None:
                x, y = (pens[0], base) if pens else self._first()[1:3]
                match = _Match(0.0, x, y, em, pen=x)
                new_line = False
                lines = max(lines, 1)
            glyph, match = self._judge(character, match)
            glyphs.append(glyph)
            known = glyph.verdict in {"right", "box"}
            failed = 0 if known else failed + 1
            base = match.y if known else base
            steps = [match.advance, em, (match.advance + em) // 2] if match.advance < 0.95 * em else [em]
            begins = [match.x, match.pen] if known or not pens else pens[:2]
            pens = _apart([begin + step for step in steps for begin in begins])
            if match.source is not None and known and match.source != favourites[0]:
                favourites.remove(match.source)
                favourites.insert(1, match.source)
        return Reading(tuple(glyphs), lines)

    def _judge(self, character: str, match: _Match) -> tuple[Glyph, _Match]:
        if match.similarity >= _least(character):
            verdict: Verdict = "other" if self._rival(character, match) else "right"
            return Glyph(character, verdict, match.similarity), match
        window = round(self._em * 0.3)
        span = (match.x - window, match.x + window, match.y - window, match.y + window)
        box = self._best(MISSING, SANS, *span)
        if box is not None and box.similarity >= RIGHT:
            return Glyph(character, "box", match.similarity), replace(box, source=None)
        cell = self._ink[match.y : match.y + round(self._em * 1.25), match.x : match.x + self._em]
        dark = float(cell.mean()) if cell.size else 0.0
        return Glyph(character, "blank" if dark < BLANK else "other", match.similarity), match

    def _rival(self, character: str, match: _Match) -> bool:
        """Whether a character that looks much the same fits better."""
        if match.source is None or match.similarity > 0.995:
            return False
        span = (match.x - 4, match.x + 4, match.y - 4, match.y + 4)
        for group in RIVALS:
            for rival in group if character in group else "":
                found = self._best(rival, match.source, *span) if rival != character else None
                if found is not None and found.similarity > match.similarity:
                    return True
        return False

    def _near(self, character: str, sources: list[Source], pens: list[int], base: int) -> _Match | None:
        """The best match at one of the places where the next character may begin."""
        window = round(self._em * WINDOW)
        best: _Match | None = None
        for source in sources:
            for pen in pens:
                if pen > self._right:
                    continue
                found = self._best(character, source, pen - window, pen + window, base - 5, base + 5)
                if found is not None:
                    best = _better(best, replace(found, pen=pen))
                if best is not None and best.similarity >= SURE:
                    return best
        return best

    def _start(self, character: str, sources: list[Source], base: int | None, left: int) -> _Match | None:
        """The best match at the beginning of the first line, or of the line after the one at ``base``."""
        em, window = self._em, round(self._em * WINDOW)
        best: _Match | None = None
        for source in sources:
            if base is None:
                span = self._first()
            else:
                span = (
                    left - window,
                    left + window + em // 3,
                    base + round(0.9 * em),
                    base + round(1.7 * em),
                )
            best = _better(best, self._best(character, source, *span))
            if best is not None and best.similarity >= SURE:
                return best
        return best

    def _first(self) -> tuple[int, int, int, int]:
        """Where the cell of the first character may begin: its ink is the field's first."""
        rows = np.flatnonzero(self._ink.max(axis=1) > 0.2)
        if not rows.size:
            return self._origin, self._origin, self._origin, self._origin
        top = int(rows[0])
        columns = np.flatnonzero(self._ink[top : top + self._em].max(axis=0) > 0.2)
        first = int(columns[0])
        return first - round(0.75 * self._em), first + 3, 0, top + 4

    def _best(self, character: str, source: Source, x0: int, x1: int, y0: int, y1: int) -> _Match | None:
        drawn = outline(character, source, self._em)
        if drawn is None:
            return None
        cell, advance, below = drawn
        height, width = cell.shape
        x0, y0, y1 = max(x0, 0), max(y0 + below, 0), y1 + below
        region = self._ink[y0 : y1 + height, x0 : x1 + width]
        if region.shape[0] < height or region.shape[1] < width:
            return None
        similarity, x, y = best_fit(region, cell)
        return _Match(similarity, x0 + x, y0 + y - below, advance, source)


def _better(one: _Match | None, two: _Match | None) -> _Match | None:
    if one is None or two is None:
        return one or two
    return one if one.similarity >= two.similarity else two


def _apart(places: list[int]) -> list[int]:
    """At most six places, the first ones first, none within two pixels of another."""
    kept: list[int] = []
    for place in places:
        if all(abs(place - other) > 2 for other in kept):
            kept.append(place)
    return kept[:6]
