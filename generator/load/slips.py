"""Slips of a Chinese keyboard in YAML: full-width punctuation and spaces where YAML wants its own.

They look right on the screen. Some make a file that is no YAML, and the parser then names another
place than the culprit's; others make YAML that silently says something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from generator.errors import Finding, Place
from generator.load.text_file import Readable, read_text

_NAMES: Final = {
    "\u3000": "全角空格",
    "\u00a0": "不间断空格",
    "\u200b": "零宽空格",
    "\ufeff": "字节顺序标记",
    "\u2028": "行分隔符",
    "\u2029": "段分隔符",
    "\u0085": "换行控制符",
}
_SPACES: Final = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff"
"""What looks like a space, or like nothing, and is none to YAML."""
_QUOTES: Final = "“”‘’＂"

_BREAKS: Final = re.compile("[\u0085\u2028\u2029]")
"""Line breaks to YAML 1.1 and to no editor: behind one, every line would be named wrongly."""

_START: Final = r"[ ]*(?:- +)*"
_KEY: Final = r"[A-Za-z][\w-]*"
_SPACE_AT_START: Final = re.compile(rf"[ ]*(?:- *)*([{_SPACES}])")
_SPACE_AFTER_COLON: Final = re.compile(rf"{_START}{_KEY}:[ ]*([{_SPACES}])")
_COLON_AFTER_KEY: Final = re.compile(rf"{_START}{_KEY}[ ]?：")
_COLON_IN_NAVIGATION: Final = re.compile(r"[ ]*- +[^\"'：]+：\s*(?:\S+\.md\s*)?$")
_QUOTED_LATIN: Final = re.compile(rf"{_START}{_KEY}: +([{_QUOTES}])[ -~]*[{_QUOTES}]\s*$")

_COLON: Final = re.compile(rf"{_START}[^\s\"'#|>\[{{：:][^\"'：:]*：(?!.*:(?:\s|$))")
_DASH: Final = re.compile(r"[ ]*([－—–―−])")
_IN_BRACKETS: Final = re.compile(r"[\[{][^\]}\"]*([，｛｝［］：])")
_QUOTE: Final = re.compile(rf"{_START}(?:{_KEY}: +)?([{_QUOTES}])")
_NO_SPACE: Final = re.compile(rf"{_START}{_KEY}:(?=[^\s/:])")

_BLOCK: Final = re.compile(r":[ ]+[|>][+-]?[0-9]?[ ]*\r?$")
_NEAR: Final = 3
"""How many lines before the place where a parser gives up the culprit may stand."""


def line_breaks(text: str, file: str) -> Iterator[Finding]:
    """Line breaks that only YAML takes for such."""
    for match in _BREAKS.finditer(text):
        place = Place(file, text.count("\n", 0, match.start()) + 1)
        yield Finding(place, "yaml-character", f"有{_named(match[0])}", "删去这个字符；换行用回车")


def certain(text: str, file: str) -> Iterator[Finding]:
    r"""Slips that no file of ours can mean otherwise, whether the file is still YAML or not.

    Blocks of literal text (``|``, ``>``) are passed over.

    >>> [str(f) for f in certain("nav:\n\u3000- a: b.md", "mkdocs.yml")]
    ['mkdocs.yml:2: 行首有全角空格 U+3000（删去它，改用普通空格缩进）']
    """
    for number, line in _lines(text):
        place = Place(file, number)
        if match := _SPACE_AT_START.match(line):
            message = f"行首有{_named(match[1])}"
            yield Finding(place, "yaml-wide-space", message, "删去它，改用普通空格缩进")
        elif match := _SPACE_AFTER_COLON.match(line):
            yield Finding(place, "yaml-wide-space", f"冒号后有{_named(match[1])}", "改成一个普通空格")
        elif _COLON_AFTER_KEY.match(line) or _COLON_IN_NAVIGATION.match(line):
            yield _colon(place)
        elif match := _QUOTED_LATIN.match(line):
            yield _quote(place, match[1])


def in_file(path: Readable, file: str) -> list[Finding]:
    """The certain slips of a file that can be read as text."""
    text, _ = read_text(path, file)
    return [] if text is None else list(certain(text, file))


def likely(text: str, file: str, line: int) -> Finding | None:
    r"""The slip that most likely broke a file whose parser gave up at ``line``: the nearest before it.

    >>> str(likely("状态：好\n关于: about.md", "mkdocs.yml", 2))
    'mkdocs.yml:1: 键后面是全角冒号“：”（改成英文冒号，后面加一个空格）'
    """
    before = [(number, content) for number, content in _lines(text) if number <= line]
    for number, content in reversed(before[-_NEAR:]):
        place = Place(file, number)
        if match := _IN_BRACKETS.search(content):
            message, remedy = f"括号里有全角的“{match[1]}”", "括号里的标点用英文的；文字含标点时加英文引号"
            return Finding(place, "yaml-wide-punctuation", message, remedy)
        if _COLON.match(content):
            return _colon(place)
        if match := _DASH.match(content):
            message, remedy = f"列表前面是“{match[1]}”", "改成英文减号 -，后面加一个空格"
            return Finding(place, "yaml-wide-dash", message, remedy)
        if match := _QUOTE.match(content):
            return _quote(place, match[1])
        if _NO_SPACE.match(content):
            return Finding(place, "yaml-colon", "冒号后面没有空格", "冒号后面加一个空格")
    return None


def _colon(place: Place) -> Finding:
    message, remedy = "键后面是全角冒号“：”", "改成英文冒号，后面加一个空格"
    return Finding(place, "yaml-wide-colon", message, remedy)


def _quote(place: Place, quote: str) -> Finding:
    message, remedy = f"值用中文引号 {quote} 括着", '改成英文引号 "'
    return Finding(place, "yaml-wide-quote", message, remedy)


def _named(character: str) -> str:
    """A character that cannot be seen, as a finding names it."""
    return f"{_NAMES.get(character, '特殊空格')} U+{ord(character):04X}"


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines with their numbers, without those of literal blocks."""
    block: int | None = None
    for number, line in enumerate(text.split("\n"), 1):
        indent = len(line) - len(line.lstrip(" "))
        if block is not None and (indent > block or not line.strip()):
            continue
        block = indent if _BLOCK.search(line) else None
        yield number, line
