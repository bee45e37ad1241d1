"""The scripts of the page on which a form is filled in, joined into one like the engine's.

Each part stands in a function of its own and meets the others in ``FillPage``. What they share with other
pages is carried along, since a form is also one file that needs nothing beside it. They speak through the
words of the page (:data:`generator.pages.fill.WORDS`) and know forms only by their data.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from generator.webform.scripting import minified

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
