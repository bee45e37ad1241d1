"""The pictures for messengers: their size, their colours, and the same bytes for the same words."""

from __future__ import annotations

import io
import re
from collections import Counter
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from generator import addresses
from generator.model import Corpus
from generator.pages import cards as room
from generator.pages.cards import SIZE, cards


def test_every_standard_and_the_site_have_a_card_of_the_size_that_messengers_want(corpus: Corpus) -> None:
    made = cards(corpus)
    assert set(made) == {*map(addresses.card, corpus.standards), addresses.SITE_CARD}
    for content in made.values():
        with Image.open(io.BytesIO(content)) as image:
            assert image.size == SIZE


def test_a_card_is_paper_with_three_colours_and_the_edges_of_their_letters(corpus: Corpus) -> None:
    content = cards(corpus)[addresses.card(corpus.standards[0])]
    with Image.open(io.BytesIO(content)) as image:
        shown = image.convert("RGB").tobytes()
    pixels = Counter(shown[at : at + 3].hex() for at in range(0, len(shown), 3))
    by_count = [f"#{colour}" for colour, _ in pixels.most_common()]
    assert by_count[0] == room._colour(room.PAPER)
    assert {room._colour(colour) for colour in room.COLOURS} <= set(by_count)
    assert len(by_count) <= 1 + len(room.COLOURS) * room.STEPS <= 16


def test_the_same_words_give_the_same_bytes(corpus: Corpus) -> None:
    first = cards(corpus)
    room._draw.cache_clear()
    for part in (room._written, room._letter, room._font):
        part.cache_clear()
    assert cards(corpus) == first


@pytest.mark.parametrize("style", [room.LABEL, room.TITLE, room.SOURCE], ids=["label", "title", "source"])
@pytest.mark.parametrize(
    "text", ["〔2016〕35号（草案）", "ISO 9001 fifj gjyj", "AVATAR “To.”", " ", "e\u0301"]
)
def test_a_line_put_together_from_letters_is_the_line_drawn_as_a_whole(style: room.Style, text: str) -> None:
    line = room._written(text, style)
    whole = Image.new("L", line.size, 0)
    font = room._font(style.face, style.size)
    ImageDraw.Draw(whole).text((0, 0), text, font=font, fill=255)
    assert line.tobytes() == whole.point(room._steps(style.colour)).tobytes()
    assert room._width(text, style) == font.getlength(text)


def test_the_bar_of_a_card_has_the_colour_of_the_theme(small: Corpus, root: Path) -> None:
    styles = (root / "generator" / room.STYLES).read_text(encoding="utf-8")
    primary = re.search("--md-primary-fg-color: #(..)(..)(..);", styles)
    assert primary is not None
    expected = [int(part, 16) for part in primary.groups()]
    drawn = cards(small)
    assert len(drawn) == len(small.standards) + 1
    for content in drawn.values():
        pixel = Image.open(io.BytesIO(content)).convert("RGB").getpixel((600, 5))
        assert isinstance(pixel, tuple)
        # the palette of the file has few colours: near is enough
        assert all(abs(a - b) < 6 for a, b in zip(pixel, expected, strict=True))


def test_no_colour_of_a_card_stands_in_python(root: Path) -> None:
    source = (root / "generator" / "pages" / "cards.py").read_text(encoding="utf-8")
    assert not re.search('"#[0-9a-f]{6}"', source)
