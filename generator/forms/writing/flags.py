"""Flags of fields and annotations, for those who write forms and those who fill them
(ISO 32000-1, tables 165, 221, 228 and 230).
"""

from __future__ import annotations

from typing import Final

READ_ONLY: Final = 1
REQUIRED: Final = 1 << 1
MULTILINE: Final = 1 << 12
COMBO: Final = 1 << 17

HIDDEN: Final = 1 << 1
PRINT: Final = 1 << 2
