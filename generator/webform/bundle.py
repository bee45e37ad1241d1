"""The parts of the engine joined into one classic script, which also works from ``file://``.

Modules do not load from ``file://``, and one request is quicker than fifteen. The parts share one scope;
the only name that a page sees is ``WebForm``.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

PARTS: Final = (
    "refused.js",
    "decimals.js",
    "lexer.js",
    "text.js",
    "inflate.js",
    "file.js",
    "fields.js",
    "face.js",
    "setting.js",
    "sha256.js",
    "answercode.js",
    "reading.js",
    "rules.js",
    "writer.js",
    "form.js",
    "api.js",
)
"""In the order in which each finds what it needs when it is loaded."""

ENGINE: Final = "fill/engine.js"
"""Path of the script in the site."""


def scripts() -> dict[str, bytes]:
    """The published scripts under their paths in the site."""
    return {ENGINE: engine().encode()}


@cache
def engine(*, minified: bool = True) -> str:
    """The script; with ``minified`` without comments and needless white space."""
    import rjsmin  # who only collects forms need not have it: it has no wheels for Windows

    folder = files("generator.webform") / "scripts"
    parts = "\n".join((folder / part).read_text(encoding="utf-8") for part in PARTS)
    whole = f"(function () {{\n{parts}\nglobalThis.WebForm = WebForm;\n}})();\n"
    return f"{rjsmin.jsmin(whole)}\n" if minified else whole
