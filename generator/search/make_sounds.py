"""Make ``sounds.txt``: the characters that sound alike, one syllable a line.

Run as ``python generator/search/make_sounds.py`` where pypinyin stands at the version below; the
file is committed, so that nobody needs that for a build, and ``tests/search/test_sounds.py`` proves that
it is what this prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

PYPINYIN: Final = "0.55.0"
FILE: Final = Path(__file__).with_name("data") / "sounds.txt"
HEAD: Final = f"""\
# Characters that sound alike, one syllable a line: what is typed by sound, or said into a phone, slips among
# them, and who types letters means them. Without tones; zh/z, ch/c, sh/s and final n/ng count as one.
# The 6,763 characters of GB 2312 as pypinyin {PYPINYIN} (MIT) reads them alone. Made by make_sounds.py.
"""

_GB2312_ROWS: Final = range(0xB0, 0xF8)
"""The rows of GB 2312 that hold Chinese characters (level 1: 0xB0-0xD7, level 2: 0xD8-0xF7)."""


def characters() -> Iterator[str]:
    """The Chinese characters of GB 2312 in its order; the last places of level 1 are empty."""
    for row in _GB2312_ROWS:
        for cell in range(0xA1, 0xFF):
            yield from bytes((row, cell)).decode("gb2312", "ignore")


def syllable(reading: str) -> str:
    """The syllable as it is compared: ``zhang`` is ``zan``, since many do not hear the difference."""
    return re.sub(r"ng$", "n", re.sub(r"^([zcs])h", r"\1", reading))


def lines() -> str:
    """The whole file."""
    from pypinyin import Style, pinyin

    groups: dict[str, str] = {}
    for c in characters():
        ((reading,),) = pinyin(c, style=Style.NORMAL, v_to_u=False)
        key = syllable(reading)
        groups[key] = groups.get(key, "") + c
    return HEAD + "".join(f"{key} {groups[key]}\n" for key in sorted(groups))


if __name__ == "__main__":
    FILE.write_text(lines(), encoding="utf-8", newline="\n")
