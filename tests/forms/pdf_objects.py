"""Looks into PDF files for the tests: fields, structure, what an appearance really draws."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pikepdf

from generator.forms.layout.face import face


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def fields(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    """The fields by name; ours are never nested."""
    return {str(field.T): field for field in pdf.Root.AcroForm.Fields}


def widgets(field: pikepdf.Object) -> list[pikepdf.Object]:
    return list(field.Kids) if "/Kids" in field else [field]


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every structure element, parents first, in reading order."""
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        element = waiting.pop()
        yield element
        waiting += reversed([k for k in kids(element) if isinstance(k, pikepdf.Dictionary) and "/S" in k])


def kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    content = element.get("/K")
    if content is None:
        return []
    return list(content) if isinstance(content, pikepdf.Array) else [content]


def instructions(content: pikepdf.Object | pikepdf.Page) -> Iterator[tuple[list[pikepdf.Object], str]]:
    """Operands and operator of every instruction of a content stream."""
    for instruction in pikepdf.parse_content_stream(content):
        yield list(instruction.operands), str(instruction.operator)


def drawn(widget: pikepdf.Object) -> list[str]:
    """The lines that a text widget's appearance draws, read from its glyph codes.

    Not text extraction: the codes are looked up in the field font itself (CID = GID).
    """
    characters = {gid: chr(point) for point, gid in face("sans").glyphs.items()}
    lines = []
    for operands, operator in instructions(widget.AP.N):
        if str(operator) == "Tj":
            codes = bytes(operands[0])
            lines.append(
                "".join(
                    characters.get(int.from_bytes(codes[n : n + 2], "big"), "\ufffd")
                    for n in range(0, len(codes), 2)
                )
            )
    return lines


def printed(page: pikepdf.Page) -> list[str]:
    """What a page prints, one text for each marked content, read from codes by each font's ``/ToUnicode``."""
    fonts = {name: mapped(font) for name, font in page.obj.Resources.Font.items()}
    texts: list[str] = []
    font: dict[int, str] = {}
    for operands, operator in instructions(page):
        match operator:
            case "BDC" | "BMC":
                texts.append("")
            case "Tf":
                font = fonts[str(operands[0])]
            case "Tj":
                texts[-1] += "".join(font[code] for code in bytes(operands[0]))
    return [text for text in texts if text]


def mapped(font: pikepdf.Object) -> dict[int, str]:
    """Code -> text, as a font's ``/ToUnicode`` says."""
    cmap = font.ToUnicode.read_bytes().decode()
    pairs = re.findall(r"<([0-9A-F]+)> <([0-9A-F]+)>", cmap.split("endcodespacerange")[1])
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}


def centre(widget: pikepdf.Object) -> tuple[float, float]:
    left, lower, right, upper = (float(v) for v in widget.Rect)
    return (left + right) / 2, (lower + upper) / 2


def run(program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    found = shutil.which(program)
    assert found is not None, f"{program} is not installed"
    return subprocess.run([found, *map(str, arguments)], capture_output=True, text=True, check=False)
