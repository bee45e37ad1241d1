"""The cards: drawn in the colours of the theme, the same bytes for the same words."""

from __future__ import annotations

import io
import re
from pathlib import Path

from PIL import Image

from generator.model import Corpus
from generator.pages import cards


def test_the_bar_of_a_card_has_the_colour_of_the_theme(small: Corpus, root: Path) -> None:
    styles = (root / "generator" / cards.STYLES).read_text(encoding="utf-8")
    primary = re.search("--md-primary-fg-color: #(..)(..)(..);", styles)
    assert primary is not None
    expected = [int(part, 16) for part in primary.groups()]
    drawn = cards.cards(small)
    assert len(drawn) == len(small.standards) + 1
    for content in drawn.values():
        pixel = Image.open(io.BytesIO(content)).convert("RGB").getpixel((600, 5))
        assert isinstance(pixel, tuple)
        # the palette of the file has few colours: near is enough
        assert all(abs(a - b) < 6 for a, b in zip(pixel, expected, strict=True))


def test_no_colour_of_a_card_stands_in_python(root: Path) -> None:
    source = (root / "generator" / "pages" / "cards.py").read_text(encoding="utf-8")
    assert not re.search('"#[0-9a-f]{6}"', source)
