"""Proof that the verbatim layer is the source: every string is in the transcript, in order, and
nothing of the transcript is left over.

Both sides are compared with white space removed. A *unit* is what is printed without a break
(a marker and its text), so that a short string cannot be found in the wrong place by accident.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from generator.check.context import Context
from generator.errors import Finding, Place
from generator.load.corpus import CATALOG, verbatim_file

ROUNDS: Final = ((12, 4_000), (96, 32_000), (768, 256_000))
"""(units, characters) ahead within which a place is sought where both sides agree again, nearest
first: so that a slip costs what lies around it, however long the transcript is."""

REACH: Final = 30_000
"""How far from its place, in characters, a text is sought that may have been moved."""

MANY: Final = 12
"""From more units than this in a row that differ, one finding is made instead of one for each."""

BEGINNING: Final = 4
"""How many units after an unreadable file must agree in a row to tell where it ends."""

SHOWN: Final = 12
"""Characters of context in a message."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A run of verbatim text: a marker (may be empty) and what follows it, each with its place."""

    marker: str
    text: str
    marker_place: Place
    text_place: Place
    name: str

    @property
    def whole(self) -> str:
        """What the transcript must show."""
        return self.marker + self.text


@dataclass(frozen=True, slots=True)
class _Unreadable:
    """Stands for a file that could not be loaded: any stretch of the transcript will do."""


class _Transcript:
    """The transcript without white space, and the line of each character."""

    def __init__(self, text: str) -> None:
        pieces: list[str] = []
        self._starts: list[int] = []
        self._lines: list[int] = []
        length = 0
        for number, line in enumerate(text.split("\n"), 1):
            if piece := "".join(line.split()):
                self._starts.append(length)
                self._lines.append(number)
                pieces.append(piece)
                length += len(piece)
        self.text = "".join(pieces)

    def line(self, position: int) -> int:
        index = bisect.bisect_right(self._starts, position) - 1
        return self._lines[index] if index >= 0 else 1


def check_provenance(context: Context) -> Iterator[Finding]:
    """Both directions: each unit is in the transcript in order, and no text of it is left over."""
    transcript = _Transcript(context.transcript)
    if not transcript.text:
        return
    units = list(_units(context))
    source = f"standards/{context.corpus.catalog.transcript}"
    position = index = 0
    while index < len(units):
        unit = units[index]
        if isinstance(unit, Unit) and transcript.text.startswith(unit.whole, position):
            position += len(unit.whole)
            index += 1
            continue
        skipped, found = _resynchronise(transcript.text, position, units, index)
        gap = transcript.text[position:found]
        yield from _explain(units[index : index + skipped], gap, position, transcript, units, index)
        position, index = found, index + skipped
    if position < len(transcript.text):
        rest = transcript.text[position:]
        yield Finding(
            Place(source, transcript.line(position)),
            "provenance-left-over",
            f"原文末尾有 {len(rest)} 个字没有录入：“{_short(rest)}”",
            "把这一段补进相应的文件",
        )


def _units(context: Context) -> Iterator[Unit | _Unreadable]:
    documents = {d.id: d for d in context.corpus.documents}
    standards = {s.id: s for s in context.corpus.standards}
    for name in context.corpus.catalog.sequence:
        if name in documents:
            for block in documents[name].blocks:
                yield Unit(block.marker, block.text, block.marker_place, block.text_place, block.role)
        elif name in standards:
            standard = standards[name]
            yield Unit("", standard.label, standard.label_place, standard.label_place, "标签")
            yield Unit("", standard.title, standard.title_place, standard.title_place, "标题")
            for section in standard.sections:
                yield Unit(
                    section.marker, section.title, section.marker_place, section.title_place, "部分标题"
                )
                for item in section.items:
                    yield Unit(item.marker, item.text, item.marker_place, item.text_place, item.id)
        elif verbatim_file(name) in context.broken:
            yield _Unreadable()


def _resynchronise(
    transcript: str, position: int, units: Sequence[Unit | _Unreadable], index: int
) -> tuple[int, int]:
    """(units passed over, position in the transcript) where both sides agree again at least cost.

    The cost of a place is how far the lengths passed over on both sides differ; a tie goes to the
    fewer units, so that text missing in the encoding is not blamed on a unit that is there.
    """
    ahead = units[index : index + ROUNDS[-1][0]]
    blind = next((n for n, unit in enumerate(ahead) if isinstance(unit, _Unreadable)), None)
    readable = [unit.whole for unit in ahead[:blind] if isinstance(unit, Unit)]
    for count, reach in ROUNDS:
        best = _nearest(transcript, position, position + reach, readable[:count])
        if best is not None and best[0] <= reach // 2:
            return best[1:]
        if best is None and blind is not None and blind < count:
            return _beyond(transcript, position, units, index + blind, index)
    best = _nearest(transcript, position, len(transcript), readable)
    return best[1:] if best is not None else (len(units) - index, len(transcript))


