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

PEOPLE: Final = ("PDFium typed", "PDFium pasted", "pdf.js", "Poppler")
"""The fillers behind which a person sits; the others are programs."""

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
