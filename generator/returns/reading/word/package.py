"""A Word file as what it is, a zip archive of parts: which part is which, and each within bounds.

Only parts that are asked for are unpacked, and none that stands outside of the file: pictures, macros,
embedded files, templates and links are not even looked up.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO, Final

from generator.returns.reading import zipped
from generator.returns.reading.limits import Limits
from generator.returns.reading.refusal import Refused
from generator.returns.reading.word.markup import Element, parse

MARKS: Final = frozenset({"[Content_Types].xml", "_rels/.rels", "word/document.xml"})
"""Parts of which a document has one at least, however it was damaged, and an archive of files none."""
_RELATIONSHIP: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

MAIN: Final = "officeDocument"
CUSTOM_XML: Final = "customXml"
CUSTOM_PROPERTIES: Final = "custom-properties"
FOOTER: Final = "footer"
MOST_PARTS: Final = 24
"""Parts of one kind that are looked at: a form has three footers, one custom XML part."""
ALL: Final = 2
"""All parts that are read have at most so many times the bytes of one: the document, and little besides."""


class Package:
    """The parts by name: each at most ``limits.part`` bytes, all that are read :data:`ALL` times as many."""

    def __init__(self, file: IO[bytes], limits: Limits) -> None:
        """List the parts.

        Raises:
            Refused: ``too-complex`` where two parts have one name, ``encrypted``, or what
                :func:`generator.returns.reading.zipped.entries` raises.

        """
        self._file, self._limits = file, limits
        self._left = ALL * limits.part
        self._entries: dict[str, zipped.Entry] = {}
        for entry in zipped.entries(file, limits):
            # names of parts differ in more than capitals (ECMA-376-2, 9.1.1)
            name = entry.name.replace("\\", "/").lstrip("/").casefold()
            if name in self._entries:
                # of two, one program would read the one, another the other
                raise Refused("too-complex", {"kind": "twins"})
            self._entries[name] = entry

    def part(self, name: str) -> Element | None:
        """The root element of a part; ``None`` if there is no such part.

        Raises:
            Refused: ``too-complex``, ``encrypted`` or ``damaged``.

        """
        entry = self._entries.get(name.lstrip("/").casefold())
        if entry is None:
            return None
        if entry.encrypted:
            raise Refused("encrypted")
        content = bytearray()
        most = min(self._limits.part, self._left)
        try:
            for piece in zipped.pieces(self._file, entry):
                content += piece
                if len(content) > most:
                    break
        except Refused as refused:
            raise Refused("damaged") from refused
        finally:
            self._left = max(0, self._left - len(content))
        if len(content) > most:
            raise Refused("too-complex", {"kind": "inflated"})
        return parse(bytes(content))

    def holds(self, folder: str) -> bool:
        """Whether there is any part in a folder."""
        return any(name.startswith(folder) for name in self._entries)

    def main(self) -> str:
        """The name of the part with the document itself, as the file says it, or as all programs name it."""
        return next(self.related("", MAIN), "word/document.xml")

    def related(self, name: str, kind: str) -> Iterator[str]:
        """Names of the parts to which one (empty: the file itself) has a relationship of a kind.

        What stands outside of the file is left out. A list that is damaged lists nothing: what it would
        have led to is then missing, and said to be.
        """
        folder, _, last = name.rpartition("/")
        try:
            root = self.part(f"{folder}/_rels/{last}.rels")
        except Refused:
            root = None
        found = 0
        for relationship in () if root is None else root.iter(_RELATIONSHIP):
            target = relationship.get("Target", "")
            own = relationship.get("TargetMode", "").lower() != "external"
            if own and _kind(relationship) == kind and found < MOST_PARTS:
                found += 1
                yield _resolved(folder, target)


def _kind(relationship: Element) -> str:
    kind = relationship.get("Type", "").rpartition("/")[2]
    return CUSTOM_PROPERTIES if kind == "customProperties" else kind  # as the strict variant has it


def _resolved(folder: str, target: str) -> str:
    """The name of a part from a relationship's target.

    >>> _resolved("word", "../customXml/item1.xml"), _resolved("word", "/word/footer1.xml")
    ('customXml/item1.xml', 'word/footer1.xml')
    """
    target = target.replace("\\", "/")
    steps = [] if target.startswith("/") else [step for step in folder.split("/") if step]
    for step in target.split("/"):
        if step == "..":
            del steps[-1:]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)


def is_package(file: IO[bytes], limits: Limits) -> bool:
    """Whether a zip archive is a document of this kind (Word, Excel, PowerPoint), by its members."""
    try:
        return any(entry.name in MARKS for entry in zipped.entries(file, limits))
    except Refused:
        return False
    finally:
        file.seek(0)


def opened(data: bytes, limits: Limits) -> Package:
    """The file in ``data``; see :class:`Package`."""
    return Package(io.BytesIO(data), limits)
