"""What a returned file may cost. Whatever costs more is refused, and costs nobody else anything."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one file; sizes in bytes, ``seconds`` of wall clock.

    ``archive``, ``members`` and ``unpacked`` hold for a container with all that is in it; each file of
    it is bounded as any other file is.
    ``part`` bounds the parts of a Word form that are read; a filled one has half a megabyte.
    A form that came back is 2 to 4 MB; scans put into one file are the largest that occur.
    """

    file: int = 64 << 20
    archive: int = 2 << 30
    members: int = 20_000
    unpacked: int = 4 << 30
    nesting: int = 3
    mail: int = 256 << 20
    solid: int = 512 << 20
    directory: int = 32 << 20
    inflated: int = 64 << 20
    part: int = 4 << 20
    objects: int = 300_000
    fields: int = 20_000
    depth: int = 32
    pages: int = 5_000
    value: int = 100_000
    values: int = 4_000_000
    seconds: float = 20.0
    memory: int = 2 << 30