def _nearest(transcript: str, position: int, end: int, wholes: Sequence[str]) -> tuple[int, int, int] | None:
    """(cost, units passed over, position) of the cheapest place before ``end``."""
    best: tuple[int, int, int] | None = None
    passed = 0
    for skipped, whole in enumerate(wholes):
        found = transcript.find(whole, position, end)
        if found >= 0:
            cost = abs(found - position - passed)
            if best is None or cost < best[0]:
                best = cost, skipped, found
        passed += len(whole)
    return best


def _beyond(
    transcript: str, position: int, units: Sequence[Unit | _Unreadable], blind: int, index: int
) -> tuple[int, int]:
    """Where what follows an unreadable file begins: several units in a row, or else a single one."""
    following = units[blind + 1 : blind + 1 + ROUNDS[0][0]]
    for length in (BEGINNING, 1):
        for n in range(len(following)):
            run = [unit.whole for unit in following[n : n + length] if isinstance(unit, Unit)]
            found = transcript.find("".join(run), position) if len(run) == length else -1
            if found >= 0:
                return blind + 1 + n - index, found
    after = next((n for n, u in enumerate(following) if isinstance(u, _Unreadable)), None)
    if after is not None:
        return _beyond(transcript, position, units, blind + 1 + after, index)
    return len(units) - index, len(transcript)


def _explain(
    units: Sequence[Unit | _Unreadable],
    gap: str,
    position: int,
    transcript: _Transcript,
    everything: Sequence[Unit | _Unreadable],
    index: int,
) -> Iterator[Finding]:
    """Findings for the units that were passed over, or for the text between two that agree."""
    blind = next((n for n, unit in enumerate(units) if isinstance(unit, _Unreadable)), None)
    readable = [unit for unit in units[:blind] if isinstance(unit, Unit)]
    if not readable:
        if blind is None:
            yield _left_over(gap, position, transcript, everything, index)
        return
    if len(readable) > MANY:
        moved = any(_elsewhere(unit, position, transcript) is not None for unit in readable[:MANY])
        yield Finding(
            readable[0].text_place,
            "provenance-order" if moved else "provenance-differs",
            f"从{readable[0].name}起连续 {len(readable)} 处，与转写本第 {transcript.line(position)} 行起不合",
            f"先核对 {CATALOG} 里 sequence 的先后，再从这里起逐条对照原文",
        )
        return
    start = 0
    for unit in readable:
        length = len(unit.whole)
        yield _compare(unit, gap[start : start + length], position + start, transcript)
        start += length


def _left_over(
    gap: str,
    position: int,
    transcript: _Transcript,
    everything: Sequence[Unit | _Unreadable],
    index: int,
) -> Finding:
    """Text that is missing between two units.

    It belongs to the end of the unit before if only that stands on the same line of the
    transcript, otherwise it is sought before the one that follows.
    """
    line = transcript.line(position)
    before = everything[index - 1] if index else None
    after = everything[index]
    ends_line = transcript.line(position + len(gap)) != transcript.line(position + len(gap) - 1)
    if isinstance(before, Unit) and transcript.line(position - 1) == line and ends_line:
        return Finding(
            before.text_place,
            "provenance-differs",
            f"{before.name} 末尾少了 {len(gap)} 个字（转写本第 {line} 行）：“{_short(gap)}”",
            "照原文补上",
        )
    return Finding(
        after.marker_place if isinstance(after, Unit) else Place(CATALOG, 1),
        "provenance-left-over",
        f"这里之前漏了原文（转写本第 {line} 行起 {len(gap)} 个字）：“{_short(gap)}”",
        "把漏掉的文字补在这里之前",
    )


def _elsewhere(unit: Unit, position: int, transcript: _Transcript) -> int | None:
    """Where else the unit's text stands; too short a text may stand anywhere and says nothing."""
    if len(unit.text) <= 3:
        return None
    found = transcript.text.find(unit.text, max(position - REACH, 0), position + REACH)
    return found if found >= 0 else None


def _compare(unit: Unit, source: str, position: int, transcript: _Transcript) -> Finding:
    """The first difference between a unit and the piece of the transcript in its place."""
    elsewhere = None if unit.text in source else _elsewhere(unit, position, transcript)
    if elsewhere is not None:
        message = f"{unit.name} 不在原文的这个位置；同样的文字在转写本第 {transcript.line(elsewhere)} 行"
        return Finding(unit.text_place, "provenance-order", message, "按原文的先后排列，每条放回原来的序号下")
    whole = unit.whole
    at = next((i for i, (a, b) in enumerate(zip(whole, source, strict=False)) if a != b), None)
    if at is None:
        at = min(len(whole), len(source))
    place = unit.marker_place if at < len(unit.marker) else unit.text_place
    line = transcript.line(position + min(at, max(len(source) - 1, 0)))
    here, there = whole[at : at + SHOWN] or "（没有了）", source[at : at + SHOWN] or "（没有了）"
    message = f"{unit.name} 与原文不一致：第 {at + 1} 个字起，这里是“{here}”，转写本第 {line} 行是“{there}”"
    return Finding(place, "provenance-differs", message, "照原文改回；原文的疑误写进 notes.yml，不改正文")


def _short(text: str) -> str:
    return text if len(text) <= 2 * SHOWN else text[:SHOWN] + "…" + text[-SHOWN:]
