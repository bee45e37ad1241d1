"""Proof that the verbatim layer is the source: every string is in the transcript, in order, and
nothing of the transcript is left over.

Both sides are compared with white space removed. A *passage* is what is printed without a break
(a marker and its text), so that a short string cannot be found in the wrong place by accident. Where
they agree, the spaces beside Latin words (ISO 9001 认证) are compared too: they are there exactly where
the transcript has them.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import Final

from generator.check.alignment import Aligner, Step
from generator.check.context import Context
from generator.check.quoting import shortened
from generator.errors import Finding, Place
from generator.load.corpus import CATALOG, verbatim_file

REACH: Final = 30_000
"""How far from its place, in characters, a text is sought that may have been moved."""

MANY: Final = 12
"""From more passages than this in a row that differ, one finding is made instead of one for each."""

SHOWN: Final = 12
"""Characters of context in a message."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of verbatim text: a marker (may be empty) and what follows it, each with its place."""

    marker: str
    text: str
    marker_place: Place
    text_place: Place
    name: str

    @property
    def whole(self) -> str:
        """What the transcript must show, without spaces."""
        return (self.marker + self.text).replace(" ", "")


class _Unreadable:
    """Stands for a file that could not be loaded: any stretch of the transcript will do."""

    whole: Final = None


class _Transcript:
    """The transcript without white space, the line of each character, and where spaces were taken out."""

    def __init__(self, text: str) -> None:
        pieces: list[str] = []
        self._starts: list[int] = []
        self._lines: list[int] = []
        self._spaces: list[int] = []
        length = 0
        for number, line in enumerate(text.split("\n"), 1):
            words = line.split()
            if words:
                self._starts.append(length)
                self._lines.append(number)
            for n, word in enumerate(words):
                if n:
                    self._spaces.append(length)
                pieces.append(word)
                length += len(word)
        self.text = "".join(pieces)

    def line(self, position: int) -> int:
        """The line of the character at ``position``."""
        index = bisect.bisect_right(self._starts, position) - 1
        return self._lines[index] if index >= 0 else 1

    def beside_latin(self, position: int) -> bool:
        """Whether a space before this character would stand beside a Latin one."""
        return self.text[position - 1].isascii() or self.text[position].isascii()

    def spaces(self, start: int, end: int) -> set[int]:
        """The positions between ``start`` and ``end`` behind a space that stands beside a Latin character.

        Spaces between Chinese characters only spread them over the line.
        """
        first, last = bisect.bisect_right(self._spaces, start), bisect.bisect_left(self._spaces, end)
        return {position for position in self._spaces[first:last] if self.beside_latin(position)}

    def wraps(self, position: int) -> bool:
        """Whether a line begins here with a Latin character after another: a space there proves nothing."""
        index = bisect.bisect_left(self._starts, position)
        begins = index < len(self._starts) and self._starts[index] == position
        return begins and (self.text[position - 1] + self.text[position]).isascii()


def check_provenance(context: Context) -> Iterator[Finding]:
    """Both directions: each passage is in the transcript in order, and no text of it is left over."""
    transcript = _Transcript(context.transcript)
    if transcript.text:
        source = f"standards/{context.corpus.catalog.transcript}"
        yield from _Proof(transcript, source, list(_passages(context))).findings()


def _passages(context: Context) -> Iterator[Passage | _Unreadable]:
    documents = {d.id: d for d in context.corpus.documents}
    standards = {s.id: s for s in context.corpus.standards}
    for name in context.corpus.catalog.sequence:
        if name in documents:
            for block in documents[name].blocks:
                yield Passage(block.marker, block.text, block.marker_place, block.text_place, block.role)
        elif name in standards:
            standard = standards[name]
            yield Passage("", standard.label, standard.label_place, standard.label_place, "标签")
            yield Passage("", standard.title, standard.title_place, standard.title_place, "标题")
            for section in standard.sections:
                yield Passage(
                    section.marker, section.title, section.marker_place, section.title_place, "部分标题"
                )
                for item in section.items:
                    yield Passage(item.marker, item.text, item.marker_place, item.text_place, item.id)
        elif verbatim_file(name) in context.broken:
            yield _Unreadable()


