"""WordprocessingML (ECMA-376, part 1, 17) as text: the one place that knows the order of its elements.

Everything that comes from outside is escaped here. Lengths go in as points and come out as twentieths of
a point, as the format has them; sizes of type come out as half points.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal
from xml.sax.saxutils import escape, quoteattr

from generator.forms.definitions.word_names import BLANK, CHECKED, MAIN, UNCHECKED, WORD_2010
from generator.forms.layout.face import FaceName

DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
"""How every part that is written as text begins."""
NAMESPACES: Final = f'xmlns:w="{MAIN}" xmlns:w14="{WORD_2010}"'

SERIF: Final = "宋体"
SANS: Final = "黑体"
"""Typefaces by the names under which Windows, WPS and macOS have them or know a substitute. Nothing is
embedded: that is what keeps the file small."""
TYPEFACES: Final = {"serif": SERIF, "sans": SANS, "bold": SANS}

PLACEHOLDER: Final = "FormBlank"
"""Name of the building block that Word puts into a control that was emptied."""

NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document may hold (XML 1.0, 2.2)."""
CARRIAGE_RETURN: Final = re.compile(r"\r\n|\r")
"""Line ends that are to become ``\\n``, which alone survives in XML (XML 1.0, 2.11)."""

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph is set: its typeface and its size in points. ``base`` is the id of the built-in
    style that it goes back to (``Heading1``), so that programs know what it means.
    """

    face: FaceName
    size: float
    base: str = "Normal"

    @property
    def id(self) -> str:
        """``Normal-serif-105`` for 10.5 points."""
        return f"{self.base}-{self.face}-{round(self.size * 10)}"


def twips(points: float) -> int:
    """Twentieths of a point."""
    return round(points * 20)


def fonts(face: FaceName) -> str:
    """The typeface for every kind of character; the hint says that quotation marks are Chinese."""
    name = TYPEFACES[face]
    return (
        f'<w:rFonts w:hint="eastAsia" w:ascii="{name}" w:eastAsia="{name}" w:hAnsi="{name}" w:cs="{name}"/>'
    )


def size(points: float) -> str:
    """The size of type."""
    half = round(points * 2)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def run(text: str, properties: str = "") -> str:
    """A run; a line end in the text is a line break, as it is in the definitions."""
    inside = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{inside}{'<w:br/>'.join(lines)}</w:r>"


def tab() -> str:
    """A tab."""
    return "<w:r><w:tab/></w:r>"


def page_field(code: Literal["PAGE", "NUMPAGES"]) -> str:
    """A number that the program keeps up to date. Each part of the field has a run of its own: WPS does
    not show fields that stand in one.
    """
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        "<w:r><w:t>1</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def text_control(tag: str, title: str) -> str:
    """A place to write: a rich-text control within the line, which shows blanks until it is filled in.

    Not a plain-text control: LibreOffice 7.4 mixes the answers of those up when it saves as .docx.
    """
    shown = f'<w:placeholder><w:docPart w:val="{PLACEHOLDER}"/></w:placeholder><w:showingPlcHdr/>'
    return _control(tag, title, shown, run(BLANK))


def check_box(tag: str, title: str) -> str:
    """A box that a click ticks and clears; it is drawn in the typeface of its line."""
    kind = (
        '<w14:checkbox><w14:checked w14:val="0"/>'
        f'<w14:checkedState w14:val="{ord(CHECKED):04X}" w14:font="Segoe UI Symbol"/>'
        f'<w14:uncheckedState w14:val="{ord(UNCHECKED):04X}" w14:font="{SERIF}"/></w14:checkbox>'
    )
    return _control(tag, title, kind, run(UNCHECKED, fonts("serif")))


def _control(tag: str, title: str, kind: str, content: str) -> str:
    return (
        f"<w:sdt><w:sdtPr><w:alias w:val={quoteattr(title)}/><w:tag w:val={quoteattr(tag)}/>"
        f'<w:id w:val="{_number(tag)}"/><w:lock w:val="sdtLocked"/>{kind}</w:sdtPr>'
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def _number(tag: str) -> int:
    """The control's number, which must be its own and stay the same; programs take it as a signed int."""
    return int(hashlib.sha256(tag.encode()).hexdigest()[:7], 16)


