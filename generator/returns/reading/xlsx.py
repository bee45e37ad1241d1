"""Workbooks that people edited: every cell of every sheet, as it would be seen.

The file itself is walked (zip and XML of the standard library), because what matters here is what no
reading library tells: whether a formula has a stored value, which rows are hidden, and that a used
range of ``A1`` (WPS writes it) is not believed. Nothing is calculated, no link is followed, and XML
entities are not expanded beyond what expat allows.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Final, Self
from xml.etree import ElementTree as ET

from generator.errors import UsageError, trouble
from generator.returns.reading.given import Given, Source, size_of
from generator.returns.reading.limits import Limits

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT: Final = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_RELATION: Final = re.compile(r"\{[^}]*relationships\}id$")
_ADDRESS: Final = re.compile(r"([A-Z]{1,3})(\d+)")
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MERGED: Final = re.compile(rb"""mergeCell\s[^>]*ref=["']([A-Z]{1,3})(\d+):[A-Z]{1,3}(\d+)["']""")
PART: Final = 512 << 20
"""Bytes that one part of a workbook may unpack to."""

LOST: Final = "#formula"
"""What stands for a formula without a stored value; it is never a value itself."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text; whether it is a number; whether it is an error or a formula without a value."""

    text: str
    number: bool = False
    lost: bool = False


@dataclass(frozen=True)
class SheetRow:
    """A row by its number (from 1): cells by column (from 0), and whether people see it."""

    number: int
    cells: Mapping[int, Cell]
    hidden: bool = False

    def text(self, column: int) -> str:
        """The text of a cell, empty if there is none."""
        cell = self.cells.get(column)
        return cell.text if cell else ""


@dataclass
class Workbook:
    """An open workbook: the names of its sheets in their order, and their rows one by one."""

    path: Source
    sheets: tuple[str, ...]
    _archive: zipfile.ZipFile
    _parts: Mapping[str, str]
    _strings: list[str] | None = field(default=None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._archive.close()

    def rows(self, sheet: str) -> Iterator[SheetRow]:
        """The rows of a sheet that hold anything, in their order.

        Raises:
            UsageError: the workbook is damaged.

        """
        try:
            if self._strings is None:
                self._strings = list(_shared(self._archive))
            with _open(self._archive, self._parts[sheet], self.path) as part:
                yield from _rows(part, self._strings)
        except (ET.ParseError, KeyError, ValueError, zipfile.BadZipFile, EOFError, OSError) as error:
            raise UsageError(f"{self.path} 的工作表“{sheet}”读不出来，请在 Excel 里打开另存一次") from error

    def merged(self, sheet: str) -> list[tuple[int, int, int]]:
        """Merged cells that reach over several rows: (first row, last row, first column)."""
        with _open(self._archive, self._parts[sheet], self.path) as part:
            # they stand behind all rows, and are needed with the first
            areas = _MERGED.findall(part.read())
        found = ((int(t), int(b), _place(f"{c.decode()}{int(t)}", 0)) for c, t, b in areas)
        return [(top, bottom, column) for top, bottom, column in found if bottom > top]

    def has(self, sheet: str, pattern: re.Pattern[bytes]) -> bool:
        """Whether something stands in the XML of a sheet: cheaper than walking it."""
        name = self._parts.get(sheet, "")
        if name not in self._archive.namelist():
            return False
        with _open(self._archive, name, self.path) as part:
            return pattern.search(part.read()) is not None


_FORMULA_OR_ERROR: Final = re.compile(rb"""<(?:\w+:)?f[\s>/]|\st=["']e["']""")


def lost_cells(path: Source, sheet: str) -> dict[int, list[int]]:
    """Columns (from 0), by the number of their row, of formulas without a stored value and of errors.

    Empty for what is no ``.xlsx``, whose sheets other libraries read: nothing is known of those.
    """
    try:
        with open_workbook(path) as book:
            if not book.has(sheet, _FORMULA_OR_ERROR):
                return {}
            found = {
                row.number: [column for column, cell in row.cells.items() if cell.lost]
                for row in book.rows(sheet)
            }
    except UsageError:
        return {}
    return {number: columns for number, columns in found.items() if columns}


def column_name(column: int) -> str:
    """``0`` is A, ``26`` is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def open_workbook(path: Source) -> Workbook:
    """Open an ``.xlsx`` file; use as a context manager.

    Raises:
        UsageError: it is none, it is encrypted, or an old ``.xls`` under a new name.

    """
    try:
        if size_of(path) > Limits().archive:
            raise UsageError(f"{path} 太大，不像是工作簿")
        archive = zipfile.ZipFile(io.BytesIO(path.data) if isinstance(path, Given) else path)
    except zipfile.BadZipFile as error:
        raise UsageError(
            f"{path} 不是 .xlsx 工作簿（也可能加了密码）；请在 Excel 里另存为“Excel 工作簿”"
        ) from error
    except OSError as error:
        raise UsageError(f"读不到 {path}：{trouble(error)}") from error
    try:
        parts = _sheet_parts(archive, path)
    except (ET.ParseError, KeyError, ValueError, zipfile.BadZipFile, EOFError, OSError) as error:
        archive.close()
        raise UsageError(
            f"{path} 不是 .xlsx 工作簿，或者已经损坏；请在 Excel 里另存为“Excel 工作簿”"
        ) from error
    return Workbook(path, tuple(parts), archive, parts)


def _open(archive: zipfile.ZipFile, name: str, path: Source) -> IO[bytes]:
    if archive.getinfo(name).file_size > PART:
        raise UsageError(f"{path} 里的 {name} 太大，没有读")
    return archive.open(name)


def _sheet_parts(archive: zipfile.ZipFile, path: Source) -> dict[str, str]:
    """Name of a sheet -> name of its part."""
    with _open(archive, "xl/_rels/workbook.xml.rels", path) as part:
        targets = {node.get("Id"): str(node.get("Target")) for node in _parsed(part)}
    found: dict[str, str] = {}
    with _open(archive, "xl/workbook.xml", path) as part:
        for node in _parsed(part).iter():
            if _tag(node) == "sheet":
                key = next(value for name, value in node.attrib.items() if _RELATION.search(name))
                target = targets[key]
                found[str(node.get("name"))] = (
                    target.lstrip("/") if target.startswith("/") else f"xl/{target}"
                )
    return found


# expat itself bounds what entities may grow to (since 2.4.1), and reads nothing from outside
def _parsed(part: IO[bytes]) -> ET.Element:
    return ET.parse(part).getroot()  # noqa: S314


def _walked(part: IO[bytes]) -> Iterator[ET.Element]:
    return (node for _, node in ET.iterparse(part))  # noqa: S314


def _tag(node: ET.Element) -> str:
    return node.tag.removeprefix(_MAIN).removeprefix(_STRICT)


def _shared(archive: zipfile.ZipFile) -> Iterator[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return
    with archive.open("xl/sharedStrings.xml") as part:
        for node in _walked(part):
            if _tag(node) == "si":
                yield _plain(node)
                node.clear()


def _plain(node: ET.Element) -> str:
    """The text of a string: its runs, without the reading aids (``rPh``) that belong to none."""
    texts = [node.findtext(f"{space}t") for space in (_MAIN, _STRICT)]
    runs = [run.findtext(f"{space}t") for space in (_MAIN, _STRICT) for run in node.iter(f"{space}r")]
    whole = "".join(text for text in (*texts, *runs) if text)
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), whole)


def _rows(part: IO[bytes], strings: list[str]) -> Iterator[SheetRow]:
    above = 0
    for node in _walked(part):
        if _tag(node) != "row":
            continue
        above = int(node.get("r") or above + 1)
        cells: dict[int, Cell] = {}
        column = -1
        for child in node:
            if _tag(child) == "c":
                column = _place(child.get("r"), column + 1)
                cell = _cell(child, strings)
                if cell is not None:
                    cells[column] = cell
        hidden = node.get("hidden") in ("1", "true") or float(node.get("ht", "1")) == 0
        node.clear()
        if cells:
            yield SheetRow(above, cells, hidden)


def _place(address: str | None, after: int) -> int:
    match = _ADDRESS.fullmatch(address or "")
    if match is None:
        return after
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return column - 1


def _cell(node: ET.Element, strings: list[str]) -> Cell | None:
    """The cell as it would be seen; ``None`` if it is empty."""
    kind = node.get("t", "n")
    parts = {_tag(child): child for child in node}
    if kind == "inlineStr":
        text = _plain(parts["is"]) if "is" in parts else ""
        return Cell(text) if text else None
    value = parts["v"].text if "v" in parts else None
    if not value:
        # an empty text is the value of a formula only where the type says text
        return Cell(LOST, lost=True) if "f" in parts and kind != "str" else None
    cell = _VALUES.get(kind, _number)(value, strings)
    return cell if cell.text else None


def _number(value: str, _strings: list[str]) -> Cell:
    number = float(value)
    whole = number.is_integer() and abs(number) < 1e15
    return Cell(str(int(number)) if whole else f"{number:.15g}", number=True)


def _written(value: str, _strings: list[str]) -> Cell:
    return Cell(_ESCAPED.sub(lambda m: chr(int(m[1], 16)), value))


_VALUES: Final[Mapping[str, Callable[[str, list[str]], Cell]]] = {
    "s": lambda value, strings: Cell(strings[int(value)]),
    "e": lambda value, _: Cell(value, lost=True),
    "b": lambda value, _: Cell("TRUE" if value == "1" else "FALSE"),
    "str": _written,
    "d": _written,
}
"""What a value means, by the type of its cell (ECMA-376, 18.18.11); others are numbers."""
