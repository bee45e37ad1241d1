"""Chinese text put in by every filler: the value is right, and so is what every engine draws of it.

What an engine cannot do today is written down in ``VALUES`` and ``DRAWN`` and asserted like the rest:
a change for the better or the worse fails a test. Everything that is not listed there is right.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pytest

from tests.forms.engines.blanks import values
from tests.forms.engines.cases import ASTRAL, BATCHES
from tests.forms.engines.conftest import ENGINE_NAMES, FILLER_NAMES, Bench

CUT: Final = chr(ord(ASTRAL) & 0xFFFF)
"""U+CB7C, a Hangul syllable: what PDFium makes of the 17 bits of the character when it is pasted."""

VALUES: Final[Mapping[tuple[str, str], Mapping[str, str]]] = {
    ("PDFium pasted", "beyond BMP"): {"single line": f"张{CUT}英", "multiline": f"张{CUT}英"},
}
"""(filler, batch) -> case -> the value that is stored instead of the text."""

DRAWN: Final[Mapping[tuple[str, str, str], Mapping[str, str]]] = {
    # our filler draws a box for what the font lacks and says so (Filled.missing)
    ("ours", "*", "beyond font"): {"single line": "box right", "multiline": "box right"},
    # two halves of the surrogate pair are drawn as characters of their own
    ("PDFium typed", "*", "beyond BMP"): {"single line": "other right", "multiline": "other right"},
    ("PDFium pasted", "*", "beyond BMP"): {"single line": "other right", "multiline": "other right"},
    # outside the BMP, Poppler takes its fallback font and prints the next character on top
    ("Poppler", "*", "beyond BMP"): {"single line": "blank other right", "multiline": "blank other right"},
    # its fallback font is seen, but PDFium and pdf.js print the next character on top
    ("Poppler", "PDFium", "beyond font"): {
        "single line": "blank other right",
        "multiline": "blank other right",
    },
    ("Poppler", "pdf.js", "beyond font"): {
        "single line": "blank other right",
        "multiline": "blank other right",
    },
    # pdf.js asks for the whole file to be redrawn (NeedAppearances), and draws nothing that fits itself
    ("pdf.js", "Poppler", "beyond font"): {
        "single line": "blank other right",
        "multiline": "blank other right",
    },
    ("pdf.js", "pdf.js", "beyond font"): {"single line": "other", "multiline": "other"},
    # MuPDF redraws in fonts of its own, not embedded or narrower than it thinks: long texts lose their
    # ends, and ⑩ comes from a lighter font
    ("MuPDF", "*", "plain"): {
        "circled": "other right",
        "paragraph": "blank lost other right",
    },
    ("MuPDF", "MuPDF", "plain"): {"rare name": "other right"},
    ("MuPDF", "PDFium", "beyond BMP"): {
        "single line": "other right",
        "multiline": "blank other right",
    },
    ("MuPDF", "Poppler", "beyond BMP"): {"single line": "box other right", "multiline": "box other right"},
    ("MuPDF", "MuPDF", "beyond BMP"): {"single line": "blank right", "multiline": "blank right"},
    ("MuPDF", "pdf.js", "beyond BMP"): {"single line": "other right", "multiline": "other right"},
    # pypdf breaks lines at spaces only, and loses everything after a character that the font lacks
    ("pypdf", "*", "plain"): {"paragraph": "blank lost other right"},
    ("pypdf", "*", "beyond font"): {"single line": "blank right", "multiline": "blank right"},
    ("pypdf", "Poppler", "beyond font"): {"single line": "blank box right", "multiline": "blank box right"},
    ("pypdf", "MuPDF", "beyond font"): {"single line": "blank box right", "multiline": "blank box right"},
    ("pypdf without fontTools", "*", "plain"): {"paragraph": "blank lost other right"},
    ("pypdf without fontTools", "*", "beyond font"): {
        "single line": "blank right",
        "multiline": "blank right",
    },
    ("pypdf without fontTools", "Poppler", "beyond font"): {
        "single line": "blank box right",
        "multiline": "blank box right",
    },
    ("pypdf without fontTools", "MuPDF", "beyond font"): {
        "single line": "blank box right",
        "multiline": "blank box right",
    },
}
"""(filler, engine or "*", batch) -> case -> verdicts of the reader, where not all are "right"."""


def expected(filler: str, engine: str, batch: str) -> dict[str, str]:
    """The limits that hold for one filler and engine."""
    return {**DRAWN.get((filler, "*", batch), {}), **DRAWN.get((filler, engine, batch), {})}


@pytest.mark.parametrize("batch", BATCHES)
@pytest.mark.parametrize("filler", FILLER_NAMES)
def test_the_value_is_what_was_put_in(bench: Bench, filler: str, batch: str) -> None:
    stored = values(bench.filled(filler, batch))
    limits = VALUES.get((filler, batch), {})
    for name, case in BATCHES[batch].items():
        assert stored[case.field] == limits.get(name, case.text), name


@pytest.mark.parametrize("batch", BATCHES)
@pytest.mark.parametrize("engine", ENGINE_NAMES)
@pytest.mark.parametrize("filler", FILLER_NAMES)
def test_what_is_drawn_is_what_was_put_in(bench: Bench, filler: str, engine: str, batch: str) -> None:
    seen: dict[str, str] = {}
    details: dict[str, str] = {}
    for name, case in BATCHES[batch].items():
        reading = bench.read(filler, batch, engine, case)
        if reading.right:
            assert (reading.lines > 1) == case.wraps, f"{name}: {reading.lines} lines"
        else:
            seen[name] = " ".join(sorted(reading.verdicts))
            details[name] = reading.wrong
    assert seen == expected(filler, engine, batch), details


@pytest.mark.parametrize("batch", BATCHES)
@pytest.mark.parametrize("how", ["PDFium typed", "PDFium pasted"])
def test_nothing_that_is_typed_is_invisible(bench: Bench, how: str, batch: str) -> None:
    """With Chinese system fonts, every character leaves ink where it belongs, be it the right one or not."""
    for engine in ENGINE_NAMES:
        for name, case in BATCHES[batch].items():
            reading = bench.read(how, batch, engine, case)
            assert not reading.verdicts & {"blank", "lost"}, f"{engine}, {name}: {reading.wrong}"
