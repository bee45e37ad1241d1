"""Sentences of the definitions with their placeholders filled in."""

from __future__ import annotations

import re
from typing import Final

_PLACEHOLDER: Final = re.compile(r"\{([a-z_]+)\}")


def say(pattern: str, **data: object) -> str:
    """``pattern`` with its ``{placeholders}`` replaced; what the data contains is never a pattern."""
    return _PLACEHOLDER.sub(lambda m: str(data.get(m[1], m[0])), pattern)
