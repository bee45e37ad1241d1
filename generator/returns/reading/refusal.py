"""Why a file is not accepted."""

from __future__ import annotations

from collections.abc import Mapping


class Refused(Exception):
    """The file is not accepted: ``reason`` is one of REASONS, ``detail`` a code or data for its sentence."""

    def __init__(self, reason: str, detail: Mapping[str, str] | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = dict(detail or {})