def paragraph(
    inner: str,
    style: Style,
    *,
    align: Align | Literal["both"] = "left",
    before: float = 0.0,
    after: float = 0.0,
    indent: float = 0.0,
    line: float = 0.0,
    keep: bool = False,
    new_page: bool = False,
    tabs: Sequence[tuple[Align, float]] = (),
) -> str:
    """A paragraph. ``line`` is the exact height of its lines (0: the style's), ``keep`` keeps it on one
    page with the next paragraph.
    """
    stops = "".join(f'<w:tab w:val="{kind}" w:pos="{twips(at)}"/>' for kind, at in tabs)
    exact = f' w:line="{twips(line)}" w:lineRule="exact"' if line else ""
    room = f' w:before="{twips(before)}" w:after="{twips(after)}"' if before or after else ""
    properties = (
        f'<w:pStyle w:val="{style.id}"/>'
        + ("<w:keepNext/>" if keep else "")
        + ("<w:pageBreakBefore/>" if new_page else "")
        + (f"<w:tabs>{stops}</w:tabs>" if stops else "")
        + (f"<w:spacing{room}{exact}/>" if room or exact else "")
        + (f'<w:ind w:left="{twips(indent)}"/>' if indent else "")
        + (f'<w:jc w:val="{align}"/>' if align != "left" else "")
    )
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def cell(
    inner: str,
    width: float,
    *,
    span: int = 1,
    shade: str = "",
    middle: bool = True,
    border: bool = True,
    underline: bool = False,
) -> str:
    """A cell; ``span`` counts columns of the grid. Without ``border`` it has at most an ``underline``."""
    edges = "" if border else _edges("nil", "single" if underline else "nil")
    properties = (
        f'<w:tcW w:w="{twips(width)}" w:type="dxa"/>'
        + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
        + edges
        + (f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else "")
        + ('<w:vAlign w:val="center"/>' if middle else '<w:vAlign w:val="bottom"/>' if not border else "")
    )
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def _edges(others: str, bottom: str) -> str:
    kinds = (("top", others), ("left", others), ("bottom", bottom), ("right", others))
    line = ' w:sz="4" w:space="0" w:color="000000"'
    return (
        "<w:tcBorders>"
        + "".join(f'<w:{s} w:val="{kind}"{line if kind != "nil" else ""}/>' for s, kind in kinds)
        + "</w:tcBorders>"
    )


def row(cells: Iterable[str], height: float, *, split: bool = False, header: bool = False) -> str:
    """A row that is at least ``height`` high, and is not divided over pages unless ``split``; a ``header``
    is repeated on every page.
    """
    properties = (
        ("" if split else "<w:cantSplit/>")
        + f'<w:trHeight w:val="{twips(height)}" w:hRule="atLeast"/>'
        + ("<w:tblHeader/>" if header else "")
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(columns: Sequence[float], rows: Iterable[str], *, pad_x: float, pad_y: float, title: str) -> str:
    """A table of fixed ``columns`` (widths in points) with lines around its cells; ``title`` is read out."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)
    inset = "".join(
        f'<w:{side} w:w="{twips(pad)}" w:type="dxa"/>'
        for side, pad in (("top", pad_y), ("left", pad_x), ("bottom", pad_y), ("right", pad_x))
    )
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in columns)
    caption = f"<w:tblCaption w:val={quoteattr(title)}/>" if title else ""
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{twips(sum(columns))}" w:type="dxa"/>'
        f'<w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar>{inset}</w:tblCellMar><w:tblLook w:val="0020" w:firstRow="1"/>{caption}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
