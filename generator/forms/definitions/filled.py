"""What filling a form gives back, and how it fails."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.errors import GeneratorError


class FillError(GeneratorError):
    """A value cannot be put in: ``field`` is unknown, or ``value`` is none of its options."""

    def __init__(self, field: str, value: str) -> None:
        super().__init__(f"{field}: {value!r}")
        self.field = field
        self.value = value


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled form, and what a person should know about it.

    ``missing`` maps field names to the characters that the field font lacks (drawn as empty boxes;
    the value is complete all the same). ``overflowing`` maps field names to the number
    of characters that are not seen even at the smallest size of type (the value is complete).
    ``code`` is the 答卷码 that was written: empty unless every required field is answered.
    """

    data: bytes
    missing: Mapping[str, str]
    overflowing: Mapping[str, int]
    code: str = ""
