"""Why MkDocs refused a site, told as our own findings are: file and line, what is wrong, how to mend it.

MkDocs (1.6.1) speaks English, tells its progress between its warnings, and at some settings ends in a
traceback. What is not known here is passed on in its own words, its last line in place of a traceback.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from generator.check.handwritten import CONFIG
from generator.errors import Finding, Place

_LEVEL: Final = re.compile(r"(WARNING|ERROR|INFO|DEBUG) +- +")
_TRACE: Final = "Traceback (most recent call last):"
_CHATTER: Final = ("INFO", "DEBUG")

_LINK: Final = re.compile(
    r"Doc file '(?P<page>[^']+)' contains a(?:n \w+)? link '(?P<link>[^']*)', but (?P<why>.*)"
)
_NAV: Final = re.compile(r"A reference to '(?P<page>[^']+)' is included in the 'nav' configuration")
_UNKNOWN: Final = re.compile(r"Config value '(?P<key>[^']+)': Unrecognised configuration name")
_SETTING: Final = re.compile(r"Config value '(?P<key>[^']+)': (?P<why>.*)")
_OMITTED: Final = 'not included in the "nav" configuration'
_PAGE: Final = re.compile(r" +- (?P<page>\S.*)")


def told(said: str, root: Path) -> str:
    r"""What MkDocs ``said`` on its way to refusing the site of ``root``, a line for each thing to mend.

    >>> told("INFO    -  Cleaning\nWARNING -  Config value 'x': Unrecognised configuration name: x", Path())
    'mkdocs.yml:1: 没有 x 这一项设置（改正拼写，或删去它）'
    """
    return "\n".join(dict.fromkeys(_lines(said.splitlines(), root)))


def _lines(said: list[str], root: Path) -> Iterator[str]:
    level, tracing, omitted = "", False, False
    for line in said:
        if tracing:
            # the frames are indented, what ended it is not
            tracing = line.startswith(" ") or not line
            if not tracing:
                yield line
        elif line == _TRACE:
            tracing = True
        elif match := _LEVEL.match(line):
            level, rest = match[1], line[match.end() :]
            omitted = _OMITTED in rest and level not in _CHATTER
            if level not in _CHATTER and not omitted:
                yield _translated(rest, root)
        elif omitted and (match := _PAGE.fullmatch(line)):
            remedy = f"在 {CONFIG} 的 nav 里加上它，或写进 not_in_nav"
            yield str(Finding(Place(f"docs/{match['page']}", 1), "", "这一页不在导航里", remedy))
        elif level not in _CHATTER and line.strip() and not line.startswith("Aborted"):
            yield line


def _translated(said: str, root: Path) -> str:
    if match := _LINK.match(said):
        place = _place(root, f"docs/{match['page']}", match["link"])
        what = "那一页上没有这个位置" if "anchor" in match["why"] else "没有这一页"
        return str(Finding(place, "", f"链接 {match['link']} 走不通：{what}", "改正链接"))
    if match := _NAV.match(said):
        place = _place(root, CONFIG, match["page"])
        return str(Finding(place, "", f"导航里的 {match['page']} 没有这一页", "改正 nav，或补上这一页"))
    if match := _UNKNOWN.match(said):
        place = _place(root, CONFIG, f"{match['key']}:")
        return str(Finding(place, "", f"没有 {match['key']} 这一项设置", "改正拼写，或删去它"))
    if match := _SETTING.match(said):
        place = _place(root, CONFIG, f"{match['key']}:")
        return str(Finding(place, "", f"设置 {match['key']} 用不了", f"MkDocs 说：{match['why']}"))
    return said


def _place(root: Path, file: str, words: str) -> Place:
    """Where ``words`` stand in a file; its first line if it cannot be told."""
    try:
        text = (root / file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return Place(file, 1)
    return Place(file, text.count("\n", 0, max(text.find(words), 0)) + 1)
