"""Where the words of cells and lines stand in the bytes of a document, so that nothing else is touched.

A document that is parsed and written anew is another document: prefixes, order of attributes and blanks
differ, and with them what its own program makes of it. So a cell is found by the parser's byte positions
(expat's), and only the bytes of an answer are put in.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Final, Literal
from xml.parsers import expat

from generator.errors import GeneratorError
from generator.forms.definitions.word_names import MAIN, WORD_2010
from generator.returns.reading.word import names as n
from generator.returns.reading.word.glyphs import symbol

_MAIN: Final = (MAIN, n.STRICT_MAIN)
_NEW_LINES: Final = ("br", "cr")
_TABS: Final = ("tab", "ptab")
CELL: Final = "tc"
LINE: Final = "p"
Wanted = tuple[str, int]
"""Of which kind (:data:`CELL`, :data:`LINE`), and its number, counted from 0 as they begin."""


class UnfillableError(GeneratorError):
    """A document whose bytes cannot be told apart."""


@dataclass(slots=True)
class RunLook:
    """How a run looks, as far as a blank depends on it: with a line below, and its typeface for ASCII."""

    underlined: bool = False
    ascii: str = ""


@dataclass(slots=True)
class Atom:
    """A character that a cell shows, at bytes ``start`` to ``end``.

    It is of a text, an element, or the end of a paragraph, which has no bytes.

    ``tag`` is where the ``w:t`` of a text begins, ``box`` the state of the box to tick around it, or -1.
    """

    char: str
    start: int
    end: int
    kind: Literal["text", "element", "break"]
    tag: int = -1
    box: int = -1
    look: RunLook = field(default_factory=RunLook)


@dataclass(slots=True)
class Paragraph:
    """A paragraph: where its end tag begins, or its only tag ends where it is ``empty``.

    ``mark`` are the properties of its end, ``run`` those of its last run.
    """

    end: int = 0
    empty: bool = False
    mark: bytes = b""
    run: bytes = b""


@dataclass(slots=True)
class CellBytes:
    """A cell or line: its characters and paragraphs; ``prefix`` is that of its elements' names (``w:``)."""

    prefix: bytes
    atoms: list[Atom] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What it shows."""
        return "".join(atom.char for atom in self.atoms)


def scan(data: bytes, wanted: Collection[Wanted]) -> dict[Wanted, CellBytes]:
    """The cells and paragraphs with these numbers in a document part.

    Raises:
        UnfillableError: the part is not UTF-8.

    """
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnfillableError("文件的编码不是 UTF-8") from error
    walk = _Walk(data, wanted)
    parser = expat.ParserCreate(namespace_separator=" ")
    walk.position = lambda: parser.CurrentByteIndex
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.characters
    parser.Parse(data, True)
    return walk.found


class _Walk:
    """One walk; ``cells`` are the cells around the present place, ``names`` the elements."""

    def __init__(self, data: bytes, wanted: Collection[Wanted]) -> None:
        self.found: dict[Wanted, CellBytes] = {}
        self.position: Callable[[], int] = int
        self._data, self._wanted = data, wanted
        self._counts = {CELL: -1, LINE: -1}
        self._line = 0
        self._look = RunLook()
        self._cells: list[CellBytes | None] = []
        self._names: list[tuple[str, int]] = []
        self._boxes: list[int] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        at = self.position()
        space, _, local = name.rpartition(" ")
        own = space in _MAIN
        if own and local in self._counts:
            self._counted(local, at)
        elif own and local == "sdt":
            self._boxes.append(-1)
        elif local == "checked" and space == WORD_2010 and self._boxes:
            self._boxes[-1] = at
        cell = self._cells[-1] if self._cells else None
        if cell is not None and own:
            self._within(cell, local, at, attributes)
        self._names.append((local if own else "", at))

    def _counted(self, local: str, at: int) -> None:
        self._counts[local] += 1
        key = local, self._counts[local]
        prefix = self._data[at + 1 : at + 60].partition(local.encode())[0]
        cell = CellBytes(prefix) if key in self._wanted else None
        if local == CELL or cell is not None:
            self._cells.append(cell)
        if cell is not None:
            self.found[key] = cell
            self._line = len(self._names) if local == LINE else self._line

    def _within(self, cell: CellBytes, local: str, at: int, attributes: dict[str, str]) -> None:
        in_run = bool(self._names) and self._names[-1][0] == "r"
        if local == "p":
            if cell.paragraphs:
                cell.atoms.append(Atom("\n", at, at, "break"))
            cell.paragraphs.append(Paragraph())
        elif in_run and local in _NEW_LINES:
            self._element(cell, "\n", at)
        elif local == "r":
            self._look = RunLook()
        elif local in ("u", "rFonts") and [name for name, _ in self._names[-2:]] == ["r", "rPr"]:
            values = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
            self._look.underlined |= local == "u" and values.get("val", "none") != "none"
            self._look.ascii = values.get("ascii", self._look.ascii)
        elif in_run and local in _TABS:
            self._element(cell, "\t", at)
        elif in_run and local == "noBreakHyphen":
            self._element(cell, "-", at)
        elif in_run and local == "sym":
            values = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
            self._element(cell, symbol(values.get("font", ""), values.get("char", "")), at)

    def _element(self, cell: CellBytes, char: str, at: int) -> None:
        end = self._data.index(b">", at) + 1
        if self._data[end - 2 : end - 1] != b"/":
            end = self._data.index(b">", end) + 1
        cell.atoms.append(Atom(char, at, end, "element", box=self._box(), look=self._look))

    def _box(self) -> int:
        return self._boxes[-1] if self._boxes else -1

    def end(self, _name: str) -> None:
        local, start = self._names.pop()
        if local == "tc":
            self._cells.pop()
        elif local == "sdt":
            self._boxes.pop()
        self._close(local, start)
        if local == LINE and self._line == len(self._names) and self._cells:
            self._cells.pop()
            self._line = 0

    def _close(self, local: str, start: int) -> None:
        """What the present cell learns at the end of a paragraph, and of properties of runs."""
        cell = self._cells[-1] if self._cells else None
        if cell is None or not cell.paragraphs:
            return
        at, paragraph = self.position(), cell.paragraphs[-1]
        if local == "p":
            opening = self._data[start : self._data.index(b">", start) + 1]
            paragraph.empty = opening.endswith(b"/>")
            paragraph.end = start + len(opening) if paragraph.empty else at
        elif local == "rPr":
            opening = self._data[start : self._data.index(b">", start) + 1]
            raw = opening if opening.endswith(b"/>") else self._data[start : self._data.index(b">", at) + 1]
            parent = self._names[-1][0]
            if parent == "r":
                paragraph.run = raw
            elif parent == "pPr":
                paragraph.mark = raw

    def characters(self, text: str) -> None:
        cell = self._cells[-1] if self._cells else None
        if cell is None or not self._names or self._names[-1][0] != "t":
            return
        at, tag, box = self.position(), self._names[-1][1], self._box()
        if self._data[at : at + 1] == b"&":
            cell.atoms.append(Atom(text, at, self._data.index(b";", at) + 1, "text", tag, box, self._look))
            return
        for char in text:
            size = len(char.encode())
            cell.atoms.append(Atom(char, at, at + size, "text", tag, box, self._look))
            at += size
