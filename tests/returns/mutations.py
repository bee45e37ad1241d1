"""Damaged files, made at random from sound ones, each with what was changed."""

from __future__ import annotations

import random
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

OBJECT = re.compile(rb"(?<![0-9])\d+ 0 obj\b.*?endobj", re.DOTALL)
STREAM = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)
WORDS = [
    b"/Kids",
    b"/Fields",
    b"/V",
    b"/T",
    b"/FT",
    b"/AS",
    b"/Parent",
    b"obj",
    b"endobj",
    b"xref",
    b"trailer",
]
WORDS += [
    b"/Root",
    b"/AcroForm",
    b"/Pages",
    b"/Filter",
    b"/Length",
    b"startxref",
    b"%%EOF",
    b"<<",
    b">>",
    b"[",
]


@dataclass(frozen=True, slots=True)
class Mutant:
    """A damaged file; ``places`` are offsets of the sound file that are no longer what they were."""

    kind: str
    data: bytes
    places: Sequence[int]


@cache
def outside_streams(data: bytes) -> tuple[int, ...]:
    """Offsets at which objects are described: most of a file is fonts."""
    kept: list[int] = []
    position = 0
    for match in STREAM.finditer(data):
        kept += range(position, match.start())
        position = match.end()
    return (*kept, *range(position, len(data)))


def mutants(data: bytes, count: int, rng: random.Random) -> Iterator[Mutant]:
    """``count`` mutants of all kinds in turn."""
    kinds = [
        _flip_anywhere,
        _flip_structure,
        _flip_one,
        _delete,
        _repeat,
        _insert,
        _zero,
        _word,
        _cut,
        _digits,
    ]
    for number in range(count):
        kind = kinds[number % len(kinds)]
        changed, places = kind(data, rng)
        yield Mutant(
            kind.__name__.strip("_"), changed, places if isinstance(places, range) else sorted(places)
        )


Changed = tuple[bytes, Sequence[int]]


def _flip(data: bytes, places: list[int], rng: random.Random) -> Changed:
    changed = bytearray(data)
    for place in places:
        changed[place] ^= 1 << rng.randrange(8)
    return bytes(changed), places


def _flip_anywhere(data: bytes, rng: random.Random) -> Changed:
    return _flip(data, [rng.randrange(len(data)) for _ in range(rng.randint(1, 200))], rng)


def _flip_structure(data: bytes, rng: random.Random) -> Changed:
    return _flip(data, rng.choices(outside_streams(data), k=rng.randint(2, 20)), rng)


def _flip_one(data: bytes, rng: random.Random) -> Changed:
    return _flip(data, [rng.choice(outside_streams(data))], rng)


def _delete(data: bytes, rng: random.Random) -> Changed:
    start = rng.choice(outside_streams(data))
    end = min(len(data), start + rng.choice([1, 7, 300, 20_000]))
    return data[:start] + data[end:], range(start, end)


def _repeat(data: bytes, rng: random.Random) -> Changed:
    start = rng.choice(outside_streams(data))
    end = min(len(data), start + rng.choice([3, 200, 5000]))
    return data[:end] + data[start:end] + data[end:], range(start, end + 1)


def _insert(data: bytes, rng: random.Random) -> Changed:
    start = rng.choice(outside_streams(data))
    return data[:start] + rng.randbytes(rng.choice([1, 30, 900])) + data[start:], [start - 1, start]


def _zero(data: bytes, rng: random.Random) -> Changed:
    start = rng.choice(outside_streams(data))
    end = min(len(data), start + rng.choice([16, 512, 4096]))
    return data[:start] + bytes(end - start) + data[end:], range(start, end)


def _word(data: bytes, rng: random.Random) -> Changed:
    found = [m.start() for m in re.finditer(re.escape(rng.choice(WORDS)), data)]
    if not found:
        return _flip_one(data, rng)
    start = rng.choice(found)
    return data[:start] + b"#" + data[start + 1 :], [start]


def _cut(data: bytes, rng: random.Random) -> Changed:
    end = rng.randrange(len(data))
    return data[:end], range(end, len(data))


def _digits(data: bytes, rng: random.Random) -> Changed:
    """Another number: an object refers to another, or the table points elsewhere."""
    digits = [p for p in rng.choices(outside_streams(data), k=400) if chr(data[p]).isdigit()][
        : rng.randint(1, 6)
    ]
    changed = bytearray(data)
    for place in digits:
        changed[place] = rng.choice(b"0123456789")
    return bytes(changed), digits


def touched_fields(data: bytes, places: Sequence[int], names: set[str]) -> set[str]:
    """Names of the fields whose own object was hit: what stands there now cannot be told from an answer."""
    found: set[str] = set()
    for match in OBJECT.finditer(data):
        first = bisect_left(places, match.start())
        if first < len(places) and places[first] < match.end():
            found |= {name for name in names if f"({name})".encode() in match.group()}
    return found
