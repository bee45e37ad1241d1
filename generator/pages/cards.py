"""The picture of each standard that a messenger shows where its page is shared: 1200 × 630 pixels.

Drawn with the typefaces of the forms, so that nothing of the machine and no service has a part in it;
the same bytes for the same words.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from math import ceil
from typing import Final

from PIL import Image, ImageColor, ImageDraw, ImageFont

from generator import addresses
from generator.forms.layout.face import FILES
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
    image = Image.new("P", SIZE, 0)
    image.putpalette(bytes(part for colour in _palette() for part in colour))
    primary = _index(PRIMARY, STEPS)
    image.paste(primary, (0, 0, SIZE[0], 18))
    _write(image, (MARGIN, 84), label, _font("sans", 44), PRIMARY)
    heading = _font("serif", 68)
    for number, line in enumerate(_lines(title, heading, SIZE[0] - 2 * MARGIN)):
        _write(image, (MARGIN, 170 + 96 * number), line, heading, INK)
    image.paste(primary, (MARGIN, 519, SIZE[0] - MARGIN, 522))
    _write(image, (MARGIN, 542), source, _font("sans", 34), QUIET)
    written = io.BytesIO()
    image.save(written, "PNG", bits=4)
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


def _write(
    image: Image.Image, corner: tuple[int, int], text: str, font: ImageFont.FreeTypeFont, colour: str
) -> None:
    """Write ``text`` on the paper: how far each pixel is covered chooses its step of the palette.

    Nothing is drawn in full colour and counted down afterwards, which took most of the time.
    """
    width, height = (ceil(part) for part in font.getbbox(text)[2:])
    covered = Image.new("L", (width, height), 0)
    ImageDraw.Draw(covered).text((0, 0), text, font=font, fill=255)
    steps = [round(level * STEPS / 255) for level in range(256)]
    indices = covered.point([_index(colour, step) for step in steps])
    image.paste(Image.frombytes("P", indices.size, indices.tobytes()), corner)


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
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    file = FILES["serif" if name == "serif" else "sans"]
    data = (resources.files("generator.forms") / "fonts" / file).read_bytes()
    return ImageFont.truetype(io.BytesIO(data), size, layout_engine=ImageFont.Layout.BASIC)


def _lines(text: str, font: ImageFont.FreeTypeFont, width: int) -> Iterator[str]:
    """``text`` in lines of about the same length, none wider than ``width`` pixels."""
    count = -(-int(font.getlength(text)) // width)
    share = max(1, -(-len(text) // count))
    start = 0
    while start < len(text):
        end = min(start + share, len(text))
        while end < len(text) and text[end] in CLOSING:
            end += 1
        while font.getlength(text[start:end]) > width:
            end -= 1
        yield text[start:end]
        start = end
