"""The ciphers that PDF files are protected by (ISO 32000-2, 7.6): RC4, and AES in CBC mode, in Python alone.

They open forms that anybody may read and only the owner may change; there is no secret to guard here, so
no care is taken of how long anything takes. Tests hold them against a library of ciphers.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

BLOCK: Final = 16


def rc4(key: bytes, data: bytes) -> bytes:
    """Encrypt or decrypt, which is one."""
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) & 255
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) & 255
        j = (j + state[i]) & 255
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) & 255])
    return bytes(out)


class _Tables(NamedTuple):
    """The S-box and its inverse, and a round of each direction for one byte (FIPS 197, 5.1 and 5.3)."""

    box: Sequence[int]
    back: Sequence[int]
    forth_rounds: Sequence[Sequence[int]]
    back_rounds: Sequence[Sequence[int]]


def _times(one: int, other: int) -> int:
    """The product in the field of 256 elements of AES (FIPS 197, 4.2)."""
    product = 0
    while other:
        product ^= one if other & 1 else 0
        one = (one << 1) ^ (0x11B if one & 0x80 else 0)
        other >>= 1
    return product


@cache
def _tables() -> _Tables:
    inverse = [0] * 256
    for one in range(1, 256):
        if not inverse[one]:
            other = next(other for other in range(1, 256) if _times(one, other) == 1)
            inverse[one], inverse[other] = other, one
    box = []
    for value in inverse:
        turned = value | value << 8  # rotations of a byte by shifts
        box.append((value ^ turned >> 4 ^ turned >> 5 ^ turned >> 6 ^ turned >> 7) & 255 ^ 0x63)
    back = [box.index(value) for value in range(256)]

    def rounds(column: tuple[int, int, int, int], source: Sequence[int]) -> list[list[int]]:
        first = [
            int.from_bytes(bytes(_times(source[value], factor) for factor in column), "big")
            for value in range(256)
        ]
        return [
            [word >> turn | (word << 32 - turn & 0xFFFFFFFF) for word in first] for turn in (0, 8, 16, 24)
        ]

    return _Tables(box, back, rounds((2, 1, 1, 3), box), rounds((14, 9, 13, 11), back))


class Aes:
    """AES with a key of 16 or 32 bytes."""

    def __init__(self, key: bytes) -> None:
        self._tables = _tables()
        self._forth = self._expanded(key)
        self._back: list[tuple[int, ...]] | None = None

    def _expanded(self, key: bytes) -> list[tuple[int, ...]]:
        """The key of each round (FIPS 197, 5.2)."""
        box, size = self._tables.box, len(key) // 4
        words = list(struct.unpack(f">{size}L", key))
        constant = 1
        for place in range(size, 4 * (size + 7)):
            word = words[-1]
            if place % size == 0:
                word = (word << 8 | word >> 24) & 0xFFFFFFFF
            if place % size == 0 or (size > 6 and place % size == 4):
                word = int.from_bytes(bytes(box[byte] for byte in word.to_bytes(4, "big")), "big")
            if place % size == 0:
                word ^= constant << 24
                constant = _times(constant, 2)
            words.append(words[place - size] ^ word)
        return [tuple(words[start : start + 4]) for start in range(0, len(words), 4)]

    def _backwards(self) -> list[tuple[int, ...]]:
        """The keys for decrypting by tables (FIPS 197, 5.3.5)."""
        if self._back is None:
            box, rounds = self._tables.box, self._tables.back_rounds

            def mixed(word: int) -> int:
                parts = word.to_bytes(4, "big")
                return (
                    rounds[0][box[parts[0]]]
                    ^ rounds[1][box[parts[1]]]
                    ^ rounds[2][box[parts[2]]]
                    ^ rounds[3][box[parts[3]]]
                )

            last, *inner, first = reversed(self._forth)
            self._back = [last, *(tuple(map(mixed, key)) for key in inner), first]
        return self._back

    def _through(self, block: bytes, keys: list[tuple[int, ...]], *, back: bool) -> bytes:
        """One block through all rounds; the way of its rows is the other one when decrypting."""
        one, two, three, four = self._tables.back_rounds if back else self._tables.forth_rounds
        box = self._tables.back if back else self._tables.box
        step = 3 if back else 1
        s = [word ^ key for word, key in zip(struct.unpack(">4L", block), keys[0], strict=True)]
        for key in keys[1:-1]:
            s = [
                one[s[i] >> 24]
                ^ two[s[(i + step) & 3] >> 16 & 255]
                ^ three[s[(i + 2) & 3] >> 8 & 255]
                ^ four[s[(i - step) & 3] & 255]
                ^ key[i]
                for i in range(4)
            ]
        return struct.pack(
            ">4L",
            *(
                (
                    box[s[i] >> 24] << 24
                    | box[s[(i + step) & 3] >> 16 & 255] << 16
                    | box[s[(i + 2) & 3] >> 8 & 255] << 8
                    | box[s[(i - step) & 3] & 255]
                )
                ^ keys[-1][i]
                for i in range(4)
            ),
        )

    def encrypt(self, data: bytes, before: bytes) -> bytes:
        """CBC of whole blocks; ``before`` is the initial vector."""
        out = []
        for start in range(0, len(data), BLOCK):
            mixed = int.from_bytes(data[start : start + BLOCK], "big") ^ int.from_bytes(before, "big")
            before = self._through(mixed.to_bytes(BLOCK, "big"), self._forth, back=False)
            out.append(before)
        return b"".join(out)

    def decrypt(self, data: bytes, before: bytes) -> bytes:
        """The inverse of :meth:`encrypt`."""
        out = []
        for start in range(0, len(data), BLOCK):
            block = data[start : start + BLOCK]
            plain = int.from_bytes(self._through(block, self._backwards(), back=True), "big")
            out.append((plain ^ int.from_bytes(before, "big")).to_bytes(BLOCK, "big"))
            before = block
        return b"".join(out)
