"""What a reader of one file has to know, and nothing else of the project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.forms.definitions.summary import Summary
from generator.returns.reading.known import KnownForm
from generator.returns.reading.limits import Limits


@dataclass(frozen=True)
class Setup:
    """What a worker has to know: plain data, handed over once."""

    forms: Mapping[str, KnownForm]
    summary: Summary
    limits: Limits
