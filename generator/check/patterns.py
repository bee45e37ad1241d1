r"""Patterns of rules stay within what Python's ``re`` and JavaScript's ``RegExp`` understand alike.

The rules of a form are applied in both languages, and many spellings mean something else in one of them,
or nothing: ``\s`` (six characters differ), ``\Z``, ``(?P<name>…)``, ``{,3}``, ``a++``, ``a$b``.
"""

from __future__ import annotations

import re
from typing import Final

_TOKEN: Final = re.compile(
    r"""
    (?P<again> (?: [*+?] | \{ \d+ (?: ,\d* )? \} ) \?? )
  | (?P<piece>
        [^\\^$*+?()\[\]{}|]                 # a character that stands for itself, or the dot
      | \\ [dDwW]                           # ASCII in both, as they are compiled here
      | \\ [\^$\\.*+?()\[\]{}|/]
      | \[ \^? (?: [^\\\[\]^] | \\ [dDwW] | \\ [\^$\\.*+?()\[\]{}|/-] )+ \]
      | \(\?: | [()|]
    )
    """,
    re.VERBOSE,
)
_FOREIGN_IN_SET: Final = re.compile(r"--|&&|~~|\|\||\\[dDwW]-.|.-\\[dDwW]")
"""Inside brackets: set operations of later versions of Python, and ranges whose end is a class."""


def foreign_part(pattern: str) -> str:
    r"""The first part of a pattern that the two languages may not understand alike; empty if there is none.

    ``^`` may stand at the beginning and ``$`` at the end. Whether the rest is an expression at all is for
    ``re.compile`` to say.

    >>> foreign_part("^[0-9A-Z]{18}$"), foreign_part(r"\d+\s?人"), foreign_part("a{,3}"), foreign_part("a++")
    ('', '\\s', '{', '+')
    """
    inner = pattern.removeprefix("^").removesuffix("$") if not pattern.endswith("\\$") else pattern
    at, repeatable = 0, False
    while at < len(inner):
        found = _TOKEN.match(inner, at)
        if found is None or (found["again"] and not repeatable):
            return inner[at : at + 2] if inner[at] == "\\" else inner[at]
        if found[0].startswith("[") and (part := _FOREIGN_IN_SET.search(found[0][:-1])):
            return part[0]
        at, repeatable = found.end(), found[0] not in ("(", "(?:", "|") and not found["again"]
    return ""
