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
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from generator import addresses
from generator.forms.layout.face import FILES
from generator.model import Corpus

SIZE: Final = (1200, 630)
MARGIN: Final = 90
STYLES: Final = "site/theme/assets/site.css"
"""Where the colours stand, once for pages and cards; relative to the package."""
COLOURS: Final = 24
"""Enough for four colours and the edges of their letters."""

NO_LINE_STARTS_WITH: Final = "，。、；：！？）》〕”’"


def cards(corpus: Corpus) -> dict[str, bytes]:
    """Every card by its path in the site."""
    drawn = {
        addresses.card(standard): _draw(standard.label, standard.title, f"{source.issuer} {source.number}")
        for standard in corpus.standards
        for source in (corpus.issuance_of(standard),)
    }
    issuance = corpus.catalog.issuance
    return drawn | {addresses.SITE_CARD: _draw(issuance.number, corpus.catalog.title, issuance.issuer)}


def _draw(label: str, title: str, source: str) -> bytes:
    ink, quiet, primary, paper = map(_colour, ("card-ink", "quiet", "md-primary-fg-color", "card-paper"))
    image = Image.new("RGB", SIZE, paper)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, SIZE[0], 18), fill=primary)
    draw.text((MARGIN, 84), label, font=_font("sans", 44), fill=primary)
    heading = _font("serif", 68)
    lines = list(_lines(title, heading, SIZE[0] - 2 * MARGIN))
    for number, line in enumerate(lines):
        draw.text((MARGIN, 170 + 96 * number), line, font=heading, fill=ink)
    draw.line((MARGIN, 520, SIZE[0] - MARGIN, 520), fill=primary, width=3)
    draw.text((MARGIN, 542), source, font=_font("sans", 34), fill=quiet)
    written = io.BytesIO()
    image.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
        written, "PNG", optimize=True
    )
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
        while end < len(text) and text[end] in NO_LINE_STARTS_WITH:
            end += 1
        while font.getlength(text[start:end]) > width:
            end -= 1
        yield text[start:end]
        start = end
