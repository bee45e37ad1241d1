"""Names for files that are called after units: such as every system takes, and no two alike."""

from __future__ import annotations

import re
from typing import Final

from generator.returns.reading.intake import Labels
from generator.returns.reading.text import visible

_FORBIDDEN: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f]|[. ]+$|^ +|⟦U\+[0-9A-F]+⟧')
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
LONGEST: Final = 60


def unused_name(stem: str, suffix: str, names: Labels) -> str:
    """A name that is new even where capitals do not count."""
    found = names.unique(stem.casefold())
    return stem + found[len(stem.casefold()) :] + suffix


def file_name(name: str) -> str:
    """``name`` such that every system takes it as the name of a file."""
    safe = _FORBIDDEN.sub("_", visible(name))[:LONGEST].rstrip(". ") or "_"
    return f"_{safe}" if _RESERVED.fullmatch(safe) else safe
