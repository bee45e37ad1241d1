"""Looks into a .docx file with nothing of the writer's: the archive, its XML, and what is shown."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree as ET

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def parts(data: bytes) -> dict[str, bytes]:
    """Every member of the package by its name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def body(data: bytes) -> ET.Element:
    """The body of the document."""
    found = ET.fromstring(parts(data)["word/document.xml"]).find(f"{W}body")
    assert found is not None
    return found


def shown(element: ET.Element) -> str:
    """The text of an element as it is read: paragraphs and line breaks as line ends, page numbers as 1."""
    written: list[str] = []
    for node in element.iter():
        if node.tag == f"{W}br" or (node.tag == f"{W}p" and written):
            written.append("\n")
        elif node.tag == f"{W}t":
            written.append(node.text or "")
    return "".join(written)


def value(element: ET.Element, path: str) -> str:
    """``w:val`` of what stands at ``path``, such as ``tag`` or ``sdtPr/tag``; empty without one."""
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    return "" if found is None else found.get(f"{W}val", "")


def controls(data: bytes) -> list[ET.Element]:
    """Every content control, in order."""
    return list(body(data).iter(f"{W}sdt"))


def tags(data: bytes) -> list[str]:
    """The tag of every control, in order."""
    return [value(control, "sdtPr/tag") for control in controls(data)]
