"""The scripts of the page on which a form is filled in, joined into one like the engine's.

Each part stands in a function of its own and meets the others in ``FillPage``. What they share with other
pages is carried along, since a form is also one file that needs nothing beside it. They speak through the
words of the page (:data:`generator.pages.fill.WORDS`) and know forms only by their data.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Final

SHARED: Final = ("site/theme/assets/making.js", "webform/page_scripts/working.js")
"""What every page on which one works begins with, below the package; the collector's too."""

PAGE_PARTS: Final = (
    "form.js",
    "controls.js",
    "record.js",
    "store.js",
    "session.js",
    "live.js",
    "make.js",
    "shelf.js",
    "change.js",
    "start.js",
)
"""In the order in which they run."""

PAGE: Final = "fill/page.js"
"""Path of the script in the site."""


@cache
def page_script() -> str:
    """The script without comments and needless white space."""
    return minified(*SHARED, *(f"webform/page_scripts/{part}" for part in PAGE_PARTS))


def embedded(known: object) -> str:
    r"""What a page knows, as JSON that may stand in a script element or the other elements of HTML.

    Neither an end tag nor a comment is read in it by a browser, and no line end by a script.

    >>> embedded({"title": "</script>"})
    '{"title":"\\u003c/script>"}'
    """
    text = json.dumps(known, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def minified(*paths: str) -> str:
    """Scripts of the package, by their paths in it, one after the other without comments and white space."""
    import rjsmin  # who only collects forms need not have it: it has no wheels for Windows

    parts = [(files("generator") / path).read_text(encoding="utf-8") for path in paths]
    return "".join(f"{rjsmin.jsmin(part)}\n" for part in parts)
