"""Looks into a .docx file with nothing of the writer's: the archive, its XML, and what is shown."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree as ET

from generator.forms.definitions.word_names import CHECKED, UNCHECKED

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


def answered(data: bytes) -> dict[str, str]:
    """What is answered, by the tags of the controls."""
    found: dict[str, str] = {}
    for control in controls(data):
        name, _, state = value(control, "sdtPr/tag").partition(".")
        checked = control.find(f"{W}sdtPr/{W14}checkbox/{W14}checked")
        if checked is None:
            if control.find(f"{W}sdtPr/{W}showingPlcHdr") is None:
                found[name] = shown(control)
        else:
            on = checked.get(f"{W14}val") == "1"
            assert shown(control) == (CHECKED if on else UNCHECKED)
            if on:
                assert name not in found
                found[name] = state
    return found


def identity(data: bytes) -> dict[str, str]:
    """What a file says that it is, in its custom XML part."""
    entries = ET.fromstring(parts(data)["customXml/item1.xml"])
    return {entry.get("name", ""): entry.text or "" for entry in entries}
