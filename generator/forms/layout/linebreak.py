"""Line breaking of Chinese text (避头尾): for what is printed and for what is filled in alike.

A line never begins with closing punctuation and never ends with an opening bracket; a run of Latin
letters and digits stays together. All of that gives way where the box is narrower than the run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from generator.forms.layout.face import Face

OPENING: Final = "（〔［｛〈《「『【〖“‘([{"
CLOSING: Final = "、。，．：；？！）〕］｝〉》」』】〗”’％‰℃…—·)]},:;.?!%"

_CLUSTER: Final = re.compile(
    rf"[{re.escape(OPENING)}]*(?:[A-Za-z0-9][A-Za-z0-9.,:/@_+\-]*|.)[{re.escape(CLOSING)}]*", re.DOTALL
)
LINE_END: Final = re.compile(r"\r\n|\r|\n")


@lru_cache(maxsize=2048)
def break_text(text: str, width: float, face: Face, size: float) -> tuple[str, ...]:
    """Break ``text`` into lines of at most ``width`` points; line ends of the text are kept.

    Every character of the text is in exactly one line, except line ends. A single character that
    is wider than ``width`` gets a line of its own.
    """
    return tuple(line for part in LINE_END.split(text) for line in _paragraph(part, width, face, size))


def _paragraph(text: str, width: float, face: Face, size: float) -> Iterator[str]:
    room = width * 1000 / size + 1e-6
    advance = face.advance
    if sum([advance.get(c, 1000) for c in text]) <= room:
        yield text
        return
    line, used = "", 0.0
    for match in _CLUSTER.finditer(text):
        cluster = match.group()
        needed = sum([advance.get(c, 1000) for c in cluster])
        if used + needed <= room:
            line, used = line + cluster, used + needed
            continue
        if needed <= room:
            yield line
            line, used = cluster, needed
            continue
        for character in cluster:
            step = advance.get(character, 1000)
            if line and used + step > room:
                yield line
                line, used = "", 0.0
            line, used = line + character, used + step
    yield line
