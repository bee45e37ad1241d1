"""Which of the printed options is marked in a cell, by its boxes and by what people wrote.

A form prints ``□ 达标``, a line for each option. People tick the box, type √ before or after the label,
put another picture in place of the box, or leave nothing but the label of their choice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from generator.forms.definitions.definition import Option
from generator.forms.definitions.word_names import read_tag
from generator.returns.reading.word.glyphs import CROSSED, OPEN, TICKED
from generator.returns.reading.word.shown import Cell


@dataclass(slots=True)
class Marks:
    """What a cell says: states whose box or label bears a mark, and those whose control is set.

    ``crossed`` are states with a cross, which may mean no; ``labels`` counts the labels that are there;
    ``rest`` is what is written besides.
    """

    shown: list[str] = field(default_factory=list)
    stored: list[str] = field(default_factory=list)
    crossed: list[str] = field(default_factory=list)
    labels: int = 0
    rest: str = ""


def marks(cell: Cell, options: Sequence[Option], name: str) -> Marks:
    """The marks in the cell of the field ``name``.

    ``□达标 √ □基本达标`` is 达标; ``√达标`` over ``□基本达标`` is 达标; 达标 alone is 达标.
    """
    found = Marks()
    for control in cell.controls:
        tag = read_tag(control.tag)
        if control.checked and tag.field == name and tag.state not in found.stored:
            found.stored.append(tag.state)
    pattern = _pattern(tuple(_squeezed(o.label) for o in options))
    states = {_squeezed(o.label): o.state for o in options}
    seen: list[str] = []
    rest: list[str] = []
    for line in _lines(cell.text, pattern):
        for label, beside in _labelled(line, pattern, rest):
            state = states[label]
            seen.append(state)
            if not TICKED.isdisjoint(beside) or _is_typed_tick(beside):
                found.shown.append(state)
            elif not CROSSED.isdisjoint(beside):
                found.crossed.append(state)
    found.labels = len(set(seen))
    found.rest = "".join(rest)
    if not found.shown and not found.crossed:
        # the label of the choice and nothing else, or written once more beside the printed ones
        again = [s for s in dict.fromkeys(seen) if seen.count(s) > 1]
        alone = seen if len(seen) == 1 and len(options) > 1 else []
        found.shown = again or alone
    found.shown = list(dict.fromkeys(found.shown))
    return found


def count_labels(cell: Cell, labels: tuple[str, ...]) -> int:
    """How many of the labels a cell shows, each once."""
    text = _squeezed(cell.text)
    return len(set(_pattern(tuple(map(_squeezed, labels))).findall(text)))


def has_boxes(cell: Cell, labels: tuple[str, ...]) -> bool:
    """Whether a cell shows all of the labels, and as many boxes or marks: the printed options, not words."""
    boxes = sum(c in _KNOWN for c in cell.text)
    return boxes >= len(labels) == count_labels(cell, labels)


_KNOWN: Final = TICKED | CROSSED | OPEN
_AROUND: Final = frozenset("()（）[]【】、，,/；;:：.。")
"""What people write around a mark or between options."""
_LETTERS: Final = frozenset({"v", "V", "ｖ", "Ｖ"})


def _is_typed_tick(beside: str) -> bool:
    """A letter that people without a √ at hand type for one."""
    return "".join(c for c in beside if c not in OPEN and c not in _AROUND) in _LETTERS


def _lines(text: str, pattern: re.Pattern[str]) -> list[str]:
    """The lines of a cell without blanks; marks alone go with the label below, or the one above."""
    lines: list[str] = []
    marks_alone = ""
    for raw in text.split("\n"):
        line = _squeezed(raw)
        if line and all(c in _KNOWN for c in line):
            marks_alone += line
            continue
        if marks_alone and pattern.match(line):
            line = marks_alone + line
        elif marks_alone and lines:
            lines[-1] += marks_alone
        elif marks_alone:
            lines.append(marks_alone)
        marks_alone = ""
        if line:
            lines.append(line)
    if marks_alone:
        lines[-1:] = [lines[-1] + marks_alone] if lines else [marks_alone]
    return lines


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@cache
def _pattern(labels: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the labels, the longer first: 基本达标 is not a 达标."""
    return re.compile("|".join(re.escape(label) for label in sorted(labels, key=len, reverse=True)))


def _labelled(line: str, pattern: re.Pattern[str], rest: list[str]) -> Iterator[tuple[str, str]]:
    """Each label of a line with what stands at it; what stands between two of them is shared out.

    A box is its label's that it stands before, as printed. So of ``√□`` between two labels the box is the
    second's, and of a single mark the second's too, if the first has a box or mark of its own before it.
    """
    matches = list(pattern.finditer(line))
    if not matches:
        rest.append(line)
        return
    before = line[: matches[0].start()]
    for n, match in enumerate(matches):
        last = n + 1 == len(matches)
        between = line[match.end() : len(line) if last else matches[n + 1].start()]
        after, following = (between, "") if last else _shared(between, boxed=bool(before))
        yield match[0], before + after
        rest.append("".join(c for c in before + after if c not in _KNOWN and c not in _AROUND))
        before = following


def _shared(between: str, *, boxed: bool) -> tuple[str, str]:
    """What stands between two labels: what is the first's, and what is the second's."""
    at = max((n for n, c in enumerate(between) if c in _KNOWN), default=-1)
    if at < 0:
        return between, ""
    several = sum(c in _KNOWN for c in between) > 1
    if several or boxed or between[at] in OPEN:
        return between[:at], between[at:]
    return between, ""
