"""Answers as bytes: put in place of a blank, in the run that it stands in, and nothing besides."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final
from xml.sax.saxutils import escape

from generator.returns.official.scan import Atom, CellBytes, Paragraph, UnfillableError
from generator.returns.reading.official.blanks import Blank

_REVISED: Final = re.compile(rb"<(?:\w+:)?(?:ins|del|moveFrom|moveTo|rPrChange)\b")
_STATE: Final = re.compile(rb"(val=[\"'])\w+")


@dataclass(slots=True)
class Edits:
    """Bytes to be put in place of others.

    ``spaces`` are texts whose blanks are to be kept, ``boxes`` states of boxes to tick that are to be set.
    """

    made: list[tuple[int, int, bytes]] = field(default_factory=list)
    spaces: set[int] = field(default_factory=set)
    boxes: set[int] = field(default_factory=set)

    def applied(self, data: bytes) -> bytes:
        """The document with them."""
        edits = list(self.made)
        for tag in self.spaces:
            end = data.index(b">", tag)
            if b"xml:space" not in data[tag:end]:
                edits.append((end, end, b' xml:space="preserve"'))
        for box in self.boxes:
            end = data.index(b">", box)
            edits.append((box, end, _STATE.sub(rb"\g<1>1", data[box:end])))
        pieces, at = [], 0
        for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
            pieces += [data[at:start], new]
            at = end
        return b"".join([*pieces, data[at:]])


def write(cell: CellBytes, blank: Blank, answer: str, edits: Edits) -> None:
    """An answer in place of a blank; of a blank within a line what the answer does not need is left."""
    atoms = [atom for atom in cell.atoms[blank.start : blank.end] if atom.kind != "break"]
    written = [atom for atom in atoms if atom.kind == "text" or atom.char == "\t"]
    if not written:
        if cell.text.strip() and insert(cell, blank, answer, edits):
            return
        new_run(cell, answer, edits)
        return
    replace(cell, written[0], answer, edits)
    within = bool(cell.text[blank.end :].strip()) and all(atom.char.isspace() for atom in written)
    used = len(answer) if within and "\n" not in answer else len(written)
    for atom in written[1 : max(1, used)]:
        edits.made.append((atom.start, atom.end, b""))


def insert(cell: CellBytes, blank: Blank, answer: str, edits: Edits) -> bool:
    """An answer where nothing is left free, at the text before or behind it; whether there is one."""
    before = cell.atoms[blank.start - 1] if blank.start else None
    behind_it = cell.atoms[blank.end] if blank.end < len(cell.atoms) else None
    if before is not None and before.kind == "text":
        at, tag = before.end, before.tag
    elif behind_it is not None and behind_it.kind == "text":
        at, tag = behind_it.start, behind_it.tag
    else:
        return False
    edits.made.append((at, at, markup(cell, answer)))
    edits.spaces.add(tag)
    return True


def replace(cell: CellBytes, atom: Atom, answer: str, edits: Edits) -> None:
    """Put an answer in place of one character."""
    put_before(cell, atom, answer, edits)
    edits.made.append((atom.start, atom.end, b""))


def put_before(cell: CellBytes, atom: Atom, answer: str, edits: Edits) -> None:
    """Put an answer before one character, into its text if it is text."""
    text = markup(cell, answer)
    if atom.kind == "text":
        edits.spaces.add(atom.tag)
    else:
        text = _text_element(cell.prefix, text)
    edits.made.append((atom.start, atom.start, text))


def _text_element(prefix: bytes, text: bytes) -> bytes:
    return b"<" + prefix + b't xml:space="preserve">' + text + b"</" + prefix + b"t>"


def markup(cell: CellBytes, answer: str) -> bytes:
    """An answer within a text; a line end ends the text, and begins another."""
    p = cell.prefix
    line_break = b"</" + p + b"t><" + p + b"br/><" + p + b't xml:space="preserve">'
    return line_break.join(escape(line).encode() for line in answer.split("\n"))


def new_run(cell: CellBytes, answer: str, edits: Edits) -> None:
    """A run in the first paragraph, set as its runs are, or as its end is (17.3.1.29)."""
    if not cell.paragraphs:
        raise UnfillableError("格子里没有段落")
    paragraph: Paragraph = cell.paragraphs[0]
    properties = paragraph.run or paragraph.mark
    if _REVISED.search(properties):
        properties = b""
    p = cell.prefix
    text = _text_element(p, markup(cell, answer))
    run = b"<" + p + b"r>" + properties + text + b"</" + p + b"r>"
    if paragraph.empty:
        # <w:p/> is opened
        edits.made.append((paragraph.end - 2, paragraph.end, b">" + run + b"</" + p + b"p>"))
    else:
        edits.made.append((paragraph.end, paragraph.end, run))
