"""The fine difference of two texts: which pieces of each the other one does not have.

Pieces are those of :mod:`generator.compare.tokens`, compared as folded. Equal pieces too small to be
read on their own (a comma, a 的) between two differences are taken into them, so that the reader sees
stretches and no confetti. The cost is quadratic in the length of the two texts at worst, and in
nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final

from generator.compare.folding import LANGUAGE, fold
from generator.compare.tokens import Cut

BREAK: Final = "\n"
"""Stands between the texts of one side; never marked and never shown."""

PAUSES: Final = frozenset((*LANGUAGE["pauses"], *"（）()“”"))
_OPENING: Final = PAUSES - frozenset("）)”")
NUMERALS: Final = frozenset((*"0123456789", *LANGUAGE["numerals"]))
_SMALL: Final = 2
"""Characters; an equal stretch no longer than this is not worth an island between longer differences."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and whether the other side lacks it."""

    text: str
    changed: bool


Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Both sides in pieces, one tuple for each text; joined, they are the texts again."""

    left: tuple[Pieces, ...]
    right: tuple[Pieces, ...]

    @property
    def mirrored(self) -> Difference:
        """The same difference with the sides changed over."""
        return Difference(self.right, self.left)


def difference(left: Sequence[str], right: Sequence[str], cut: Cut) -> Difference:
    """Compare the texts of two sides, each side as one run of text.

    1. Each side is cut into pieces and folded: ``建立 工作室 ，`` against ``建立 大工匠 工作室 ，``.
    2. The longest runs of equal pieces are found (Ratcliff and Obershelp, :mod:`difflib`).
    3. Insertions slide to where a reader would put them (:func:`_aligned`).
    4. Equal runs too small to be read alone are given up (:func:`_readable`).

    >>> def characters(text):
    ...     return tuple(text)
    >>> found = difference(["每年两次"], ["每年不少于两次"], characters)
    >>> [(piece.text, piece.changed) for piece in found.right[0]]
    [('每年', False), ('不少于', True), ('两次', False)]
    >>> found.left
    ((Piece(text='每年两次', changed=False),),)
    """
    tokens = [cut(BREAK.join(texts)) for texts in (left, right)]
    folded = [[fold(token) or token for token in side] for side in tokens]
    matcher = SequenceMatcher(None, folded[0], folded[1], autojunk=False)
    blocks = _aligned([(b.a, b.b, b.size) for b in matcher.get_matching_blocks()], *folded)
    blocks = _readable(blocks, *folded)
    return Difference(
        _pieces(tokens[0], [(a, size) for a, _, size in blocks]),
        _pieces(tokens[1], [(b, size) for _, b, size in blocks]),
    )


Block = tuple[int, int, int]


def _readable(blocks: list[Block], left: Sequence[str], right: Sequence[str]) -> list[Block]:
    """Without the equal blocks that are too small to be read between the differences around them.

    A block is (start on the left, start on the right, pieces); the last one, which is empty,
    ends both sides and is not in the result.
    Of ``甲甲甲的丙丙丙`` against ``乙乙乙的丁丁丁`` the 的 in the middle is equal and says nothing by itself:

    >>> _readable([(3, 3, 1), (7, 7, 0)], "甲甲甲的丙丙丙", "乙乙乙的丁丁丁")
    []
    """
    kept: list[Block] = []
    for block, following in pairwise(blocks):
        before = kept[-1] if kept else (0, 0, 0)
        edits = _edit(before, block, left, right), _edit(block, following, left, right)
        if all(edits) and _negligible("".join(left[block[0] : block[0] + block[2]]), min(edits)):
            continue
        kept.append(block)
    return kept


def _edit(block: Block, following: Block, left: Sequence[str], right: Sequence[str]) -> int:
    """Characters of the longer side of what differs between two equal blocks."""
    mine = sum(map(len, left[block[0] + block[2] : following[0]]))
    yours = sum(map(len, right[block[1] + block[2] : following[1]]))
    return max(mine, yours)


def _negligible(text: str, edit: int) -> bool:
    """Whether an equal stretch says too little to stand alone; a number always says enough.

    ``edit`` is the length of the smaller of the two differences around it.

    >>> _negligible("，", 1), _negligible("馆长", 5), _negligible("馆长", 1), _negligible("3", 5)
    (True, True, False, False)
    """
    if BREAK in text or NUMERALS.intersection(text):
        return False
    bare = "".join(c for c in text if c not in PAUSES)
    return not bare or bare in LANGUAGE["islands"] or len(bare) <= min(_SMALL, edit)


def _aligned(blocks: list[Block], left: Sequence[str], right: Sequence[str]) -> list[Block]:
    """Where one side only inserts and the insertion may slide, let it begin with its comma.

    工作室［、大工匠工作室］ rather than ［工作室、大工匠］工作室: the equal block behind the insertion gives
    its first two pieces to the one before it.

    >>> left, right = ["建", "工作室"], ["建", "工作室", "、", "大工匠", "工作室"]
    >>> _aligned([(0, 0, 1), (1, 4, 1), (2, 5, 0)], left, right)
    [(0, 0, 2), (2, 5, 0), (2, 5, 0)]
    """
    moved = list(blocks)
    for n in range(len(moved) - 1):
        (a, b, size), (c, d, rest) = moved[n], moved[n + 1]
        if (a + size == c) == (b + size == d):
            continue
        if a + size == c:
            tokens, start, end = right, b + size, d
        else:
            tokens, start, end = left, a + size, c
        slide = _slide(tokens, start, end, size - 1, rest)
        moved[n], moved[n + 1] = (a, b, size + slide), (c + slide, d + slide, rest - slide)
    return moved


def _slide(tokens: Sequence[str], start: int, end: int, before: int, after: int) -> int:
    """How far the insertion ``tokens[start:end]`` may move so that it begins with a pause, or 0.

    The insertion may move one step on where the piece that it leaves behind equals the piece that it
    takes in, and so on, as far as the equal blocks around it reach. A text of its own already begins
    where it should.

    >>> _slide(["建", "工作室", "、", "大工匠", "工作室"], 1, 4, 0, 1)
    1
    """
    if tokens[start] in _OPENING or tokens[start] == BREAK:
        return 0
    for step in range(1, after + 1):
        if tokens[start + step - 1] != tokens[end + step - 1]:
            break
        if tokens[start + step] in _OPENING:
            return step
    for step in range(1, before + 1):
        if tokens[start - step] != tokens[end - step]:
            break
        if tokens[start - step] in _OPENING:
            return -step
    return 0


def _pieces(tokens: Sequence[str], equal: Sequence[tuple[int, int]]) -> tuple[Pieces, ...]:
    marks = [True] * len(tokens)
    for start, size in equal:
        marks[start : start + size] = [False] * size
    texts: list[list[Piece]] = [[]]
    for token, changed in zip(tokens, marks, strict=True):
        if token == BREAK:
            texts.append([])
        elif texts[-1] and texts[-1][-1].changed == changed:
            texts[-1][-1] = Piece(texts[-1][-1].text + token, changed)
        else:
            texts[-1].append(Piece(token, changed))
    return tuple(tuple(pieces) for pieces in texts)
