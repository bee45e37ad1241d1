"""Style sheets as phones download them: without comments, needless white space and rules for nothing.

The theme has styles for everything that its users may ever write; two thirds of them are for classes that
no page here has. A rule is left out only if it cannot apply: it names a class that neither a page nor a
script has a word for, or a colour that is not set.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

_WHOLE: Final = r"/\*.*?\*/|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'"
_TOKEN: Final = re.compile(rf"({_WHOLE})|\s+([{{}};,])\s*|([{{}};,:])\s+|(\s+)", re.DOTALL)
_BRACE: Final = re.compile(rf"{_WHOLE}|[{{}};]", re.DOTALL)
_COMMA: Final = re.compile(r"\"[^\"]*\"|'[^']*'|[(),]")
_CLASS: Final = re.compile(r"\.(-?[A-Za-z_](?:[\w-]|\\.)*)")
_COLOUR: Final = re.compile(r"\[(data-md-color-[a-z]+)=\"?([\w-]+)\"?\]")
_ESCAPED: Final = re.compile(r"\\(.)")
_QUOTED: Final = re.compile(r"\"[^\"]*\"|'[^']*'")
_CHOICE: Final = re.compile(r":(?:not|is|where|has)\([^()]*\)")
_GROUPS: Final = ("@media", "@supports", "@layer", "@container")


def packed(styles: str) -> str:
    """``styles`` without comments and without white space that means nothing.

    >>> packed("/* why */ .a > .b , p { margin : 0 ; content: ' ; ' }")
    ".a > .b,p{margin :0;content:' ; '}"
    """

    def written(found: re.Match[str]) -> str:
        whole, after, before, _ = found.groups()
        if whole:
            return "" if whole.startswith("/*") else whole
        return str(after or before or " ")

    return _TOKEN.sub(written, styles).replace(";}", "}").strip()


def used(styles: str, known: frozenset[str]) -> str:
    """The rules of packed ``styles`` that can apply where only the words ``known`` are names of classes.

    Among ``known`` are colours as ``data-md-color-scheme=slate``. What stands in ``:not()`` and the like
    leaves a rule in.

    >>> used(".a .b,p{margin:0}@media print{.b{top:0}}.a:not(.b){top:0}", frozenset({"a"}))
    'p{margin:0}.a:not(.b){top:0}'
    """
    return "".join(_used(styles, known))


def _used(styles: str, known: frozenset[str]) -> Iterator[str]:
    for prelude, body in _rules(styles):
        if body is None or (prelude.startswith("@") and not prelude.startswith(_GROUPS)):
            yield f"{prelude};" if body is None else f"{prelude}{{{body}}}"
        elif prelude.startswith("@"):
            if inner := used(body, known):
                yield f"{prelude}{{{inner}}}"
        elif left := [one for one in selectors(prelude) if _applies(one, known)]:
            yield f"{','.join(left)}{{{body}}}"


def _rules(styles: str) -> Iterator[tuple[str, str | None]]:
    """What stands before each block of the outermost level, and in it; no block for ``@import`` and such.

    >>> list(_rules('@charset "a";p{top:0}@media print{p{top:1}}'))
    [('@charset "a"', None), ('p', 'top:0'), ('@media print', 'p{top:1}')]
    """
    start = body = depth = 0
    for found in _BRACE.finditer(styles):
        if found[0] == "{":
            depth += 1
            if depth == 1:
                body = found.end()
        elif found[0] == "}":
            depth -= 1
            if depth == 0:
                yield styles[start : body - 1].strip(), styles[body : found.start()]
                start = found.end()
        elif found[0] == ";" and depth == 0:
            if statement := styles[start : found.start()].strip():
                yield statement, None
            start = found.end()


def selectors(prelude: str) -> list[str]:
    """The selectors of a rule.

    >>> selectors('.a:is(.b,.c),p[title="d,e"]')
    ['.a:is(.b,.c)', 'p[title="d,e"]']
    """
    found, start, depth = [], 0, 0
    for mark in _COMMA.finditer(prelude):
        depth += {"(": 1, ")": -1}.get(mark[0], 0)
        if mark[0] == "," and depth == 0:
            found.append(prelude[start : mark.start()].strip())
            start = mark.end()
    return [*found, prelude[start:].strip()]


def _applies(selector: str, known: Iterable[str]) -> bool:
    colours = [f"{name}={value}" for name, value in _COLOUR.findall(selector)]
    bare = _QUOTED.sub("", selector)
    while "(" in bare and (left := _CHOICE.sub("", bare)) != bare:
        bare = left
    classes = (name if "\\" not in name else _ESCAPED.sub(r"\1", name) for name in _CLASS.findall(bare))
    return all(name in known for name in (*classes, *colours))
