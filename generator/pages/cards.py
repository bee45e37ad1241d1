"""The picture of each standard that a messenger shows where its page is shared: 1200 × 630 pixels.

Drawn with the typefaces of the forms, so that nothing of the machine and no service has a part in it;
the same bytes for the same words.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from math import ceil
from typing import Final, NamedTuple

from PIL import Image, ImageColor, ImageDraw, ImageFont

from generator import addresses
from generator.forms.layout.face import FILES, FONTS, FaceName
from generator.forms.layout.linebreak import CLOSING
from generator.model import Corpus

SIZE: Final = (1200, 630)
MARGIN: Final = 90
STYLES: Final = "site/theme/assets/site.css"
"""Where the colours stand, once for pages and cards; relative to the package."""
INK, QUIET, PRIMARY, PAPER = "card-ink", "quiet", "md-primary-fg-color", "card-paper"
COLOURS: Final = (INK, QUIET, PRIMARY)
STEPS: Final = 5
"""Shades from the paper to a colour, for the edges of its letters; with the paper, sixteen in all."""


class Style(NamedTuple):
    """How a line is written: ``size`` in pixels, ``colour`` by its name."""

    face: FaceName
    size: int
    colour: str


LABEL: Final = Style("sans", 44, PRIMARY)
TITLE: Final = Style("serif", 68, INK)
SOURCE: Final = Style("sans", 34, QUIET)


def cards(corpus: Corpus) -> dict[str, bytes]:
    """Every card by its path in the site."""
    drawn = {
        addresses.card(standard): _draw(standard.label, standard.title, f"{source.issuer} {source.number}")
        for standard in corpus.standards
        for source in (corpus.issuance_of(standard),)
    }
    issuance = corpus.catalog.issuance
    return drawn | {addresses.SITE_CARD: _draw(issuance.number, corpus.catalog.title, issuance.issuer)}


@cache
def _draw(label: str, title: str, source: str) -> bytes:
    card = Image.new("L", SIZE, 0)  # each pixel a place in the palette, which comes last
    primary = _index(PRIMARY, STEPS)
    card.paste(primary, (0, 0, SIZE[0], 18))
    card.paste(_written(label, LABEL), (MARGIN, 84))
    for number, line in enumerate(_lines(title, TITLE, SIZE[0] - 2 * MARGIN)):
        card.paste(_written(line, TITLE), (MARGIN, 170 + 96 * number))
    card.paste(primary, (MARGIN, 519, SIZE[0] - MARGIN, 522))
    card.paste(_written(source, SOURCE), (MARGIN, 542))
    card.putpalette(bytes(part for colour in _palette() for part in colour))
    written = io.BytesIO()
    # runs of one colour are nearly all there is: looking for nothing else takes less time, and less room
    card.save(written, "PNG", bits=4, compress_type=zlib.Z_RLE)
    return written.getvalue()


@cache
def _colour(name: str) -> str:
    """A colour by the name of its custom property (``#a3171c``).

    Raises:
        ValueError: the theme gives none by that name.

    """
    styles = (resources.files("generator") / STYLES).read_text(encoding="utf-8")
    if (found := re.search(rf"--{name}: (#[0-9a-f]{{6}});", styles)) is None:
        raise ValueError(f"no colour --{name} in {STYLES}")
    return found[1]


@cache
def _written(text: str, style: Style) -> Image.Image:
    """``text`` on the paper: how far each pixel is covered chooses its step of the palette.

    Nothing is drawn in full colour and counted down afterwards, which took most of the time; and what
    stands on several cards, as the document does, is put together once.
    """
    letters = [_letter(letter, style.face, style.size) for letter in text]
    height = max((drawn.height for drawn, _ in letters), default=0)
    covered = Image.new("L", (sum(advance for _, advance in letters) + style.size, height), 0)
    left = 0
    for drawn, advance in letters:
        covered.paste(255, (left - style.size, 0), drawn)
        left += advance
    return covered.point(_steps(style.colour))


@cache
def _letter(letter: str, face: FaceName, size: int) -> tuple[Image.Image, int]:
    """How far a letter covers each pixel, and how far from it the next one stands.

    It stands ``size`` from the left, as some begin before their place. Cards say much in the same letters,
    and most of the time goes into their outlines: each is drawn once.
    """
    font = _font(face, size)
    right, bottom = (ceil(part) for part in font.getbbox(letter)[2:])
    covered = Image.new("L", (size + right, bottom), 0)
    ImageDraw.Draw(covered).text((size, 0), letter, font=font, fill=255)
    return covered, round(font.getlength(letter))


@cache
def _steps(colour: str) -> list[int]:
    """The place in the palette for every degree of being covered, from 0 to 255."""
    return [_index(colour, round(level * STEPS / 255)) for level in range(256)]


def _index(colour: str, step: int) -> int:
    """Where the palette has ``colour`` at ``step`` of :data:`STEPS`; the paper itself comes first."""
    return 1 + COLOURS.index(colour) * STEPS + step - 1 if step else 0


def _palette() -> Iterator[tuple[int, ...]]:
    paper = ImageColor.getrgb(_colour(PAPER))
    yield paper
    for colour in COLOURS:
        ink = ImageColor.getrgb(_colour(colour))
        for step in range(1, STEPS + 1):
            yield tuple(round(p + (i - p) * step / STEPS) for p, i in zip(paper, ink, strict=True))


@cache
def _font(face: FaceName, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / FILES[face], size, layout_engine=ImageFont.Layout.BASIC)


def _lines(text: str, style: Style, width: int) -> Iterator[str]:
    """``text`` in lines of about the same length, none wider than ``width`` pixels."""
    count = -(-_width(text, style) // width)
    share = max(1, -(-len(text) // count))
    start = 0
    while start < len(text):
        end = min(start + share, len(text))
        while end < len(text) and text[end] in CLOSING:
            end += 1
        while _width(text[start:end], style) > width:
            end -= 1
        yield text[start:end]
        start = end


def _width(text: str, style: Style) -> int:
    return sum(_letter(letter, style.face, style.size)[1] for letter in text)