class _Proof:
    """What the transcript and the passages, side by side, show to be wrong."""

    def __init__(
        self, transcript: _Transcript, source: str, passages: Sequence[Passage | _Unreadable]
    ) -> None:
        self._transcript = transcript
        self._source = source
        self._passages = passages

    def findings(self) -> Iterator[Finding]:
        end = 0
        for step in Aligner(self._transcript.text, [passage.whole for passage in self._passages]).steps():
            yield from self._agreed(step) if step.agrees else self._explain(step)
            end = step.end
        if rest := self._transcript.text[end:]:
            yield Finding(
                Place(self._source, self._transcript.line(end)),
                "provenance-left-over",
                f"原文末尾有 {len(rest)} 个字没有录入：“{shortened(rest)}”",
                "把这一段补进相应的文件",
            )

    def _agreed(self, step: Step) -> Iterator[Finding]:
        """Spaces that only one side has, in a passage whose characters agree."""
        passage = self._passages[step.first]
        if not isinstance(passage, Passage):
            return
        start = step.start
        for text, place in ((passage.marker, passage.marker_place), (passage.text, passage.text_place)):
            end = start + len(text) - text.count(" ")
            lengths = accumulate(map(len, text.split(" ")[:-1]), initial=start)
            # a space among Chinese characters is wrong by itself: generator.check.text has found it
            here = {at for at in islice(lengths, 1, None) if at < end and self._transcript.beside_latin(at)}
            there = self._transcript.spaces(start, end)
            for position in sorted(here ^ there):
                if position in there or not self._transcript.wraps(position):
                    yield self._space(passage, position, place, missing=position in there)
            start = end

    def _space(self, passage: Passage, position: int, place: Place, *, missing: bool) -> Finding:
        text, line = self._transcript.text, self._transcript.line(position)
        around = text[max(position - SHOWN, 0) : position], text[position : position + SHOWN]
        what, remedy = ("少了一个空格", "补上") if missing else ("多了空格", "删去")
        message = f"{passage.name} 里“{around[0]}”和“{around[1]}”之间{what}（转写本第 {line} 行）"
        return Finding(place, "provenance-space", message, f"照转写本{remedy}")

    def _explain(self, step: Step) -> Iterator[Finding]:
        """Findings for the passages that were passed over, or for the text between two that agree."""
        passages = self._passages[step.first : step.last]
        blind = next((n for n, passage in enumerate(passages) if isinstance(passage, _Unreadable)), None)
        readable = [passage for passage in passages[:blind] if isinstance(passage, Passage)]
        if not readable:
            if blind is None:
                yield self._left_over(step)
            return
        if len(readable) > MANY:
            moved = any(self._elsewhere(passage, step.start) is not None for passage in readable[:MANY])
            line = self._transcript.line(step.start)
            yield Finding(
                readable[0].text_place,
                "provenance-order" if moved else "provenance-differs",
                f"从{readable[0].name}起连续 {len(readable)} 处，与转写本第 {line} 行起不合",
                f"先核对 {CATALOG} 里 sequence 的先后，再从这里起逐条对照原文",
            )
            return
        start = step.start
        for passage in readable:
            end = start + len(passage.whole)
            yield self._compare(passage, self._transcript.text[start : min(end, step.end)], start)
            start = end

    def _left_over(self, step: Step) -> Finding:
        """Text that is missing between two passages.

        It belongs to the end of the passage before if only that stands on the same line of the
        transcript, otherwise it is sought before the one that follows.
        """
        gap = self._transcript.text[step.start : step.end]
        line = self._transcript.line(step.start)
        before = self._passages[step.first - 1] if step.first else None
        after = self._passages[step.first]
        ends_line = self._transcript.line(step.end) != self._transcript.line(step.end - 1)
        if isinstance(before, Passage) and self._transcript.line(step.start - 1) == line and ends_line:
            return Finding(
                before.text_place,
                "provenance-differs",
                f"{before.name} 末尾少了 {len(gap)} 个字（转写本第 {line} 行）：“{shortened(gap)}”",
                "照原文补上",
            )
        return Finding(
            after.marker_place if isinstance(after, Passage) else Place(CATALOG, 1),
            "provenance-left-over",
            f"这里之前漏了原文（转写本第 {line} 行起 {len(gap)} 个字）：“{shortened(gap)}”",
            "把漏掉的文字补在这里之前",
        )

    def _elsewhere(self, passage: Passage, position: int) -> int | None:
        """Where else the passage's text stands; too short a text may stand anywhere and says nothing."""
        text = passage.text.replace(" ", "")
        if len(text) <= 3:
            return None
        found = self._transcript.text.find(text, max(position - REACH, 0), position + REACH)
        return found if found >= 0 else None

    def _compare(self, passage: Passage, source: str, position: int) -> Finding:
        """The first difference between a passage and the piece of the transcript in its place."""
        text = passage.text.replace(" ", "")
        elsewhere = None if text in source else self._elsewhere(passage, position)
        if elsewhere is not None:
            line = self._transcript.line(elsewhere)
            message = f"{passage.name} 不在原文的这个位置；同样的文字在转写本第 {line} 行"
            return Finding(
                passage.text_place, "provenance-order", message, "按原文的先后排列，每条放回原来的序号下"
            )
        whole = passage.whole
        at = next((i for i, (a, b) in enumerate(zip(whole, source, strict=False)) if a != b), None)
        if at is None:
            at = min(len(whole), len(source))
        place = passage.marker_place if at < len(passage.marker) else passage.text_place
        line = self._transcript.line(position + min(at, max(len(source) - 1, 0)))
        here, there = whole[at : at + SHOWN] or "（没有了）", source[at : at + SHOWN] or "（没有了）"
        message = (
            f"{passage.name} 与原文不一致：第 {at + 1} 个字起，这里是“{here}”，转写本第 {line} 行是“{there}”"
        )
        return Finding(place, "provenance-differs", message, "照原文改回；原文的疑误写进 notes.yml，不改正文")
