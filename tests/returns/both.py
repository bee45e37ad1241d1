"""The same file by both PDF libraries: pikepdf on the desk, and the exact one where pikepdf cannot be.

What must hold (the contract of collecting in a browser): where a file is sound, everything is equal; where
it is not, it is equal, or the file is refused as one that a browser cannot read. Never another value.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final
from unittest import mock

from generator.returns.judging.entry import process
from generator.returns.reading.given import Given
from generator.returns.reading.intake import Candidate
from generator.returns.reading.pdf import library
from generator.returns.reading.pdf.library import Library
from generator.returns.reading.setup import Setup

LIBRARIES: Final[dict[str, Library]] = {"desk": library.desk, "exact": library.exact}
REFUSED: Final = "not-in-browser"


@contextmanager
def read_by(name: str) -> Iterator[None]:
    """Reading uses one of the libraries, whatever is installed."""
    with mock.patch("generator.returns.reading.read.here", return_value=LIBRARIES[name]):
        yield


def entries(data: bytes, name: str, setup: Setup, by: str) -> list[dict[str, Any]]:
    """What a file in memory comes to, read by one of the libraries."""
    candidate = Candidate(name, name, len(data), given=Given(name, data))
    with read_by(by):
        return [json.loads(entry.line) for entry in process(candidate, setup)]


def is_sound(desk: Mapping[str, Any]) -> bool:
    """Whether pikepdf read a file as it stands: nothing had to be mended, and nothing was refused."""
    return desk["status"] == "accepted" and "repaired" not in {doubt["rule"] for doubt in desk["doubts"]}


def broken(desk: Mapping[str, Any], exact: Mapping[str, Any], *, damaged: bool = False) -> str:
    """How the contract is broken by what the exact library made of a file; empty if it is kept.

    ``damaged`` is for a file that is known to be, though pikepdf may not have come past the place.
    """
    if exact == desk:
        return ""
    if exact["reason"] != REFUSED:
        keys = [key for key in desk if desk[key] != exact.get(key)]
        told = {key: (desk[key], exact.get(key)) for key in keys if key not in ("items", "digest")}
        return f"differs: {told}"[:2000]
    if exact["status"] != "rejected" or exact["values"] or exact["path"] != desk["path"]:
        return "refused, and yet not"
    if is_sound(desk) and not damaged:
        return "a sound file is refused"
    return ""
