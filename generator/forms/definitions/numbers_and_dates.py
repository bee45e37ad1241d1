"""Numbers and dates as people write them into a form; ``generator/webform/scripts/reading.js`` is the twin.

Numbers are read from full-width digits too, and with thousands separators; more than fifteen digits before
the point, which no count has and no float holds, are no number.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final


def read_number(text: str) -> float | None:
    """The number that a person wrote: ``１２００``, ``1,200``, ``95.5%``; ``None`` if it is none."""
    if not text:
        return None  # most questions, most of the time
    plain = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "").removesuffix("%")
    return float(plain) if re.fullmatch(r"\d{1,15}(\.\d+)?", plain, re.ASCII) else None


_DATE: Final = re.compile(r"(\d{4})(?:年|[年./-](\d{1,2})(?:月|[月./-](\d{1,2})[日号]?)?)?", re.ASCII)
_RUN_TOGETHER: Final = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)


def read_date(text: str) -> tuple[int, int, int] | None:
    """Year, month, day that a person wrote (0 where left out); ``None`` if there is no such day.

    ``2026年5月20日``, ``2026年5月20号``, ``2026-5-20``, ``2026.5``, ``2026``, ``20260520``.
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    match = _DATE.fullmatch(plain) or _RUN_TOGETHER.fullmatch(plain)
    if match is None:
        return None
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return (year, month, day)
