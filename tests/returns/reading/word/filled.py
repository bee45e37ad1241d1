"""What a filled Word form holds, and what reading it tells."""

from __future__ import annotations

from tests.returns.conftest import UNIT
from tests.returns.reading.word.edits import MAIN, parts
from tests.returns.reading.word.test_word_answers import WORDS

ANSWERS = UNIT | WORDS
NUMBER, TEXT, RATING, FACTS, EVIDENCE, REVIEW = range(6)
"""The columns of the table of items."""
Doubts = list[tuple[str, str]]


def doubts(entry: dict[str, object]) -> Doubts:
    """The doubts that come from the file itself: code and message."""
    found = entry["doubts"]
    assert isinstance(found, list)
    return [(d["rule"], d["message"]) for d in found if d["scope"] == "read"]


def document(data: bytes) -> bytes:
    """The part with the text."""
    return parts(data)[MAIN]
