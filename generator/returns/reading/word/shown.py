"""What a Word document shows, as the reader needs it: rows, cells, controls, and what stands besides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.returns.reading.word import looks
from generator.returns.reading.word.markup import Element


@dataclass(eq=False, slots=True)
class Control:
    """A content control: its tag, and what it shows.

    ``checked`` is the state of a box to tick, ``None`` for other controls. ``cell`` is the cell that it
    stands in, ``cells`` are those that it stands around. ``start`` and ``end`` bound its own text among
    the pieces of ``cell`` (of the text outside of tables where there is none).
    """

    tag: str
    checked: bool | None
    cell: Cell | None
    start: int
    end: int = 0
    cells: list[Cell] = field(default_factory=list)
    outside: Sequence[str] = ()

    @property
    def text(self) -> str:
        """What it shows and is not struck through."""
        if self.cells:
            return "\n".join(cell.standing for cell in self.cells)
        return looks.standing(self._pieces)

    @property
    def is_struck(self) -> bool:
        """Whether any of its own text is struck through."""
        return any(map(looks.is_struck, self._pieces))

    @property
    def _pieces(self) -> Sequence[str]:
        return self.outside if self.cell is None else self.cell.pieces[self.start : self.end]

    @property
    def place(self) -> Cell | None:
        """The one cell that is its own, within or around; ``None`` if it spans several or none."""
        if self.cells:
            return self.cells[0] if len(self.cells) == 1 else None
        return self.cell


@dataclass(eq=False, slots=True)
class Cell:
    """A cell: its text in pieces, the controls in and around it; ``column`` counts columns of the grid.

    ``merged`` is set where it only goes on from the cell above it, ``pictures`` counts what is drawn in it,
    ``label`` keeps its words as they are compared, ``node`` is the element that it was made of.
    """

    column: int
    span: int = 1
    merged: bool = False
    pieces: list[str] = field(default_factory=list)
    controls: list[Control] = field(default_factory=list)
    pictures: int = 0
    label: str | None = None
    node: Element | None = None

    @property
    def text(self) -> str:
        """All that it shows; a line for each paragraph."""
        return "".join(self.pieces)

    @property
    def standing(self) -> str:
        """What of it is not struck through."""
        return looks.standing(self.pieces)

    @property
    def struck(self) -> str:
        """What of it is."""
        return "".join(filter(looks.is_struck, self.pieces))


@dataclass(eq=False, slots=True)
class Row:
    """A row, as its cells; ``table`` numbers the tables of the document, nested ones too.

    ``within`` is the cell that its table stands in, if it stands in one.
    """

    table: int
    cells: list[Cell] = field(default_factory=list)
    within: Cell | None = None


@dataclass(eq=False, slots=True)
class View:
    """What a document shows: the rows of all tables in their order, and the text outside of them.

    ``paragraphs`` are those outside, each as a cell, with the number of rows that stand before it.
    ``revised`` is set where revisions are neither accepted nor rejected; ``gone`` are texts that accepting
    them takes away, ``hidden`` hidden texts, ``boxes`` those in text boxes; the others are counts.
    """

    rows: list[Row] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    paragraphs: list[tuple[int, Cell]] = field(default_factory=list)
    controls: list[Control] = field(default_factory=list)
    revised: bool = False
    gone: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    comments: int = 0
    footnotes: int = 0
    imported: int = 0
    pictures: int = 0
    tables: int = 0

    def outer(self, node: Element, start: int, pictures: int, *, joined: bool) -> None:
        """Take in a paragraph outside of tables, whose pieces begin at ``start``.

        ``joined`` is whether it goes on from the one before it, whose end is deleted.
        """
        pieces = self.outside[start:]
        if joined and self.paragraphs:
            self.paragraphs[-1][1].pieces += pieces
            self.paragraphs[-1][1].pictures += pictures
        else:
            self.paragraphs.append((len(self.rows), Cell(0, pieces=pieces, pictures=pictures, node=node)))
