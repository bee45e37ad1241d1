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

LOOKAHEAD: Final = 12
"""How many units ahead a place is sought where both sides agree again."""

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
            yield Unit("", standard.label, standard.label_place, standard.label_place, "附件标签")
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
    best: tuple[int, int] | None = None
    least = 0
    passed = 0
    free = False
    for skipped in range(LOOKAHEAD):
        if index + skipped >= len(units):
            break
        unit = units[index + skipped]
        if isinstance(unit, _Unreadable):
            free = True
            continue
        found = transcript.find(unit.whole, position)
        if found >= 0:
            cost = 0 if free else abs(found - position - passed)
            if best is None or cost < least:
                best, least = (skipped, found), cost
        passed += len(unit.whole)
    if best is not None:
        return best
    return len(units) - index, len(transcript)


def _explain(
    units: Sequence[Unit | _Unreadable],
    gap: str,
    position: int,
    transcript: _Transcript,
    everything: Sequence[Unit | _Unreadable],
    index: int,
) -> Iterator[Finding]:
    if any(isinstance(unit, _Unreadable) for unit in units):
        return
    readable = [unit for unit in units if isinstance(unit, Unit)]
    line = transcript.line(position)
    if not readable:
        following = everything[index]
        place = following.marker_place if isinstance(following, Unit) else Place(CATALOG, 1)
        yield Finding(
            place,
            "provenance-left-over",
            f"这里之前漏了原文（转写本第 {line} 行起 {len(gap)} 个字）：“{_short(gap)}”",
            "把漏掉的文字补在这里之前",
        )
        return
    start = 0
    for unit in readable:
        length = len(unit.whole)
        yield _compare(unit, gap[start : start + length], position + start, transcript)
        start += length


def _compare(unit: Unit, source: str, position: int, transcript: _Transcript) -> Finding:
    """The first difference between a unit and the piece of the transcript in its place."""
    elsewhere = transcript.text.find(unit.text) if len(unit.text) > 3 else -1
    if elsewhere >= 0 and unit.text not in source:
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
