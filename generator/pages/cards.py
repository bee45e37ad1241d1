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
    image.paste(_written(label, ("sans", 44), PRIMARY), (MARGIN, 84))
    for number, line in enumerate(_lines(title, _font("serif", 68), SIZE[0] - 2 * MARGIN)):
        image.paste(_written(line, ("serif", 68), INK), (MARGIN, 170 + 96 * number))
    image.paste(primary, (MARGIN, 519, SIZE[0] - MARGIN, 522))
    image.paste(_written(source, ("sans", 34), QUIET), (MARGIN, 542))
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


@cache
def _written(text: str, face: tuple[str, int], colour: str) -> Image.Image:
    """``text`` on the paper: how far each pixel is covered chooses its step of the palette.

    Nothing is drawn in full colour and counted down afterwards, which took most of the time; and what
    stands on several cards, as the document does, is drawn once. ``face`` is a typeface and its size.
    """
    font = _font(*face)
    width, height = (ceil(part) for part in font.getbbox(text)[2:])
    covered = Image.new("L", (width, height), 0)
    ImageDraw.Draw(covered).text((0, 0), text, font=font, fill=255)
    steps = [round(level * STEPS / 255) for level in range(256)]
    indices = covered.point([_index(colour, step) for step in steps])
    return Image.frombytes("P", indices.size, indices.tobytes())


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
